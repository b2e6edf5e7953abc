#include "simulator/changes/decision_inputs.h"

#include "model/schema/decode.h"
#include "simulator/delivery/delivery.h"
#include "simulator/delivery/pod_workload.h"
#include "simulator/routing/imported.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gatesight::simulator {

namespace {

const Entrance* entranceAt(const Simulation& simulation, const std::string& gateway,
                           std::uint16_t port) {
    const std::size_t slash = gateway.find('/');
    const auto found = simulation.world->find<model::Gateway>(
        std::string_view(gateway).substr(0, slash), std::string_view(gateway).substr(slash + 1));
    if (!found)
        return nullptr;
    const GatewayState* state = simulation.control->gateway(found.id());
    if (!state || state->controllerName.empty())
        return nullptr;
    const EntranceId id = simulation.routes->entranceOf(found.id(), port);
    return id.valid() ? &simulation.routes->entrance(id) : nullptr;
}

void addNumber(std::string& text, std::uint64_t number) {
    const fmt::format_int digits(number);
    text.append(digits.data(), digits.size());
}

}  // namespace

DecisionInputs::DecisionInputs(const Simulation& simulation,
                               const std::vector<std::uint32_t>& contents,
                               const std::vector<bool>& shared, Interner& interner,
                               std::string apart)
    : m_simulation(simulation),
      m_contents(contents),
      m_shared(shared),
      m_interner(interner),
      m_apart(std::move(apart)) {}

// ---- objects and listeners ----

/// Name and content; a derived object has a name alone, and what counts of it is said elsewhere.
std::string DecisionInputs::textOf(model::ObjectId object) const {
    if (!object.valid())
        return "-";
    return fmt::format("{}#{}", world().object(object).fullName(), m_contents[object.value]);
}

std::string DecisionInputs::textOf(const std::vector<model::ObjectId>& objects) const {
    std::string text;
    for (const model::ObjectId object : objects)
        text += textOf(object) + ",";
    return text;
}

std::string DecisionInputs::textOf(ListenerId id) const {
    const ListenerState& state = control().listener(id);
    const model::Listener& spec = *state.spec;
    std::string text = fmt::format("{} {} {} {}", spec.protocol, spec.port, spec.hostname,
                                   textOf(state.certificates));
    if (spec.tls) {
        text += spec.tls->mode == model::ListenerTLSConfig::Mode::Passthrough ? " P" : " T";
        for (const auto& [name, value] : spec.tls->options)
            text += fmt::format(" {}={}", name, value);
    }
    if (const auto& validation = state.clientValidation)
        text += fmt::format(" asks{} {}", validation->insecureFallback ? "?" : "!",
                            textOf(validation->authorities));
    return text + " " + textOf(control().gateway(state.gateway)->backendClientCertificate);
}

ArrivalInputs DecisionInputs::arrival(const std::string& gateway, std::uint16_t port,
                                      bool encrypted, const std::string& host) {
    const Entrance* entrance = entranceAt(m_simulation, gateway, port);
    ArrivalInputs arrival;
    std::string text = "arrival " + m_apart;
    if (!entrance || entrance->serving.empty()) {
        arrival.number = m_interner.number(text + "nobody");
        return arrival;
    }
    text += fmt::format("{}{}{}{} ", entrance->plain.empty() ? "" : "p",
                        entrance->secure.empty() ? "" : "s", entrance->tcp.valid() ? "t" : "",
                        entrance->udp.valid() ? "u" : "");
    const ListenerId listener{(encrypted ? entrance->secure : entrance->plain).best(host)};
    if (listener.valid()) {
        text += textOf(listener);
        arrival.connection = control().listener(listener).spec->protocol == "TLS";
        if (!arrival.connection)
            arrival.scope = table().scopeOf(listener);
    }
    arrival.number = m_interner.number(std::move(text));
    return arrival;
}

// ---- backends ----

std::string DecisionInputs::tlsTextOf(model::ObjectId service, const std::string& port) const {
    const BackendTlsState* tls = control().backendTls(service, port);
    return tls ? fmt::format(" tls {} {} {}", textOf(tls->policy), textOf(tls->authorities),
                             tls->unusable)
               : std::string();
}

