// The graph as text formats: DOT, Mermaid, JSON, SVG.
#pragma once

#include "simulator/topology/layout.h"

#include <nlohmann/json.hpp>

namespace gatesight::simulator {

struct ExportOptions {
    bool dark = false;
    std::vector<std::string> highlighted;  ///< keys of nodes on a lit path, in order
    std::string title;
    /// For a picture inside of a page of HTML: colours are variables that the page defines (see
    /// svg_style.h), and the picture's style sheet touches nothing else.
    bool embedded = false;
};

[[nodiscard]] std::string toDot(const Topology& topology, const ExportOptions& options = {});
[[nodiscard]] std::string toMermaid(const Topology& topology, const ExportOptions& options = {});
[[nodiscard]] nlohmann::ordered_json toJson(const Topology& topology, const Layout& layout);
/// The same picture as the desktop's; text stays text; self-contained, prints well.
[[nodiscard]] std::string toSvg(const Topology& topology, const Layout& layout, const ExportOptions& options = {});

}  // namespace gatesight::simulator
