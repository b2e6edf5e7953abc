#include "model/schema/stored_derived.h"

namespace gatesight::model {

namespace {

using Json = nlohmann::ordered_json;

void addText(Json& json, const char* name, const std::string& text) {
    if (!text.empty())
        json[name] = text;
}

Json labelsOf(const Labels& labels) {
    Json json = Json::object();
    for (const auto& [key, value] : labels)
        json[key] = value;
    return json;
}

void addMetadata(Json& json, const ObjectMeta& metadata) {
    if (!metadata.annotations.empty())
        json["annotations"] = labelsOf(metadata.annotations);
    if (!metadata.labels.empty())
        json["labels"] = labelsOf(metadata.labels);
    for (const OwnerReference& owner : metadata.ownerReferences)
        json["ownerReferences"].push_back({{"apiVersion", owner.apiVersion},
                                           {"kind", owner.kind},
                                           {"name", owner.name},
                                           {"controller", owner.controller}});
}

Json containerOf(const Container& container) {
    Json json = Json::object();
    addText(json, "image", container.image);
    json["name"] = container.name;
    for (const ContainerPort& port : container.ports) {
        Json each = {{"containerPort", port.containerPort}};
        addText(each, "name", port.name);
        each["protocol"] = port.protocol;
        json["ports"].push_back(std::move(each));
    }
    if (container.restartableInit)
        json["restartPolicy"] = "Always";
    return json;
}

Json dnsConfigOf(const PodDnsConfig& config) {
    Json json = Json::object();
    if (!config.nameservers.empty())
        json["nameservers"] = config.nameservers;
    if (config.ndots)
        json["options"].push_back({{"name", "ndots"}, {"value", std::to_string(*config.ndots)}});
    if (!config.searches.empty())
        json["searches"] = config.searches;
    return json;
}

void addDns(Json& json, const PodSpec& spec) {
    if (Json config = dnsConfigOf(spec.dnsConfig); !config.empty())
        json["dnsConfig"] = std::move(config);
    if (spec.dnsPolicy != PodSpec().dnsPolicy)
        json["dnsPolicy"] = spec.dnsPolicy;
    for (const HostAlias& alias : spec.hostAliases)
        json["hostAliases"].push_back({{"hostnames", alias.hostnames}, {"ip", alias.ip}});
}

Json specOf(const PodSpec& spec) {
    Json json = Json::object();
    json["containers"] = Json::array();
    addDns(json, spec);
    if (spec.hostNetwork)
        json["hostNetwork"] = true;
    addText(json, "hostname", spec.hostname);
    for (const Container& container : spec.containers)
        json[container.restartableInit ? "initContainers" : "containers"].push_back(
            containerOf(container));
    addText(json, "nodeName", spec.nodeName);
    addText(json, "serviceAccountName", spec.serviceAccountName);
    addText(json, "subdomain", spec.subdomain);
    return json;
}

Json statusOf(const Pod& pod) {
    Json json = Json::object();
    json["conditions"] =
        Json::array({{{"type", "Ready"}, {"status", pod.ready ? "True" : "False"}}});
    json["phase"] = pod.phase;
    addText(json, "podIP", pod.podIP);
    for (const std::string& address : pod.podIPs)
        json["podIPs"].push_back({{"ip", address}});
    return json;
}

Json namesOf(const std::vector<std::string>& names) {
    Json json = Json::array();
    for (const std::string& name : names)
        json.push_back({{"name", name}});
    return json;
}

Json endpointOf(const Endpoint& endpoint) {
    Json json = {{"addresses", endpoint.addresses},
                 {"conditions",
                  {{"ready", endpoint.ready},
                   {"serving", endpoint.serving},
                   {"terminating", endpoint.terminating}}}};
    if (!endpoint.hintZones.empty())
        json["hints"]["forZones"] = namesOf(endpoint.hintZones);
    if (!endpoint.hintNodes.empty())
        json["hints"]["forNodes"] = namesOf(endpoint.hintNodes);
    addText(json, "hostname", endpoint.hostname);
    addText(json, "nodeName", endpoint.nodeName);
    if (!endpoint.targetName.empty())
        json["targetRef"] = {{"kind", endpoint.targetKind}, {"name", endpoint.targetName}};
    addText(json, "zone", endpoint.zone);
    return json;
}

struct Fields {
    Json& json;
    void operator()(const Pod& pod) const {
        json["spec"] = specOf(pod.spec);
        json["status"] = statusOf(pod);
    }
    void operator()(const EndpointSlice& slice) const {
        json["addressType"] = slice.addressType;
        json["endpoints"] = Json::array();
        for (const Endpoint& endpoint : slice.endpoints)
            json["endpoints"].push_back(endpointOf(endpoint));
        json["ports"] = Json::array();
        for (const EndpointPort& port : slice.ports) {
            Json each = Json::object();
            addText(each, "appProtocol", port.appProtocol);
            each["name"] = port.name;
            each["port"] = port.port;
            each["protocol"] = port.protocol;
            json["ports"].push_back(std::move(each));
        }
    }
    template <class Other>
    void operator()(const Other&) const {}
};

}  // namespace

void addDerivedFields(Json& json, const Object& object) {
    addMetadata(json["metadata"], object.metadata);
    std::visit(Fields{json}, object.resource);
}

}  // namespace gatesight::model
