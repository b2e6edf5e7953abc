#include "simulator/control/selection.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {
namespace {

using From = model::NamespacesFrom::From;
using Operator = model::LabelSelector::Operator;

constexpr std::size_t kShown = 6;

std::string describe(const model::LabelSelector::Requirement& requirement) {
    switch (requirement.operator_) {
        case Operator::Exists:
            return requirement.key;
        case Operator::DoesNotExist:
            return "!" + requirement.key;
        case Operator::In:
        case Operator::NotIn:
            break;
    }
    std::string values;
    for (std::size_t i = 0; i < std::min(requirement.values.size(), kShown); ++i)
        values += (i == 0 ? "" : ", ") + requirement.values[i];
    return fmt::format("{} {} ({}{})", requirement.key,
                       requirement.operator_ == Operator::In ? "in" : "notin", values,
                       requirement.values.size() > kShown ? ", …" : "");
}

std::string describe(const model::Labels& labels) {
    std::string result;
    std::size_t shown = 0;
    for (const auto& [key, value] : labels) {
        if (shown++ == kShown)
            return result + ",…";
        result += (result.empty() ? "" : ",") + key + "=" + value;
    }
    return result;
}

}  // namespace

std::string describe(const model::LabelSelector& selector) {
    std::vector<std::string> parts;
    for (const auto& [key, value] : selector.matchLabels)
        parts.push_back(key + "=" + value);
    for (const auto& requirement : selector.matchExpressions)
        parts.push_back(describe(requirement));
    std::string result;
    for (std::size_t i = 0; i < std::min(parts.size(), kShown); ++i)
        result += (i == 0 ? "" : ",") + parts[i];
    return parts.size() > kShown ? result + ",…" : result;
}

bool admitsNamespace(const model::NamespacesFrom& who, std::string_view home,
                     std::string_view namespace_, const model::World& world) {
    switch (who.from) {
        case From::Same:
            return home == namespace_;
        case From::All:
            return true;
        case From::Selector:  // listenerset.selector.nil
            return who.selector && who.selector->matches(world.namespaceLabels(namespace_));
        case From::None:
            return false;
    }
    return false;
}

std::string whyNamespaceRefused(const model::NamespacesFrom& who, std::string_view home,
                                std::string_view namespace_, const model::World& world) {
    switch (who.from) {
        case From::Same:
            return fmt::format("it admits its own namespace '{}' only, not '{}'", home, namespace_);
        case From::Selector:
            if (!who.selector)
                return "it admits namespaces by selector, but has no selector";
            return fmt::format("its selector '{}' does not fit namespace '{}' with labels '{}'",
                               describe(*who.selector), namespace_,
                               describe(world.namespaceLabels(namespace_)));
        case From::None:
            return "it admits no namespace";
        case From::All:
            break;
    }
    return {};
}

}  // namespace gatesight::simulator
