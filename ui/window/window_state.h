// What is remembered from one start to the next.
#pragma once

#include "ui/session/session.h"

#include <QSettings>
#include <QStringList>

namespace gatesight::ui {

/// Paths that were opened, newest first, without those that are gone; at most eight.
class RecentPaths {
public:
    [[nodiscard]] static QStringList read();
    static void add(const QString& path);
};

/// Requests of the user, the current request (both without credentials), theme and inputs. Geometry is the window's own
/// business.
void saveSession(const Session& session, QSettings& settings);
/// Theme and options only: for a start with paths on the command line.
void restoreChoices(Session& session, QSettings& settings);
/// Inputs that still exist; texts that were pasted are not kept.
[[nodiscard]] Inputs rememberedInputs(QSettings& settings);
void restoreRequests(Session& session, QSettings& settings);

}  // namespace gatesight::ui
