// Where the desktop keeps what outlives a run and is nobody's document.
#pragma once

#include <QString>

namespace gatesight::ui {

/// $XDG_STATE_HOME/gatesight, or ~/.local/state/gatesight. Not made by asking.
[[nodiscard]] QString stateFolder();

/// The one name of this run of the program: files of one run have it in common.
[[nodiscard]] QString runName();

/// Where the report of a run that crashes is written.
[[nodiscard]] QString crashReportPath(const QString& stateFolder, const QString& run);

/// Makes a folder for its owner alone. False when that cannot be.
bool makePrivateFolder(const QString& path);

}  // namespace gatesight::ui
