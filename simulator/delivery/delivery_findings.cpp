#include "simulator/delivery/delivery_findings.h"

#include "simulator/delivery/imported_clusters.h"

#include <algorithm>
#include <map>
#include <set>
#include <type_traits>
#include <variant>

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

using ServiceRef = model::Ref<model::Service>;
using PodRef = model::Ref<model::Pod>;

constexpr std::size_t kMostNames = 3;        // Pods named in one sentence
constexpr std::size_t kMostCompared = 2000;  // Pods that a selector is compared with

/// Service ports that rules send requests to, each with one of the routes.
using UsedPorts = std::map<std::pair<std::uint32_t, std::uint32_t>, model::ObjectId>;

UsedPorts usedPorts(const ControlPlane& control) {
    UsedPorts used;
    const auto add = [&](const RouteState& route, const BackendState& backend) {
        if (backend.ok() && backend.target.valid())
            used.emplace(std::pair(backend.target.value, backend.port), route.route);
    };
    for (const RouteState& route : control.routes) {
        for (const RuleState& rule : route.rules) {
            for (const BackendState& backend : rule.backends)
                add(route, backend);
            for (const FilterBackendState& filter : rule.filters)
                add(route, filter.backend);
        }
    }
    return used;
}

std::string labelsText(const model::Labels& labels) {
    std::string text;
    for (const auto& [key, value] : labels)
        text += fmt::format("{}{}={}", text.empty() ? "" : ",", key, value);
    return text;
}

std::string namesOf(const std::vector<PodRef>& pods) {
    std::string text;
    for (std::size_t i = 0; i < std::min(pods.size(), kMostNames); ++i)
        text += fmt::format("{}{}", i == 0 ? "" : ", ", pods[i].metadata().name);
    return pods.size() > kMostNames ? fmt::format("{} and {} more", text, pods.size() - kMostNames)
                                    : text;
}

class PortInspector {
public:
    PortInspector(const model::World& world, const Delivery& delivery, const UsedPorts& used,
                  model::Findings& findings)
        : m_world(world), m_delivery(delivery), m_used(used), m_findings(findings) {}

    void inspect(const ServiceRef& service) {
        if (service->isExternalName())
            return;
        for (std::uint32_t port = 0; port < service->ports.size(); ++port) {
            if (!m_delivery.readyEndpoints(service.id(), port).empty())
                continue;
            const std::size_t before = m_findings.size();
            explain(service, port);
            // What is wrong with the whole Service is told once.
            if (m_findings.size() > before && m_findings.back().field == "spec.selector")
                return;
        }
    }

private:
    void explain(const ServiceRef& service, std::uint32_t port) {
        if (!m_delivery.endpoints(service.id(), port).empty())
            reportNotReady(service, port);
        else if (explainSlices(service, port))
            return;
        else if (service->selector.empty())
            report(service, port, "svc.selector", "",
                   "it has neither a selector nor an EndpointSlice, so it leads nowhere");
        else
            explainSelector(service, port);
    }

    void reportNotReady(const ServiceRef& service, std::uint32_t port) {
        std::vector<PodRef> pods;
        std::size_t others = 0;
        for (const EndpointTarget& target : m_delivery.endpoints(service.id(), port)) {
            if (target.pod.valid())
                pods.emplace_back(target.pod, &m_world.object(target.pod));
            else
                ++others;
        }
        report(service, port, "eps.consumers.ready", "",
               pods.empty() ? fmt::format("none of its {} endpoints is ready", others)
                            : fmt::format("no Pod behind it is ready: {}", namesOf(pods)));
        for (const PodRef& pod : pods)
            if (m_findings.back().related.size() < kMostNames)
                m_findings.back().related.push_back(
                    {fmt::format("Pod {} is not ready", pod.metadata().name),
                     pod.origin().locate()});
    }

