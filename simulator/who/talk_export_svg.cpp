// A matrix: rows talk to columns. Shape and colour of a cell tell its state, a word in its tooltip
// as well; names of columns stand slanted above them.
#include "simulator/topology/export_text.h"
#include "simulator/topology/svg_style.h"
#include "simulator/who/talk_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace gatesight::simulator {

namespace {

constexpr std::string_view kTalkFonts =
    "Inter,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans','Liberation Sans',Arial,sans-serif";
constexpr double kCell = 30, kMargin = 28, kNameSize = 12.5, kCountSize = 10.5, kMaxName = 230;
constexpr double kSlant = 0.7;  // cosine and sine of the slanted names, about
constexpr std::array kLegendStates{TalkState::Allowed, TalkState::Partly, TalkState::NoRoute,
                                   TalkState::Denied, TalkState::Unknown};

class TalkSvg {
public:
    TalkSvg(const WhoTalks& who, const ExportOptions& options)
        : m_who(who),
          m_options(options),
          m_colors(options.embedded ? variableColors() : svgColors(options.dark)) {}

    std::string run() {
        measure();
        open();
        drawColumns();
        for (std::size_t row = 0; row < m_who.rows.size(); ++row)
            drawRow(row);
        drawLegend();
        out("</svg>\n");
        return std::move(m_svg);
    }

private:
    template <class... Args>
    void out(fmt::format_string<Args...> format, Args&&... args) {
        fmt::format_to(std::back_inserter(m_svg), format, std::forward<Args>(args)...);
    }

    static bool isInside(const TalkGroup& group) {
        return group.kind == TalkGroup::Kind::Workload || group.kind == TalkGroup::Kind::Gateway ||
               (group.kind == TalkGroup::Kind::More && !group.namespace_.empty());
    }

    /// The namespace where it begins to be another one.
    static std::string titleOf(const TalkGroup& group) {
        return isInside(group) ? fmt::format("{} / {}", group.namespace_, group.title())
                               : group.title();
    }

    void measure() {
        double name = textWidth("from \\ to", kNameSize), slanted = 60;
        for (const TalkGroup& row : m_who.rows)
            name = std::max(name, std::min(kMaxName, textWidth(titleOf(row), kNameSize) * 1.08));
        for (const TalkGroup& row : m_who.rows)
            m_counts = std::max(m_counts, textWidth(row.members(), kCountSize));
        for (const TalkGroup& column : m_who.columns)
            slanted = std::max(slanted, std::min(kMaxName, textWidth(titleOf(column), kNameSize)));
        m_left = kMargin + name + 14 + m_counts + 14;
        const double title = m_options.title.empty() ? 0 : 34;
        m_top = kMargin + title + slanted * kSlant + 16;
        const double wide = static_cast<double>(m_who.columns.size()) * kCell;
        m_width = std::max(m_left + wide + slanted * kSlant, kMargin + legendWidth()) + kMargin;
        m_bottom = m_top + static_cast<double>(m_who.rows.size()) * kCell;
        m_nameRoom = name;
        m_slantRoom = slanted;
    }

    void open() {
        const double height = m_bottom + 64;
        const std::string title =
            xmlEscaped(m_options.title.empty() ? "Who may talk to whom" : m_options.title);
        out("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:g}\" height=\"{1:g}\" "
            "viewBox=\"0 0 {0:g} {1:g}\" role=\"img\" font-family=\"{2}\"{4}>\n"
            "<title>{3}</title>\n",
            m_width, height, kTalkFonts, title, m_options.embedded ? " class=\"topology\"" : "");
        const std::string_view in = m_options.embedded ? ".topology " : "";
        out("<style>\n"
            "{0}text{{font-size:{1}px;fill:{2}}}\n"
            "{0}.title{{font-size:17px;font-weight:600}}\n"
            "{0}.count{{font-size:{3}px;fill:{4}}}\n"
            "{0}.axis{{font-size:{3}px;fill:{4};letter-spacing:.06em}}\n"
            "{0}.edge{{font-style:italic}}\n"
            "{0}path{{fill:none;stroke-linejoin:round;stroke-linecap:round}}\n"
            "</style>\n",
            in, kNameSize, m_colors.text, kCountSize, m_colors.mutedText);
        out("<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n", m_colors.canvas);
        if (!m_options.title.empty())
            out("<text class=\"title\" x=\"{:g}\" y=\"{:g}\">{}</text>\n", kMargin, kMargin + 12,
                xmlEscaped(m_options.title));
        out("<text class=\"axis\" x=\"{:g}\" y=\"{:g}\">FROM \u2193  TO \u2192</text>\n", kMargin,
            m_top - 10);
    }

    static std::string_view styleOf(const TalkGroup& group) {
        return group.kind == TalkGroup::Kind::Internet || group.kind == TalkGroup::Kind::Outside ||
                       group.kind == TalkGroup::Kind::More
                   ? " class=\"edge\""
                   : "";
    }

    void drawColumns() {
        for (std::size_t column = 0; column < m_who.columns.size(); ++column) {
            const TalkGroup& group = m_who.columns[column];
            const double x = m_left + (static_cast<double>(column) + 0.5) * kCell;
            out("<g transform=\"translate({:g} {:g}) rotate(-45)\"><text{}>{}"
                "<title>{}</title></text></g>\n",
                x + 4, m_top - 8, styleOf(group),
                xmlEscaped(elided(titleOf(group), kNameSize, m_slantRoom + 2)),
                xmlEscaped(fmt::format("{}: {}", titleOf(group), group.members())));
        }
    }

