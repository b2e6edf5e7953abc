// Documents, positions and findings of readText on YAML.
#include "tests/house/test_program.h"

#include "support_manifest_text.h"

namespace tst_manifest_reader {

using namespace gatesight::model;

class TstManifestReader : public QObject {
    Q_OBJECT
private slots:
    void documents_data();
    void documents();
    void findings_data();
    void findings();
    void helmSources();
    void findingsNameTheirObject_data();
    void findingsNameTheirObject();
    void oneBrokenAmongMany();
    void suggestedEdits_data();
    void suggestedEdits();
    void appending();
};

namespace {

QString qt(const std::string& text) {
    return QString::fromStdString(text);
}

QTestData& row(const char* name, const char* text, std::initializer_list<const char*> lines) {
    QString expected;
    for (const auto* line : lines) {
        expected += QString::fromUtf8(line) + "\n";
    }
    return QTest::newRow(name) << QByteArray(text) << expected;
}

}  // namespace

void TstManifestReader::documents_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");

    row("nothing", "", {});
    row("one document", "a: b\n", {R"(1:1 {a: "b"})"});
    row("two documents", "a: 1\n---\nb: 2\n", {"1:1 {a: 1}", "3:1 {b: 2}"});
    row("marker at the begin and end", "---\na: 1\n---\n", {"2:1 {a: 1}"});
    row("empty documents between", "---\n# nothing\n---\n---\n\n---\na: 1\n...\n...\n---\nb: 2\n",
        {"7:1 {a: 1}", "11:1 {b: 2}"});
    row("content on the marker line", "--- {a: 1}\n--- {b: 2}\n", {"1:5 {a: 1}", "2:5 {b: 2}"});
    row("comment on the marker line", "--- # first\na: 1\n", {"2:1 {a: 1}"});
    row("document end marker", "a: 1\n...\nb: 2\n", {"1:1 {a: 1}", "3:1 {b: 2}"});
    row("marker ends a block scalar", "a: |\n  x\n---\nb: 2\n", {"1:1 {a: \"x\n\"}", "4:1 {b: 2}"});
    row("four dashes are text", "a: |\n ----\n", {"1:1 {a: \"----\n\"}"});
    row("CR LF", "a: 1\r\n---\r\nb:\r\n- x\r\n", {"1:1 {a: 1}", R"(3:1 {b: ["x"]})"});
    row("CR only", "a: 1\r---\rb: 2\r", {"1:1 {a: 1}", "3:1 {b: 2}"});
    row("byte order mark",
        "\xEF\xBB\xBF"
        "a: 1\n",
        {"1:1 {a: 1}"});
    row("byte order marks of joined files",
        "a: 1\n\xEF\xBB\xBF---\nb: 2\n---\n\xEF\xBB\xBF"
        "c: 3\n",
        {"1:1 {a: 1}", "3:1 {b: 2}", "5:1 {c: 3}"});
    row("columns count bytes", "{\"\xC3\xA4\": \xE2\x82\xAC, b: {c: 1}}\n",
        {"1:1 {\xC3\xA4: \"\xE2\x82\xAC\", b: {c: 1}}"});
    row("List", "apiVersion: v1\nkind: List\nitems:\n- a: 1\n- b: 2\n",
        {"4:3 {a: 1}", "5:3 {b: 2}"});
    row("List as kubectl prints it",
        "apiVersion: v1\nitems:\n- a: 1\n- b: 2\nkind: List\nmetadata: {}\n",
        {"3:3 {a: 1}", "4:3 {b: 2}"});
    row("ConfigMapList", "kind: ConfigMapList\nitems:\n  - a: 1\n  -\n    b: 2\n",
        {"3:5 {a: 1}", "5:5 {b: 2}"});
    row("List in flow style", "{kind: List, items: [{a: 1}, {b: 2}]}\n",
        {"1:22 {a: 1}", "1:30 {b: 2}"});
    row("List in a List", "kind: List\nitems:\n- kind: RoleList\n  items:\n  - a: 1\n- b: 2\n",
        {"5:5 {a: 1}", "6:3 {b: 2}"});
    row("items of something else", "kind: Menu\nitems:\n- a: 1\n",
        {R"(1:1 {kind: "Menu", items: [{a: 1}]})"});
    row("empty List", "kind: List\nitems: []\n", {});
    row("scalars",
        "a: yes\nb: 010\nc: 1e3\nd: ~\ne:\nf: '1'\ng: !!str 2\nh: 2024-01-02\ni: 10.0.0.1\n",
        {R"(1:1 {a: yes, b: 010, c: 1e3, d: null, e: null, f: "1", g: "2", h: "2024-01-02", i: "10.0.0.1"})"});
    row("alias", "a: &x {b: 1}\nc: *x\nd: [*x, *x]\n",
        {"1:1 {a: {b: 1}, c: {b: 1}, d: [{b: 1}, {b: 1}]}"});
    row("alias of a scalar as key", "a: &x key\n*x : 1\n", {R"(1:1 {a: "key", key: 1})"});
    row("alias into an earlier item", "kind: List\nitems:\n- a: &x {b: 1}\n- c: *x\n",
        {"3:3 {a: {b: 1}}", "4:3 {c: {b: 1}}"});
    row("merge key", "base: &b {x: 1, z: 2}\nc:\n  <<: *b\n  z: 3\n",
        {"1:1 {base: {x: 1, z: 2}, c: {z: 3, x: 1}}"});
    row("merge of several maps", "c:\n  <<: [{x: 1}, {x: 2, z: 3}]\n  w: 3\n",
        {"1:1 {c: {w: 3, x: 1, z: 3}}"});
    row("merge of a merge", "a: &a {x: 1}\nb: &b {<<: *a, z: 2}\nc: {<<: *b}\n",
        {"1:1 {a: {x: 1}, b: {z: 2, x: 1}, c: {z: 2, x: 1}}"});
    row("quoted << is a key", "c: {'<<': 1}\n", {"1:1 {c: {<<: 1}}"});
    row("the last of equal keys counts", "a: 1\nb: 2\na: 3\n", {"1:1 {b: 2, a: 3}"});
    row("null document", "--- ~\n---\na: 1\n", {"3:1 {a: 1}"});
}

