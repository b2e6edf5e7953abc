#include "ui/changes/change_marks.h"

#include "simulator/topology/node_keys.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace gatesight::ui {

namespace {

namespace keys = simulator::keys;

/// What stands in the brackets behind `list` ("spec.rules[2].filters" -> "2"); empty: another path.
std::string_view itemOf(std::string_view path, std::string_view list) {
    if (!path.starts_with(list) || path.substr(list.size(), 1) != "[")
        return {};
    const std::string_view rest = path.substr(list.size() + 1);
    return rest.substr(0, rest.find(']'));
}

/// A rule that is told by its name: the key of its node without the number, and the name.
std::string namedRule(std::string_view key, std::string_view name) {
    return std::string(key.substr(0, key.rfind('/') + 1)).append("#").append(name);
}

/// The node that a field of an object belongs to: its key, or what namedRule() makes of it.
std::string keyOfField(const model::ObjectReference& object, std::string_view path) {
    if (object.kind == "Gateway")
        if (const std::string_view name = itemOf(path, "spec.listeners"); !name.empty())
            return keys::listener(object.namespace_ + "/" + object.name, name);
    if (object.kind.ends_with("Route")) {
        const std::string_view item = itemOf(path, "spec.rules");
        std::size_t rule = 0;
        const auto [end, error] = std::from_chars(item.data(), item.data() + item.size(), rule);
        if (!item.empty() && error == std::errc() && end == item.data() + item.size())
            return keys::rule(object.kind, object.namespace_, object.name, rule);
        if (!item.empty())
            return namedRule(keys::rule(object.kind, object.namespace_, object.name, 0), item);
    }
    return nodeKeyOf(object);
}

}  // namespace

std::string nodeKeyOf(const model::ObjectReference& object) {
    return keys::object(object.kind, object.namespace_, object.name);
}

std::vector<ChangeMark> marksOf(const simulator::Topology& side, const simulator::Topology& other,
                                const std::vector<simulator::ObjectChange>& changes) {
    std::set<std::string, std::less<>> changed;
    for (const simulator::ObjectChange& change : changes)
        for (const simulator::FieldChange& field : change.fields)
            changed.insert(keyOfField(change.object, field.path));
    const auto isChanged = [&](const simulator::GraphNode& node) {
        return changed.contains(node.key) || (node.role == simulator::NodeRole::Rule &&
                                              changed.contains(namedRule(node.key, node.title)));
    };
    std::vector<ChangeMark> marks;
    for (const simulator::GraphNode& node : side.nodes()) {
        const int twin = other.find(node.key);
        if (twin < 0)
            marks.push_back(ChangeMark::OnlyHere);
        else if (isChanged(node) ||
                 other.nodes()[static_cast<std::size_t>(twin)].state != node.state)
            marks.push_back(ChangeMark::Differs);
        else
            marks.push_back(ChangeMark::None);
    }
    return marks;
}

}  // namespace gatesight::ui
