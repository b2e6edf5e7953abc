#include "model/schema/custom_kinds.h"

#include "model/schema/tables.h"

namespace gatesight::model {

namespace {

constexpr std::string_view kDefinitionGroup = "apiextensions.k8s.io";
constexpr std::string_view kDefinitionKind = "CustomResourceDefinition";

bool isDefinition(const Object& object) {
    return object.group == kDefinitionGroup && object.kind == kDefinitionKind &&
           object.origin.document;
}

/// Of old definitions the schema stands beside the versions, for all of them.
Node schemaOf(Node version, Node spec) {
    const Node own = version["schema"]["openAPIV3Schema"];
    return own ? own : spec["validation"]["openAPIV3Schema"];
}

CustomKind::Version readVersion(Node version, Node spec) {
    CustomKind::Version result;
    result.name = version["name"].text();
    result.served = version["served"].toBool(true);
    const Node schema = schemaOf(version, spec);
    if (schema.isMap()) {
        result.schema = readStructuralSchema(schema, result.unjudged);
    } else {
        result.schema.preserveUnknown = true;
        ++result.unjudged["anything: there is no schema"];
    }
    if (spec["preserveUnknownFields"].toBool())
        result.schema.preserveUnknown = true;
    return result;
}

CustomKind readDefinition(const ObjectPtr& definition) {
    const Node spec = definition->origin.document->root()["spec"];
    CustomKind kind;
    kind.group = spec["group"].text();
    kind.kind = spec["names"]["kind"].text();
    kind.plural = spec["names"]["plural"].text();
    kind.namespaced = spec["scope"].text() != "Cluster";
    kind.definition = definition;
    for (const Node version : spec["versions"].items())
        kind.versions.push_back(readVersion(version, spec));
    if (const Node only = spec["version"]; kind.versions.empty() && only.isString()) {
        kind.versions.push_back(readVersion({}, spec));
        kind.versions.back().name = only.text();
    }
    return kind;
}

}  // namespace

const CustomKind::Version* CustomKind::version(std::string_view name) const {
    const auto found = std::ranges::find(versions, name, &Version::name);
    return found == versions.end() ? nullptr : &*found;
}

bool declaresKind(const Object& object, std::string_view group, std::string_view kind) {
    if (!isDefinition(object))
        return false;
    const Node spec = object.origin.document->root()["spec"];
    return spec["group"].text() == group && spec["names"]["kind"].text() == kind;
}

CustomKinds CustomKinds::of(std::span<const ObjectPtr> objects) {
    CustomKinds result;
    for (const ObjectPtr& object : objects) {
        if (!isDefinition(*object))
            continue;
        CustomKind kind = readDefinition(object);
        const bool known = kindSchemaOf(kind.group, kind.kind) != nullptr;
        if (known || kind.kind.empty() || kind.group.empty())
            continue;
        auto key = std::pair(kind.group, kind.kind);
        result.m_kinds.insert_or_assign(std::move(key), std::move(kind));
    }
    return result;
}

const CustomKind* CustomKinds::find(std::string_view group, std::string_view kind) const {
    if (m_kinds.empty())
        return nullptr;
    const auto found = m_kinds.find({std::string(group), std::string(kind)});
    return found == m_kinds.end() ? nullptr : &found->second;
}

std::vector<const CustomKind*> CustomKinds::all() const {
    std::vector<const CustomKind*> result;
    for (const auto& [name, kind] : m_kinds)
        result.push_back(&kind);
    return result;
}

}  // namespace gatesight::model