    void drawRow(std::size_t row) {
        const TalkGroup& group = m_who.rows[row];
        const double y = m_top + static_cast<double>(row) * kCell;
        // Lines between namespaces that are shown workload by workload.
        const bool begins =
            row > 0 && (group.namespace_ != m_who.rows[row - 1].namespace_ || !isInside(group));
        if (begins)
            out("<path d=\"M{:g} {:g}H{:g}\" stroke=\"{}\" stroke-width=\"0.6\"/>\n", kMargin, y,
                m_left + static_cast<double>(m_who.columns.size()) * kCell, m_colors.edgeFaint);
        out("<text{} x=\"{:g}\" y=\"{:g}\">{}</text>\n", styleOf(group), kMargin, y + 19,
            xmlEscaped(elided(titleOf(group), kNameSize, m_nameRoom + 2)));
        out("<text class=\"count\" x=\"{:g}\" y=\"{:g}\" text-anchor=\"end\">{}</text>\n",
            m_left - 12, y + 19, xmlEscaped(group.members()));
        for (std::size_t column = 0; column < m_who.columns.size(); ++column)
            drawCell(row, column, m_left + static_cast<double>(column) * kCell, y);
    }

    [[nodiscard]] std::string_view colorOf(TalkState state) const {
        switch (state) {
            case TalkState::Allowed:
                return m_colors.good;
            case TalkState::Partly:
                return m_colors.warning;
            case TalkState::NoRoute:
                return m_colors.lit;
            case TalkState::Denied:
                return m_colors.bad;
            case TalkState::Unknown:
                return m_colors.info;
            case TalkState::Nothing:
                break;
        }
        return m_colors.edgeFaint;
    }

    void drawSign(TalkState state, double part, Point at, double size) {
        const std::string_view color = colorOf(state);
        if (state != TalkState::Nothing)
            out("<rect x=\"{0:g}\" y=\"{1:g}\" width=\"{2:g}\" height=\"{2:g}\" rx=\"4\" "
                "fill=\"{3}\" fill-opacity=\"{4:g}\"/>",
                at.x, at.y, size, color,
                state == TalkState::Denied ? m_colors.tint * 0.8 : m_colors.tint * 2.2);
        // What is denied is the quiet majority of a closed cluster.
        const bool quiet = state == TalkState::Denied;
        const double glyph = size * (quiet ? 0.54 : 0.62);
        const std::string place =
            fmt::format("transform=\"translate({:g} {:g}) scale({:g})\"", at.x + (size - glyph) / 2,
                        at.y + (size - glyph) / 2, glyph / 16);
        if (state == TalkState::Partly)
            out("<path {} d=\"{}\" style=\"fill:{}\"/>", place, slice(part), color);
        out("<path {} d=\"{}\" stroke=\"{}\" stroke-width=\"2\"/>", place, talkGlyph(state), color);
    }

    /// A slice of the disc, clockwise from above.
    static std::string slice(double part) {
        const double angle = part * 2 * std::numbers::pi;
        return fmt::format("M8 8V2.4A5.6 5.6 0 {} 1 {:.2f} {:.2f}Z", part > 0.5 ? 1 : 0,
                           8 + 5.6 * std::sin(angle), 8 - 5.6 * std::cos(angle));
    }

    void drawCell(std::size_t row, std::size_t column, double x, double y) {
        const TalkCell& cell = m_who.cell(row, column);
        const std::string tip = fmt::format("{} \u2192 {}: {}; {}", titleOf(m_who.rows[row]),
                                            titleOf(m_who.columns[column]), talkWords(cell.state()),
                                            talkCounts(cell.tally));
        out("<g><title>{}</title>", xmlEscaped(tip));
        drawSign(cell.state(), talkPart(cell.tally), {x + 2, y + 2}, kCell - 4);
        out("</g>\n");
    }

    [[nodiscard]] std::string legendWords(TalkState state) const {
        const std::size_t count = m_who.count(state);
        return count == 0 ? std::string() : fmt::format("{} ({})", talkWords(state), count);
    }

    /// Of an entry with this text, with the room behind it.
    static double legendEntry(const std::string& words) {
        return words.empty() ? 0 : 27 + textWidth(words, kNameSize) + 22;
    }

    [[nodiscard]] double legendWidth() const {
        double width = 0;
        for (const TalkState state : kLegendStates)
            width += legendEntry(legendWords(state));
        return width;
    }

    void drawLegend() {
        double x = kMargin;
        const double y = m_bottom + 24;
        for (const TalkState state : kLegendStates) {
            const std::string words = legendWords(state);
            if (words.empty())
                continue;
            drawSign(state, 0.5, {x, y}, 20);
            out("<text x=\"{:g}\" y=\"{:g}\">{}</text>\n", x + 27, y + 14.5, words);
            x += legendEntry(words);
        }
        out("<text class=\"count\" x=\"{:g}\" y=\"{:g}\">{}</text>\n", kMargin, y + 34,
            talkRoomNote(m_who));
    }

    const WhoTalks& m_who;
    const ExportOptions& m_options;
    const SvgColors& m_colors;
    std::string m_svg;
    double m_left = 0, m_top = 0, m_width = 0, m_bottom = 0, m_counts = 0;
    double m_nameRoom = 0, m_slantRoom = 0;
};

}  // namespace

std::string toSvg(const WhoTalks& who, const ExportOptions& options) {
    return TalkSvg(who, options).run();
}

}  // namespace gatesight::simulator