/// A port of what a reference leads to, with all that is behind it.
std::uint32_t DecisionInputs::backendNumber(model::ObjectId target, std::uint32_t port) {
    if (const auto known = m_backends.find({target, port}); known != m_backends.end())
        return known->second;
    const model::Object& object = world().object(target);
    std::string text = fmt::format("backend {} {} {}", object.kind, textOf(target), port);
    if (const XBackendState* outside = control().xBackend(target))
        text += fmt::format(" {} {} {}", outside->unusable, textOf(outside->authorities),
                            textOf(outside->clientCertificate));
    if (const BackendTrafficState* traffic = control().backendTraffic(target))
        text += " traffic " + textOf(traffic->policy);
    const auto* ports = model::servicePorts(object);
    if (ports && port < ports->size()) {
        text += tlsTextOf(target, (*ports)[port].name);
        text += endpointsAreUnknown(world(), object) ? " unknown" : "";
        const auto endpoints = m_simulation.delivery->endpoints(target, port);
        for (const std::uint32_t index : m_simulation.delivery->readyEndpoints(target, port)) {
            const EndpointTarget& each = endpoints[index];
            // Which Pod of a workload it is, and its address, nobody can tell from an answer.
            const std::string who =
                each.pod.valid() ? workloadOf(world().object(each.pod)) : each.ip;
            text += fmt::format("\n{}:{} {} {}", who, each.port, each.node, each.zone);
        }
    }
    return m_backends[{target, port}] = m_interner.number(std::move(text));
}

void DecisionInputs::add(std::string& text, const BackendState& backend) {
    text += ' ';
    addNumber(text, static_cast<std::uint64_t>(backend.status));
    text += ':';
    addNumber(text, backend.target.valid() ? backendNumber(backend.target, backend.port) : 0);
}

void DecisionInputs::add(std::string& text, const std::vector<FilterBackendState>& backends) {
    for (const FilterBackendState& each : backends) {
        text += fmt::format(" f{}", each.filter);
        add(text, each.backend);
    }
}

// ---- rules and hosts ----

