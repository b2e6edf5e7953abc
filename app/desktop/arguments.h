// What the desktop was started with.
#pragma once

#include <QSize>
#include <QString>
#include <QStringList>

class QCoreApplication;

namespace gatesight::desktop {

struct Arguments {
    QStringList paths;
    QString sample;
    QString context;     ///< of the kubeconfig: a live cluster to open
    QString kubeconfig;  ///< path; empty: as kubectl finds it
    bool secrets = false;  ///< whether Secrets of that cluster are read
    QString request;     ///< URL to trace at once
    QString screenshot;  ///< file to write a picture of the window to, and then quit
    QString state;       ///< what the picture shows, see screenshot.h
    QString theme;       ///< "light", "dark" or empty
    QSize size;          ///< of the window; invalid: as it likes
};

/// Exits with 2 when they can not be used, and with 0 after --help and --version.
[[nodiscard]] Arguments readArguments(const QCoreApplication& application);

}  // namespace gatesight::desktop
