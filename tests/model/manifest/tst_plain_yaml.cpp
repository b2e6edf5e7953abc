// The reader of plain documents takes what libyaml reads alike, node by node and place by place, and
// leaves everything else to it: on lines of every shape, on samples with any byte changed, and on
// random heaps of lines.
#include "model/manifest/plain_yaml.h"
#include "model/manifest/reader.h"
#include "model/manifest/text_check.h"
#include "model/manifest/yaml_reader.h"
#include "support_manifest_samples.h"
#include "support_manifest_text.h"

#include <QTest>

#include <array>
#include <optional>
#include <random>

using namespace gatesight::model;

class TstPlainYaml : public QObject {
    Q_OBJECT
private slots:
    void plainShapesAreTaken_data();
    void plainShapesAreTaken();
    void otherShapesAreLeft_data();
    void otherShapesAreLeft();
    void limitsAreLeftToTheOther();
    void samplesWithAnyByteChanged();
    void randomLines();

private:
    static void addShapes(std::initializer_list<std::pair<const char*, const char*>> shapes);
};

namespace {

/// What became of the first document of a text: the nodes with their places, and all findings.
std::string outcomeOf(const Manifests& manifests) {
    std::string all;
    for (const DocumentPtr& document : manifests.documents)
        all += test::nodeDump(document->tree) + "\n";
    return all + test::joined(test::findingLines(manifests));
}

class Reading {
public:
    explicit Reading(const std::string& text, ReadLimits limits = {})
        : m_source(std::make_shared<const Source>(Source{"in.yaml", text})) {
        m_options.limits = limits;
        m_range = DocumentSplitter(m_source->text).next();
    }
    [[nodiscard]] bool canBeAsked() const {
        if (!m_range)
            return false;
        const TextCheck check = checkText(
            std::string_view(m_source->text).substr(m_range->begin, m_range->end - m_range->begin));
        return !check.problem && check.ascii;
    }
    /// Absent: it was left.
    [[nodiscard]] std::optional<std::string> plain() const {
        Manifests result;
        ReadSession session(m_options, result);
        session.begin(m_source);
        const bool taken = PlainYamlReader(session).read(m_source->text, *m_range);
        if (!taken && !outcomeOf(result).empty())
            return "left, but not without a trace";
        return taken ? std::optional(outcomeOf(result)) : std::nullopt;
    }
    [[nodiscard]] std::string byParser() const {
        Manifests result;
        ReadSession session(m_options, result);
        session.begin(m_source);
        readYamlDocument(m_source->text, *m_range, true, session);
        return outcomeOf(result);
    }

private:
    SourcePtr m_source;
    ReadOptions m_options;
    std::optional<DocumentRange> m_range;
};

/// Whether the document is taken; where it is, it has to be what libyaml makes of it.
bool isTakenAlike(const std::string& text) {
    const Reading reading(text);
    const std::optional<std::string> plain =
        reading.canBeAsked() ? reading.plain() : std::optional<std::string>();
    if (plain && *plain != reading.byParser())
        QTest::qFail(("read otherwise:\n" + text).c_str(), __FILE__, __LINE__);
    return plain.has_value();
}

}  // namespace

void TstPlainYaml::addShapes(std::initializer_list<std::pair<const char*, const char*>> shapes) {
    QTest::addColumn<QString>("text");
    for (const auto& [name, text] : shapes)
        QTest::newRow(name) << QString(text);
}

