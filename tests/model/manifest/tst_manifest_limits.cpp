// Every bound of ReadLimits: one step inside is good, one step beyond is a finding that says limit
// and place, and the rest is read.
#include "model/manifest/reader.h"
#include "tests/house/test_program.h"
#include "support_manifest_text.h"

namespace tst_manifest_limits {

using namespace gatesight::model;

class TstManifestLimits : public QObject {
    Q_OBJECT
private slots:
    void bounds_data();
    void bounds();
    void listsCountPerItem();
    void aliasBombIsFast();
    void documentTime();
    void findingsOfAFileAreBounded();
    void problemsOfADocumentAreBounded();
    void cancelledBeforehand();
};

namespace {

ReadOptions smallLimits() {
    ReadOptions options;
    options.limits.depth = 4;
    options.limits.documentBytes = 60;
    options.limits.scalarBytes = 10;
    options.limits.keysPerMap = 3;
    options.limits.itemsPerList = 3;
    options.limits.aliasNodes = 6;
    return options;
}

}  // namespace

void TstManifestLimits::bounds_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("finding");
    const auto pair = [](const char* name, const char* inside, const char* beyond,
                         const char* finding) {
        QTest::addRow("%s, inside", name) << QByteArray(inside) << QString();
        QTest::addRow("%s, beyond", name) << QByteArray(beyond) << QString(finding) + "\n";
    };
    pair("depth", "a: [[[1]]]", "a: [[[[1]]]]",
         "error manifest.depth 1:7 maps and lists are nested more than 4 levels deep (field "
         "a[0][0])");
    pair("depth in JSON", R"({"a": [[[1]]]})", R"({"a": [[[[1]]]]})",
         "error manifest.depth 1:10 maps and lists are nested more than 4 levels deep");
    pair("depth by alias", "a: &a [[1]]\nb: [*a]", "a: &a [[1]]\nb: [[*a]]",
         "error manifest.depth 2:6 with *a maps and lists are nested more than 4 levels deep "
         "(field b[0])");
    pair("scalar", "a: 1234567890", "a: 12345678901",
         "error manifest.scalar-size 1:4 this value has 11 bytes, more than the limit of 10 (field "
         "a)");
    pair("scalar in JSON", R"({"a": "1234567890"})", R"({"a": "12345678901"})",
         "error manifest.scalar-size 1:7 this value has 11 bytes, more than the limit of 10 (field "
         "a)");
    pair("key", "123456789k: a", "1234567890kk: a",
         "error manifest.scalar-size 1:1 this value has 12 bytes, more than the limit of 10");
    pair("keys", "a: 1\nb: 2\nc: 3", "a: 1\nb: 2\nc: 3\nd: 4",
         "error manifest.key-limit 4:1 this map has more than 3 keys");
    pair("items", "a: [1, 2, 3]", "a: [1, 2, 3, 4]",
         "error manifest.item-limit 1:14 this list has more than 3 items (field a)");
    pair("items of a List", "kind: List\nitems: [{a: 1}, {}, {}]",
         "kind: List\nitems: [{a: 1}, {}, {}, {}]",
         "error manifest.item-limit 2:26 this list has more than 3 items");
    pair("items of a List in JSON", R"({"kind": "List", "items": [{}, {}, {}]})",
         R"({"kind": "List", "items": [{}, {}, {}, 1]})",
         "error manifest.item-limit 1:40 this list has more than 3 items");
    pair("aliases", "a: &a [x]\nb: [*a, *a, *a]", "a: &a [x, x, x]\nb: [*a, *a, 1]",
         "error manifest.alias-limit 2:9 with *a the aliases of this document stand for more than "
         "6 nodes (field b)");
    pair("document", "a: 1\n#\n",
         "a: 1 # 3456789012345678901234567890123456789012345678901234567890\nb: 1\n",
         "error manifest.document-size 2:1 this document is larger than the limit of 60 bytes");
    pair("document in JSON", R"({"a": ["34567890","34567890","34567890"]})",
         R"({"a": ["34567890","34567890","34567890"], "b": ["34567890", 1]})",
         "error manifest.document-size 1:1 this document is larger than the limit of 60 bytes");
}

