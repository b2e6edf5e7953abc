// Pod, and the workloads that make Pods.
#include "model/manifest/scalar.h"
#include "model/schema/decoders.h"

#include <algorithm>

namespace gatesight::model {

namespace {

Container containerOf(Node node) {
    return {.name = textOf(field(node, "name")),
            .image = textOf(field(node, "image")),
            .ports = listOf(field(node, "ports"), [](Node port) {
                return ContainerPort{
                    .name = textOf(field(port, "name")),
                    .containerPort = portOf(field(port, "containerPort")).value_or(0),
                    .protocol = textOf(field(port, "protocol"), "TCP")};
            })};
}

void decodeAddresses(Pod& pod, Node status) {
    pod.podIP = textOf(field(status, "podIP"));
    pod.hostIP = textOf(field(status, "hostIP"));
    for (const Node each : field(status, "podIPs").items())
        if (auto address = optionalTextOf(field(each, "ip")))
            pod.podIPs.push_back(std::move(*address));
    if (pod.podIP.empty() && !pod.podIPs.empty())
        pod.podIP = pod.podIPs.front();
    if (pod.podIPs.empty() && !pod.podIP.empty())
        pod.podIPs.push_back(pod.podIP);
}

/// Whether a condition of the status is True; nothing when the status does not speak of it.
std::optional<bool> conditionOf(Node status, std::string_view type) {
    for (const Node condition : field(status, "conditions").items())
        if (field(condition, "type").text() == type)
            return field(condition, "status").text() == "True";
    return std::nullopt;
}

/// Condition Ready is True. Of a status that does not speak of it the Pod is ready when it runs,
/// all its containers are ready and all its readinessGates hold (eps.ready.gates).
bool readyOf(Node spec, Node status, std::string_view phase) {
    if (const auto ready = conditionOf(status, "Ready"))
        return *ready;
    for (const Node container : field(status, "containerStatuses").items())
        if (!field(container, "ready").toBool())
            return false;
    for (const Node gate : field(spec, "readinessGates").items())
        if (!conditionOf(status, field(gate, "conditionType").text()).value_or(false))
            return false;
    return phase == "Running";
}

constexpr std::uint64_t kMostDots = 15;  // what resolvers make of more

/// Of an option that is there twice the last one counts, as for resolvers.
std::optional<std::int32_t> ndotsOf(Node options) {
    std::optional<std::int32_t> result;
    for (const Node option : options.items())
        if (field(option, "name").text() == "ndots")
            if (const auto number = parseInteger(field(option, "value").text()))
                result = number->negative ? 0
                                          : static_cast<std::int32_t>(
                                                std::min(number->magnitude, kMostDots));
    return result;
}

PodDnsConfig dnsConfigOf(Node config) {
    return {.nameservers = textsOf(field(config, "nameservers")),
            .searches = textsOf(field(config, "searches")),
            .ndots = ndotsOf(field(config, "options"))};
}

HostAlias hostAliasOf(Node alias) {
    return {.ip = textOf(field(alias, "ip")), .hostnames = textsOf(field(alias, "hostnames"))};
}

PodTemplate podTemplateOf(Node node) {
    return {.metadata = metadataOf(field(node, "metadata")),
            .spec = podSpecOf(field(node, "spec"))};
}

}  // namespace

PodSpec podSpecOf(Node spec) {
    PodSpec result;
    result.containers = listOf(field(spec, "containers"), containerOf);
    for (const Node init : field(spec, "initContainers").items()) {
        if (field(init, "restartPolicy").text() != "Always")
            continue;  // has ended by the time the Pod is ready; its ports answer nobody
                       // (svc.target-port.name)
        result.containers.push_back(containerOf(init));
        result.containers.back().restartableInit = true;
    }
    result.nodeName = textOf(field(spec, "nodeName"));
    result.serviceAccountName =
        textOf(field(spec, "serviceAccountName"), result.serviceAccountName);
    result.hostNetwork = field(spec, "hostNetwork").toBool();
    result.hostname = textOf(field(spec, "hostname"));
    result.subdomain = textOf(field(spec, "subdomain"));
    result.nodeSelector = labelsOf(field(spec, "nodeSelector"));
    result.dnsPolicy = textOf(field(spec, "dnsPolicy"), result.dnsPolicy);
    result.dnsConfig = dnsConfigOf(field(spec, "dnsConfig"));
    result.hostAliases = listOf(field(spec, "hostAliases"), hostAliasOf);
    return result;
}

void decodeInto(Pod& pod, Node root, const DecodeContext& /*context*/) {
    pod.spec = podSpecOf(field(root, "spec"));
    const Node status = field(root, "status");
    if (!status.isMap() || status.size() == 0)
        return;
    pod.phase = textOf(field(status, "phase"), pod.phase);
    decodeAddresses(pod, status);
    pod.ready = readyOf(field(root, "spec"), status, pod.phase);
}

void decodeInto(Workload& workload, Node root, const DecodeContext& /*context*/) {
    const Node spec = field(root, "spec");
    workload.replicas = int32Of(field(spec, "replicas"));
    workload.selector = labelSelectorOf(field(spec, "selector"));
    workload.template_ = podTemplateOf(field(spec, "template"));
    workload.serviceName = textOf(field(spec, "serviceName"));
}

void decodeInto(Job& job, Node root, const DecodeContext& context) {
    decodeInto(static_cast<Workload&>(job), root, context);
    const Node spec = field(root, "spec");
    job.replicas = std::min(int32Of(field(spec, "parallelism")).value_or(1),
                            int32Of(field(spec, "completions")).value_or(INT32_MAX));
    if (field(spec, "suspend").toBool())
        job.replicas = 0;
    for (const Node condition : field(field(root, "status"), "conditions").items())
        if (field(condition, "type").text() == "Complete" &&
            field(condition, "status").text() == "True")
            job.completed = true;
}

}  // namespace gatesight::model
