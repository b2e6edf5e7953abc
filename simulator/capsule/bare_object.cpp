#include "simulator/capsule/bare_object.h"

#include "model/kinds/internal_balancer.h"
#include "model/manifest/writer.h"
#include "model/schema/tables.h"
#include "model/schema/tables_common.h"
#include "model/world/snapshot_certificates.h"
#include "simulator/capsule/text_parts.h"

#include <algorithm>
#include <array>
#include <span>

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

bool isAmong(std::span<const std::string_view> words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

/// Fields that the tables know and do not look into, and that decisions rest on all the same.
constexpr std::array kReadFields = std::to_array<std::string_view>({"allocateLoadBalancerNodePorts",
                                                                    "apiVersion",
                                                                    "completions",
                                                                    "deprecatedTopology",
                                                                    "healthCheckNodePort",
                                                                    "hints",
                                                                    "hostIP",
                                                                    "hostPort",
                                                                    "hostname",
                                                                    "immutable",
                                                                    "ipFamilyPolicy",
                                                                    "kind",
                                                                    "loadBalancerClass",
                                                                    "loadBalancerIP",
                                                                    "nodeName",
                                                                    "ordinals",
                                                                    "parallelism",
                                                                    "readinessGates",
                                                                    "restartPolicy",
                                                                    "sessionAffinityConfig",
                                                                    "targetRef",
                                                                    "type",
                                                                    "zone"});

/// Fields that the tables look into and decisions do not.
constexpr std::array kUnreadFields = std::to_array<std::string_view>(
    {"annotations", "binaryData", "data", "description", "image", "stringData"});

/// The parts of a status that are read, on every level.
constexpr std::array kStatusFields = std::to_array<std::string_view>(
    {"address",  "addresses", "cluster", "clusters", "conditions", "containerStatuses",
     "hostIP",   "hostname",  "ingress", "ip",       "ipMode",     "loadBalancer",
     "name",     "phase",     "podIP",   "podIPs",   "port",       "ports",
     "protocol", "ready",     "status",  "type",     "value"});

constexpr std::array kMetadataFields = std::to_array<std::string_view>(
    {"name", "namespace", "labels", "generation", "creationTimestamp", "deletionTimestamp"});

constexpr std::array kAnnotationsRead = std::to_array<std::string_view>(
    {"gateway.networking.k8s.io/bundle-version", "gateway.networking.k8s.io/channel",
     "service.kubernetes.io/topology-aware-hints", "service.kubernetes.io/topology-mode"});

bool isRead(const model::Field& field) {
    if (isAmong(kUnreadFields, field.name))
        return false;
    const model::ValueType type = field.schema->type;
    const bool closed = type == model::ValueType::Any ||
                        (field.schema->items && field.schema->items->type == model::ValueType::Any);
    return !closed || isAmong(kReadFields, field.name);
}

/// What the tables know and decisions rest on.
Json bare(const Json& value, const model::Schema& schema) {
    if (schema.type == model::ValueType::List && value.is_array()) {
        Json list = Json::array();
        for (const Json& item : value)
            list.push_back(schema.items ? bare(item, *schema.items) : item);
        return list;
    }
    if (schema.type != model::ValueType::Object || !value.is_object())
        return value;
    Json map = Json::object();
    for (const auto& [key, child] : value.items())
        if (const model::Field* const field = schema.field(key); field && isRead(*field))
            map[key] = bare(child, *field->schema);
    return map;
}

Json bareStatus(const Json& status) {
    if (status.is_array()) {
        Json list = Json::array();
        for (const Json& item : status)
            list.push_back(bareStatus(item));
        return list;
    }
    if (!status.is_object())
        return status;
    Json map = Json::object();
    for (const auto& [key, child] : status.items())
        if (isAmong(kStatusFields, key))
            map[key] = bareStatus(child);
    return map;
}

/// Controllers write conditions of their own; only those of Pods and Jobs are read.
bool readsConditions(const model::Object& object) {
    return object.group != model::kGatewayGroup &&
           object.group != model::kGatewayExperimentalGroup &&
           object.group != model::kNetworkPolicyGroup;
}

Json bareOwners(const Json& owners) {
    Json list = Json::array();
    for (const Json& owner : owners) {
        Json one = Json::object();
        for (const char* key : {"apiVersion", "kind", "name", "controller"})
            if (owner.is_object() && owner.contains(key))
                one[key] = owner[key];
        list.push_back(std::move(one));
    }
    return list;
}

bool isReadAnnotation(std::string_view kind, std::string_view name) {
    return isAmong(kAnnotationsRead, name) ||
           (kind == "Service" && std::ranges::find(model::internalBalancerSigns(), name,
                                                   &model::InternalBalancerSign::annotation) !=
                                     model::internalBalancerSigns().end());
}

Json bareMetadata(const model::Object& object, const Json& written) {
    Json metadata = Json::object();
    for (const std::string_view key : kMetadataFields)
        if (written.is_object() && written.contains(key))
            metadata[std::string(key)] = written[std::string(key)];
    metadata["name"] = object.metadata.name;
    if (!object.metadata.namespace_.empty())
        metadata["namespace"] = object.metadata.namespace_;
    if (written.is_object() && written.contains("ownerReferences"))
        metadata["ownerReferences"] = bareOwners(written["ownerReferences"]);
    for (const auto& [name, value] : object.metadata.annotations)
        if (isReadAnnotation(object.kind, name))
            metadata["annotations"][name] = value;
    return metadata;
}

void addKeys(Json& json, const std::vector<std::string>& keys) {
    for (const std::string& key : keys)
        json["data"][key] = "";
}

/// Names of keys that mean something; the others only show that there are more.
void addFacts(Json& json, const model::Object& object) {
    const std::string annotation(model::kCertificateFacts);
    if (const auto* secret = std::get_if<model::Secret>(&object.resource)) {
        json["type"] = secret->type;
        addKeys(json, secret->keys);
        json["metadata"]["annotations"][annotation] = model::factsText(*secret);
    } else if (const auto* configMap = std::get_if<model::ConfigMap>(&object.resource)) {
        addKeys(json, configMap->keys);
        json["metadata"]["annotations"][annotation] = model::factsText(*configMap);
    }
}

/// A definition without its schemas takes every object: what is left of them is not whole either.
void addDefinition(Json& json, const Json& written) {
    const Json spec = written.value("spec", Json::object());
    Json& bareSpec = json["spec"];
    for (const char* key : {"group", "scope", "names"})
        if (spec.contains(key))
            bareSpec[key] = spec[key];
    for (const Json& version : spec.value("versions", Json::array()))
        bareSpec["versions"].push_back(
            {{"name", version.value("name", "")},
             {"served", version.value("served", true)},
             {"storage", version.value("storage", false)},
             {"schema",
              {{"openAPIV3Schema",
                {{"type", "object"}, {"x-kubernetes-preserve-unknown-fields", true}}}}}});
}

/// Kinds without a table: those that are read here, and of all others just that they are there,
/// and what they aim at.
void addUntabled(Json& json, const model::Object& object, const Json& written) {
    if (object.kind == "CustomResourceDefinition") {
        addDefinition(json, written);
        return;
    }
    const bool import = std::holds_alternative<model::ServiceImport>(object.resource);
    for (const char* key : {"spec", "type", "ips", "ports", "clusters"})
        if (import && written.contains(key))
            json[key] = written[key];
    if (!import && written.contains("spec") && written["spec"].is_object())
        for (const char* key : {"targetRef", "targetRefs"})
            if (written["spec"].contains(key))
                json["spec"][key] = written["spec"][key];
}

}  // namespace

Json bareObject(const model::Object& object) {
    const Json written = model::toJson(object.origin.document->root());
    Json json = Json::object();
    json["apiVersion"] = object.apiVersion();
    json["kind"] = object.kind;
    json["metadata"] = bareMetadata(object, written.value("metadata", Json::object()));
    const model::KindSchema* const kind = model::kindSchemaOf(object.group, object.kind);
    const model::Schema* const schema = kind ? model::rootSchemaOf(*kind, object.version) : nullptr;
    if (schema) {
        const Json fields = bare(written, *schema);
        for (const auto& [key, value] : fields.items())
            if (!json.contains(key) && key != "status")
                json[key] = value;
    } else {
        addUntabled(json, object, written);
    }
    addFacts(json, object);
    if (written.contains("status")) {
        Json status = bareStatus(written["status"]);
        if (status.is_object() && !readsConditions(object))
            status.erase("conditions");
        if (!status.empty())
            json["status"] = std::move(status);
    }
    return json;
}

}  // namespace gatesight::simulator
