#include "ui/window/samples.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTextStream>

#include <algorithm>

namespace gatesight::ui {

namespace {

constexpr auto kFirst = "first-steps";

/// Text without the marks of Markdown that our READMEs use.
QString plain(QString line) {
    return line.remove(QLatin1Char('`')).remove(QStringLiteral("**"));
}

void readReadme(Sample& sample) {
    QFile file(sample.path + QStringLiteral("/README.md"));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
        return;
    QTextStream stream(&file);
    QStringList paragraph;
    while (!stream.atEnd()) {
        const QString line = stream.readLine().trimmed();
        if (line.startsWith(QLatin1String("# ")))
            sample.title = plain(line.mid(2));
        else if (!line.isEmpty())
            paragraph << plain(line);
        else if (!paragraph.isEmpty())
            break;
    }
    sample.summary = paragraph.join(QLatin1Char(' '));
}

}  // namespace

QStringList sampleFolders() {
    const QString program = QCoreApplication::applicationDirPath();
    return {program + QStringLiteral("/samples"),
            program + QStringLiteral("/../share/gatesight/samples"),
            QStringLiteral(GATESIGHT_SAMPLES_DIR)};
}

std::vector<Sample> findSamples(const QStringList& folders) {
    std::vector<Sample> samples;
    for (const QString& folder : folders) {
        const QDir dir(folder);
        for (const QString& name : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
            Sample sample{.name = name,
                          .title = name,
                          .summary = {},
                          .path = QDir::cleanPath(dir.absoluteFilePath(name))};
            readReadme(sample);
            samples.push_back(std::move(sample));
        }
        if (!samples.empty())
            break;
    }
    std::ranges::stable_partition(
        samples, [](const Sample& sample) { return sample.name == QLatin1String(kFirst); });
    return samples;
}

Input inputOf(const Sample& sample) {
    return {.kind = Input::Kind::Path,
            .path = sample.path.toStdString(),
            .text = {},
            .title = sample.title.toStdString(),
            .sample = true};
}

}  // namespace gatesight::ui