void TstManifestReader::documents() {
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const auto read = readText("in.yaml", text.toStdString());
    QCOMPARE(qt(test::joined(test::documentLines(read))), expected);
}

void TstManifestReader::findings_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    row("good", "a: b\n", {});
    row("two colons", "a: b: c\n",
        {R"(error manifest.syntax 1:5 a second ': ' on one line; quote the value if the ':' belongs to it)"});
    row("duplicate", "a:\n  b: 1\n  c: 2\n  b: 3\n",
        {R"(error manifest.duplicate-key 4:3 the key "b" stands twice in this map; the last one counts (field a.b) (related 2:3 first written here))"});
    row("key without colon", "a: 1\nb\nc: 2\n",
        {R"(error manifest.syntax 2:1 there is no ':' after "b"; a key must end with ':')"});
    row("too deep", "a:\n  b: 1\n   c: 2\n",
        {R"(error manifest.indentation 3:5 a ':' cannot follow here; this line is probably indented deeper than the key above it, or the line above lacks its ':')"});
    row("not deep enough", "a:\n    b: 1\n  c: 2\n",
        {R"(error manifest.indentation 3:3 nothing can begin at column 3 here: the keys of this map stand in column 1 (related 1:1 the map begins here))"});
    row("tab", "a:\n\tb: 1\n",
        {R"(error manifest.tab 2:1 this line is indented with a tab; YAML takes spaces only)"});
    row("unclosed quote", "a: \"b\nc: d\n",
        {R"(error manifest.unclosed 1:4 the quote " that is opened here is never closed (related 3:1 nothing closes it before here))"});
    row("unclosed bracket", "a: [b\nc: d\n",
        {R"(error manifest.unclosed 1:4 the bracket [ that is opened here is not closed (related 2:2 this cannot stand inside it))"});
    row("unclosed brace", "a: {b: c\n",
        {R"(error manifest.unclosed 1:4 the bracket { that is opened here is not closed (related 2:1 nothing closes it before here))"});
    row("wildcard", "hostname: *.example.com\n",
        {R"(error manifest.syntax 1:11 text that begins with * must be quoted, as in "*.example.com"; without quotes it is read as an alias)"});
    row("template", "a: {{ .Values.b }}\n",
        {R"(error manifest.template 1:4 this is a template that was not rendered; give the output of `helm template` instead)"});
    row("template if", "{{- if .Values.b }}\na: b\n{{- end }}\n",
        {R"(error manifest.template 1:1 this is a template that was not rendered; give the output of `helm template` instead)"});
    row("text after quote", "a: \"b\" c\n",
        {R"(error manifest.syntax 1:8 "c" cannot follow the value that ends before it; quote the whole value)"});
    row("list in map", "a: 1\n- b\n",
        {R"(error manifest.indentation 2:1 a list item cannot stand among the keys of a map (related 1:1 the map begins here))"});
    row("item depth", "a:\n  - b\n - c\n",
        {R"(error manifest.indentation 3:2 nothing can begin at column 2 here: the keys of this map stand in column 1 (related 1:1 the map begins here))"});
    row("at", "a: @b\n", {R"(error manifest.syntax 1:4 a value cannot begin with @; quote it)"});
    row("backtick", "a: `b`\n",
        {R"(error manifest.syntax 1:4 a value cannot begin with `; quote it)"});
    row("escape", "a: \"\\d+\"\n",
        {R"(error manifest.escape 1:5 \d is no escape sequence inside double quotes; write \\ for a backslash, or use single quotes (related 1:4 the quote begins here))"});
    row("scalar document", "hello\n",
        {R"(error manifest.not-an-object 1:1 this is text, but an object is a map with apiVersion, kind and metadata)"});
    row("list document", "- a\n",
        {R"(error manifest.not-an-object 1:1 this is a list, but an object is a map with apiVersion, kind and metadata)"});
    row("alias unknown", "a: *b\n",
        {R"(error manifest.alias-unknown 1:4 no anchor &b stands above this alias (field a))"});
    row("alias cycle", "a: &a {b: *a}\n",
        {R"(error manifest.alias-cycle 1:11 the alias *a stands inside the value of its own anchor, which would never end (field a.b) (related 1:4 the anchor is here))"});
    row("directive", "%YAML 1.2\n---\na: b\n",
        {R"(warning manifest.directive 1:1 the line %YAML 1.2 is ignored, and kubectl would refuse it; leave it out)"});
    row("tag", "a: !foo b\n",
        {R"(warning manifest.tag 1:4 the tag !foo is unknown to Kubernetes and is ignored)"});
    row("int tag", "a: !!int b\n",
        {R"(error manifest.tag 1:4 "b" is not what its tag !!int says)"});
    row("on key", "on: b\n",
        {R"(warning manifest.key-type 1:1 the key on is a boolean in YAML 1.1, so Kubernetes reads it as "true"; quote it to keep it as written)"});
    row("null key", "~: b\n",
        {R"(error manifest.key-type 1:1 a key must be a string, and this one is empty or null)"});
    row("broken item", "kind: List\nitems:\n- a: 1\n- b: \"2\n- c: 3\n",
        {R"(error manifest.unclosed 4:6 the quote " that is opened here is never closed (related 5:1 nothing closes it before here))"});
    row("broken items",
        "kind: List\nitems:\n- a: 1\n- @b\n- c: 3\n- d: e: f\n- g: 3\nspec: 3\n- h: 3\n",
        {R"(error manifest.syntax 4:3 a value cannot begin with @; quote it)",
         R"(error manifest.syntax 6:7 a second ': ' on one line; quote the value if the ':' belongs to it)",
         R"(error manifest.indentation 8:1 a list item with '- ' is expected here, or less indentation (related 7:1 the list begins here))"});
}

void TstManifestReader::findings() {
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const auto read = readText("in.yaml", text.toStdString());
    QCOMPARE(qt(test::joined(test::findingLines(read))), expected);
}

void TstManifestReader::helmSources() {
    const auto read = readText(
        "in.yaml",
        "---\n# Source: shop/templates/a.yaml\na: 1\n---\nb: 2\n---\n# Source: "
        "shop/templates/c.yaml\n"
        "kind: List\nitems:\n- c: 3\n- d: 4\n---\n# Source: shop/templates/e.yaml\n{\"e\": 5}\n");
    std::string sources;
    for (const auto& document : read.documents) {
        sources += "[" + document->helmSource + "]";
    }
    QCOMPARE(sources, std::string("[shop/templates/a.yaml][][shop/templates/c.yaml][shop/templates/"
                                  "c.yaml][shop/templates/e.yaml]"));
}

/// As far as the object could be read before the text broke.
void TstManifestReader::findingsNameTheirObject_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("object");
    QTest::newRow("whole document")
        << QByteArray("kind: Service\nmetadata: {name: a, name: a, namespace: shop}\n")
        << "Service shop/a";
    QTest::newRow("broken below")
        << QByteArray(
               "kind: HTTPRoute\nmetadata:\n  name: a\n  namespace: shop\nspec:\n  b: c: d\n")
        << "HTTPRoute shop/a";
    QTest::newRow("broken in its metadata")
        << QByteArray("kind: HTTPRoute\nmetadata:\n  name: a\n  namespace: @\n") << "HTTPRoute a";
    QTest::newRow("item")
        << QByteArray("items:\n- kind: Pod\n  metadata: {name: a}\n  spec: @\n- b: 1\nkind: List\n")
        << "Pod a";
    QTest::newRow("JSON")
        << QByteArray("{\"kind\": \"Pod\", \"metadata\": {\"name\": \"a\"}, \"spec\": nul}")
        << "Pod a";
    QTest::newRow("nothing known") << QByteArray("a: b: c\n") << "";
}

