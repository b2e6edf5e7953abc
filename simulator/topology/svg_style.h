// How the picture looks: colours by meaning, outlines of cards, signs of kinds and states. Shape
// tells the kind; colour and badge together tell the state.
#pragma once

#include <string>
#include <string_view>

#include "simulator/topology/layout.h"

namespace gatesight::simulator {

struct SvgColors {
    std::string_view canvas, card, cardBorder, text, mutedText, edge, edgeFaint, lit;
    std::string_view good, warning, bad, info;
    double tint = 0.1;  ///< opacity of the accent behind a sign

    [[nodiscard]] std::string_view of(NodeState state) const;
    [[nodiscard]] std::string_view edgeOf(NodeState state) const;
};

[[nodiscard]] const SvgColors& svgColors(bool dark);

/// Colours as variables of CSS ("var(--canvas)"), for a picture inside of a page that defines them:
/// the page then decides what is light and what dark.
[[nodiscard]] const SvgColors& variableColors();
/// "--canvas:#f6f7fa;…": what `variableColors` and `variableBandColors` ask for.
[[nodiscard]] std::string colorVariables(bool dark);

/// Hue of a namespace's band, 0 to 359; the same name has the same one everywhere.
[[nodiscard]] int bandHue(std::string_view namespace_);

/// "#rrggbb" of the band and of its name.
struct BandColors {
    std::string fill, text;
};
[[nodiscard]] BandColors bandColors(std::string_view namespace_, bool dark);
/// The same as variables of CSS.
[[nodiscard]] BandColors variableBandColors(std::string_view namespace_);

/// Path data of the outline of a card; every role has its own silhouette.
[[nodiscard]] std::string cardOutline(NodeRole role, Point at, double width, double height);
/// Path data of the sign of a kind, on a square of 16.
[[nodiscard]] std::string_view kindSign(NodeRole role);
/// Path data of the stroke in the badge of a state, on a square of 16.
[[nodiscard]] std::string_view badgeSign(NodeState state);
/// "Gateways"
[[nodiscard]] std::string_view columnTitle(NodeRole role);
/// "gets traffic"
[[nodiscard]] std::string_view stateWords(NodeState state);

}  // namespace gatesight::simulator