/// What the rule says. A content that both sides have is of one route alone. Of a route that only
/// one side has so, the rule is what its text is, wherever it stands in the list; sessions go by the
/// name of the route and that place.
std::string DecisionInputs::contentOf(model::ObjectId route, std::uint32_t rule) {
    const std::uint32_t content = m_contents[route.value];
    if (m_shared[content]) {
        std::string text = "#";
        addNumber(text, content);
        addNumber(text += ' ', rule);
        return text;
    }
    const model::Object& object = world().object(route);
    std::string name = fmt::format("{} {} ", object.kind, object.fullName());
    if (model::requestRoute(object)->rules[rule].sessionPersistence)
        name += fmt::format("{} ", rule);
    const auto [found, isNew] = m_written.try_emplace(route.value);
    if (isNew)
        found->second = stored(object, m_simulation.options.channel)["spec"]["rules"];
    const auto& rules = found->second;
    if (!rules.is_array() || rules.size() <= rule)  // a default that is not written
        return name + fmt::format("#{} {}", content, rule);
    return name +
           rules[rule].dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::uint32_t DecisionInputs::ruleNumber(model::ObjectId route, std::uint32_t rule) {
    const std::uint64_t key = std::uint64_t{route.value} << 32 | rule;
    if (const auto known = m_rules.find(key); known != m_rules.end())
        return known->second;
    const RuleState& state = control().route(route)->rules[rule];
    std::string text = "rule " + m_apart + contentOf(route, rule);
    text += state.dropped ? " dropped" : "";
    for (const BackendState& backend : state.backends)
        add(text, backend);
    add(text, state.filters);
    for (const auto& filters : state.backendFilters)
        add(text += ';', filters);
    return m_rules[key] = m_interner.number(std::move(text));
}

/// Under which name it is served: a wider one of its own may be cut down to the listener's.
std::string DecisionInputs::textOf(const RouteOnHost& on) {
    std::string text = "route";
    if (on.listener.valid()) {
        const auto& name =
            control().listener(on.listener).attachments[on.attachment].hostnames[on.hostname];
        text += fmt::format(" {} {}", name.hostname, name.routeHostname);
    }
    const model::ObjectId route = table().objectOf(on);
    const auto rules = model::requestRoute(world().object(route))->rules.size();
    for (std::uint32_t rule = 0; rule < rules; ++rule)
        addNumber(text += ' ', ruleNumber(route, rule));
    return text;
}

std::uint32_t DecisionInputs::nameNumber(const RouteOnHost& on) {
    const AttachedHostname* const name =
        on.listener.valid()
            ? &control().listener(on.listener).attachments[on.attachment].hostnames[on.hostname]
            : nullptr;
    const auto [found, isNew] = m_names.try_emplace(name);
    if (isNew)
        found->second = m_interner.number(
            name ? fmt::format("name {} {}", name->hostname, name->routeHostname) : "no name");
    return found->second;
}

std::uint32_t DecisionInputs::hostNumber(HostId host) {
    if (const auto known = m_hosts.find(host.value); known != m_hosts.end())
        return known->second;
    std::string text = "host";
    for (const RouteOnHost& on : table().routesOf(host))
        addNumber(text += ' ', m_interner.number(textOf(on)));
    return m_hosts[host.value] = m_interner.number(std::move(text));
}

std::uint32_t DecisionInputs::host(ScopeId scope, const std::string& host) {
    std::string text = "hosts";
    if (scope.valid())
        table().hostsOf(scope).visit(host, [&](std::uint32_t index) {
            text += fmt::format(" {}", hostNumber({index}));
            return false;
        });
    return m_interner.number(std::move(text));
}

void DecisionInputs::visit(ScopeId scope, const RequestFacts& facts,
                           std::vector<VisitedMatch>& visited) {
    visited.clear();
    if (!scope.valid())
        return;
    m_records.hits.clear();
    m_scratch.preparedFor = nullptr;
    table().match(scope, facts, m_scratch, m_records);
    for (const RouteHit& hit : m_records.hits) {
        const RouteOnHost& on = table().routeOf(hit);
        const model::ObjectId route = table().objectOf(on);
        const model::Object& object = world().object(route);
        const MatchRecord& record = *hit.record;
        visited.push_back({{ruleNumber(route, record.rule), record.match, nameNumber(on)},
                           &object,
                           &model::requestRoute(object)->rules[record.rule].matches[record.match]});
    }
}

// ---- network policies ----

namespace {

/// Kinds that no network policy looks at.
bool concernsPolicies(const model::Object& object) {
    static constexpr std::array<std::string_view, 13> kOthers{"HTTPRoute",
                                                              "GRPCRoute",
                                                              "TLSRoute",
                                                              "TCPRoute",
                                                              "UDPRoute",
                                                              "Secret",
                                                              "ConfigMap",
                                                              "ReferenceGrant",
                                                              "BackendTLSPolicy",
                                                              "XBackend",
                                                              "XBackendTrafficPolicy",
                                                              "GatewayClass",
                                                              "CustomResourceDefinition"};
    return object.origin.document && std::ranges::find(kOthers, object.kind) == kOthers.end();
}

bool hasAllOf(const model::World& world, const model::World& other) {
    return std::ranges::all_of(other.objects(), [&](const model::ObjectPtr& object) {
        if (!concernsPolicies(*object))
            return true;
        const model::ObjectId there = world.find(
            object->group, object->kind, object->metadata.namespace_, object->metadata.name);
        return there.valid() && world.object(there).origin.document &&
               sameText(object->origin.document->root(),
                        world.object(there).origin.document->root());
    });
}

/// Addresses of derived Pods are given out in order.
std::vector<std::pair<std::string, std::string>> addresses(const model::World& world) {
    std::vector<std::pair<std::string, std::string>> result;
    for (const auto& pod : world.all<model::Pod>())
        result.emplace_back(pod.object().fullName(), pod->podIP);
    std::ranges::sort(result);
    return result;
}

}  // namespace

bool policiesDiffer(const Simulation& before, const Simulation& after) {
    if (!before.policies && !after.policies)
        return false;
    return !before.policies || !after.policies || !hasAllOf(*before.world, *after.world) ||
           !hasAllOf(*after.world, *before.world) ||
           addresses(*before.world) != addresses(*after.world);
}

}  // namespace gatesight::simulator