void TstManifestReader::findingsNameTheirObject() {
    QFETCH(QByteArray, text);
    const auto read = readText(text.startsWith('{') ? "in.json" : "in.yaml", text.toStdString());
    QCOMPARE(read.findings.size(), std::size_t{1});
    QTEST(qt(toString(read.findings.front().object)), "object");
}

void TstManifestReader::oneBrokenAmongMany() {
    std::string text;
    for (int i = 1; i <= 5000; ++i) {
        text += "kind: Pod\nmetadata: {name: pod-" + std::to_string(i) +
                "}\nspec: " + (i == 7 ? "a: b" : "{}") + "\n---\n";
    }
    const auto read = readText("in.yaml", text);
    QCOMPARE(read.documents.size(), std::size_t{4999});
    QCOMPARE(read.findings.size(), std::size_t{1});
    QCOMPARE(toString(read.findings.front().source), std::string("in.yaml:27:8"));
    QCOMPARE(toString(read.findings.front().object), std::string("Pod pod-7"));
}

void TstManifestReader::suggestedEdits_data() {
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("tab") << QByteArray("a:\n\tb: 1\n") << QByteArray("a:\n  b: 1\n");
    QTest::newRow("wildcard") << QByteArray("hostname: *.example.com\n")
                              << QByteArray("hostname: \"*.example.com\"\n");
    QTest::newRow("at sign") << QByteArray("a: @b c \n") << QByteArray("a: \"@b c\" \n");
}

