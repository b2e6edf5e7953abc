#include "model/rules/catalogue.h"
#include "model/rules/examples.h"
#include "tests/house/source_folder.h"
#include "tests/house/test_program.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace tst_catalogue {

using namespace gatesight::model;

class TestCatalogue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRuleIsWhole() {
        QVERIFY(rules().size() >= 668);
        for (const SpecRule& rule : rules()) {
            QVERIFY2(!rule.id.empty() && !rule.section.empty() && !rule.text.empty(),
                     std::string(rule.id).c_str());
            QVERIFY2(findRule(rule.id) == &rule, std::string(rule.id).c_str());
        }
        QVERIFY(std::ranges::adjacent_find(rules(), {}, &SpecRule::id) == rules().end());
    }

    void support_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("support");
        QTest::addColumn<QString>("feature");
        QTest::addColumn<bool>("experimental");
        const auto row = [](const char* id, Support support, const char* feature,
                            bool experimental) {
            QTest::newRow(id) << QString::fromLatin1(id) << int(support)
                              << QString::fromLatin1(feature) << experimental;
        };
        row("httproute.match.or-and", Support::Core, "", false);
        row("filter.cors.preflight", Support::Extended, "HTTPRouteCORS", false);
        row("filter.extauth.gate", Support::Extended, "HTTPRouteExternalAuth", true);
        row("httproute.match.path.regex", Support::Implementation, "", false);
        row("svc.selector", Support::Kubernetes, "", false);
        row("route.precedence.age-missing", Support::Gatesight, "", false);
    }
    void support() {
        QFETCH(QString, id);
        QFETCH(int, support);
        QFETCH(QString, feature);
        QFETCH(bool, experimental);
        const SpecRule* rule = findRule(id.toStdString());
        QVERIFY(rule);
        QCOMPARE(int(rule->support), support);
        QCOMPARE(QString::fromStdString(std::string(rule->feature)), feature);
        QCOMPARE(rule->experimental, experimental);
    }

    void sourcesAreSpelledOut() {
        const auto sources = spelledOut(*findRule("httproute.match.path.exact"));
        QVERIFY(std::ranges::find(sources, "HTTPRoute type, PathMatchExact") != sources.end());
        QVERIFY(std::ranges::find(sources, "conformance test httproute-exact-path-matching") !=
                sources.end());
    }

    void aMistypedIdFindsItsNeighbours() {
        QVERIFY(!findRule("httproute.match.path.prefx"));
        const auto similar = similarRules("httproute.match.path.prefx");
        QVERIFY(std::ranges::find(similar, "httproute.match.path.prefix") != similar.end());
    }

    void examplesAreWhole() {
        int count = 0;
        for (const SpecRule& rule : rules()) {
            const RuleExample* example = findExample(rule.id);
            if (!example)
                continue;
            ++count;
            const std::string id(rule.id);
            QVERIFY2(!example->title.empty() && !example->title.ends_with('.'), id.c_str());
            QVERIFY2(!example->outcomes.empty(), id.c_str());
            QVERIFY2(example->manifests.size() <= 24, id.c_str());
            for (const RuleExample::Outcome& outcome : example->outcomes)
                QVERIFY2(!outcome.request.empty() || !outcome.says.empty(), id.c_str());
        }
        QVERIFY(count > 0);
        const RuleExample* prefix = findExample("httproute.match.path.prefix");
        QVERIFY(prefix);
        QVERIFY(manifestText(*prefix).find("value: ") != std::string::npos);
        QVERIFY(!findExample("no.such.rule"));
    }

    // What the programs cite must be in the catalogue: string literals in the sources that look
    // like ids of its families.
    void everyCitedIdIsKnown() {
        const QRegularExpression literal(QStringLiteral("\"([a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)+)\""));
        QSet<QString> families;
        for (const SpecRule& rule : rules())
            families.insert(
                QString::fromStdString(std::string(rule.id.substr(0, rule.id.find('.')))));
        QStringList unknown;
        for (const char* room : {"/model", "/simulator", "/app", "/ui"}) {
            QDirIterator files(
                QString::fromStdString(gatesight::test::sourcePath()) + QLatin1String(room),
                {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                for (auto match = literal.globalMatch(QString::fromUtf8(file.readAll()));
                     match.hasNext();) {
                    const QString id = match.next().captured(1);
                    if (families.contains(id.section(QLatin1Char('.'), 0, 0)) &&
                        !findRule(id.toStdString()) && !isNoRule(id))
                        unknown << file.fileName() + QStringLiteral(": ") + id;
                }
            }
        }
        QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(QLatin1Char('\n'))));
    }

private:
    // API groups, domains and field paths share their first word with families of rules.
    static bool isNoRule(const QString& text) {
        static const QRegularExpression other(QStringLiteral(
            "\\.(io|dev|com|org|net|yaml|json|svg|png|local|crt|key|md)$|^(gateway|api)\\."
            "networking|"
            "^(tls|backend|timeout|retry|session|gateway|mesh|policy|rule)\\.[a-zA-Z]+$"));
        return other.match(text).hasMatch();
    }
};

GATESIGHT_TEST(TestCatalogue)

}  // namespace tst_catalogue

#include "tst_catalogue.moc"
