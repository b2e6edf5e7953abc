// The colours of the desktop, by meaning. One accent; states are always told by a shape or a word
// too.
#pragma once

#include <QColor>

namespace gatesight::ui {

struct Palette {
    bool dark = false;

    // Surfaces, from back to front.
    QColor window;  ///< behind everything: gaps, tool bar
    QColor canvas;  ///< behind the graph
    QColor panel;   ///< panes, lists, editors
    QColor raised;  ///< cards, fields, headers in panes
    QColor hover, pressed;
    QColor border;        ///< hairlines between surfaces
    QColor borderStrong;  ///< outline of fields

    // Text; each reaches 4.5:1 on window, panel and raised.
    QColor text, mutedText;
    QColor faintText;  ///< 3:1, for what need not be read

    QColor accent;      ///< fills, lit path, focus
    QColor accentText;  ///< the accent as text on panel
    QColor onAccent;    ///< text on accent
    QColor accentTint;  ///< selection behind text

    // Meanings, as text on panel; the tints are backgrounds for them.
    QColor good, warning, bad, info;
    QColor goodTint, warningTint, badTint, infoTint;
    QColor mark;  ///< the line or criterion that decided, behind text

    // Code.
    QColor codeKey, codeString, codeNumber, codeComment, codeMark;
};

[[nodiscard]] const Palette& palette(bool dark);

/// Contrast of two opaque colours as WCAG defines it, 1 to 21.
[[nodiscard]] double contrast(const QColor& one, const QColor& other);

/// `over` with `alpha` (0 to 1) on `under`, opaque.
[[nodiscard]] QColor blend(const QColor& over, const QColor& under, double alpha);

}  // namespace gatesight::ui