/// Following the advice removes the finding.
void TstManifestReader::suggestedEdits() {
    QFETCH(QByteArray, before);
    const auto read = readText("in.yaml", before.toStdString());
    QCOMPARE(read.findings.size(), std::size_t{1});
    const auto& edit = read.findings.front().edit;
    QVERIFY(edit.has_value());
    auto lines = before.split('\n');
    lines[static_cast<int>(edit->source.position.line) - 1].replace(
        static_cast<int>(edit->source.position.column) - 1, static_cast<int>(edit->length),
        QByteArray::fromStdString(edit->replacement));
    const auto edited = lines.join('\n');
    QTEST(edited, "after");
    QVERIFY(readText("in.yaml", edited.toStdString()).findings.empty());
}

void TstManifestReader::appending() {
    auto all = readText("a.yaml", "a: 1\n---\n\"\n");
    append(all, readText("b.yaml", "b: 1\n"));
    QCOMPARE(qt(test::joined(test::documentLines(all))), QString("1:1 {a: 1}\n1:1 {b: 1}\n"));
    QCOMPARE(all.sources.size(), std::size_t{2});
    QCOMPARE(all.findings.size(), std::size_t{1});
    QCOMPARE(toString(all.documents.back()->locate(1)), std::string("b.yaml:1:1"));
}

GATESIGHT_TEST(TstManifestReader)

}  // namespace tst_manifest_reader

#include "tst_manifest_reader.moc"
