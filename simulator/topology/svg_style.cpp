#include "simulator/topology/svg_style.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

constexpr SvgColors kLight{.canvas = "#f6f7fa",
                           .card = "#ffffff",
                           .cardBorder = "#c2cad7",
                           .text = "#182031",
                           .mutedText = "#515c6f",
                           .edge = "#838b9a",
                           .edgeFaint = "#b4b9c3",
                           .lit = "#4b50e0",
                           .good = "#12713f",
                           .warning = "#8a5600",
                           .bad = "#ba2637",
                           .info = "#295db0",
                           .tint = 0.1};

constexpr SvgColors kDark{.canvas = "#141820",
                          .card = "#212734",
                          .cardBorder = "#414c60",
                          .text = "#e7ebf3",
                          .mutedText = "#a0abbd",
                          .edge = "#7d8696",
                          .edgeFaint = "#4c535f",
                          .lit = "#7d84ff",
                          .good = "#56c98d",
                          .warning = "#e5b04d",
                          .bad = "#ff8089",
                          .info = "#7fb2ff",
                          .tint = 0.18};

// The tint lies between that of light and dark: an opacity in an attribute is no variable.
constexpr SvgColors kVariables{.canvas = "var(--canvas)",
                               .card = "var(--card)",
                               .cardBorder = "var(--card-border)",
                               .text = "var(--text)",
                               .mutedText = "var(--muted)",
                               .edge = "var(--edge)",
                               .edgeFaint = "var(--edge-faint)",
                               .lit = "var(--lit)",
                               .good = "var(--good)",
                               .warning = "var(--warning)",
                               .bad = "var(--bad)",
                               .info = "var(--info)",
                               .tint = 0.14};

constexpr std::array kBandHues{212, 152, 32, 276, 188, 340, 88, 244};

/// Saturation and lightness from 0 to 1, blended over grey levels of the canvas by `alpha`.
std::string blended(int hue, double saturation, double lightness, double alpha,
                    std::array<int, 3> under) {
    const double chroma = (1 - std::abs(2 * lightness - 1)) * saturation;
    std::string result = "#";
    for (std::size_t i = 0; i < 3; ++i) {
        // The share of a channel by its distance from the hue on the circle.
        const double distance =
            std::abs(std::fmod(hue - 120.0 * static_cast<double>(i) + 540, 360.0) - 180) / 60;
        const double channel =
            255 * (lightness + chroma * (std::clamp(2 - distance, 0.0, 1.0) - 0.5));
        result += fmt::format(
            "{:02x}", static_cast<int>(std::lround(channel * alpha + under[i] * (1 - alpha))));
    }
    return result;
}

/// "M x y L x y … Z" of a polygon.
std::string polygon(std::initializer_list<Point> points) {
    std::string path;
    for (const Point& point : points)
        path += fmt::format("{}{:g} {:g}", path.empty() ? "M" : "L", point.x, point.y);
    return path + "Z";
}

std::string rounded(Point at, double width, double height, double radius) {
    return fmt::format(
        "M{0:g} {1:g}h{2:g}a{3:g} {3:g} 0 0 1 {3:g} {3:g}v{4:g}a{3:g} {3:g} 0 0 1 "
        "-{3:g} {3:g}h-{2:g}a{3:g} {3:g} 0 0 1 -{3:g} -{3:g}v-{4:g}a{3:g} {3:g} 0 0 "
        "1 {3:g} -{3:g}z",
        at.x + radius, at.y, width - 2 * radius, radius, height - 2 * radius);
}

}  // namespace

const SvgColors& svgColors(bool dark) {
    return dark ? kDark : kLight;
}

std::string_view SvgColors::of(NodeState state) const {
    switch (state) {
        case NodeState::GetsTraffic:
            return good;
        case NodeState::Idle:
            return warning;
        case NodeState::Refused:
        case NodeState::Missing:
            return bad;
        case NodeState::Unknown:
            return info;
    }
    return text;
}

