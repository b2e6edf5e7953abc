// The sample clusters that come with the program.
#pragma once

#include "ui/session/loaded.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace gatesight::ui {

struct Sample {
    QString name;     ///< of its folder: what --sample takes
    QString title;    ///< first heading of its README
    QString summary;  ///< first paragraph of its README
    QString path;
};

/// Folders to look in, best first: beside the program, where it is installed, in the source tree.
[[nodiscard]] QStringList sampleFolders();

/// Samples of the first of `folders` that holds any; the simplest first, then by name.
[[nodiscard]] std::vector<Sample> findSamples(const QStringList& folders = sampleFolders());

[[nodiscard]] Input inputOf(const Sample& sample);

}  // namespace gatesight::ui
