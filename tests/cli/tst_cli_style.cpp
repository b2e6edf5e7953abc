// Text for terminals: nothing from a manifest may act on the terminal or hide from the reader.
#include "app/cli/style.h"
#include "app/cli/table.h"
#include "tests/house/test_program.h"

namespace tst_cli_style {

using namespace gatesight::cli;

class TestCliStyle : public QObject {
    Q_OBJECT

private slots:
    void printable_data();
    void printable();
    void everyByteComesOutHarmless();
    void width_data();
    void width();
    void wrapsAtBlanks();
    void paintsOnlyWithColours();
    void tableAlignsByDisplayWidth();
    void tableLeavesOutEmptyColumns();
    void tableWrapsItsLastColumn();
};

void TestCliStyle::printable_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<bool>("ascii");
    QTest::addColumn<std::string>("expected");
    QTest::newRow("plain") << std::string("shop/cart") << false << std::string("shop/cart");
    QTest::newRow("escape sequence")
        << std::string("a\x1b[31mb") << false << std::string("a\\x1b[31mb");
    QTest::newRow("carriage return") << std::string("a\rb") << false << std::string("a\\rb");
    QTest::newRow("line end") << std::string("a\nb") << false << std::string("a\\nb");
    QTest::newRow("tab") << std::string("a\tb") << false << std::string("a b");
    QTest::newRow("NUL") << std::string("a\0b", 3) << false << std::string("a\\x00b");
    QTest::newRow("C1 control") << std::string(
                                       "a\xc2\x9b"
                                       "b")
                                << false << std::string("a\\u009bb");
    QTest::newRow("bidirectional override") << std::string(
                                                   "a\xe2\x80\xae"
                                                   "b")
                                            << false << std::string("a\\u202eb");
    QTest::newRow("zero width joiner") << std::string(
                                              "a\xe2\x80\x8d"
                                              "b")
                                       << false << std::string("a\\u200db");
    QTest::newRow("tag character")
        << std::string("\xf3\xa0\x81\x81") << false << std::string("\\ue0041");
    QTest::newRow("umlaut stays") << std::string("Küche") << false << std::string("Küche");
    QTest::newRow("umlaut in ASCII") << std::string("Küche") << true << std::string("K\\u00fcche");
    QTest::newRow("lone continuation byte")
        << std::string("a\x80") << false << std::string("a\\x80");
    QTest::newRow("overlong slash")
        << std::string("\xc0\xaf") << false << std::string("\\xc0\\xaf");
    QTest::newRow("surrogate") << std::string("\xed\xa0\x80") << false
                               << std::string("\\xed\\xa0\\x80");
    QTest::newRow("cut at the end")
        << std::string("a\xe2\x80") << false << std::string("a\\xe2\\x80");
    QTest::newRow("beyond the last code point")
        << std::string("\xf4\x90\x80\x80") << false << std::string("\\xf4\\x90\\x80\\x80");
}

void TestCliStyle::printable() {
    QFETCH(std::string, text);
    QFETCH(bool, ascii);
    QFETCH(std::string, expected);
    QCOMPARE(gatesight::cli::printable(text, ascii), expected);
}

void TestCliStyle::everyByteComesOutHarmless() {
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
            const std::string text{static_cast<char>(first), static_cast<char>(second), '!'};
            for (const char c : gatesight::cli::printable(text)) {
                const auto byte = static_cast<unsigned char>(c);
                QVERIFY2(byte >= 0x20 && byte != 0x7f, "a control character came through");
            }
            for (const char c : gatesight::cli::printable(text, true))
                QVERIFY(static_cast<unsigned char>(c) < 0x80);
        }
    }
}

void TestCliStyle::width_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<int>("expected");
    QTest::newRow("nothing") << std::string() << 0;
    QTest::newRow("ASCII") << std::string("cart") << 4;
    QTest::newRow("umlaut") << std::string("Küche") << 5;
    QTest::newRow("check mark") << std::string("✓") << 1;
    QTest::newRow("wide characters") << std::string("買物") << 4;
    QTest::newRow("combining accent") << std::string("e\xcc\x81") << 1;
}

void TestCliStyle::width() {
    QFETCH(std::string, text);
    QFETCH(int, expected);
    QCOMPARE(static_cast<int>(displayWidth(text)), expected);
}

void TestCliStyle::wrapsAtBlanks() {
    QCOMPARE(wrapped("one two three", 7), (std::vector<std::string>{"one two", "three"}));
    QCOMPARE(wrapped("extraordinary day", 5), (std::vector<std::string>{"extraordinary", "day"}));
    QCOMPARE(wrapped("", 5), (std::vector<std::string>{""}));
}

void TestCliStyle::paintsOnlyWithColours() {
    QCOMPARE(Style(false, true).paint("x", Tone::Bad), std::string("x"));
    QCOMPARE(Style(true, true).paint("x", Tone::Bad), std::string("\x1b[31mx\x1b[0m"));
    QCOMPARE(std::string(Style(false, false).mark(Mark::Yes)), std::string("+"));
}

void TestCliStyle::tableAlignsByDisplayWidth() {
    Table table({"NAME", "WHAT"});
    table.add({{"買物"}, {"a"}});
    table.add({{"cart"}, {"b"}});
    QCOMPARE(table.render(Style(false, true), 80), std::string("NAME  WHAT\n買物  a\ncart  b\n"));
}

void TestCliStyle::tableLeavesOutEmptyColumns() {
    Table table({"NAME", "FOR", "WHAT"});
    table.add({{"cart"}, {""}, {"b"}});
    QCOMPARE(table.render(Style(false, true), 80), std::string("NAME  WHAT\ncart  b\n"));
}

void TestCliStyle::tableWrapsItsLastColumn() {
    Table table({});
    table.add({{"cart"}, {"one two three four five six seven"}});
    QCOMPARE(table.render(Style(false, true), 27),
             std::string("cart  one two three four\n      five six seven\n"));
}

GATESIGHT_TEST(TestCliStyle)

}  // namespace tst_cli_style

#include "tst_cli_style.moc"
