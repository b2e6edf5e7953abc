#include "ui/theme/palette.h"

#include <algorithm>
#include <cmath>

namespace gatesight::ui {

namespace {

Palette lightPalette() {
    return {
        .dark = false,
        .window = 0xeceff4,
        .canvas = 0xf6f7fa,
        .panel = 0xffffff,
        .raised = 0xf3f5f9,
        .hover = 0xe8ecf3,
        .pressed = 0xdce2ec,
        .border = 0xdbe0e9,
        .borderStrong = 0xc2cad7,
        .text = 0x182031,
        .mutedText = 0x515c6f,
        .faintText = 0x7b8596,
        .accent = 0x4b50e0,
        .accentText = 0x4146cf,
        .onAccent = 0xffffff,
        .accentTint = 0xe6e7fd,
        .good = 0x12713f,
        .warning = 0x8a5600,
        .bad = 0xba2637,
        .info = 0x295db0,
        .goodTint = 0xe2f4ea,
        .warningTint = 0xfbf0d8,
        .badTint = 0xfde8ea,
        .infoTint = 0xe5eefb,
        .mark = 0xfdf3cf,
        .codeKey = 0x4146cf,
        .codeString = 0x12713f,
        .codeNumber = 0x94470a,
        .codeComment = 0x5e6878,
        .codeMark = 0xf1ca4b,
    };
}

Palette darkPalette() {
    return {
        .dark = true,
        .window = 0x10131a,
        .canvas = 0x141820,
        .panel = 0x1a1f29,
        .raised = 0x212734,
        .hover = 0x2a3140,
        .pressed = 0x343d4f,
        .border = 0x2b3342,
        .borderStrong = 0x414c60,
        .text = 0xe7ebf3,
        .mutedText = 0xa0abbd,
        .faintText = 0x788398,
        .accent = 0x5d66f3,
        .accentText = 0xa3aaff,
        .onAccent = 0xffffff,
        .accentTint = 0x2b2f5c,
        .good = 0x56c98d,
        .warning = 0xe5b04d,
        .bad = 0xff8089,
        .info = 0x7fb2ff,
        .goodTint = 0x17352a,
        .warningTint = 0x3a2e16,
        .badTint = 0x42212a,
        .infoTint = 0x1c2e4a,
        .mark = 0x3a3318,
        .codeKey = 0xa3aaff,
        .codeString = 0x7fd6a8,
        .codeNumber = 0xeab97a,
        .codeComment = 0x939eb0,
        .codeMark = 0xe5b04d,
    };
}

/// Relative luminance as WCAG 2 defines it.
double luminance(const QColor& color) {
    const auto linear = [](float channel) {
        const double value = static_cast<double>(channel);
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

}  // namespace

const Palette& palette(bool dark) {
    static const Palette light = lightPalette();
    static const Palette night = darkPalette();
    return dark ? night : light;
}

double contrast(const QColor& one, const QColor& other) {
    const std::pair<double, double> ordered = std::minmax({luminance(one), luminance(other)});
    const auto [darker, lighter] = ordered;
    return (lighter + 0.05) / (darker + 0.05);
}

QColor blend(const QColor& over, const QColor& under, double alpha) {
    const auto mix = [alpha](int a, int b) {
        return static_cast<int>(std::lround(a * alpha + b * (1 - alpha)));
    };
    return {mix(over.red(), under.red()), mix(over.green(), under.green()),
            mix(over.blue(), under.blue())};
}

}  // namespace gatesight::ui
