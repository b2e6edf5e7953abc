// Trees to JSON, JSON to YAML, and back.
#include "model/manifest/writer.h"
#include "tests/house/test_program.h"
#include "support_manifest_text.h"

#include <array>
#include <random>

namespace tst_manifest_writer {

using namespace gatesight::model;
using nlohmann::ordered_json;

class TstManifestWriter : public QObject {
    Q_OBJECT
private slots:
    void yaml_data();
    void yaml();
    void toJson_data();
    void toJson();
    void textSurvives_data();
    void textSurvives();
    void anyTextSurvives();
    void anyTreeSurvives();
    void streams();
};

void TstManifestWriter::yaml_data() {
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("expected");
    QTest::newRow("keys in order") << R"({"kind": "K", "apiVersion": "v1"})"
                                   << "kind: K\napiVersion: v1\n";
    QTest::newRow("nested") << R"({"a": {"b": [1, {"c": 2, "d": 3}]}})"
                            << "a:\n  b:\n    - 1\n    - c: 2\n      d: 3\n";
    QTest::newRow("empty") << R"({"a": [], "b": {}, "c": ""})"
                           << "a: []\nb: {}\nc: \"\"\n";
    QTest::newRow("numbers and words") << R"({"a": 1, "b": -1.5, "c": true, "d": null, "e": 1e30})"
                                       << "a: 1\nb: -1.5\nc: true\nd: null\ne: 1e+30\n";
    QTest::newRow("text like booleans") << R"({"a": "yes", "b": "y", "on": "off"})"
                                        << "a: \"yes\"\nb: \"y\"\n\"on\": \"off\"\n";
    QTest::newRow("text like numbers")
        << R"({"a": "1", "b": "010", "c": "1e3", "d": "1:30", "e": "2024-01-02", "f": "1_0"})"
        << "a: \"1\"\nb: \"010\"\nc: \"1e3\"\nd: \"1:30\"\ne: \"2024-01-02\"\nf: \"1_0\"\n";
    QTest::newRow("text like null") << R"({"a": "~", "b": "null", "c": "Null"})"
                                    << "a: \"~\"\nb: \"null\"\nc: \"Null\"\n";
    QTest::newRow("plain text")
        << R"({"a": "10.0.0.1", "b": "shop.example.com", "c": "a b", "d": "gateway.networking.k8s.io/v1"})"
        << "a: 10.0.0.1\nb: shop.example.com\nc: a b\nd: gateway.networking.k8s.io/v1\n";
    QTest::newRow("marks")
        << R"({"a": "*.example.com", "b": "x: y", "c": "# x", "d": "- x", "e": "{x}"})"
        << "a: \"*.example.com\"\nb: \"x: y\"\nc: \"# x\"\nd: \"- x\"\ne: \"{x}\"\n";
    QTest::newRow("lines") << R"({"a": "x\n  y\nz\n", "b": "x\ny", "c": 1})"
                           << "a: |\n  x\n    y\n  z\nb: \"x\\ny\"\nc: 1\n";
    QTest::newRow("a word alone") << R"("x")"
                                  << "x\n";
}

void TstManifestWriter::yaml() {
    QFETCH(QString, json);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(toYaml(ordered_json::parse(json.toStdString()))), expected);
}

void TstManifestWriter::toJson_data() {
    QTest::addColumn<QString>("yaml");
    QTest::addColumn<QString>("expected");
    QTest::newRow("words") << "a: yes\nb: Off\nc: ~\nd: no one\n"
                           << R"({"a":true,"b":false,"c":null,"d":"no one"})";
    QTest::newRow("integers")
        << "a: 010\nb: 0x1F\nc: 1_000\nd: -0b11\ne: 18446744073709551615\nf: -9223372036854775808\n"
        << R"({"a":8,"b":31,"c":1000,"d":-3,"e":18446744073709551615,"f":-9223372036854775808})";
    QTest::newRow("floats") << "a: 1e3\nb: .5\nc: 12345678901234567890123\nd: .inf\n"
                            << R"({"a":1000.0,"b":0.5,"c":1.2345678901234568e+22,"d":".inf"})";
    QTest::newRow("order") << "b: {d: [1, {}], c: 2}\na: []\n"
                           << R"({"b":{"d":[1,{}],"c":2},"a":[]})";
}

void TstManifestWriter::toJson() {
    QFETCH(QString, yaml);
    QFETCH(QString, expected);
    const auto read = readText("in.yaml", yaml.toStdString());
    QCOMPARE(read.documents.size(), std::size_t{1});
    QCOMPARE(
        QString::fromStdString(gatesight::model::toJson(read.documents.front()->root()).dump()),
        expected);
}

