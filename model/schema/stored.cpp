// The object as the API server would store it. Loaded objects are written by the tables of their
// kind: fields in the order of the alphabet, defaults filled in, unknown fields left out. Derived
// objects have no document; they are written from their structs.
#include "model/kinds/timestamp.h"
#include "model/schema/decode.h"
#include "model/schema/stored_derived.h"
#include "model/schema/tables.h"
#include "model/schema/tables_common.h"
#include "model/schema/value.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace gatesight::model {

namespace {

using Json = nlohmann::ordered_json;

Json numberOf(NodeKind kind, std::string_view text) {
    if (kind == NodeKind::Integer) {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc() && end == text.data() + text.size())
            return number;
    }
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? Json(number) : Json(text);
}

/// What no table describes, as it was written but for the order of keys.
Json plain(Node node) {
    switch (node.kind()) {
        case NodeKind::Null:
            return nullptr;
        case NodeKind::Bool:
            return node.toBool();
        case NodeKind::Integer:
        case NodeKind::Float:
            return numberOf(node.kind(), node.text());
        case NodeKind::String:
            return node.text();
        case NodeKind::List: {
            Json list = Json::array();
            for (const Node item : node.items())
                list.push_back(plain(item));
            return list;
        }
        case NodeKind::Map:
            break;
    }
    std::map<std::string_view, Node> sorted;
    for (const auto& [key, value] : node.entries())
        sorted.emplace(key.text(), value);
    Json map = Json::object();
    for (const auto& [key, value] : sorted)
        map[std::string(key)] = plain(value);
    return map;
}

Json written(const Value& value);

Json writtenDefault(const Value& value) {
    if (value.isMap() || value.isList())
        return written(value);
    return value.schema().type == ValueType::Integer ? Json(value.integer()) : Json(value.text());
}

Json writtenObject(const Value& value) {
    Json map = Json::object();
    for (const Field& field : value.schema().fields)
        if (const Value child = value.at(field))
            map[std::string(field.name)] =
                child.isDefault() ? writtenDefault(child) : written(child);
    return map;
}

Json written(const Value& value) {
    const ValueType type = value.schema().type;
    if (type == ValueType::Object && value.isMap())
        return writtenObject(value);
    if (type == ValueType::List && value.isList()) {
        Json list = Json::array();
        for (const Value& item : value.items())
            list.push_back(written(item));
        return list;
    }
    return plain(value.node());
}

/// Metadata as written, with what the API server settles by itself.
Json metadataOf(const Object& object) {
    Json metadata = Json::object();
    if (object.origin.document)
        if (const Node node = object.origin.document->root()["metadata"]; node.isMap())
            metadata = written(Value(node, &kMetadata, true));
    const ObjectMeta& known = object.metadata;
    metadata["name"] = known.name;
    metadata.erase("namespace");
    if (!known.namespace_.empty())
        metadata["namespace"] = known.namespace_;
    metadata["generation"] = known.generation;
    if (!known.uid.empty())
        metadata["uid"] = known.uid;
    if (known.creationTimestamp)
        metadata["creationTimestamp"] = formatTimestamp(*known.creationTimestamp);
    return metadata;
}

void addClusterIP(Json& json, const Service& service) {
    Json& spec = json["spec"];
    if (service.clusterIP.empty() || !spec.is_object() || spec.contains("clusterIP"))
        return;
    spec["clusterIP"] = service.clusterIP;
    spec["clusterIPs"] = service.clusterIPs;
}

/// np.policy-types-default
void addPolicyTypes(Json& json, const NetworkPolicy& policy) {
    if (!json.contains("spec") || !json["spec"].is_object())
        return;
    Json& spec = json["spec"];
    if (spec.contains("policyTypes") && !spec["policyTypes"].empty())
        return;
    spec["policyTypes"] = Json::array();
    if (policy.coversIngress)
        spec["policyTypes"].push_back("Ingress");
    if (policy.coversEgress)
        spec["policyTypes"].push_back("Egress");
}

}  // namespace

Json stored(const Object& object, Channel channel) {
    Json json = Json::object();
    json["apiVersion"] = object.apiVersion();
    json["kind"] = object.kind;
    json["metadata"] = metadataOf(object);
    if (!object.origin.document) {
        addDerivedFields(json, object);
        return json;
    }
    const KindSchema* const kind = kindSchemaOf(object.group, object.kind);
    const Schema* const schema = kind == nullptr ? nullptr : rootSchemaOf(*kind, object.version);
    const Node root = object.origin.document->root();
    const Json fields = schema != nullptr
                            ? written(Value(root, schema, channel == Channel::Experimental))
                            : plain(root);
    for (const auto& [name, value] : fields.items())
        if (!json.contains(name) && name != "status")
            json[name] = value;
    if (const auto* service = std::get_if<Service>(&object.resource))
        addClusterIP(json, *service);
    if (const auto* policy = std::get_if<NetworkPolicy>(&object.resource))
        addPolicyTypes(json, *policy);
    return json;
}

}  // namespace gatesight::model
