// The words of a trace step for people.
#pragma once

#include "simulator/routing/trace.h"
#include "ui/theme/palette.h"

#include <QString>

namespace gatesight::ui {

/// "HTTPRoute checkout/cart · rules[1]"; empty when the step speaks of no object.
[[nodiscard]] QString subjectText(const simulator::Subject& subject);
/// "route.yaml:12"; empty when not known.
[[nodiscard]] QString placeText(const model::SourceLocation& source);
[[nodiscard]] QString stageText(simulator::Stage stage);
[[nodiscard]] QString verdictText(simulator::Verdict verdict);
[[nodiscard]] QString verdictIcon(simulator::Verdict verdict);
[[nodiscard]] QColor verdictColor(simulator::Verdict verdict, const Palette& colors);

}  // namespace gatesight::ui
