#include "model/cluster/reduction.h"

#include "model/cluster/api_kinds.h"
#include "model/cluster/field_selection.h"
#include "model/cluster/small_json.h"
#include "model/kinds/internal_balancer.h"
#include "model/schema/certificates.h"
#include "model/text/credential_name.h"
#include "model/world/snapshot_certificates.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace gatesight::model {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kMetadata =
    "name namespace labels uid generation creationTimestamp deletionTimestamp "
    "ownerReferences{apiVersion kind name uid controller}";

constexpr std::string_view kAnnotations =
    "gateway.networking.k8s.io/bundle-version gateway.networking.k8s.io/channel "
    "service.kubernetes.io/topology-mode service.kubernetes.io/topology-aware-hints";

constexpr std::string_view kPodSpec =
    "containers{name image ports{name containerPort protocol}} "
    "initContainers{name image restartPolicy ports{name containerPort protocol}} "
    "nodeName serviceAccountName hostNetwork hostname subdomain nodeSelector "
    "readinessGates{conditionType}";

constexpr std::string_view kPodStatus =
    "phase podIP podIPs{ip} hostIP conditions{type status} containerStatuses{name ready}";

constexpr std::string_view kServiceFields =
    "spec{type selector ports{name protocol appProtocol port targetPort nodePort} clusterIP "
    "clusterIPs externalIPs externalName loadBalancerSourceRanges ipFamilies ipFamilyPolicy "
    "sessionAffinity sessionAffinityConfig{clientIP{timeoutSeconds}} externalTrafficPolicy "
    "internalTrafficPolicy trafficDistribution publishNotReadyAddresses loadBalancerClass "
    "healthCheckNodePort allocateLoadBalancerNodePorts} "
    "status{loadBalancer{ingress{ip ipMode hostname}}}";

/// What controllers reported, without their messages: those are free text, in which anything may stand.
constexpr std::string_view kGatewayStatus =
    "addresses conditions{type status reason observedGeneration} "
    "listeners{name attachedRoutes conditions{type status reason observedGeneration}} "
    "parents{parentRef controllerName conditions{type status reason observedGeneration}} "
    "ancestors{ancestorRef controllerName conditions{type status reason observedGeneration}}";

constexpr std::string_view kAddressesOfSubset =
    "ip hostname nodeName targetRef{kind namespace name}";

/// The annotations of a kind that are looked at.
std::string annotationsOf(std::string_view kind) {
    std::string names(kAnnotations);
    if (kind == "Service")
        for (std::string_view last; const InternalBalancerSign& sign : internalBalancerSigns())
            if (sign.annotation != std::exchange(last, sign.annotation))
                names.append(" ").append(sign.annotation);
    return names;
}

/// The selection of a kind, without what all objects have.
std::string fieldsOf(std::string_view group, std::string_view kind) {
    if (group.ends_with("gateway.networking.k8s.io") || group == "gateway.networking.x-k8s.io")
        return fmt::format("spec status{{{}}}", kGatewayStatus);
    if (group == "multicluster.x-k8s.io")
        return "spec status{clusters} type ips ports clusters";
    if (group == "networking.k8s.io" || group == "policy.networking.k8s.io")
        return "spec";
    if (kind == "Service")
        return std::string(kServiceFields);
    if (kind == "EndpointSlice")
        return "addressType endpoints{addresses conditions{ready serving terminating} hostname "
               "nodeName zone hints{forZones{name} forNodes{name}} targetRef{kind namespace name}} "
               "ports{name protocol port appProtocol}";
    if (kind == "Endpoints")
        return fmt::format(
            "subsets{{addresses{{{0}}} notReadyAddresses{{{0}}} "
            "ports{{name protocol port appProtocol}}}}",
            kAddressesOfSubset);
    if (kind == "Pod")
        return fmt::format("spec{{{}}} status{{{}}}", kPodSpec, kPodStatus);
    if (group == "apps" || group == "batch")
        return fmt::format(
            "spec{{replicas selector serviceName parallelism completions suspend "
            "template{{metadata{{labels}} spec{{{}}}}}}} "
            "status{{conditions{{type status}}}}",
            kPodSpec);
    if (kind == "ConfigMap")
        return "data{ca.crt}";
    if (kind == "Node")
        return "status{addresses}";
    if (kind == "CustomResourceDefinition")
        return "spec{group scope names{kind listKind plural singular shortNames} "
               "versions{name served storage}}";
    if (kind == "Namespace" || kind == "Secret")
        return "";
    return "spec{targetRef targetRefs}";
}

