// Suppressions: what they hold for, when they end, and what is said of those that are wrong.
#include "simulator/lint/suppressions.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"

namespace gatesight::simulator::tst_suppressions {

using namespace test;

namespace {

model::SourcePtr sourceOf(std::string text, std::string name = "a.yaml") {
    return std::make_shared<model::Source>(model::Source{std::move(name), std::move(text)});
}

model::Finding findingAt(std::uint32_t line, std::string rule = "lint.tie.age") {
    model::Finding finding;
    finding.severity = model::Severity::Warning;
    finding.rule = std::move(rule);
    finding.message = "m";
    finding.object = {"gateway.networking.k8s.io/v1", "HTTPRoute", "shop", "cart"};
    finding.source = {"a.yaml", {line, 1}};
    return finding;
}

constexpr auto kText = R"(# gatesight: ignore lint.tie.age because one
apiVersion: v1
kind: HTTPRoute
spec:
  rules:
---
kind: HTTPRoute
spec:
  rules:
    # gatesight: ignore lint.* until 2027-01-31 because two
    - matches:
        - path: /a
    - matches:
        - path: /b  # gatesight: ignore lint.tie.age, lint.limit.near because three
)";

QStringList openLines(const SortedOut& sorted) {
    return findingLines(sorted.open);
}

}  // namespace

class SuppressionsTest : public QObject {
    Q_OBJECT

private slots:
    void commentsHoldForWhatIsBelowOrBeside_data() {
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("reason");
        QTest::newRow("first line of the document") << 2 << "one";
        QTest::newRow("last line of the document") << 5 << "one";
        QTest::newRow("another document") << 7 << "";
        QTest::newRow("the list") << 9 << "";
        QTest::newRow("the item below") << 11 << "two";
        QTest::newRow("inside of it") << 12 << "two";
        QTest::newRow("the next item") << 13 << "";
        QTest::newRow("the line itself") << 14 << "three";
    }
    void commentsHoldForWhatIsBelowOrBeside() {
        QFETCH(int, line);
        QFETCH(QString, reason);
        const auto source = sourceOf(kText);
        const auto sorted = sortOut({findingAt(static_cast<std::uint32_t>(line))},
                                    suppressionsInComments({&source, 1}), std::nullopt);
        QCOMPARE(sorted.suppressed.size(), std::size_t(reason.isEmpty() ? 0 : 1));
        if (!reason.isEmpty())
            QCOMPARE(text(sorted.suppressed.front().by.reason), reason);
    }

    void otherRulesCount() {
        const auto source = sourceOf(kText);
        const auto sorted = sortOut({findingAt(2, "lint.limit.near")},
                                    suppressionsInComments({&source, 1}), std::nullopt);
        QVERIFY(sorted.suppressed.empty());
    }

    void endsWithItsDay() {
        const auto source = sourceOf(kText);
        const auto open = [&](const char* day) {
            return openLines(sortOut({findingAt(11)}, suppressionsInComments({&source, 1}),
                                     *dayFrom(day) + 3600))
                .filter("lint.suppression.expired");
        };
        QCOMPARE(open("2027-01-31").size(), 0);
        QCOMPARE(open("2027-02-01").size(), 1);
        QVERIFY(open("2027-02-01").front().contains("ended with 2027-01-31"));
    }

    void unusedOnesAreSaid() {
        const auto source = sourceOf("# gatesight: ignore lint.tie.age because x\na: b\n");
        COMPARE_LINES(
            openLines(sortOut({}, suppressionsInComments({&source, 1}), std::nullopt)),
            {"warning lint.suppression.unused 1:1 : there is no finding of lint.tie.age here that "
             "this could suppress"});
    }

    void wrongOnesAreErrors_data() {
        QTest::addColumn<QString>("comment");
        QTest::addColumn<QString>("says");
        QTest::newRow("no reason") << "lint.tie.age"
                                   << "has to say why";
        QTest::newRow("empty reason") << "lint.tie.age because "
                                      << "has to say why";
        QTest::newRow("no rule") << " because x"
                                 << "has to name a rule";
        QTest::newRow("no such rule") << "lint.tie.ages because x"
                                      << "did you mean 'lint.tie.age'";
        QTest::newRow("no date") << "lint.tie.age until 31.1.2027 because x"
                                 << "is no date";
        QTest::newRow("because, and nothing") << "lint.tie.age because"
                                              << "has to say why";
        QTest::newRow("the date behind the reason") << "lint.tie.age because x until 2027-01-31"
                                                    << "the date has to stand before 'because'";
        QTest::newRow("blanks between rules") << "lint.tie.age lint.limit.near because x"
                                              << "stand with commas between them";
        QTest::newRow("a pattern of no rule") << "lint.ties.* because x"
                                              << "no rule fits 'lint.ties.*'";
    }
    void wrongOnesAreErrors() {
        QFETCH(QString, comment);
        QFETCH(QString, says);
        const auto source = sourceOf("a: b # gatesight: ignore " + comment.toStdString() + "\n");
        const auto sorted =
            sortOut({findingAt(1)}, suppressionsInComments({&source, 1}), std::nullopt);
        QVERIFY(sorted.suppressed.empty());
        const QStringList lines = openLines(sorted).filter("error lint.suppression.invalid 1:6");
        QCOMPARE(lines.size(), 1);
        QVERIFY2(lines.front().contains(says), qPrintable(lines.front()));
    }

