// Layers, from back to front: canvas, bands, edges, cards, labels of edges, headings, legend. With
// a lit path everything else is drawn in a dimmed group, so that a reader of the file finds both
// apart.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "simulator/topology/export.h"
#include "simulator/topology/export_text.h"
#include "simulator/topology/highlight.h"
#include "simulator/topology/svg_style.h"

namespace gatesight::simulator {

namespace {

constexpr std::string_view kFonts =
    "Inter,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans','Liberation Sans',Arial,sans-serif";
constexpr double kHeadings = 30, kTitle = 34, kLegend = 44, kAccent = 32;
constexpr double kBadge = 15, kTitleSize = 13, kSubtitleSize = 11;
constexpr double kBold = 1.08;  // how much wider bold text runs
constexpr std::array kStates{NodeState::GetsTraffic, NodeState::Idle, NodeState::Refused,
                             NodeState::Missing, NodeState::Unknown};

/// A cubic curve from one point to another that leaves and arrives level.
struct Curve {
    Point start, end;

    [[nodiscard]] std::string tail() const {
        const double middle = (start.x + end.x) / 2;
        return fmt::format("C{0:g} {1:g} {0:g} {2:g} {3:g} {2:g}", middle, start.y, end.y, end.x);
    }
    [[nodiscard]] Point at(double t) const {
        const double u = 1 - t;
        const double middle = (start.x + end.x) / 2;
        return {u * u * u * start.x + 3 * u * t * middle + t * t * t * end.x,
                (u * u * u + 3 * u * u * t) * start.y + (3 * u * t * t + t * t * t) * end.y};
    }
};

class SvgWriter {
public:
    SvgWriter(const Topology& topology, const Layout& layout, const ExportOptions& options)
        : m_topology(topology),
          m_layout(layout),
          m_options(options),
          m_colors(options.embedded ? variableColors() : svgColors(options.dark)),
          m_highlight(topology, options.highlighted),
          m_nodeSize{layout.nodeWidth, layout.nodeHeight} {}

    std::string run() {
        const double top = (m_options.title.empty() ? 0 : kTitle) + kHeadings;
        const double width = std::max(m_layout.width, kLegendWidth);
        const double height = m_layout.height + top + kLegend;
        open(width, height);
        if (!m_options.title.empty())
            text({36, 32}, m_options.title, "title", width - 72, 17);
        out("<g transform=\"translate(0 {:g})\">\n", top);
        for (const NamespaceBand& band : m_layout.bands)
            drawBand(band);
        drawParts();
        drawHeadings(top);
        out("</g>\n");
        drawLegend({36, height - kLegend + 14});
        out("</svg>\n");
        return std::move(m_svg);
    }

private:
    static constexpr double kLegendWidth = 760;

    template <class... Args>
    void out(fmt::format_string<Args...> format, Args&&... args) {
        fmt::format_to(std::back_inserter(m_svg), format, std::forward<Args>(args)...);
    }

    void open(double width, double height) {
        const std::string title =
            xmlEscaped(m_options.title.empty() ? "Where traffic goes" : m_options.title);
        out("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:g}\" height=\"{1:g}\" "
            "viewBox=\"0 0 {0:g} {1:g}\" role=\"img\" font-family=\"{2}\"{4}>\n"
            "<title>{3}</title>\n",
            width, height, kFonts, title, m_options.embedded ? " class=\"topology\"" : "");
        const std::string_view in = m_options.embedded ? ".topology " : "";
        out("<style>\n"
            "{5}text{{font-size:{0}px;fill:{1}}}\n"
            "{5}.title{{font-size:17px;font-weight:600}}\n"
            "{5}.heading{{font-size:11px;font-weight:600;letter-spacing:.08em;fill:{2}}}\n"
            "{5}.name{{font-weight:600}}\n"
            "{5}.sub{{font-size:{3}px;fill:{4}}}\n"
            "{5}.band{{font-size:11px;font-weight:600}}\n"
            "{5}.share{{font-size:11px;font-weight:600;text-anchor:middle}}\n"
            "{5}.dim{{opacity:.3}}\n"
            "{5}path{{fill:none;stroke-linejoin:round}}\n"
            "</style>\n",
            kTitleSize, m_colors.text, m_colors.mutedText, kSubtitleSize, m_colors.mutedText, in);
        out("<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n", m_colors.canvas);
    }