namespace {

std::string throughYaml(const ordered_json& value) {
    const auto text = toYaml(value);
    const auto read = readText("in.yaml", text);
    if (!read.findings.empty() || read.documents.size() != 1) {
        return "unreadable: " + text + test::joined(test::findingLines(read));
    }
    return toJson(read.documents.front()->root()).dump();
}

}  // namespace

void TstManifestWriter::textSurvives_data() {
    QTest::addColumn<QByteArray>("text");
    for (const auto* text : {"",
                             " ",
                             "a ",
                             " a",
                             "\n",
                             "a\n",
                             "a\n\n",
                             "\na\n",
                             " a\nb\n",
                             "a \nb\n",
                             "a\tb\n",
                             "\ta\n",
                             "a\r\nb",
                             "\x7F",
                             "\xC2\x85",
                             "\xE2\x80\xA8",
                             "\xEF\xBB\xBF",
                             "\x01",
                             "#",
                             "a #b",
                             "a:",
                             ":a",
                             "-",
                             "--- a",
                             "...",
                             "? a",
                             "| a",
                             "> a",
                             "% a",
                             "@a",
                             "`a",
                             "!a",
                             "&a",
                             "*a",
                             "[a",
                             "]a",
                             "'a'",
                             "\"a\"",
                             "a\\b",
                             "<<",
                             "=",
                             "0x1G",
                             "1.2.3",
                             "+1",
                             ".5",
                             "1e",
                             "0o17",
                             "0b1",
                             "::1",
                             "fe80::1"}) {
        QTest::newRow(QByteArray(text).toPercentEncoding(" .:#").constData()) << QByteArray(text);
    }
}

void TstManifestWriter::textSurvives() {
    QFETCH(QByteArray, text);
    const ordered_json value = {{text.toStdString(), text.toStdString()},
                                {"list", {text.toStdString(), {{"x", text.toStdString()}}}}};
    QCOMPARE(throughYaml(value), value.dump());
}

void TstManifestWriter::anyTextSurvives() {
    constexpr std::array kPieces{"a",
                                 "1",
                                 "0",
                                 " ",
                                 " ",
                                 "\n",
                                 ":",
                                 "#",
                                 "-",
                                 "\t",
                                 "\"",
                                 "'",
                                 "{",
                                 "]",
                                 ",",
                                 "&",
                                 "*",
                                 "!",
                                 "|",
                                 ">",
                                 "%",
                                 "\\",
                                 ".",
                                 "e",
                                 "~",
                                 "yes",
                                 "\xC3\xA4",
                                 "\xF0\x9F\x98\x80",
                                 "\xE2\x80\xA9",
                                 "\x7F"};
    std::mt19937 random(1);
    for (int i = 0; i < 3000; ++i) {
        std::string text;
        for (auto length = random() % 8; length > 0; --length) {
            text += kPieces.at(random() % kPieces.size());
        }
        const ordered_json value = {{"a", text}, {"b", {text}}, {text, 1}};
        QCOMPARE(throughYaml(value), value.dump());
    }
}

namespace {

ordered_json anyValue(std::mt19937& random, int depth) {
    const auto kind = random() % (depth > 0 ? 8 : 6);
    if (kind >= 6) {
        auto value = kind == 6 ? ordered_json::object() : ordered_json::array();
        for (auto count = random() % 4; count > 0; --count) {
            auto child = anyValue(random, depth - 1);
            if (value.is_array()) {
                value.push_back(std::move(child));
            } else {
                value["k" + std::to_string(random() % 100)] = std::move(child);
            }
        }
        return value;
    }
    const std::array<ordered_json, 6> kScalars{nullptr, true, 7, -2.25, "text", "two\nlines\n"};
    return kScalars.at(kind);
}

}  // namespace

void TstManifestWriter::anyTreeSurvives() {
    std::mt19937 random(2);
    for (int i = 0; i < 1000; ++i) {
        const ordered_json value = {{"root", anyValue(random, 5)}};
        QCOMPARE(throughYaml(value), value.dump());
    }
}

void TstManifestWriter::streams() {
    QCOMPARE(toYamlStream({{{"a", 1}}, {{"b", 2}}}), std::string("---\na: 1\n---\nb: 2\n"));
    QCOMPARE(toYamlStream({}), std::string());
}

GATESIGHT_TEST(TstManifestWriter)

}  // namespace tst_manifest_writer

#include "tst_manifest_writer.moc"
