// The steps before parsing: what a text is made of, where its documents begin, which lines are
// items of a list.
#include "model/manifest/document_splitter.h"
#include "model/manifest/list_lines.h"
#include "model/manifest/text_check.h"
#include "tests/house/test_program.h"

#include <fmt/format.h>

namespace tst_manifest_text {

using namespace gatesight::model;

class TstManifestText : public QObject {
    Q_OBJECT
private slots:
    void characters_data();
    void characters();
    void oddByteAnywhere();
    void foreignFormats_data();
    void foreignFormats();
    void positions_data();
    void positions();
    void documents_data();
    void documents();
    void itemLines_data();
    void itemLines();
};

void TstManifestText::characters_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("yaml");
    QTest::addColumn<QString>("json");
    const auto row = [](const char* name, QByteArray text, const char* yaml, const char* json) {
        QTest::newRow(name) << text << yaml << json;
    };
    row("nothing", "", "ascii", "ascii");
    row("ASCII", "a: b\r\n\tc ~", "ascii", "ascii");
    row("two bytes", "\xC3\xA4", "other", "other");
    row("four bytes", "\xF0\x9F\x98\x80", "other", "other");
    row("next line", "\xC2\x85", "other", "other");
    row("last character", "\xF4\x8F\xBF\xBF", "other", "other");
    row("NUL", QByteArray("a\0b", 3), "NUL 1", "NUL 1");
    row("bell", "a\x07", "control 1", "control 1");
    row("delete", "a\x7F", "control 1", "ascii");
    row("C1 control", "\xC2\x80", "control 0", "other");
    row("byte order mark", "a\xEF\xBB\xBF", "control 1", "other");
    row("no character", "\xEF\xBF\xBF", "control 0", "other");
    row("lone continuation", "a\x80", "utf8 1", "utf8 1");
    row("cut character", "ab\xE2\x82", "utf8 2", "utf8 2");
    row("cut by ASCII", "\xE2\x82x", "utf8 0", "utf8 0");
    row("overlong slash", "\xC0\xAF", "utf8 0", "utf8 0");
    row("overlong three bytes", "\xE0\x80\xAF", "utf8 0", "utf8 0");
    row("surrogate", "\xED\xA0\x80", "utf8 0", "utf8 0");
    row("beyond Unicode", "\xF4\x90\x80\x80", "utf8 0", "utf8 0");
    row("FF", "\xFF", "utf8 0", "utf8 0");
}

namespace {

QString verdict(const TextCheck& check) {
    if (!check.problem) {
        return check.ascii ? "ascii" : "other";
    }
    using Kind = TextProblem::Kind;
    const auto* kind = check.problem->kind == Kind::InvalidUtf8 ? "utf8"
                       : check.problem->kind == Kind::Nul       ? "NUL"
                                                                : "control";
    return QString("%1 %2").arg(kind).arg(check.problem->offset);
}

}  // namespace

void TstManifestText::characters() {
    QFETCH(QByteArray, text);
    QTEST(verdict(checkText(text.toStdString())), "yaml");
    QTEST(verdict(checkText(text.toStdString(), TextKind::Json)), "json");
}

/// The check runs over blocks; a byte must be seen wherever it lies in them.
void TstManifestText::oddByteAnywhere() {
    for (std::size_t at = 0; at < 200; ++at) {
        std::string text(200, 'x');
        text[at] = '\x01';
        QCOMPARE(verdict(checkText(text)), QString("control %1").arg(at));
    }
}

void TstManifestText::foreignFormats_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    QTest::newRow("YAML") << QByteArray("a: b") << "";
    QTest::newRow("nothing") << QByteArray() << "";
    QTest::newRow("UTF-8 mark") << QByteArray(
                                       "\xEF\xBB\xBF"
                                       "a: b")
                                << "";
    QTest::newRow("gzip") << QByteArray("\x1F\x8B\x08\0", 4) << "gzip data";
    QTest::newRow("zip") << QByteArray("PK\x03\x04") << "a zip archive";
    QTest::newRow("bzip2") << QByteArray("BZh91AY&SY") << "bzip2 data";
    QTest::newRow("a word like bzip2") << QByteArray("BZh: 1") << "";
    QTest::newRow("tar") << QByteArray(257, 'x') + "ustar"
                         << "a tar archive";
    QTest::newRow("UTF-16 mark") << QByteArray(
                                        "\xFF\xFE"
                                        "a\0",
                                        4)
                                 << "UTF-16 text";
    QTest::newRow("UTF-32 mark") << QByteArray("\xFF\xFE\0\0", 4) << "UTF-32 text";
    QTest::newRow("UTF-16 LE") << QByteArray("a\0:\0 \0b\0", 8) << "UTF-16 text";
    QTest::newRow("UTF-16 BE") << QByteArray("\0a\0:\0 \0b", 8) << "UTF-16 text";
    QTest::newRow("one NUL") << QByteArray("a\0bcdefg", 8) << "";
}

void TstManifestText::foreignFormats() {
    QFETCH(QByteArray, bytes);
    const auto format =
        recognizeForeign(std::string_view(bytes.data(), static_cast<std::size_t>(bytes.size())));
    QTEST(format ? QString::fromStdString(std::string(format->name)) : QString(), "name");
}

