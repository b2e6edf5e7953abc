// Texts with what the API server adds and drops written in: "+" marks lines that are not in the
// file, <...> a part that was added, ~...~ one that is dropped.
#include "model/schema/stored_text.h"
#include "tests/house/source_folder.h"
#include "tests/house/test_program.h"
#include "tests/model/support_objects.h"

#include <QDir>
#include <QRegularExpression>

#include <ranges>

namespace tst_stored_text {

using namespace gatesight::model;
using namespace gatesight::model::test;

namespace {

QString notationOf(const StoredText::Line& line) {
    std::string words = line.text;
    for (const StoredText::Part& part : line.parts | std::views::reverse) {
        if (line.line == 0)
            break;
        words.insert(part.to, part.dropped ? "~" : ">");
        words.insert(part.from, part.dropped ? "~" : "<");
    }
    return words.empty() ? QString() : (line.line == 0 ? "+" : " ") + text(words);
}

QStringList notationOf(const StoredText& stored) {
    QStringList lines;
    for (const StoredText::Line& line : stored.lines)
        lines << notationOf(line);
    return lines;
}

StoredText storedTextOf(std::string_view yaml) {
    const WorldPtr world = worldOf(yaml);
    return storedText(world->sources().front(), world->objects(), Channel::Experimental);
}

/// A notation begins and ends with a line break.
QStringList linesOf(const QString& notation) {
    return notation.mid(1).chopped(1).split(QLatin1Char('\n'));
}

/// The lines of a notation that say what is in the file.
QString fileOf(const QString& notation) {
    static const QRegularExpression added(QStringLiteral("<[^<>]*>"));
    QString yaml;
    for (QString line : linesOf(notation)) {
        if (line.startsWith(QLatin1Char('+')))
            continue;
        yaml += line.mid(1).remove(added).remove(QLatin1Char('~')) + QLatin1Char('\n');
    }
    return yaml;
}

}  // namespace

class tst_stored_text : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void notation_data();
    void notation();
    void countsFields();
    void leavesTheFileAsItIs_data();
    void leavesTheFileAsItIs();
    void linesAreCutAsTheyWereWritten();
    void stops();
};

void tst_stored_text::notation_data() {
    QTest::addColumn<QString>("expected");
    // api.default.parentref, api.default.backendref, api.default.httproute.rules
    QTest::newRow("block style: below the entry it belongs to") << R"(
 apiVersion: gateway.networking.k8s.io/v1
 kind: HTTPRoute
 metadata:
   name: r
+  namespace: default
+  generation: 1
 spec:
   # whom it belongs to
   parentRefs:
   - name: g
+    group: gateway.networking.k8s.io
+    kind: Gateway
   rules:
     - backendRefs:
         - name: web

           port: 80   # plain
+          group: ""
+          kind: Service
+          weight: 1
+      matches:
+        - path:
+            type: PathPrefix
+            value: /
)";
    QTest::newRow("flow style: within the brackets") << R"(
 apiVersion: gateway.networking.k8s.io/v1
 kind: HTTPRoute
 metadata: {name: r, namespace: shop<, generation: 1>}
 spec:
   parentRefs: [{name: "g}"<, group: gateway.networking.k8s.io, kind: Gateway> }]
   rules: [{matches: [{path: {value: /a<, type: PathPrefix>}}]}, {<matches: [{path: {type: PathPrefix, value: /}}]>}]
)";
    // api.prune.unknown-fields
    QTest::newRow("unknown fields are dropped") << R"(
 apiVersion: gateway.networking.k8s.io/v1
 kind: HTTPRoute
 metadata: {name: r, namespace: shop, generation: 1, ~owner: me~}
 spec:
   ~hostname: a.example.com~
   hostnames: [a.example.com]
   rules:
     - matches: []
       ~retries:~
         ~- {a: b}~
       backendRefs: []
 status:
   parents: []
)";
    // api.null-is-absent
    QTest::newRow("a default takes the place of null") << R"(
 apiVersion: gateway.networking.k8s.io/v1
 kind: HTTPRoute
 metadata: {name: r, namespace: shop, generation: 1}
 spec:
   ~rules:~
   hostnames: [a.example.com]
