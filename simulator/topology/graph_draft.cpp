#include "simulator/topology/graph_draft.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/schema/decode.h"

namespace gatesight::simulator {

namespace {

constexpr std::size_t kMostNames = 3;           // in a label; the others are counted
constexpr std::size_t kMostSuggestions = 1000;  // names that a dangling one is compared with

}  // namespace

std::optional<std::uint32_t> GraphDraft::nodeOf(model::ObjectId id) const {
    const model::Object& object = world().object(id);
    return builder.find(
        keys::object(object.kind, object.metadata.namespace_, object.metadata.name));
}

GraphNode GraphDraft::objectNode(model::ObjectId id, NodeRole role) const {
    const model::Object& object = world().object(id);
    GraphNode node =
        plainNode(keys::object(object.kind, object.metadata.namespace_, object.metadata.name), role,
                  object.metadata.name, object.kind);
    node.namespace_ = object.metadata.namespace_;
    node.object = id;
    return node;
}

std::string GraphDraft::nearestObject(std::string_view group, std::string_view kind,
                                      std::string_view namespace_, std::string_view name) const {
    std::vector<std::string_view> names;
    for (const model::ObjectId id : world().ofKind(group, kind, namespace_))
        if (names.size() < kMostSuggestions)
            names.push_back(world().object(id).metadata.name);
    if (const std::string_view near = model::nearest(name, names); !near.empty())
        return std::string(near);
    for (const model::ObjectId id : world().ofKind(group, kind))
        if (world().object(id).metadata.name == name)
            return world().object(id).fullName();
    return {};
}

GraphNode plainNode(std::string key, NodeRole role, std::string title, std::string kind) {
    GraphNode node;
    node.key = std::move(key);
    node.role = role;
    node.state = NodeState::Idle;
    node.title = std::move(title);
    node.kind = std::move(kind);
    return node;
}

void describeGhost(GraphNode& ghost, const std::string& why) {
    ghost.subtitle =
        ghost.nearest.empty() ? "not found" : fmt::format("not found; {}?", ghost.nearest);
    ghost.why = why.empty() ? fmt::format("{} {} is not loaded", ghost.kind, ghost.title) : why;
}

GraphEdge edgeBetween(std::uint32_t from, std::uint32_t to, NodeState state, std::string why) {
    GraphEdge edge;
    edge.from = from;
    edge.to = to;
    edge.state = state;
    edge.why = std::move(why);
    return edge;
}

std::string joinedNames(const std::vector<std::string>& names, std::string_view none) {
    if (names.empty())
        return std::string(none);
    const std::size_t shown = std::min(names.size(), kMostNames);
    std::string text = names.front();
    for (std::size_t i = 1; i < shown; ++i)
        text += ", " + names[i];
    return shown < names.size() ? fmt::format("{} +{}", text, names.size() - shown) : text;
}

std::string messageOfFalse(const Conditions& conditions,
                           std::initializer_list<std::string_view> types) {
    for (const std::string_view type : types)
        if (const Condition* condition = find(conditions, type);
            condition && condition->status == Condition::Status::False)
            return condition->message;
    return {};
}

}  // namespace gatesight::simulator