void TstManifestText::positions_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("offset");
    QTest::addColumn<QString>("place");
    QTest::newRow("begin") << QByteArray("abc") << 0 << "1:1";
    QTest::newRow("end") << QByteArray("abc") << 3 << "1:4";
    QTest::newRow("behind LF") << QByteArray("a\nb") << 2 << "2:1";
    QTest::newRow("at LF") << QByteArray("a\nb") << 1 << "1:2";
    QTest::newRow("between CR and LF") << QByteArray("a\r\nb") << 2 << "1:3";
    QTest::newRow("behind CR LF") << QByteArray("a\r\nb") << 3 << "2:1";
    QTest::newRow("behind CR") << QByteArray("a\rb") << 2 << "2:1";
    QTest::newRow("three blank lines") << QByteArray("\n\r\n\r") << 4 << "4:1";
}

void TstManifestText::positions() {
    QFETCH(QByteArray, text);
    QFETCH(int, offset);
    const auto place = positionAt(text.toStdString(), static_cast<std::size_t>(offset));
    QTEST(QString("%1:%2").arg(place.line).arg(place.column), "place");
}

void TstManifestText::documents_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");  // "body's line|text [helm source]" of each
    QTest::newRow("nothing") << QByteArray() << "";
    QTest::newRow("comments alone") << QByteArray("# a\n\n  # b\n") << "";
    QTest::newRow("markers alone") << QByteArray("---\n---\n...\n---") << "";
    QTest::newRow("one") << QByteArray("a: 1") << "1|a: 1|;";
    QTest::newRow("comment above") << QByteArray("# x\na: 1\n") << "2|a: 1\n|;";
    QTest::newRow("two") << QByteArray("a\n---\nb\n") << "1|a\n|;2|---\nb\n|;";
    QTest::newRow("end marker") << QByteArray("a\n...\nb\n") << "1|a\n|;3|b\n|;";
    QTest::newRow("directive") << QByteArray("%YAML 1.1\n---\na\n") << "2|---\na\n|;";
    QTest::newRow("directive without marker") << QByteArray("%YAML 1.1\na\n") << "2|a\n|;";
    QTest::newRow("percent behind the marker") << QByteArray("---\n%a\n") << "1|---\n%a\n|;";
    QTest::newRow("content on the marker")
        << QByteArray("--- a\n---\tb\n") << "1|--- a\n|;2|---\tb\n|;";
    QTest::newRow("not a marker") << QByteArray("a\n----\n---b\n --- c\n")
                                  << "1|a\n----\n---b\n --- c\n|;";
    QTest::newRow("CR LF") << QByteArray("a\r\n---\r\nb\r\n") << "1|a\r\n|;2|---\r\nb\r\n|;";
    QTest::newRow("CR") << QByteArray("a\r---\rb\r") << "1|a\r|;2|---\rb\r|;";
    QTest::newRow("Helm")
        << QByteArray(
               "---\n# Source: c/templates/a.yaml\na\n---\n# Source: c/templates/b.yaml\nb\n")
        << "1|---\n# Source: c/templates/a.yaml\na\n|c/templates/a.yaml;4|---\n# Source: "
           "c/templates/b.yaml\nb\n|c/templates/b.yaml;";
    QTest::newRow("Helm above the marker")
        << QByteArray("# Source: a.yaml\n---\na\n") << "2|---\na\n|a.yaml;";
    QTest::newRow("Helm, empty template")
        << QByteArray("---\n# Source: a.yaml\n---\nb\n") << "3|---\nb\n|;";
    QTest::newRow("Helm comment inside")
        << QByteArray("a:\n# Source: a.yaml\n  b\n") << "1|a:\n# Source: a.yaml\n  b\n|;";
}

void TstManifestText::documents() {
    QFETCH(QByteArray, text);
    const auto bytes = text.toStdString();
    DocumentSplitter splitter(bytes);
    std::string got;
    while (const auto range = splitter.next()) {
        got += fmt::format("{}|{}|{};", range->bodyLine,
                           bytes.substr(range->body, range->end - range->body), range->helmSource);
    }
    QTEST(QString::fromStdString(got), "expected");
}

void TstManifestText::itemLines_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("expected");  // items in brackets; unsound ones marked !
    QTest::newRow("two items") << QByteArray("- a\n- b\n") << 0 << 1 << "[- a\n][- b\n]";
    QTest::newRow("from inside the second")
        << QByteArray("- a\n- b\n  c\n- d\n") << 9 << 1 << "[- b\n  c\n][- d\n]";
    QTest::newRow("deeper column") << QByteArray("x:\n  - a\n    - y\n  -\n    b\n") << 6 << 3
                                   << "[  - a\n    - y\n][  -\n    b\n]";
    QTest::newRow("what follows the list")
        << QByteArray("- a\nkind: List\n") << 0 << 1 << "[- a\n]";
    QTest::newRow("line that does not belong")
        << QByteArray("- a\nx\n- b\n") << 0 << 1 << "![- a\nx\n][- b\n]";
    QTest::newRow("comments and blanks")
        << QByteArray("- a\n# x\n\n- b\n") << 0 << 1 << "[- a\n# x\n\n][- b\n]";
    QTest::newRow("no item") << QByteArray("a: b\n") << 0 << 1 << "";
}

void TstManifestText::itemLines() {
    QFETCH(QByteArray, text);
    QFETCH(int, from);
    QFETCH(int, column);
    const auto bytes = text.toStdString();
    std::string got;
    for (const auto& item :
         findItemLines(bytes, static_cast<std::size_t>(from), static_cast<std::uint32_t>(column))) {
        got += fmt::format("{}[{}]", item.sound ? "" : "!",
                           bytes.substr(item.begin, item.end - item.begin));
    }
    QTEST(QString::fromStdString(got), "expected");
}

GATESIGHT_TEST(TstManifestText)

}  // namespace tst_manifest_text

#include "tst_manifest_text.moc"