void TstManifestLimits::bounds() {
    QFETCH(QByteArray, text);
    QFETCH(QString, finding);
    const bool isJson = text.startsWith('{');
    const auto stream = "before: 1\n---\n" + text.toStdString() + "\n---\nafter: 1\n";
    const auto read = readText(isJson ? "in.json" : "in.yaml", stream, smallLimits());
    auto findings = test::joined(test::findingLines(read));
    // Lines count from the document's own begin here.
    for (int line = 1; line < 9; ++line) {
        const auto shifted = QString(" %1:").arg(line + 2);
        findings = QString::fromStdString(findings)
                       .replace(shifted, QString(" %1:").arg(line))
                       .toStdString();
    }
    QCOMPARE(QString::fromStdString(findings), finding);
    QVERIFY(read.documents.size() >= 2);
    QVERIFY(read.documents.front()->root()["before"]);
    QVERIFY(read.documents.back()->root()["after"]);
}

/// A List may be far larger than a document.
void TstManifestLimits::listsCountPerItem() {
    ReadOptions options;
    options.limits.documentBytes = 100;
    std::string yaml = "kind: List\nitems:\n";
    std::string json = R"({"kind": "List", "items": [)";
    for (int i = 0; i < 100; ++i) {
        yaml += "- {name: some text}\n";
        json += R"({"name": "some text"},)";
    }
    json += "{}]}";
    QCOMPARE(readText("in.yaml", yaml, options).documents.size(), std::size_t{100});
    QCOMPARE(readText("in.json", json, options).documents.size(), std::size_t{101});
    const auto mixed = readText(
        "in.yaml",
        "kind: List\nitems:\n- {a: 1}\n- {b: " + std::string(200, 'x') + ", c: 1}\n- {d: 1}\n",
        options);
    QCOMPARE(mixed.documents.size(), std::size_t{2});
    QCOMPARE(test::joined(test::findingPlaces(mixed)),
             std::string("manifest.document-size 4:209\n"));
}

void TstManifestLimits::aliasBombIsFast() {
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 30; ++i) {
        text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
        for (int k = 0; k < 10; ++k) {
            text += "*a" + std::to_string(i - 1) + ", ";
        }
        text += "]\n";
    }
    QElapsedTimer timer;
    timer.start();
    const auto read = readText("in.yaml", text);
    QVERIFY2(timer.elapsed() < 100, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(read.documents.size(), std::size_t{0});
    QCOMPARE(read.findings.size(), std::size_t{1});
    QCOMPARE(read.findings.front().rule, std::string("manifest.alias-limit"));
}

void TstManifestLimits::documentTime() {
    ReadOptions options;
    options.limits.documentTime = std::chrono::milliseconds(0);
    std::string large = "a:\n";
    for (int i = 0; i < 20'000; ++i) {
        large += "- some text\n";
    }
    const auto read = readText("in.yaml", large, options);
    QCOMPARE(read.documents.size(), std::size_t{0});
    QCOMPARE(read.findings.size(), std::size_t{1});
    QCOMPARE(read.findings.front().rule, std::string("manifest.document-time"));
}

void TstManifestLimits::findingsOfAFileAreBounded() {
    std::string text;
    for (int i = 0; i < 3000; ++i) {
        text += "\"\n---\n";
    }
    const auto read = readText("in.yaml", text + "a: 1\n");
    QCOMPARE(read.documents.size(), std::size_t{1});
    QCOMPARE(read.findings.size(), std::size_t{1001});
    QCOMPARE(read.findings.back().rule, std::string("manifest.too-many-findings"));
}

/// A hundred tell enough of one document, and the reason that it is refused is among them.
void TstManifestLimits::problemsOfADocumentAreBounded() {
    std::string text;
    for (int i = 0; i < 3000; ++i) {
        text += "- {a: 1, a: 2}\n";
    }
    const auto read = readText("in.yaml", "a:\n" + text + "- *unknown\n");
    QCOMPARE(read.findings.size(), std::size_t{100});
    QCOMPARE(read.findings.back().rule, std::string("manifest.alias-unknown"));
}

void TstManifestLimits::cancelledBeforehand() {
    std::stop_source stop;
    stop.request_stop();
    ReadOptions options;
    options.stop = stop.get_token();
    const auto read = readText("in.yaml", "a: 1\n", options);
    QVERIFY(read.cancelled);
    QCOMPARE(read.documents.size(), std::size_t{0});
    QCOMPARE(read.findings.size(), std::size_t{0});
}

GATESIGHT_TEST(TstManifestLimits)

}  // namespace tst_manifest_limits

#include "tst_manifest_limits.moc"