    /// eps.port-by-name: slices that have endpoints, but no port of this name.
    bool explainSlices(const ServiceRef& service, std::uint32_t port) {
        const model::ServicePort& wanted = service->ports[port];
        for (const auto& slice :
             m_world.slicesOf(service.metadata().namespace_, service.metadata().name)) {
            if (slice.origin().derived() || slice->endpoints.empty() || slice->ports.empty())
                continue;
            const model::EndpointPort& other = slice->ports.front();
            const bool sameName = other.name == wanted.name;
            report(
                service, port, "eps.port-by-name", fmt::format("spec.ports[{}]", port),
                fmt::format("EndpointSlice {} has port {}/{}, but the Service's port is {}/{}; "
                            "they are joined by name{}",
                            slice.metadata().name, quoted(other.name), other.protocol,
                            quoted(wanted.name), wanted.protocol, sameName ? " and protocol" : ""));
            m_findings.back().related.push_back(
                {fmt::format("EndpointSlice {}", slice.metadata().name), slice.origin().locate()});
            return true;
        }
        return false;
    }

    static std::string quoted(const std::string& name) { return fmt::format("\"{}\"", name); }

    void explainSelector(const ServiceRef& service, std::uint32_t port) {
        std::vector<PodRef> selected;
        PodRef nearest;
        std::size_t nearestPairs = 0, compared = 0;
        for (const model::ObjectId id : m_world.ofKind("", "Pod", service.metadata().namespace_)) {
            const PodRef pod(id, &m_world.object(id));
            if (model::selects(service->selector, pod.metadata().labels)) {
                selected.push_back(pod);
            } else if (compared++ < kMostCompared) {
                const std::size_t pairs = commonPairs(service->selector, pod.metadata().labels);
                if (!nearest || pairs > nearestPairs) {
                    nearest = pod;
                    nearestPairs = pairs;
                }
            }
        }
        if (selected.empty())
            reportSelector(service, port, nearest);
        else
            reportTargetPort(service, port, selected);
    }

    /// Pairs that the labels have; a key with another value counts for half of a pair.
    static std::size_t commonPairs(const model::Labels& selector, const model::Labels& labels) {
        std::size_t result = 0;
        for (const auto& [key, value] : selector) {
            const auto found = labels.find(key);
            if (found != labels.end())
                result += found->second == value ? 2 : 1;
        }
        return result;
    }

    void reportSelector(const ServiceRef& service, std::uint32_t port, const PodRef& nearest) {
        const std::string selector = labelsText(service->selector);
        if (const model::Object* workload = withoutPods(service)) {
            report(service, port, "svc.selector", "spec.selector",
                   fmt::format("its selector {} fits the Pods of {} {}, which has none of them",
                               selector, workload->kind, workload->metadata.name));
            const auto& document = workload->origin.document;
            const model::Node replicas =
                document ? document->root()["spec"]["replicas"] : model::Node();
            m_findings.back().related.push_back(
                {fmt::format("{} {} runs no Pod", workload->kind, workload->metadata.name),
                 workload->origin.locate(replicas.id())});
            return;
        }
        if (!nearest) {
            report(service, port, "svc.selector", "spec.selector",
                   fmt::format("its selector {} fits no Pod: none is loaded in namespace {}",
                               selector, service.metadata().namespace_));
            return;
        }
        report(service, port, "svc.selector", "spec.selector",
               fmt::format("its selector {} fits no Pod; the nearest is {} with {}", selector,
                           nearest.metadata().name, differences(service->selector, nearest)));
        m_findings.back().related.push_back(
            {fmt::format("Pod {}", nearest.metadata().name), nearest.origin().locate()});
    }

