// Text on paper: words broken into lines of a width, and lines written as SVG.
#pragma once

#include "simulator/report/rich_text.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

struct TextFace {
    double size = 13;
    bool bold = false;
    bool muted = false;  ///< plain words are muted

    [[nodiscard]] double lineHeight() const { return size * 1.38; }
};

/// What a tone is printed in; nothing for words that have the colour of what stands around them.
[[nodiscard]] std::string_view colorOf(TextTone tone);

/// Words of one line, with the blanks between them.
using PageLine = std::vector<TextRun>;

/// `text` in lines of `width`; never empty. Long names break behind their separators, else
/// anywhere. At most `most` lines, the last one then ends in "…".
[[nodiscard]] std::vector<PageLine> brokenLines(const RichText& text, const TextFace& face,
                                                double width, std::size_t most = 400);

/// Width of the whole text in one line; an estimate on the wide side.
[[nodiscard]] double widthOf(const RichText& text, const TextFace& face);
/// Of the longest piece that is never broken.
[[nodiscard]] double longestPiece(const RichText& text, const TextFace& face);

/// One line as an element of SVG, on its base line. Its style is in attributes, so that no style
/// sheet of a picture beside it changes it.
[[nodiscard]] std::string lineSvg(const PageLine& line, const TextFace& face, double x, double y,
                                  bool right = false);

}  // namespace gatesight::simulator