void TstPlainYaml::plainShapesAreTaken_data() {
    addShapes({
        {"one key", "a: 1\n"},
        {"no line break at the end", "a: b"},
        {"a marker in front", "---\na: b\n"},
        {"a map in a map", "a:\n  b:\n    c: d\n  e: f\ng: h\n"},
        {"a list further right", "a:\n  - b\n  - c\nd: e\n"},
        {"a list at the column of its key", "a:\n- b\n- c\nd: e\n"},
        {"maps in a list", "a:\n- b: 1\n  c:\n    d: 2\n- b: 3\n"},
        {"a list in a map in a list", "a:\n- b:\n  - c\n  - d\n  e: f\n- g: h\n"},
        {"lists in lists", "- - a\n  - b\n- - - c\n    - d: e\n      f: g\n"},
        {"dashes with room", "a:\n-   b: 1\n    c: 2\n"},
        {"a root further right", "  a: b\n  c: d\n"},
        {"values that are nothing", "a:\nb:\n  c:\nd:\n- e:\n  f:\n"},
        {"nothing at the end", "a:\n  b:"},
        {"numbers, words and nothings", "a: 1\nb: 0x1F\nc: yes\nd: ~\ne: null\nf: 1.5e3\ng: 1_000\n"},
        {"texts with marks inside", "a: http://b:80/c#d?e=f&g\nb: x,y [z] {w} \"v\" 'u'\nc: (d) *e &f !g\n"},
        {"flags", "args:\n- --verbose\n- -1\n- a:b\n"},
        {"quotes", "a: \"b: c # d\"\ne: 'f \\ \"g'\nh: ''\ni: \"\"\n"},
        {"empty maps and lists", "a: {}\nb: []\nc:\n- {}\n- []\n"},
        {"comments", "# a\na: b # c\n  # d\n\nc: # e\n  d: \"e\" # f\n# g\nf: {} # h\n"},
        {"blanks at the end", "a:   \n  b: c  \n   \nd: 'e'  \n"},
        {"keys of labels", "app.kubernetes.io/part-of: x\n8080: y\na-b_c: z\n"},
    });
}

void TstPlainYaml::plainShapesAreTaken() {
    QFETCH(QString, text);
    QVERIFY(isTakenAlike(text.toStdString()));
}

void TstPlainYaml::otherShapesAreLeft_data() {
    addShapes({
        {"a value on two lines", "a: b\n  c\n"},
        {"a key in a value", "a: b: c\n"},
        {"a colon at the end", "a: b:\n"},
        {"a colon before a comment", "a: b: # c\n"},
        {"a line of text", "a:\n  b\n"},
        {"a scalar alone", "abc\n"},
        {"a key too far left", "a:\n    b: 1\n  c: 2\n"},
        {"a key too far right", "a: 1\n  b: 2\n"},
        {"a second root", "  a: 1\nb: 2\n"},
        {"a dash among keys", "a: 1\n- b\n"},
        {"a key among dashes", "a:\n  - b\n  c: d\n"},
        {"a dash behind a key", "a: - b\n"},
        {"a dash without anything", "a:\n-\n- b\n"},
        {"a dash with a comment", "a:\n- # b\n"},
        {"a key twice", "a: 1\nb: 2\na: 3\n"},
        {"a key that is no text", "yes: 1\n"},
        {"a quoted key", "\"a\": b\n"},
        {"a quoted key behind a dash", "- 'a': b\n"},
        {"a key in a flow map", "a: {b: c}\n"},
        {"a flow list", "a: [b]\n"},
        {"an empty flow map with blanks", "a: { }\n"},
        {"an anchor", "a: &b c\n"},
        {"an alias", "a: *b\n"},
        {"a tag", "a: !!str 1\n"},
        {"a merge key", "a: b\n<<: c\n"},
        {"lines of text", "a: |\n  b\n"},
        {"folded text", "a: >-\n  b\n"},
        {"an escape", "a: \"b\\n\"\n"},
        {"two apostrophes", "a: 'b''c'\n"},
        {"a quote that goes on", "a: \"b\n  c\"\n"},
        {"something behind a quote", "a: \"b\" c\n"},
        {"a comment that is not set apart", "a: \"b\"#c\n"},
        {"a question mark", "? a\n: b\n"},
        {"a reserved character", "a: @b\n"},
        {"a tab", "a:\tb\n"},
        {"a return", "a: b\r\nc: d\r\n"},
        {"a template", "a: {{ b }}\n"},
        {"a List", "kind: List\nitems:\n- a: b\n"},
        {"something behind the marker", "--- a\n"},
        {"nothing", "---\n# a\n"},
    });
}