    /// A workload whose Pods would be selected, if it ran any; null: there is none.
    [[nodiscard]] const model::Object* withoutPods(const ServiceRef& service) const {
        for (const std::string_view kind : {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"})
            for (const model::ObjectId id :
                 m_world.ofKind("apps", kind, service.metadata().namespace_)) {
                const model::Object& object = m_world.object(id);
                const model::Workload* workload = workloadOf(object.resource);
                if (workload &&
                    model::selects(service->selector, workload->template_.metadata.labels))
                    return &object;
            }
        return nullptr;
    }

    static const model::Workload* workloadOf(const model::Resource& resource) {
        return std::visit(
            [](const auto& each) -> const model::Workload* {
                if constexpr (std::is_base_of_v<model::Workload, std::decay_t<decltype(each)>>)
                    return &each;
                else
                    return nullptr;
            },
            resource);
    }

    /// The pairs in which a Pod differs: "app=card, no label tier".
    static std::string differences(const model::Labels& selector, const PodRef& pod) {
        std::string text;
        for (const auto& [key, value] : selector) {
            const auto found = pod.metadata().labels.find(key);
            if (found != pod.metadata().labels.end() && found->second == value)
                continue;
            text += text.empty() ? "" : ", ";
            text += found == pod.metadata().labels.end() ? fmt::format("no label {}", key)
                                                         : fmt::format("{}={}", key, found->second);
        }
        return text;
    }

    /// Pods are selected and yet no endpoints of this port.
    void reportTargetPort(const ServiceRef& service, std::uint32_t port,
                          const std::vector<PodRef>& pods) {
        const auto& target = service->ports[port].targetPort;
        const auto* name = target ? std::get_if<std::string>(&*target) : nullptr;
        if (name)
            report(service, port, "svc.target-port.name.missing",
                   fmt::format("spec.ports[{}].targetPort", port),
                   fmt::format("targetPort {} names no {} port of its Pods ({}); they have {}",
                               quoted(*name), service->ports[port].protocol, namesOf(pods),
                               portNames(pods)));
        else
            report(service, port, "eps.pods.included", "",
                   fmt::format("its Pods ({}) have no address, or are finished", namesOf(pods)));
    }

    static std::string portNames(const std::vector<PodRef>& pods) {
        std::set<std::string> names;
        for (const PodRef& pod : pods)
            for (const model::Container& container : pod->spec.containers)
                for (const model::ContainerPort& port : container.ports)
                    if (!port.name.empty() && names.size() < 10)
                        names.insert(fmt::format("{}/{}", port.name, port.protocol));
        return names.empty() ? "none with a name" : fmt::format("{}", fmt::join(names, ", "));
    }

    /// kNoNode where it is not written out.
    static model::NodeId selectorOf(const ServiceRef& service) {
        const auto& document = service.origin().document;
        return document ? document->root()["spec"]["selector"].id() : model::kNoNode;
    }

    void report(const ServiceRef& service, std::uint32_t port, std::string_view rule,
                const std::string& field, const std::string& why) {
        const auto user = m_used.find({service.id().value, port});
        const bool used = user != m_used.end();
        const model::ServicePort& servicePort = service->ports[port];
        model::Finding finding{
            .severity = used ? model::Severity::Warning : model::Severity::Info,
            .rule = std::string(rule),
            .message = fmt::format("port {} of Service {} has no ready endpoint: {}",
                                   servicePort.port, service.object().fullName(), why),
            .object = service.object().reference(),
            .field = field,
            .source = service.origin().locate(field == "spec.selector" ? selectorOf(service)
                                                                       : servicePort.node),
            .related = {},
            .edit = {}};
        if (used) {
            const model::Object& route = m_world.object(user->second);
            finding.related.push_back(
                {fmt::format("{} {} leads here", route.kind, route.fullName()),
                 route.origin.locate()});
        }
        m_findings.push_back(std::move(finding));
    }

    const model::World& m_world;
    const Delivery& m_delivery;
    const UsedPorts& m_used;
    model::Findings& m_findings;
};

/// What other clusters have is in no manifest of this one, unless their slices are loaded.
void inspectImport(const model::World& world, const model::Ref<model::ServiceImport>& import,
                   model::Findings& findings) {
    const auto& metadata = import.metadata();
    const auto missing = clustersNotLoaded(world, import.object());
    model::Finding finding;
    if (world.importedSlicesOf(metadata.namespace_, metadata.name).empty())
        finding.message = "no EndpointSlice of it is loaded, so its endpoints are not known";
    else if (!missing.empty())
        finding.message = fmt::format("its endpoints in {} are not loaded and not counted",
                                      fmt::join(missing, ", "));
    else
        return;
    finding.severity = model::Severity::Info;
    finding.rule = "backendref.service-import";
    finding.object = import.object().reference();
    finding.source = import.origin().locate();
    findings.push_back(std::move(finding));
}

}  // namespace

model::Findings deliveryFindings(const model::World& world, const ControlPlane& control,
                                 const Delivery& delivery) {
    model::Findings findings;
    const UsedPorts used = usedPorts(control);
    PortInspector inspector(world, delivery, used, findings);
    for (const auto& service : world.all<model::Service>())
        inspector.inspect(service);
    for (const auto& import : world.all<model::ServiceImport>())
        inspectImport(world, import, findings);
    return findings;
}

}  // namespace gatesight::simulator
