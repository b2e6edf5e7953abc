// Judges every case of the validation corpus as the API server did: same
// verdict, same causes.
#include "tests/house/source_folder.h"
#include "tests/house/test_program.h"
#include "tests/model/support_objects.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <map>

namespace tst_validation_corpus {

using namespace gatesight::model;
using namespace gatesight::model::test;

namespace {

QString corpusFolder() {
    return QString::fromStdString(gatesight::test::sourcePath("/../shared/validation/cases"));
}

DocumentPtr documentOf(const QJsonObject& object) {
    return manifestsOf(QJsonDocument(object).toJson().toStdString(), "case.json").documents.front();
}

/// "field: message" of each error, sorted.
QStringList causesOf(const Findings& findings) {
    QStringList result;
    for (const Finding& finding : findings)
        if (finding.severity == Severity::Error)
            result << text(finding.field) + ": " + text(finding.message);
    result.sort();
    return result;
}

QStringList causesOf(const QJsonArray& causes) {
    QStringList result;
    for (const auto& each : causes) {
        const QString field = each.toObject()["field"].toString();
        result << (field == "<nil>" ? QString() : field) + ": " +
                      each.toObject()["message"].toString();
    }
    result.sort();
    return result;
}

/// What an API server with this channel drops; of what others would drop an info speaks.
QStringList droppedFields(const Findings& findings, bool experimental) {
    QStringList result;
    for (const Finding& finding : findings)
        if (finding.rule == "api.prune.unknown-fields" &&
            !(experimental && finding.severity == Severity::Info))
            result << text(finding.field);
    result.sort();
    return result;
}

}  // namespace

class ValidationCorpus : public QObject {
    Q_OBJECT

private slots:
    void cases_data();
    void cases();
};

void ValidationCorpus::cases_data() {
    QTest::addColumn<QJsonObject>("one");
    QTest::addColumn<QString>("channel");
    const QDir folder(corpusFolder());
    if (!folder.exists())
        QSKIP(qPrintable("the validation corpus is missing: " + folder.path()));
    for (const QString& name : folder.entryList({"*.json"})) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const auto& each : QJsonDocument::fromJson(file.readAll()).array()) {
            const QJsonObject one = each.toObject();
            if (!one["checked"].toBool(true))
                continue;  // a kind of Kubernetes, which the corpus does not judge
            for (const QString& channel :
                 {QStringLiteral("standard"), QStringLiteral("experimental")})
                if (one["channel"] == "both" || one["channel"] == channel)
                    QTest::newRow(qPrintable(one["name"].toString() + " (" + channel + ")"))
                        << one << channel;
        }
    }
}

void ValidationCorpus::cases() {
    QFETCH(QJsonObject, one);
    QFETCH(QString, channel);
    ValidateOptions options{
        .channel = channel == "standard" ? Channel::Standard : Channel::Experimental, .old = {}};
    if (one.contains("oldObject"))
        options.old = documentOf(one["oldObject"].toObject());
    options.statusOnly = one["op"] == "updateStatus";
    const Findings findings = validate(documentOf(one["object"].toObject()), options);
    const QStringList causes = causesOf(findings);
    QVERIFY2(causes.isEmpty() == one["valid"].toBool(), qPrintable(causes.join('\n')));

    const QJsonObject both = one["observed"].toObject();
    const QJsonObject observed = (both.contains(channel) ? both[channel] : both["both"]).toObject();
    if (observed.contains("causes"))
        QCOMPARE(causes.join('\n'), causesOf(observed["causes"].toArray()).join('\n'));
    if (observed.contains("unknownFields") && causes.isEmpty() && !options.statusOnly) {
        QStringList dropped;
        for (const auto& each : observed["unknownFields"].toArray())
            dropped << each.toString();
        dropped.sort();
        QCOMPARE(droppedFields(findings, channel != "standard"), dropped);
    }
}

GATESIGHT_TEST(ValidationCorpus)

}  // namespace tst_validation_corpus

#include "tst_validation_corpus.moc"
