// Finds what was meant by a few letters of it.
#pragma once

#include <QString>

namespace gatesight::ui {

/// How well `typed` names `candidate`: its letters must occur in order. Higher is better; negative:
/// not at all. Whole words, word starts and runs count more than letters here and there.
[[nodiscard]] int fuzzyScore(const QString& typed, const QString& candidate);

}  // namespace gatesight::ui