    void misspeltOnesAreErrors_data() {
        QTest::addColumn<QString>("comment");
        QTest::addColumn<bool>("meant");
        QTest::newRow("no colon") << "# gatesight ignore lint.tie.age because x" << true;
        QTest::newRow("no blank") << "#gatesight:ignore lint.tie.age because x" << true;
        QTest::newRow("capitals") << "# Gatesight: Ignore lint.tie.age because x" << true;
        QTest::newRow("another word") << "# gatesight: ignores lint.tie.age because x" << true;
        QTest::newRow("a dash") << "# gatesight-ignore lint.tie.age because x" << true;
        QTest::newRow("a sentence") << "# Gatesight ignores other files." << false;
        QTest::newRow("another sentence") << "# as gatesight ignore lint.tie.age" << false;
    }
    void misspeltOnesAreErrors() {
        QFETCH(QString, comment);
        QFETCH(bool, meant);
        const auto source = sourceOf("a: gatesight " + comment.toStdString() + "\n");
        const auto sorted =
            sortOut({findingAt(1)}, suppressionsInComments({&source, 1}), std::nullopt);
        QVERIFY(sorted.suppressed.empty());
        QCOMPARE(openLines(sorted).filter("error lint.suppression.invalid 1:14").size(),
                 meant ? 1 : 0);
    }

    void theSameWordsInATextAreNoComment() {
        const auto source =
            sourceOf("a: \"gatesight: ignore lint.tie.age\"\nb: x#gatesight: ignore y\n");
        const auto found = suppressionsInComments({&source, 1});
        QVERIFY(found.entries.empty());
        QVERIFY(found.problems.empty());
    }

    void aFileSelectsByObject_data() {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<bool>("fits");
        QTest::newRow("rule alone") << "rule: lint.tie.age" << true;
        QTest::newRow("kind and name") << "rule: lint.tie.age, object: HTTPRoute shop/*" << true;
        QTest::newRow("name") << "rule: 'lint.*', object: shop/cart" << true;
        QTest::newRow("another name") << "rule: lint.tie.age, object: shop/card" << false;
        QTest::newRow("namespace") << "rule: lint.tie.age, namespace: sh*" << true;
        QTest::newRow("another namespace") << "rule: lint.tie.age, namespace: pay" << false;
        QTest::newRow("file") << "rule: lint.tie.age, file: '*.yaml'" << true;
        QTest::newRow("another rule") << "rule: lint.limit.near" << false;
    }
    void aFileSelectsByObject() {
        QFETCH(QString, entry);
        QFETCH(bool, fits);
        const auto sorted = sortOut({findingAt(3)}, inFile(entry + ", reason: r"), std::nullopt);
        QCOMPARE(sorted.suppressed.size(), std::size_t(fits));
        QCOMPARE(openLines(sorted).filter("lint.suppression.unused").size(), fits ? 0 : 1);
    }

    void aFileThatIsWrongIsAnError_data() {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QString>("says");
        QTest::newRow("no reason") << "rule: lint.tie.age"
                                   << "write a 'reason'";
        QTest::newRow("no rule") << "reason: r"
                                 << "has to name a rule";
        QTest::newRow("no such field") << "rule: lint.tie.age, reason: r, objects: x"
                                       << "'objects'";
        QTest::newRow("no date") << "rule: lint.tie.age, reason: r, until: soon"
                                 << "'soon'";
        QTest::newRow("a list of objects") << "rule: lint.tie.age, reason: r, object: [shop/a]"
                                           << "object has to be a text";
        QTest::newRow("an empty object") << "rule: lint.tie.age, reason: r, object: ''"
                                         << "object has to be a text";
        QTest::newRow("a pattern of no rule") << "rule: tie.*, reason: r"
                                              << "no rule fits 'tie.*'";
    }
    void aFileThatIsWrongIsAnError() {
        QFETCH(QString, entry);
        QFETCH(QString, says);
        const auto sorted = sortOut({findingAt(3)}, inFile(entry), std::nullopt);
        QVERIFY(sorted.suppressed.empty());
        const QStringList lines = openLines(sorted).filter("error lint.suppression.invalid");
        QVERIFY(!lines.isEmpty());
        QVERIFY2(lines.join('\n').contains(says), qPrintable(lines.join('\n')));
    }

private:
    static Suppressions inFile(const QString& entry) {
        return suppressionsInFile(
            model::readText("gatesight.yaml", "ignore:\n  - {" + entry.toStdString() + "}\n"));
    }
};

GATESIGHT_TEST(SuppressionsTest)

}  // namespace gatesight::simulator::tst_suppressions

#include "tst_suppressions.moc"
