#include "simulator/contradictions/safeguards.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

void addOnce(std::vector<std::string>& list, std::string text) {
    if (std::ranges::find(list, text) == list.end())
        list.push_back(std::move(text));
}

/// A filter that matters to callers past the Gateway; mirrors, rewrites and redirects do not.
struct FilterSafeguard {
    Safeguards& result;

    void operator()(const model::ExternalAuth& filter) const {
        addOnce(result.guards, fmt::format("ExternalAuth {}", filter.backendRef.name));
    }
    void operator()(const model::ExtensionRef& filter) const {
        addOnce(result.guards, fmt::format("{} {}", filter.kind, filter.name));
    }
    void operator()(const model::RequestHeaderModifier&) const {
        addOnce(result.others, "RequestHeaderModifier");
    }
    void operator()(const model::ResponseHeaderModifier&) const {
        addOnce(result.others, "ResponseHeaderModifier");
    }
    void operator()(const model::CORS&) const { addOnce(result.others, "CORS"); }
    void operator()(const auto&) const {}
};

void addFilters(Safeguards& result, const std::vector<model::HTTPRouteFilter>& filters) {
    for (const model::HTTPRouteFilter& filter : filters)
        std::visit(FilterSafeguard{result}, filter.config);
}

/// Listeners of the Gateway that ask clients of this route for a certificate, and insist on it.
void addClientCertificates(Safeguards& result, const ControlPlane& control,
                           const Promise& promise) {
    const GatewayState* gateway = control.gateway(promise.gateway);
    if (!gateway)
        return;
    for (const ListenerId id : gateway->listeners) {
        const ListenerState& listener = control.listener(id);
        if (!listener.serves || !listener.clientValidation ||
            listener.clientValidation->insecureFallback)
            continue;
        if (std::ranges::find(listener.attachments, promise.route, &Attachment::route) !=
            listener.attachments.end())
            addOnce(result.guards, "client certificates");
    }
}

/// The Gateway speaks TLS to the backend and looks at its certificate; nobody else has to.
void addBackendTls(Safeguards& result, const Simulation& simulation, const Promise& promise) {
    const auto& ports = *model::servicePorts(simulation.world->object(promise.service));
    if (const BackendTlsState* tls =
            simulation.control->backendTls(promise.service, ports[promise.port].name))
        addOnce(result.others, fmt::format("BackendTLSPolicy {}",
                                           simulation.world->object(tls->policy).metadata.name));
}

}  // namespace

std::vector<std::string> Safeguards::all() const {
    std::vector<std::string> result = guards;
    result.insert(result.end(), others.begin(), others.end());
    return result;
}

void Safeguards::add(const Safeguards& more) {
    for (const std::string& each : more.guards)
        addOnce(guards, each);
    for (const std::string& each : more.others)
        addOnce(others, each);
}

Safeguards safeguardsOf(const Simulation& simulation, const Promise& promise) {
    Safeguards result;
    const model::Object& object = simulation.world->object(promise.route);
    if (const auto* route = model::requestRoute(object))
        for (const std::uint32_t index : promise.rules) {
            const model::HTTPRouteRule& rule = route->rules[index];
            addFilters(result, rule.filters);
            for (const model::HTTPBackendRef& backend : rule.backendRefs)
                addFilters(result, backend.filters);
            if (rule.timeouts && (rule.timeouts->request || rule.timeouts->backendRequest))
                addOnce(result.others, "timeouts");
        }
    if (!promise.inMesh()) {
        addClientCertificates(result, *simulation.control, promise);
        addBackendTls(result, simulation, promise);
    }
    return result;
}

}  // namespace gatesight::simulator
