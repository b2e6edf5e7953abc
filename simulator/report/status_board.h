// The status board: the conditions that a conformant controller would write.
#pragma once

#include "simulator/report/booklet.h"
#include "simulator/report/facts.h"

#include <string>
#include <vector>

namespace gatesight::simulator {

/// Conditions of one object, or of one part of its status.
struct BoardEntry {
    std::string kind, namespace_, name;
    std::string part;  ///< "listener https", "parent Gateway infra/public"; empty: the object
    Conditions conditions;
    std::string unwritten;  ///< why nobody writes them; else empty

    /// Every condition is as one wishes it.
    [[nodiscard]] bool well() const;
};

/// Gateway classes, Gateways, ListenerSets with their listeners, routes by parent, policies by
/// ancestor; each in the World's order.
[[nodiscard]] std::vector<BoardEntry> statusBoard(const ReportFacts& facts);

[[nodiscard]] Chapter statusChapter(const std::vector<BoardEntry>& board);

}  // namespace gatesight::simulator