+  rules:
+    - matches:
+        - path:
+            type: PathPrefix
+            value: /
)";
    QTest::newRow("JSON keeps its quotes") << R"(
 {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
  "metadata": {"name": "r", "namespace": "shop"<, "generation": 1>},
  "spec": {
    "rules": [
      {"matches": [{"path": {"value": "/}"<, "type": "PathPrefix">}}]}
    ]
  }
 }
)";
    QTest::newRow("two documents, a block scalar at the end") << R"(
 apiVersion: v1
 kind: ConfigMap
 metadata: {name: c, namespace: n, generation: 1}
 data:
   text: |
     a: b
     # no comment
 ---
 apiVersion: gateway.networking.k8s.io/v1
 kind: GatewayClass
 metadata:
   ~namespace: x~
   name: c
   generation: 1
 spec:
   controllerName: example.com/c
   description: >-
     two
     lines
   ~extra: |~
     ~a~

     ~b~
)";
    QTest::newRow("aliases are looked at where they are written") << R"(
 apiVersion: gateway.networking.k8s.io/v1
 kind: HTTPRoute
 metadata: {name: r, namespace: shop, generation: 1}
 spec:
   parentRefs:
     - &front
       name: g
+      group: gateway.networking.k8s.io
+      kind: Gateway
   rules:
     - matches: []
       backendRefs: &refs [{name: web, port: 80<, group: "", kind: Service, weight: 1>}]
     - matches: []
       backendRefs: *refs
)";
}

void tst_stored_text::notation() {
    QFETCH(QString, expected);
    QCOMPARE(notationOf(storedTextOf(fileOf(expected).toStdString())), linesOf(expected));
}

void tst_stored_text::countsFields() {
    const StoredText stored = storedTextOf(
        "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n"
        "metadata: {name: r, namespace: n, generation: 1}\n"
        "spec: {parentRefs: [{name: g, other: x}], rules: [{matches: []}], more: 1}\n");
    QCOMPARE(stored.added, 2u);
    QCOMPARE(stored.dropped, 2u);
}

void tst_stored_text::leavesTheFileAsItIs_data() {
    QTest::addColumn<QString>("folder");
    const QDir samples(QString::fromStdString(gatesight::test::sourcePath("/samples/")));
    for (const QString& name : samples.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        QTest::newRow(qPrintable(name)) << samples.filePath(name);
}

/// What is not added is the file, line by line, whatever was read.
void tst_stored_text::leavesTheFileAsItIs() {
    QFETCH(QString, folder);
    const auto manifests = readPath(folder.toStdString());
    QVERIFY(manifests);
    WorldBuilder builder;
    builder.addLayer(*manifests);
    const WorldPtr world = std::move(builder).build();
    std::size_t added = 0;
    for (const SourcePtr& source : world->sources()) {
        const StoredText stored =
            storedText(source, world->objects(), Channel::Experimental);
        added += stored.added;
        std::string written;
        std::uint32_t next = 1;
        for (const StoredText::Line& line : stored.lines) {
            if (line.line == 0)
                continue;
            QCOMPARE(line.line, next++);
            std::string words = line.text;
            for (const StoredText::Part& part : line.parts | std::views::reverse)
                if (!part.dropped)
                    words.erase(part.from, part.to - part.from);
            written += words + "\n";
        }
        QCOMPARE(text(written), text(source->text));
    }
    QVERIFY(added > 0);
}

void tst_stored_text::linesAreCutAsTheyWereWritten() {
    const StoredText stored =
        storedTextOf("apiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: c\r\n");
    QCOMPARE(notationOf(stored),
             (QStringList{" apiVersion: v1", " kind: ConfigMap", " metadata:", "   name: c",
                          "+  namespace: default", "+  generation: 1"}));
}

void tst_stored_text::stops() {
    std::stop_source stop;
    stop.request_stop();
    const WorldPtr world = worldOf("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n");
    const StoredText stored = storedText(world->sources().front(), world->objects(),
                                         Channel::Experimental, stop.get_token());
    QCOMPARE(stored.added, 0u);
    QCOMPARE(stored.lines.size(), 3u);
}

GATESIGHT_TEST(tst_stored_text)

}  // namespace tst_stored_text

#include "tst_stored_text.moc"
