#include "ui/kept/state_folder.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>

namespace gatesight::ui {

QString stateFolder() {
    // QStandardPaths has no place for this before Qt 6.7. The specification of the variables: a
    // relative path is to be ignored.
    QString base = qEnvironmentVariable("XDG_STATE_HOME");
    if (!QDir::isAbsolutePath(base))
        base = QDir::homePath() + QStringLiteral("/.local/state");
    return base + QStringLiteral("/gatesight");
}

QString runName() {
    static const QString name = QStringLiteral("%1-%2")
                                    .arg(QDateTime::currentMSecsSinceEpoch())
                                    .arg(QCoreApplication::applicationPid());
    return name;
}

QString crashReportPath(const QString& stateFolder, const QString& run) {
    return stateFolder + QStringLiteral("/crashes/") + run + QStringLiteral(".txt");
}

bool makePrivateFolder(const QString& path) {
    return QDir().mkpath(path) &&
           QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

}  // namespace gatesight::ui