    void text(Point at, std::string_view words, std::string_view style, double room, double size,
              bool middle = false) {
        out("<text class=\"{}\" x=\"{:g}\" y=\"{:g}\">{}</text>\n", style, at.x, at.y,
            xmlEscaped(elided(words, size, room, middle)));
    }

    void drawBand(const NamespaceBand& band) {
        const BandColors colors = m_options.embedded ? variableBandColors(band.namespace_)
                                                    : bandColors(band.namespace_, m_options.dark);
        out("<rect x=\"{:g}\" y=\"{:g}\" width=\"{:g}\" height=\"{:g}\" rx=\"8\" fill=\"{}\"/>\n",
            band.x, band.y, band.width, band.height, colors.fill);
        out("<text class=\"band\" x=\"{:g}\" y=\"{:g}\" style=\"fill:{}\">{}</text>\n", band.x + 10,
            band.y + 16, colors.text, xmlEscaped(elided(band.namespace_, 11, band.width - 20)));
    }

    /// Everything that can be lit: once dimmed, once lit.
    void drawParts() {
        if (m_highlight.any()) {
            out("<g class=\"dim\">\n");
            drawPart(false);
            out("</g>\n");
        }
        out("<g>\n");
        drawPart(true);
        out("</g>\n");
    }

    [[nodiscard]] bool inPart(bool lit, bool highlighted) const {
        return !m_highlight.any() || highlighted == lit;
    }

    void drawPart(bool lit) {
        for (std::size_t i = 0; i < m_topology.edges().size(); ++i)
            if (inPart(lit, m_highlight.edge(i)))
                drawEdge(i);
        for (std::size_t i = 0; i < m_topology.nodes().size(); ++i)
            if (inPart(lit, m_highlight.node(i)))
                drawNode(i);
        for (std::size_t i = 0; i < m_topology.edges().size(); ++i)
            if (inPart(lit, m_highlight.edge(i)))
                drawLabel(i);
    }

    // --- edges ---

    [[nodiscard]] Point port(std::uint32_t node, bool right) const {
        const Point at = m_layout.position[node];
        return {at.x + (right ? m_nodeSize.x : 0), at.y + m_nodeSize.y / 2};
    }

    /// The curves of an edge; between them it runs level through the columns that it passes.
    [[nodiscard]] std::vector<Curve> curves(std::size_t index) const {
        const GraphEdge& edge = m_topology.edges()[index];
        std::vector<Curve> result;
        Point from = port(edge.from, true);
        if (index < m_layout.bends.size()) {
            for (const Point& bend : m_layout.bends[index]) {
                result.push_back({from, {bend.x - m_nodeSize.x / 2, bend.y}});
                from = {bend.x + m_nodeSize.x / 2, bend.y};
            }
        }
        result.push_back({from, port(edge.to, false)});
        return result;
    }

    void drawEdge(std::size_t index) {
        const GraphEdge& edge = m_topology.edges()[index];
        const bool lit = m_highlight.edge(index);
        std::string path;
        for (const Curve& curve : curves(index)) {
            path +=
                fmt::format("{}{:g} {:g}", path.empty() ? "M" : "L", curve.start.x, curve.start.y);
            path += curve.tail();
        }
        double width = 1.2;
        if (edge.denominator > 0)
            width +=
                1.6 * static_cast<double>(edge.numerator) / static_cast<double>(edge.denominator);
        const bool trouble = edge.state == NodeState::Refused || edge.state == NodeState::Missing;
        out("<path d=\"{}\" stroke=\"{}\" stroke-width=\"{:g}\"{}", path,
            lit && !trouble ? m_colors.lit : m_colors.edgeOf(edge.state),
            lit ? std::max(width + 0.8, 2.4) : width, dashes(edge));
        const std::string& why = edge.why;
        if (why.empty())
            out("/>\n");
        else
            out("><title>{}</title></path>\n", xmlEscaped(why));
    }