std::string_view SvgColors::edgeOf(NodeState state) const {
    switch (state) {
        case NodeState::GetsTraffic:
            return edge;
        case NodeState::Idle:
            return edgeFaint;
        case NodeState::Refused:
        case NodeState::Missing:
        case NodeState::Unknown:
            return of(state);
    }
    return edge;
}

int bandHue(std::string_view namespace_) {
    std::uint32_t hash = 2166136261u;
    for (const char c : namespace_)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return kBandHues[(hash ^ (hash >> 15)) % kBandHues.size()];
}

namespace {

BandColors bandColorsOf(int hue, bool dark) {
    if (dark)
        return {blended(hue, 0.55, 0.59, 0.10, {0x14, 0x18, 0x20}),
                blended(hue, 0.47, 0.75, 0.6, {0xa0, 0xab, 0xbd})};
    return {blended(hue, 0.55, 0.47, 0.09, {0xf6, 0xf7, 0xfa}),
            blended(hue, 0.47, 0.27, 0.6, {0x51, 0x5c, 0x6f})};
}

}  // namespace

BandColors bandColors(std::string_view namespace_, bool dark) {
    return bandColorsOf(bandHue(namespace_), dark);
}

BandColors variableBandColors(std::string_view namespace_) {
    const int hue = bandHue(namespace_);
    return {fmt::format("var(--band-{})", hue), fmt::format("var(--band-{}-text)", hue)};
}

const SvgColors& variableColors() {
    return kVariables;
}

std::string colorVariables(bool dark) {
    const SvgColors& colors = svgColors(dark);
    std::string text = fmt::format(
        "--canvas:{};--card:{};--card-border:{};--text:{};--muted:{};--edge:{};--edge-faint:{};"
        "--lit:{};--good:{};--warning:{};--bad:{};--info:{};",
        colors.canvas, colors.card, colors.cardBorder, colors.text, colors.mutedText, colors.edge,
        colors.edgeFaint, colors.lit, colors.good, colors.warning, colors.bad, colors.info);
    for (const int hue : kBandHues) {
        const BandColors band = bandColorsOf(hue, dark);
        text += fmt::format("--band-{0}:{1};--band-{0}-text:{2};", hue, band.fill, band.text);
    }
    return text;
}

std::string cardOutline(NodeRole role, Point at, double width, double height) {
    const double tip = std::min(height * 0.28, 12.0);
    const double left = at.x, top = at.y, right = at.x + width, bottom = at.y + height;
    const double middle = at.y + height / 2;
    switch (role) {
        case NodeRole::Client:
            return rounded(at, width, height, height / 2);
        case NodeRole::Gateway: {
            const double c = tip * 0.7;
            return polygon({{left + c, top},
                            {right - c, top},
                            {right, top + c},
                            {right, bottom - c},
                            {right - c, bottom},
                            {left + c, bottom},
                            {left, bottom - c},
                            {left, top + c}});
        }
        case NodeRole::Listener:
            return polygon({{left, top},
                            {right - tip, top},
                            {right, middle},
                            {right - tip, bottom},
                            {left, bottom}});
        case NodeRole::Route:
            return rounded(at, width, height, std::min(height * 0.14, 6.0));
        case NodeRole::Rule:
            return polygon({{left, top},
                            {right - tip * 0.8, top},
                            {right, top + tip * 0.8},
                            {right, bottom},
                            {left, bottom}});
        case NodeRole::Service:
            return rounded(at, width, height, std::min(height * 0.3, 13.0));
        case NodeRole::Pod:
            return polygon({{left + tip * 0.8, top},
                            {right - tip * 0.8, top},
                            {right, middle},
                            {right - tip * 0.8, bottom},
                            {left + tip * 0.8, bottom},
                            {left, middle}});
        case NodeRole::Exit:
            return polygon({{left, top},
                            {right - tip * 1.2, top},
                            {right, middle},
                            {right - tip * 1.2, bottom},
                            {left, bottom}});
    }
    return rounded(at, width, height, 4);
}

