#include "simulator/delivery/pod_records.h"

#include "simulator/control/hostname.h"
#include "simulator/delivery/service_endpoints.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

/// The label that DNS has for an endpoint below its headless Service: its hostname, or else its
/// address with dashes.
std::string labelOf(const model::Endpoint& endpoint) {
    if (!endpoint.hostname.empty() || endpoint.addresses.empty())
        return lowerCase(endpoint.hostname);
    std::string label = endpoint.addresses.front();
    std::ranges::replace_if(
        label, [](char c) { return c == '.' || c == ':'; }, '-');
    return label;
}

Destination endpointDestination(const model::World& world,
                                const model::Ref<model::Service>& service, std::string_view label,
                                const model::Endpoint& endpoint) {
    const std::string owner = service.object().fullName();
    const auto pod = podOfEndpoint(world, service.metadata().namespace_, endpoint);
    if (pod)
        return podDestination(pod, "svc.headless",
                              fmt::format("{} is Pod {} behind the headless Service {}", label,
                                          pod.object().fullName(), owner));
    Destination result;
    result.kind = Destination::Kind::External;
    result.externalName = endpoint.addresses.front();
    result.rule = "svc.headless";
    result.message = fmt::format("{} is {} behind the headless Service {}, and no Pod", label,
                                 result.externalName, owner);
    return result;
}

Destination noRecord(std::string_view rule, std::string message) {
    Destination result;
    result.rule = rule;
    result.message = std::move(message);
    return result;
}

/// A Pod that could be meant, and why DNS has no such name for it.
std::optional<Destination> whyNoPodRecord(const model::World& world,
                                          const model::Ref<model::Service>& service,
                                          std::string_view label) {
    const auto& metadata = service.metadata();
    for (const model::ObjectId id : world.ofKind("", "Pod", metadata.namespace_)) {
        const auto& object = world.object(id);
        const auto& pod = std::get<model::Pod>(object.resource);
        if (pod.spec.hostname == label && pod.spec.subdomain == metadata.name)
            return noRecord("svc.headless.pod-names",
                            fmt::format("Pod {} has hostname and subdomain for it, but is no "
                                        "endpoint of Service {}",
                                        object.fullName(), service.object().fullName()));
        if (object.metadata.name == label && !service->selector.empty() &&
            model::selects(service->selector, object.metadata.labels))
            return noRecord("svc.headless.pod-names",
                            fmt::format("Pod {} has no hostname with subdomain {}, and DNS knows "
                                        "no Pod behind a Service by its name alone",
                                        object.fullName(), metadata.name));
    }
    return std::nullopt;
}

}  // namespace

Destination podDestination(const model::Ref<model::Pod>& pod, std::string_view rule,
                           std::string message) {
    Destination result;
    result.kind = Destination::Kind::Pod;
    result.object = pod.id();
    result.rule = rule;
    result.message = std::move(message);
    return result;
}

std::optional<Destination> podRecord(const model::World& world, std::string_view label,
                                     std::string_view name, std::string_view namespace_) {
    const auto service = world.find<model::Service>(namespace_, name);
    if (!service || !service->headless())
        return std::nullopt;
    bool notReady = false;
    for (const auto& slice : world.slicesOf(namespace_, name)) {
        for (const model::Endpoint& endpoint : slice->endpoints) {
            if (endpoint.addresses.empty() || labelOf(endpoint) != label)
                continue;
            if (endpoint.ready)
                return endpointDestination(world, service, label, endpoint);
            notReady = true;
        }
    }
    if (notReady)
        return noRecord("svc.headless.dns-ready",
                        fmt::format("{} behind the headless Service {} is not ready, and until "
                                    "then DNS does not know it",
                                    label, service.object().fullName()));
    return whyNoPodRecord(world, service, label);
}

}  // namespace gatesight::simulator