    static std::string_view dashes(const GraphEdge& edge) {
        if (edge.mirror)
            return " stroke-dasharray=\"2 4\"";
        if (edge.state == NodeState::Refused || edge.state == NodeState::Missing)
            return " stroke-dasharray=\"6 4\"";
        return edge.state == NodeState::Unknown ? " stroke-dasharray=\"9 3 2 3\"" : "";
    }

    /// What counts always; other labels on the lit path only, as in the desktop.
    void drawLabel(std::size_t index) {
        const GraphEdge& edge = m_topology.edges()[index];
        const bool share = edge.mirror || edge.counts();
        if (edge.label.empty() || (!share && !m_highlight.edge(index)))
            return;
        const std::vector<Curve> all = curves(index);
        const Curve& curve = all.back();
        // Near its target, where the edges of one fan have parted.
        const Point middle = curve.at(share ? 0.66 : 0.5);
        const std::string label =
            elided(edge.label, 11 * kBold, curve.end.x - curve.start.x - 14, true);
        const double width = textWidth(label, 11 * kBold) + 8;
        out("<rect x=\"{:g}\" y=\"{:g}\" width=\"{:g}\" height=\"16\" rx=\"8\" fill=\"{}\"/>\n",
            middle.x - width / 2, middle.y - 8, width, m_colors.canvas);
        out("<text class=\"share\" x=\"{:g}\" y=\"{:g}\"{}>{}</text>\n", middle.x, middle.y + 4,
            m_highlight.edge(index) ? fmt::format(" style=\"fill:{}\"", m_colors.lit) : "",
            xmlEscaped(label));
    }

    // --- cards ---

    void drawNode(std::size_t index) {
        const GraphNode& node = m_topology.nodes()[index];
        const Point at = m_layout.position[index];
        const bool lit = m_highlight.node(index);
        const bool ghost = node.state == NodeState::Missing;
        const std::string outline = cardOutline(node.role, at, m_nodeSize.x, m_nodeSize.y);
        const std::string_view state = m_colors.of(node.state);
        out("<g id=\"n{}\"><title>{}</title>\n", index, xmlEscaped(tooltip(node)));
        out("<path d=\"{}\" style=\"fill:{}\"/>\n", outline,
            ghost ? m_colors.canvas : m_colors.card);
        out("<clipPath id=\"c{}\"><path d=\"{}\"/></clipPath>\n", index, outline);
        out("<rect x=\"{:g}\" y=\"{:g}\" width=\"{:g}\" height=\"{:g}\" clip-path=\"url(#c{})\" "
            "fill=\"{}\" fill-opacity=\"{:g}\"/>\n",
            at.x, at.y, kAccent, m_nodeSize.y, index, state, m_colors.tint);
        out("<path d=\"{}\" stroke=\"{}\" stroke-width=\"{:g}\"{}/>\n", outline,
            lit     ? m_colors.lit
            : ghost ? state
                    : m_colors.cardBorder,
            lit ? 2.2 : 1.1, ghost ? " stroke-dasharray=\"4 3\"" : "");
        out("<path transform=\"translate({:g} {:g})\" d=\"{}\" stroke=\"{}\" stroke-width=\"1.4\" "
            "stroke-linecap=\"round\"/>\n",
            at.x + kAccent / 2 - 7, at.y + m_nodeSize.y / 2 - 8, kindSign(node.role), state);
        drawWords(node, at);
        out("</g>\n");
    }

    static std::string tooltip(const GraphNode& node) {
        std::string text = fmt::format("{} {}", node.kind, node.title);
        if (!node.namespace_.empty())
            text += fmt::format(" in {}", node.namespace_);
        text += fmt::format(" ({})", stateWords(node.state));
        if (!node.why.empty())
            text += fmt::format(": {}", node.why);
        return text;
    }