std::string_view kindSign(NodeRole role) {
    switch (role) {
        case NodeRole::Client:
            return "M14 8A6 6 0 1 1 2 8A6 6 0 1 1 14 8M10.6 8A2.6 6 0 1 1 5.4 8A2.6 6 0 1 1 10.6 "
                   "8M2 8H14";
        case NodeRole::Gateway:
            return "M2.5 14V7.5A5.5 5.5 0 0 1 13.5 7.5V14M8 5.5V14M1 14H15";
        case NodeRole::Listener:
            return "M5.8 8A1.6 1.6 0 1 1 2.6 8A1.6 1.6 0 1 1 5.8 8M7.4 4.2A5 5 0 0 1 7.4 11.8M10.6 "
                   "1.6A9 9 0 0 1 10.6 14.4";
        case NodeRole::Route:
            return "M1.5 8H6C9 8 8 3.5 13.5 3.5M6 8C9 8 8 12.5 13.5 12.5M11 1L13.8 3.5L11 6M11 "
                   "10L13.8 12.5L11 15";
        case NodeRole::Rule:
            return "M1.8 2.8H14.2L9.6 8.6V13.6L6.4 12V8.6Z";
        case NodeRole::Service:
            return "M10.4 8A2.4 2.4 0 1 1 5.6 8A2.4 2.4 0 1 1 10.4 8M8 5.6V3.3M9.5 1.8A1.5 1.5 0 1 "
                   "1 6.5 1.8A1.5 1.5 0 1 1 9.5 1.8M6.2 9.6L3.5 12M3.9 13A1.5 1.5 0 1 1 0.9 13A1.5 "
                   "1.5 0 1 1 3.9 13M9.8 9.6L12.5 12M15.1 13A1.5 1.5 0 1 1 12.1 13A1.5 1.5 0 1 1 "
                   "15.1 13";
        case NodeRole::Pod:
            return "M8 1.5L13.8 4.7V11.3L8 14.5L2.2 11.3V4.7ZM2.2 4.7L8 8L13.8 4.7M8 8V14.5";
        case NodeRole::Exit:
            return "M9 2.5H2.5V13.5H9M6 8H14.2M10.8 4.6L14.2 8L10.8 11.4";
    }
    return {};
}

std::string_view badgeSign(NodeState state) {
    switch (state) {
        case NodeState::GetsTraffic:
            return "M4.6 8.4L7.1 10.8L11.6 5.6";
        case NodeState::Idle:
            return "M4.8 8H11.2";
        case NodeState::Refused:
            return "M5.2 5.2L10.8 10.8M10.8 5.2L5.2 10.8";
        case NodeState::Missing:
            return "M8 4.2V8.8M8 11.4V11.9";
        case NodeState::Unknown:
            return "M5.7 6.4C5.7 3.4 10.3 3.4 10.3 6.2C10.3 7.9 8 7.9 8 9.6M8 11.7V12.1";
    }
    return {};
}

std::string_view columnTitle(NodeRole role) {
    switch (role) {
        case NodeRole::Client:
            return "Clients";
        case NodeRole::Gateway:
            return "Gateways";
        case NodeRole::Listener:
            return "Listeners";
        case NodeRole::Route:
            return "Routes";
        case NodeRole::Rule:
            return "Rules";
        case NodeRole::Service:
            return "Services";
        case NodeRole::Pod:
            return "Pods";
        case NodeRole::Exit:
            return "Exits";
    }
    return {};
}

std::string_view stateWords(NodeState state) {
    switch (state) {
        case NodeState::GetsTraffic:
            return "gets traffic";
        case NodeState::Idle:
            return "gets none";
        case NodeState::Refused:
            return "refused";
        case NodeState::Missing:
            return "missing";
        case NodeState::Unknown:
            return "unknown";
    }
    return {};
}

}  // namespace gatesight::simulator
