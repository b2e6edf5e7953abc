// Documents, positions and findings of readText on JSON: single values, Lists, one value a line.
#include "tests/house/test_program.h"

#include "support_manifest_text.h"

namespace tst_manifest_json {

using namespace gatesight::model;

class TstManifestJson : public QObject {
    Q_OBJECT
private slots:
    void documents_data();
    void documents();
    void findings_data();
    void findings();
    void yamlInBraces_data();
    void yamlInBraces();
    void positionsOfAllNodes();
    void survivors_data();
    void survivors();
};

namespace {

QTestData& row(const char* name, const char* text, std::initializer_list<const char*> lines) {
    QString expected;
    for (const auto* line : lines) {
        expected += QString::fromUtf8(line) + "\n";
    }
    return QTest::newRow(name) << QByteArray(text) << expected;
}

void addColumns() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
}

}  // namespace

void TstManifestJson::documents_data() {
    addColumns();
    row("one value", "{\"a\": 1, \"b\": [true, null, -3, 1.5]}",
        {"1:1 {a: 1, b: [true, null, -3, 1.5]}"});
    row("escapes", R"({"a": "x\/y\"\\\u00e4\ud83d\ude00"})",
        {"1:1 {a: \"x/y\"\\\xC3\xA4\xF0\x9F\x98\x80\"}"});
    row("words that YAML reads otherwise stay text",
        R"({"a": "yes", "b": "010", "c": "", "on": "~"})",
        {R"(1:1 {a: "yes", b: "010", c: "", on: "~"})"});
    row("tabs between tokens", "{\n\t\"a\":\t1\n}", {"1:1 {a: 1}"});
    row("characters that YAML refuses", "{\"a\": \"\x7F\xC2\x80\"}", {"1:1 {a: \"\x7F\xC2\x80\"}"});
    row("numbers of any size",
        R"({"a": 12345678901234567890123, "b": -0, "c": 1E-7, "d": 18446744073709551615})",
        {"1:1 {a: 12345678901234567890123, b: -0, c: 1E-7, d: 18446744073709551615}"});
    row("one a line", "{\"a\": 1}\n{\"b\": 2}\n\n{\"c\": 3}\n",
        {"1:1 {a: 1}", "2:1 {b: 2}", "4:1 {c: 3}"});
    row("one behind another", "{\"a\": 1}{\"b\": 2} {\"c\": 3}",
        {"1:1 {a: 1}", "1:9 {b: 2}", "1:18 {c: 3}"});
    row("in a stream of YAML",
        "---\n{\"a\": 1}\n---\n  {\"b\": 2}\n...\n--- {\"c\": 3}\n---\nd: 4\n",
        {"2:1 {a: 1}", "4:3 {b: 2}", "6:5 {c: 3}", "8:1 {d: 4}"});
    row("byte order mark", "\xEF\xBB\xBF{\"a\": 1}", {"1:1 {a: 1}"});
    row("CR LF", "{\r\n\"a\": {\r\n}}\r\n{\"b\": 2}", {"1:1 {a: {}}", "4:1 {b: 2}"});
    row("List", R"({"apiVersion": "v1", "items": [{"a": 1}, {"b": 2}], "kind": "List"})",
        {"1:32 {a: 1}", "1:42 {b: 2}"});
    row("empty List", R"({"items": [ ], "kind": "PodList"})", {});
    row("List in a List",
        R"({"kind": "List", "items": [{"kind": "PodList", "items": [{"a": 1}]}, {"b": 2}]})",
        {"1:58 {a: 1}", "1:70 {b: 2}"});
    row("items of something else", R"({"kind": "Menu", "items": [{"a": 1}], "b": {"items": [2]}})",
        {R"(1:1 {kind: "Menu", items: [{a: 1}], b: {items: [2]}})"});
    row("the last of equal keys counts", R"({"a": 1, "b": 2, "a": 3})", {"1:1 {b: 2, a: 3}"});
}

void TstManifestJson::documents() {
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const auto read = readText("in.json", text.toStdString());
    QCOMPARE(QString::fromStdString(test::joined(test::documentLines(read))), expected);
}