    void drawWords(const GraphNode& node, Point at) {
        const bool pointed = node.role == NodeRole::Listener || node.role == NodeRole::Pod ||
                             node.role == NodeRole::Exit || node.role == NodeRole::Client;
        const double badgeX = at.x + m_nodeSize.x - kBadge - (pointed ? 13 : 8);
        drawBadge(node.state, {badgeX, at.y + m_nodeSize.y / 2 - kBadge / 2}, kBadge);
        const double x = at.x + kAccent + 8;
        const double room = badgeX - x - 5;
        const bool twoLines = !node.subtitle.empty();
        const double middle = at.y + m_nodeSize.y / 2;
        text({x, twoLines ? middle - 3 : middle + 4.5}, node.title, "name", room,
             kTitleSize * kBold, node.role == NodeRole::Pod);
        if (twoLines)
            text({x, middle + 13}, node.subtitle, "sub", room, kSubtitleSize);
    }

    void drawBadge(NodeState state, Point at, double size) {
        // Full discs are final (works, refused); outlines mean that nothing is there.
        const bool full = state == NodeState::GetsTraffic || state == NodeState::Refused;
        const std::string_view color = m_colors.of(state);
        const std::string_view under = m_colors.card;
        out("<g transform=\"translate({:g} {:g}) scale({:g})\"><circle cx=\"8\" cy=\"8\" r=\"6.6\" "
            "fill=\"{}\" stroke=\"{}\" stroke-width=\"1.6\"{}/><path d=\"{}\" stroke=\"{}\" "
            "stroke-width=\"2\" stroke-linecap=\"round\"/></g>\n",
            at.x, at.y, size / 16, full ? color : under, color,
            state == NodeState::Missing ? " stroke-dasharray=\"2.6 2.2\"" : "", badgeSign(state),
            full ? under : color);
    }

    // --- around the graph ---

    void drawHeadings(double top) {
        std::vector<std::pair<double, NodeRole>> columns;
        for (std::size_t i = 0; i < m_topology.nodes().size(); ++i)
            columns.emplace_back(m_layout.position[i].x, m_topology.nodes()[i].role);
        std::ranges::sort(columns);
        const auto doubles = std::ranges::unique(columns);
        columns.erase(doubles.begin(), doubles.end());
        std::string upper;
        for (const auto& [x, role] : columns) {
            upper.assign(columnTitle(role));
            std::ranges::transform(upper, upper.begin(), [](char c) {
                return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            });
            out("<text class=\"heading\" x=\"{:g}\" y=\"{:g}\">{}</text>\n", x,
                m_options.title.empty() ? -top + 34 : -top + kTitle + 34, upper);
        }
    }

    void drawLegend(Point at) {
        out("<g>\n");
        for (const NodeState state : kStates) {
            if (!occurs(state))
                continue;
            drawBadge(state, {at.x, at.y}, 14);
            at.x += legendWord({at.x + 20, at.y + 11}, stateWords(state)) + 44;
        }
        if (std::ranges::any_of(m_topology.edges(), &GraphEdge::mirror)) {
            out("<path d=\"M{:g} {:g}h26\" stroke=\"{}\" stroke-width=\"2\" "
                "stroke-dasharray=\"2 4\"/>\n",
                at.x, at.y + 7, m_colors.edge);
            at.x += legendWord({at.x + 32, at.y + 11}, "mirrored copy") + 56;
        }
        if (m_highlight.any()) {
            out("<path d=\"M{:g} {:g}h26\" stroke=\"{}\" stroke-width=\"2.4\"/>\n", at.x, at.y + 7,
                m_colors.lit);
            legendWord({at.x + 32, at.y + 11}, "path of the request");
        }
        out("</g>\n");
    }

    [[nodiscard]] bool occurs(NodeState state) const {
        return std::ranges::any_of(m_topology.nodes(),
                                   [state](const GraphNode& node) { return node.state == state; });
    }

    double legendWord(Point at, std::string_view words) {
        out("<text class=\"sub\" x=\"{:g}\" y=\"{:g}\">{}</text>\n", at.x, at.y, words);
        return textWidth(words, kSubtitleSize);
    }

    const Topology& m_topology;
    const Layout& m_layout;
    const ExportOptions& m_options;
    const SvgColors& m_colors;
    const Highlight m_highlight;
    const Point m_nodeSize;
    std::string m_svg;
};

}  // namespace

std::string toSvg(const Topology& topology, const Layout& layout, const ExportOptions& options) {
    return SvgWriter(topology, layout, options).run();
}

}  // namespace gatesight::simulator