void TstPlainYaml::otherShapesAreLeft() {
    QFETCH(QString, text);
    QVERIFY(!isTakenAlike(text.toStdString()));
}

/// What exceeds a limit is told by the reading that tells everything else.
void TstPlainYaml::limitsAreLeftToTheOther() {
    const auto isTaken = [](const std::string& text, ReadLimits limits) {
        return Reading(text, limits).plain().has_value();
    };
    QVERIFY(isTaken("a:\n  b:\n    c: d\n", {.depth = 3}));
    QVERIFY(!isTaken("a:\n  b:\n    c: d\n", {.depth = 2}));
    QVERIFY(isTaken("a: bcde\n", {.scalarBytes = 4}));
    QVERIFY(!isTaken("a: bcdef\n", {.scalarBytes = 4}));
    QVERIFY(isTaken("a: 1\nb: 2\n", {.keysPerMap = 2}));
    QVERIFY(!isTaken("a: 1\nb: 2\n", {.keysPerMap = 1}));
    QVERIFY(!isTaken("- 1\n- 2\n", {.itemsPerList = 1}));
    QVERIFY(!isTaken("a: 1\nb: 2\n", {.documentBytes = 9}));
    QVERIFY(!isTaken("a: " + std::string(std::size_t{1} << 16U, 'b') + "\n", {}));
    QVERIFY(!isTaken(std::string(1001, 'a') + ": b\n", {}));
}

void TstPlainYaml::samplesWithAnyByteChanged() {
    std::size_t taken = 0, left = 0;
    for (const test::Sample& sample : test::samples()) {
        for (const char other : {'"', '\'', '{', '-', '\n', '#', '&', ':', ' ', 'a', '|'}) {
            for (std::size_t at = 0; at < sample.text.size(); ++at) {
                std::string text(sample.text);
                text[at] = other;
                ++(isTakenAlike(text) ? taken : left);
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }
    QVERIFY(taken > 1000);
    QVERIFY(left > 1000);
}

void TstPlainYaml::randomLines() {
    static constexpr std::array<const char*, 8> kIndents{"", "", "  ", "  ", "    ", "    ", " ",
                                                         "      "};
    static constexpr std::array<const char*, 6> kDashes{"", "", "", "- ", "- - ", "-   "};
    static constexpr std::array<const char*, 12> kKeys{"a:",  "b:", "c:",   "d:", "e/f.g-h:", "1:",
                                                       "on:", "a",  "\"a\":", "#", "items:",   ""};
    static constexpr std::array<const char*, 24> kValues{
        "",      "",     "",    " b",  " 1",   " \"x: y\"", " 'z'", " # c", " {}",  " []", " b # c", " -1",
        " b: c", " b:",  " &a", " |",  " 'a'b", "  b  ",    " ~",   " - b", " \"",  " b c", " b#c",   ":"};
    std::mt19937 random(20'261);
    const auto oneOf = [&random](const auto& list) { return list[random() % list.size()]; };
    std::size_t taken = 0;
    for (int i = 0; i < 60'000; ++i) {
        std::string text = random() % 4 == 0 ? "---\n" : "";
        for (std::size_t line = 1 + random() % 6; line > 0; --line)
            text += std::string(oneOf(kIndents)) + oneOf(kDashes) + oneOf(kKeys) + oneOf(kValues) +
                    (line == 1 && random() % 2 == 0 ? "" : "\n");
        taken += isTakenAlike(text) ? 1 : 0;
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(taken > 2000);
}

QTEST_APPLESS_MAIN(TstPlainYaml)
#include "tst_plain_yaml.moc"
