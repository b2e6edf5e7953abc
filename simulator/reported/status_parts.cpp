#include "simulator/reported/status_parts.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

/// A value of a status beside the node that it was read from.
struct Place {
    const Json* json = nullptr;
    model::Node node;

    [[nodiscard]] Place member(std::string_view key) const {
        if (json == nullptr || !json->is_object())
            return {};
        const auto found = json->find(std::string(key));
        return found == json->end() ? Place() : Place{&*found, node[key]};
    }
    [[nodiscard]] std::vector<Place> items() const {
        std::vector<Place> result;
        if (json == nullptr || !json->is_array())
            return result;
        for (const Json& item : *json)
            result.push_back({&item, {}});
        for (std::size_t i = 0; const model::Node item : node.items())
            if (i < result.size())
                result[i++].node = item;
        return result;
    }
    [[nodiscard]] std::string text(std::string_view key, std::string_view otherwise = {}) const {
        const Place value = member(key);
        if (value.json == nullptr)
            return std::string(otherwise);
        if (value.json->is_string())
            return value.json->get<std::string>();
        return value.json->is_number_integer() ? value.json->dump() : std::string(otherwise);
    }
    [[nodiscard]] std::int64_t number(std::string_view key) const {
        const Place value = member(key);
        return value.json != nullptr && value.json->is_number_integer() ? value.json->get<std::int64_t>() : 0;
    }
};

struct ReferenceName {
    std::string kind, namespace_, name, section, port;
};

std::string partNameOf(std::string_view word, const ReferenceName& to) {
    return fmt::format("{} {} {}{}{}{}{}{}{}", word, to.kind, to.namespace_, to.namespace_.empty() ? "" : "/", to.name,
                       to.section.empty() ? "" : "/", to.section, to.port.empty() ? "" : ":", to.port);
}

/// Of a parentRef or an ancestorRef, with its defaults.
std::string partNameOf(std::string_view word, const Place& reference, const model::Object& object) {
    return partNameOf(word, {.kind = reference.text("kind", "Gateway"),
                             .namespace_ = reference.text("namespace", object.metadata.namespace_),
                             .name = reference.text("name"),
                             .section = reference.text("sectionName"),
                             .port = reference.text("port")});
}

void addConditions(StatusPart& part, const Place& conditions) {
    for (const Place& condition : conditions.items())
        part.fields.push_back({condition.text("type"),
                                {.status = condition.text("status"),
                                 .reason = condition.text("reason"),
                                 .message = condition.text("message"),
                                 .observedGeneration = condition.number("observedGeneration"),
                                 .node = condition.node.id()}});
}

StatusPart listenerPart(const Place& listener) {
    StatusPart part{.name = "listener " + listener.text("name")};
    addConditions(part, listener.member("conditions"));
    const Place routes = listener.member("attachedRoutes");
    if (routes.json != nullptr && routes.json->is_number_integer())
        part.fields.push_back({std::string(kAttachedRoutes),
                                {.status = routes.json->dump(), .node = routes.node.id()}});
    return part;
}

}  // namespace

const StatusValue* StatusPart::find(std::string_view type) const {
    const auto found = std::ranges::find(fields, type, &StatusField::type);
    return found == fields.end() ? nullptr : &found->value;
}

std::vector<StatusPart> statusParts(const model::Object& object, const Json& status, model::Node node) {
    std::vector<StatusPart> parts;
    const Place whole{&status, node};
    if (const Place conditions = whole.member("conditions"); conditions.json != nullptr)
        addConditions(parts.emplace_back(), conditions);
    for (const Place& listener : whole.member("listeners").items())
        parts.push_back(listenerPart(listener));
    struct List {
        const char *list, *reference, *word;
    };
    for (const auto& [list, reference, word] : {List{"parents", "parentRef", "parent"}, List{"ancestors", "ancestorRef", "ancestor"}})
        for (const Place& entry : whole.member(list).items()) {
            StatusPart& part = parts.emplace_back();
            part.name = partNameOf(word, entry.member(reference), object);
            part.controller = entry.text("controllerName");
            addConditions(part, entry.member("conditions"));
        }
    return parts;
}

std::string partNameOf(const model::Object& route, const model::ParentReference& parent) {
    return partNameOf("parent", {.kind = parent.kind,
                                 .namespace_ = parent.namespace_.value_or(route.metadata.namespace_),
                                 .name = parent.name,
                                 .section = parent.sectionName.value_or(""),
                                 .port = parent.port ? fmt::format("{}", *parent.port) : ""});
}

}  // namespace gatesight::simulator
