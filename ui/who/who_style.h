// How the east-west picture looks: colours and signs of its states. Sign and colour together tell
// the state; the sign alone suffices.
#pragma once

#include "simulator/who/who_talks.h"
#include "ui/theme/palette.h"

#include <QIcon>
#include <QString>

#include <array>

class QPainter;
class QRectF;

namespace gatesight::ui {

inline constexpr std::array kTalkStates{simulator::TalkState::Allowed, simulator::TalkState::Partly,
                                        simulator::TalkState::NoRoute, simulator::TalkState::Denied,
                                        simulator::TalkState::Unknown};

[[nodiscard]] QColor talkColor(simulator::TalkState state, const Palette& palette);
/// "allowed in part"
[[nodiscard]] QString talkStateWords(simulator::TalkState state);

/// A cell: its tinted ground and its sign, of what is allowed in part a disc that is filled so far.
void paintTalkCell(QPainter& painter, const QRectF& rect, simulator::TalkState state, double part,
                   const Palette& palette);
/// The sign for a legend.
[[nodiscard]] QIcon talkIcon(simulator::TalkState state, double scale);

}  // namespace gatesight::ui
