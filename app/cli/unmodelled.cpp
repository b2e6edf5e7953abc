#include "app/cli/unmodelled.h"

#include <fmt/format.h>

#include <map>
#include <string_view>
#include <variant>

namespace gatesight::cli {

std::string unmodelledKinds(const model::World& world) {
    constexpr std::size_t kShown = 8;
    std::map<std::string_view, std::size_t> counts;
    for (const model::ObjectPtr& object : world.objects()) {
        // Nodes have no struct of their own, but their addresses, labels and zones are read.
        const bool isNode = object->kind == "Node" && object->group.empty();
        if (std::holds_alternative<model::Opaque>(object->resource) && !isNode)
            ++counts[object->kind];
    }
    std::string text;
    std::size_t shown = 0;
    for (const auto& [kind, count] : counts) {
        if (shown++ < kShown)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, kind);
    }
    if (counts.size() > kShown)
        text += fmt::format(" and {} more kinds", counts.size() - kShown);
    return text;
}

}  // namespace gatesight::cli
