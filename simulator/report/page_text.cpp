#include "simulator/report/page_text.h"

#include "simulator/topology/export_text.h"
#include "simulator/topology/svg_style.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

constexpr std::string_view kSans =
    "Inter,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',Arial,sans-serif";
constexpr std::string_view kMono = "'DejaVu Sans Mono',Menlo,Consolas,monospace";
constexpr double kMonoSize = 0.92, kMonoWidth = 0.605;
constexpr std::string_view kBreakBehind = "/.-:,_=";

/// Words that stay together. Those of a long name follow each other without a blank.
struct Piece {
    std::string text;
    TextTone tone;
    bool blankBefore;
};

std::size_t charactersIn(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// Columns of a fixed-width face; characters of East Asian scripts take two.
double monoColumns(std::string_view text) {
    double columns = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) != 0x80)
            columns += byte >= 0xE2 ? 2 : 1;
    }
    return columns;
}

double pieceWidth(std::string_view text, TextTone tone, const TextFace& face) {
    if (tone == TextTone::Code)
        return monoColumns(text) * face.size * kMonoSize * kMonoWidth;
    const bool bold = face.bold || tone == TextTone::Strong;
    return textWidth(text, face.size) * (bold ? 1.08 : 1);
}

std::vector<Piece> piecesOf(const RichText& text) {
    std::vector<Piece> pieces;
    bool blank = false;
    for (const TextRun& run : text.runs()) {
        std::string piece;
        const auto finish = [&] {
            if (!piece.empty())
                pieces.push_back({std::move(piece), run.tone, blank});
            blank = blank && piece.empty() && pieces.empty();
            piece.clear();
        };
        for (const char c : visible(run.text)) {
            if (c == ' ') {
                finish();
                blank = true;
                continue;
            }
            piece += c;
            if (kBreakBehind.contains(c) && piece.size() > 3) {
                finish();
                blank = false;
            }
        }
        if (!piece.empty()) {
            finish();
            blank = false;
        }
    }
    return pieces;
}

/// The longest beginning of `text` that fits; at least one character.
std::size_t fitting(std::string_view text, TextTone tone, const TextFace& face, double room) {
    std::size_t end = 0;
    for (std::size_t next = 1; next <= text.size(); ++next) {
        const bool whole =
            next == text.size() || (static_cast<unsigned char>(text[next]) & 0xC0) != 0x80;
        if (!whole)
            continue;
        if (end > 0 && pieceWidth(text.substr(0, next), tone, face) > room)
            break;
        end = next;
    }
    return end;
}

class LineBreaker {
public:
    LineBreaker(const TextFace& face, double width) : m_face(face), m_width(width) {}

    std::vector<PageLine> run(const RichText& text) {
        m_lines.emplace_back();
        for (const Piece& piece : piecesOf(text))
            place(piece);
        return std::move(m_lines);
    }

private:
    void place(const Piece& piece) {
        const double blank =
            piece.blankBefore && !m_lines.back().empty() ? pieceWidth(" ", piece.tone, m_face) : 0;
        const double width = pieceWidth(piece.text, piece.tone, m_face);
        if (m_used + blank + width <= m_width) {
            put((blank > 0 ? " " : "") + piece.text, piece.tone, blank + width);
            return;
        }
        if (!m_lines.back().empty())
            newLine();
        std::string_view rest = piece.text;
        while (pieceWidth(rest, piece.tone, m_face) > m_width && charactersIn(rest) > 1) {
            const std::size_t end = fitting(rest, piece.tone, m_face, m_width);
            put(std::string(rest.substr(0, end)), piece.tone, 0);
            newLine();
            rest.remove_prefix(end);
        }
        put(std::string(rest), piece.tone, pieceWidth(rest, piece.tone, m_face));
    }

    void put(std::string words, TextTone tone, double width) {
        PageLine& line = m_lines.back();
        if (!line.empty() && line.back().tone == tone)
            line.back().text += words;
        else
            line.push_back({std::move(words), tone});
        m_used += width;
    }

    void newLine() {
        m_lines.emplace_back();
        m_used = 0;
    }

    const TextFace m_face;
    const double m_width;
    double m_used = 0;
    std::vector<PageLine> m_lines;
};

std::string_view colorOf(TextTone tone, const TextFace& face) {
    if (const std::string_view color = colorOf(tone); !color.empty())
        return color;
    const SvgColors& colors = svgColors(false);
    return face.muted ? colors.mutedText : colors.text;
}

}  // namespace

std::string_view colorOf(TextTone tone) {
    const SvgColors& colors = svgColors(false);
    switch (tone) {
        case TextTone::Muted:
            return colors.mutedText;
        case TextTone::Good:
            return colors.good;
        case TextTone::Caution:
            return colors.warning;
        case TextTone::Bad:
            return colors.bad;
        case TextTone::Info:
            return colors.info;
        case TextTone::Plain:
        case TextTone::Strong:
        case TextTone::Code:
            break;
    }
    return {};
}

std::vector<PageLine> brokenLines(const RichText& text, const TextFace& face, double width,
                                  std::size_t most) {
    std::vector<PageLine> lines = LineBreaker(face, width).run(text);
    if (lines.size() > most) {
        lines.resize(most);
        lines.back().push_back({" …", TextTone::Muted});
    }
    return lines;
}

double widthOf(const RichText& text, const TextFace& face) {
    double width = 0;
    for (const TextRun& run : text.runs())
        width += pieceWidth(visible(run.text), run.tone, face);
    return width;
}

double longestPiece(const RichText& text, const TextFace& face) {
    double longest = 0;
    for (const Piece& piece : piecesOf(text))
        longest = std::max(longest, pieceWidth(piece.text, piece.tone, face));
    return longest;
}

std::string lineSvg(const PageLine& line, const TextFace& face, double x, double y, bool right) {
    std::string svg = fmt::format(
        "<text x=\"{:.4g}\" y=\"{:.5g}\" xml:space=\"preserve\" style=\"font-family:{};"
        "font-size:{:g}px;font-weight:{};text-anchor:{}\">",
        x, y, kSans, face.size, face.bold ? 600 : 400, right ? "end" : "start");
    for (const TextRun& run : line) {
        std::string style = fmt::format("fill:{}", colorOf(run.tone, face));
        if (run.tone == TextTone::Code)
            style += fmt::format(";font-family:{};font-size:{:g}px", kMono, face.size * kMonoSize);
        else if (run.tone == TextTone::Strong)
            style += ";font-weight:600";
        svg += fmt::format("<tspan style=\"{}\">{}</tspan>", style, xmlEscaped(run.text));
    }
    return svg + "</text>\n";
}

}  // namespace gatesight::simulator