void TstManifestJson::findings_data() {
    addColumns();
    row("good", "{\"a\": [1]}", {});
    row("duplicate key", "{\"a\": 1,\n \"a\": 2}",
        {R"(error manifest.duplicate-key 2:2 the key "a" stands twice in this map; the last one counts (field a) (related 1:2 first written here))"});
    row("comma before }", "{\"a\": 1,}",
        {R"(error manifest.json 1:8 a ',' cannot stand before })"});
    row("comma before ]", "[1,]", {R"(error manifest.json 1:3 a ',' cannot stand before ])"});
    row("no comma", "{\"a\": 1 \"b\": 2}",
        {R"(error manifest.json 1:9 a ',' is missing before this)"});
    row("no comma before a map", "{\"a\": 1\n{\"b\": 2}}",
        {R"(error manifest.json 2:1 a { cannot stand here; a ',' or a closing bracket is missing before it (related 1:1 opened here))",
         R"(error manifest.json 2:9 the JSON value ended above; only another { or [ may follow)"});
    row("no colon", "{\"a\" 1}", {R"(error manifest.json 1:6 a ':' is missing before this)"});
    row("no value", "{\"a\": }", {R"(error manifest.json 1:7 a value is missing before this })"});
    row("two commas", "[1,,2]", {R"(error manifest.json 1:4 a value is missing before this ,)"});
    row("single quotes", "{'a': 1}",
        {R"(error manifest.json 1:2 strings in JSON stand in double quotes)"});
    row("no quotes", "{a: 1}",
        {R"(error manifest.json 1:2 "a" cannot stand here; strings stand in double quotes, and only true, false and null go without)"});
    row("comment", "{\"a\": // b\n1}", {R"(error manifest.json 1:7 JSON has no comments)"});
    row("cut word", "{\"a\": tru}",
        {R"(error manifest.json 1:7 "tru" cannot stand here; strings stand in double quotes, and only true, false and null go without)"});
    row("other word", "{\"a\": None}",
        {R"(error manifest.json 1:7 "None" cannot stand here; strings stand in double quotes, and only true, false and null go without)"});
    row("leading zero", "{\"a\": 01}",
        {R"(error manifest.json 1:7 a number in JSON cannot begin with 0)"});
    row("leading dot", "{\"a\": .5}",
        {R"(error manifest.json 1:7 ".5" is not a number in JSON, or cannot stand here)"});
    row("trailing dot", "{\"a\": 1.}",
        {R"(error manifest.json 1:7 "1." is not a number in JSON, or cannot stand here)"});
    row("plus", "{\"a\": +1}",
        {R"(error manifest.json 1:7 "+1" is not a number in JSON, or cannot stand here)"});
    row("too large", "{\"a\": 1e999}", {R"(error manifest.json 1:7 this number is too large)"});
    row("escape", "{\"a\": \"\\d\"}",
        {R"(error manifest.escape 1:8 \d is no escape sequence in JSON; write \\ for a backslash)"});
    row("unicode escape", "{\"a\": \"\\u12x4\"}",
        {R"(error manifest.escape 1:8 this \u escape does not name a Unicode character)"});
    row("half a surrogate pair", "{\"a\": \"\\ud800\"}",
        {R"(error manifest.escape 1:8 this \u escape does not name a Unicode character)"});
    row("tab in a string", "{\"a\": \"b\tc\"}",
        {R"(error manifest.control-character 1:9 a control character inside a string; write it as an escape such as \t)"});
    row("line break in a string", "{\"a\": \"b\n\"}",
        {R"(error manifest.unclosed 1:7 the quote " that is opened here is not closed on its line)"});
    row("unclosed map", "{\"a\": {\"b\": 1}",
        {R"(error manifest.unclosed 1:1 the bracket { that is opened here is never closed (related 1:15 the text ends here))"});
    row("wrong bracket", "{\"a\": [1}",
        {R"(error manifest.json 1:9 a } cannot close the [ (related 1:7 opened here))"});
    row("text behind", "{\"a\": 1} b",
        {R"(error manifest.json 1:10 the JSON value ended above; only another { or [ may follow)"});
    row("not UTF-8", "{\"a\": \"\xFF\"}",
        {R"(error manifest.utf8 1:8 this byte is not UTF-8; save the file as UTF-8)"});
    row("list document", "[{\"a\": 1}]",
        {R"(error manifest.not-an-object 1:1 this is a list, but an object is a map with apiVersion, kind and metadata)"});
    row("item that is no object", "{\"kind\": \"List\", \"items\": [1, null, \"a\"]}",
        {R"(error manifest.not-an-object 1:28 this item is not an object with apiVersion, kind and metadata)",
         R"(error manifest.not-an-object 1:37 this item is not an object with apiVersion, kind and metadata)"});
    row("broken item",
        "{\"kind\": \"List\", \"items\": [{\"a\": 1}, {\"metadata\": {\"name\": \"n\"}, \"kind\": "
        "\"K\", \"b\": x}]}",
        {R"(error manifest.json 1:84 "x" cannot stand here; strings stand in double quotes, and only true, false and null go without)"});
    row("cut List", "{\"kind\": \"List\", \"items\": [{\"a\": 1}, {\"b\": ",
        {R"(error manifest.unclosed 1:38 the bracket { that is opened here is never closed (related 1:44 the text ends here))"});
}

void TstManifestJson::findings() {
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const auto read = readText("in.json", text.toStdString());
    QCOMPARE(QString::fromStdString(test::joined(test::findingLines(read))), expected);
}

/// In a file that is not named .json, what is no JSON may be YAML in flow style.
void TstManifestJson::yamlInBraces_data() {
    addColumns();
    row("plain words", "{a: b, c: [d]}", {R"(1:1 {a: "b", c: ["d"]})"});
    row("quoted keys", "{\"a\": b}", {R"(1:1 {a: "b"})"});
    row("comment behind", "{\"a\": 1} # b", {"1:1 {a: 1}"});
    row("comma at the end", "{\"a\": 1,}", {"1:1 {a: 1}"});
}

void TstManifestJson::yamlInBraces() {
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const auto read = readText("in.yaml", text.toStdString());
    QCOMPARE(QString::fromStdString(test::joined(test::documentLines(read))), expected);
    QCOMPARE(read.findings.size(), std::size_t{0});
}

void TstManifestJson::positionsOfAllNodes() {
    const auto read =
        readText("in.json", "{\n  \"a\": {\"\xC3\xA4\": [1, \"x\"]},\n  \"b\": null\n}\n");
    QCOMPARE(read.documents.size(), std::size_t{1});
    QCOMPARE(test::nodeDump(read.documents.front()->tree),
             std::string("1:1 map \n2:3 string a\n2:8 map \n2:9 string \xC3\xA4\n2:15 list \n2:16 "
                         "integer 1\n2:19 string x\n"
                         "3:3 string b\n3:8 null null\n"));
}

/// A broken value costs only itself.
void TstManifestJson::survivors_data() {
    addColumns();
    row("line without }", "{\"a\": 1}\n{\"b\": 2\n{\"c\": 3}\n", {"1:1 {a: 1}", "3:1 {c: 3}"});
    row("line without \"", "{\"a\": \"1}\n{\"b\": 2}\n", {"2:1 {b: 2}"});
    row("line with nonsense", "{\"a\": 1}\nnonsense\n{\"b\": 2}\n", {"1:1 {a: 1}", "3:1 {b: 2}"});
    row("line with a wrong word", "{\"a\": x}\n{\"b\": 2}\n", {"2:1 {b: 2}"});
    row("line that is not UTF-8", "{\"a\": \"\xFF\"}\n{\"b\": 2}\n", {"2:1 {b: 2}"});
    row("item with a wrong word", "{\"kind\": \"List\", \"items\": [{\"a\": x}, {\"b\": 2}]}",
        {"1:38 {b: 2}"});
    row("List cut short", "{\"kind\": \"List\", \"items\": [{\"a\": 1}, {\"b\": 2}, {\"c\":",
        {"1:28 {a: 1}", "1:38 {b: 2}"});
    row("next document", "{\"a\": \n---\nb: 2\n", {"3:1 {b: 2}"});
}

void TstManifestJson::survivors() {
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const auto read = readText("in.json", text.toStdString());
    QCOMPARE(QString::fromStdString(test::joined(test::documentLines(read))), expected);
    QVERIFY(!read.findings.empty());
}

GATESIGHT_TEST(TstManifestJson)

}  // namespace tst_manifest_json

#include "tst_manifest_json.moc"