const FieldSelection& selectionOf(const std::string& group, const std::string& kind) {
    thread_local std::map<GroupKind, FieldSelection> known;
    const GroupKind key{group, kind};
    if (const auto found = known.find(key); found != known.end())
        return found->second;
    const std::string text = fmt::format("apiVersion kind metadata{{{} annotations{{{}}}}} {}",
                                         kMetadata, annotationsOf(kind), fieldsOf(group, kind));
    return known.emplace(key, FieldSelection(text)).first->second;
}

/// "https://***@host/" for "https://user:password@host/".
std::string withoutUserInfo(const std::string& text) {
    const std::size_t scheme = text.find("://");
    if (scheme == std::string::npos)
        return text;
    const std::size_t begin = scheme + 3;
    const std::size_t at = text.substr(0, text.find_first_of("/?#", begin)).rfind('@');
    if (at == std::string::npos || at < begin)
        return text;
    return text.substr(0, begin) + std::string(kMasked) + text.substr(at);
}

/// A header that is set or compared: `{name, value}`.
bool isHeader(const Json& value) {
    return value.is_object() && member(value, "name").is_string() &&
           member(value, "value").is_string();
}

void maskValues(Json& value, RemovedFields* removed) {
    const auto count = [removed](std::string_view what) {
        if (removed != nullptr)
            removed->masked(what);
    };
    if (value.is_string()) {
        std::string masked = withoutUserInfo(value.get<std::string>());
        if (masked != value.get_ref<const std::string&>())
            count("users and passwords in URLs");
        value = std::move(masked);
        return;
    }
    if (isHeader(value) && namesCredential(textOf(value, "name"))) {
        value["value"] = kMasked;
        count("values of headers");
    }
    if (value.is_structured())
        for (auto& each : value)
            maskValues(each, removed);
}

/// A definition without its schemas takes every object: what is left of them is not whole either.
void openSchemas(Json& definition) {
    if (!definition.contains("spec") || !definition["spec"].contains("versions"))
        return;
    for (Json& version : definition["spec"]["versions"])
        version["schema"] = {
            {"openAPIV3Schema",
             {{"type", "object"}, {"x-kubernetes-preserve-unknown-fields", true}}}};
}

/// Keys of `data` with empty values: they tell what is there, not what it says.
Json emptied(const Json& data) {
    Json result = Json::object();
    for (const auto& [key, value] : data.items())
        result[key] = "";
    return result;
}

/// The certificates of a PEM text, without whatever else stands beside them.
std::string certificatesOnly(std::string_view pem) {
    constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
    constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
    std::string result;
    for (;;) {
        const std::size_t begin = pem.find(kBegin);
        const std::size_t end = begin == std::string_view::npos ? begin : pem.find(kEnd, begin);
        if (end == std::string_view::npos)
            return result;
        const std::string_view block = pem.substr(begin, end + kEnd.size() - begin);
        if (!parseCertificates(block).empty())
            result += std::string(block) + "\n";
        pem.remove_prefix(end + kEnd.size());
    }
}

std::string_view groupOf(std::string_view apiVersion) {
    const std::size_t slash = apiVersion.find('/');
    return slash == std::string_view::npos ? std::string_view() : apiVersion.substr(0, slash);
}

}  // namespace

Json reduced(const Json& object, RemovedFields* removed) {
    const std::string kind = textOf(object, "kind");
    Json result = selectionOf(std::string(groupOf(textOf(object, "apiVersion"))), kind).of(object, removed);
    for (const char* part : {"metadata", "spec"})
        if (result.contains(part) && kind != "ConfigMap")
            maskValues(result[part], removed);
    if (kind == "CustomResourceDefinition")
        openSchemas(result);
    if (kind == "ConfigMap" && result.contains("data"))
        result["data"]["ca.crt"] = certificatesOnly(textOf(result["data"], "ca.crt"));
    return result;
}

Json reducedSecret(const Json& secret, Secret& facts, CertificateStore& store, RemovedFields* removed) {
    Json result = selectionOf("", "Secret").of(secret);
    const Json& data = member(secret, "data");
    if (removed != nullptr && !data.empty())
        removed->left("data of Secrets", data.size());
    result["type"] = textOf(secret, "type");
    result["data"] = emptied(data);
    inspectCertificates(facts,
                        {.certificates = decodeBase64(viewOf(data, "tls.crt")),
                         .key = decodeBase64(viewOf(data, "tls.key")),
                         .authorities = decodeBase64(viewOf(data, "ca.crt"))},
                        store);
    return result;
}

}  // namespace gatesight::model
