// Quoted lines: the right line, the caret below the right character, long lines cut.
#include "app/cli/source_lines.h"
#include "tests/house/test_program.h"

namespace tst_cli_source_lines {

using namespace gatesight;
using namespace gatesight::cli;

namespace {

const Style kPlain(false, true);

SourceLines linesOf(const std::string& text) {
    return SourceLines(std::vector<model::SourcePtr>{
        std::make_shared<model::Source>(model::Source{"a.yaml", text})});
}

model::SourceLocation at(std::uint32_t line, std::uint32_t column) {
    return {"a.yaml", {line, column}};
}

}  // namespace

class TestCliSourceLines : public QObject {
    Q_OBJECT

private slots:
    void findsLines() {
        const SourceLines lines = linesOf("one\r\ntwo\n");
        QCOMPARE(lines.line(at(1, 1)), std::optional<std::string_view>("one"));
        QCOMPARE(lines.line(at(2, 1)), std::optional<std::string_view>("two"));
        QVERIFY(!lines.line(at(4, 1)));
        QVERIFY(!lines.line({"b.yaml", {1, 1}}));
        QVERIFY(!lines.line({"a.yaml", {}}));
    }

    void putsTheCaretBelowTheCharacter() {
        QCOMPARE(linesOf("kind: Küche X").excerpt(at(1, 14), kPlain, 2, 80, true),
                 std::string("  1 │ kind: Küche X\n    │             ^\n"));
    }

    void cutsLongLinesAroundTheColumn() {
        const std::string line = std::string(5000, 'a') + "X" + std::string(5000, 'b');
        const std::string excerpt = linesOf(line).excerpt(at(1, 5001), kPlain, 0, 60, true);
        QVERIFY(excerpt.find('X') != std::string::npos);
        const std::size_t end = excerpt.find('\n');
        QVERIFY(displayWidth(excerpt.substr(0, end)) <= 60);
        QCOMPARE(displayWidth(excerpt.substr(0, excerpt.find('X'))),
                 displayWidth(excerpt.substr(end + 1, excerpt.find('^') - end - 1)));
    }

    void neverCutsInsideACharacter() {
        std::string line;
        for (int i = 0; i < 400; ++i)
            line += "é";
        for (std::uint32_t column = 1; column < 800; ++column)
            QVERIFY(linesOf(line).excerpt(at(1, column), kPlain, 0, 60, false).find("\\x") ==
                    std::string::npos);
    }

    void cleansWhatItQuotes() {
        QVERIFY(linesOf("a\x1b[2Jb").excerpt(at(1, 1), kPlain, 0, 80, false).find('\x1b') ==
                std::string::npos);
    }

    void countsCharactersForSarif() {
        const SourceLines lines = linesOf("Küche X\nzwei");
        QCOMPARE(lines.characterColumn(at(1, 8)), 7u);
        QCOMPARE(lines.advanced(at(1, 1), 8).position, (model::Position{1, 9}));
        QCOMPARE(lines.advanced(at(1, 1), 11).position, (model::Position{2, 3}));
    }
};

GATESIGHT_TEST(TestCliSourceLines)

}  // namespace tst_cli_source_lines

#include "tst_cli_source_lines.moc"
