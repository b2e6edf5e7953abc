// The table of manifest.* rules: every row is in use, every use has a row, every example shows its
// rule.
#include "model/manifest/reader.h"
#include "model/manifest/rules.h"
#include "tests/house/source_folder.h"
#include "tests/house/test_program.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace tst_manifest_rules {

using namespace gatesight::model;

class TstManifestRules : public QObject {
    Q_OBJECT
private slots:
    void table();
    void lookUp();
    void useAndTableAgree();
    void examples_data();
    void examples();
};

void TstManifestRules::table() {
    QVERIFY(!manifestRules().empty());
    for (const auto& rule : manifestRules()) {
        QVERIFY2(rule.id.starts_with("manifest."), rule.id.data());
        QVERIFY2(!rule.meaning.empty(), rule.id.data());
    }
    QCOMPARE(std::ranges::adjacent_find(manifestRules(), {}, &ManifestRule::id),
             manifestRules().end());
}

void TstManifestRules::lookUp() {
    QVERIFY(findManifestRule("manifest.tab") != nullptr);
    QVERIFY(findManifestRule("manifest.tab")->severity == Severity::Error);
    QVERIFY(findManifestRule("manifest.ta") == nullptr);
    QVERIFY(findManifestRule("") == nullptr);
}

/// Reads the sources: `kDuplicateKey` must be defined in rules.h, stand in the table of rules.cpp,
/// and be used somewhere else.
void TstManifestRules::useAndTableAgree() {
    static const QRegularExpression definition("string_view (k\\w+) = \"manifest\\.");
    static const QRegularExpression mention("rule::(k\\w+)");
    const QDir folder(QString::fromStdString(gatesight::test::sourcePath("/model/manifest")));
    const auto namesIn = [&](const QString& file, const QRegularExpression& pattern) {
        QFile source(folder.filePath(file));
        QSet<QString> names;
        if (source.open(QIODevice::ReadOnly)) {
            for (auto match = pattern.globalMatch(QString::fromUtf8(source.readAll()));
                 match.hasNext();) {
                names.insert(match.next().captured(1));
            }
        }
        return names;
    };
    const auto defined = namesIn("rules.h", definition);
    QSet<QString> used;
    for (const auto& file : folder.entryList({"*.cpp", "*.h"})) {
        if (!file.startsWith("rules.")) {
            used += namesIn(file, mention);
        }
    }
    QCOMPARE(defined.size(), static_cast<qsizetype>(manifestRules().size()));
    QCOMPARE(namesIn("rules.cpp", mention), defined);
    QCOMPARE(used, defined);
}

void TstManifestRules::examples_data() {
    QTest::addColumn<QString>("id");
    for (const auto& rule : manifestRules()) {
        if (!rule.example.empty()) {
            QTest::newRow(rule.id.data()) << QString::fromUtf8(rule.id.data());
        }
    }
}

void TstManifestRules::examples() {
    QFETCH(QString, id);
    const auto* rule = findManifestRule(id.toStdString());
    ReadOptions options;
    options.limits.aliasNodes = 10;
    const auto read = readText(id == "manifest.json" ? "example.json" : "example.yaml",
                               std::string(rule->example), options);
    QCOMPARE(read.findings.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(read.findings.front().rule), id);
    QVERIFY(read.findings.front().severity == rule->severity);
}

GATESIGHT_TEST(TstManifestRules)

}  // namespace tst_manifest_rules

#include "tst_manifest_rules.moc"
