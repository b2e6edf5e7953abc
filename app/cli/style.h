// How text for people looks: colours, marks, widths, and the cleaning of whatever came from a
// manifest.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::cli {

enum class Tone { Plain, Bold, Dim, Good, Bad, Caution, Accent };

/// Marks that carry meaning without colour.
enum class Mark { Yes, No, Note, Applied, Pointer, Arrow, Ellipsis, Bar, Caret };

/// Text from a manifest as it may go to a terminal: control characters, bidirectional marks,
/// invisible characters and broken UTF-8 are written as escapes (`\x1b`, `\u202e`); with `ascii`
/// everything beyond ASCII too. Tabs become one blank.
[[nodiscard]] std::string printable(std::string_view text, bool ascii = false);

/// Columns that clean UTF-8 text takes in a terminal: wide characters count two, combining ones
/// none.
[[nodiscard]] std::size_t displayWidth(std::string_view text);

/// `text` filled up with blanks to `width` columns; longer text is left as it is.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);

/// `text` broken at blanks into lines of at most `width` columns; a longer word stays whole. Never
/// empty.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

class Style;

/// Clean text cut to `width` columns, with an ellipsis where something is missing.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t width, const Style& style);

class Style {
public:
    Style(bool colors, bool utf8) : m_colors(colors), m_utf8(utf8) {}

    /// Clean text in a tone; plain text when colours are off.
    [[nodiscard]] std::string paint(std::string_view text, Tone tone) const;
    [[nodiscard]] std::string_view mark(Mark mark) const;
    /// printable() with the fallback that this output needs.
    [[nodiscard]] std::string clean(std::string_view text) const {
        return printable(text, !m_utf8);
    }
    [[nodiscard]] bool colors() const { return m_colors; }
    [[nodiscard]] bool utf8() const { return m_utf8; }

private:
    bool m_colors;
    bool m_utf8;
};

}  // namespace gatesight::cli
