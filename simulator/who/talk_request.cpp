#include "simulator/delivery/delivery.h"
#include "simulator/who/outer_door.h"
#include "simulator/who/talk_reason.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

/// What leads to a port of a Pod.
struct ServiceFront {
    model::ObjectId service;
    std::uint32_t port = 0;
};

class RequestFinder {
public:
    RequestFinder(const Simulation& simulation, const WhoTalks& who, const TalkTry& one)
        : m_simulation(simulation), m_who(who), m_try(one) {}

    std::optional<Request> run() {
        if (m_try.destination == TalkTry::kOutside || m_try.port.transport == Transport::SCTP ||
            !hasCaller())
            return std::nullopt;
        addCandidates();
        for (const Request& candidate : m_candidates)
            if (getsThrough(candidate))
                return candidate;
        return m_candidates.empty() ? std::nullopt : std::optional(m_candidates.front());
    }

private:
    static constexpr std::size_t kMaxCandidates = 32;

    [[nodiscard]] const model::World& world() const { return *m_simulation.world; }
    [[nodiscard]] const TalkParty& destination() const { return m_who.parties[m_try.destination]; }

    /// Proxies only forward. Sets who calls.
    bool hasCaller() {
        if (m_try.source == TalkTry::kInternet)
            return true;
        const TalkParty& source = m_who.parties[m_try.source];
        if (!source.pod)
            return false;
        const model::ObjectMeta& pod = world().object(source.object).metadata;
        m_request.from.namespace_ = pod.namespace_;
        m_request.from.pod = pod.name;
        return true;
    }

    void addCandidates() {
        if (m_try.gateway != TalkParty::kNoGateway)
            return addThrough(m_try.gateway);
        if (!destination().pod)
            return addThrough(destination().gateway);
        if (m_try.source == TalkTry::kInternet)
            return addDoors();  // which knows neither names of the cluster nor addresses of Pods
        if (const auto front = serviceFront(); front && !isBehind(*front, m_try.source))
            return add(urlOf(*front));
        const auto& pod = std::get<model::Pod>(world().object(destination().object).resource);
        if (!pod.podIP.empty() && m_try.port.port != 0)
            add(urlAt(scheme({}), pod.podIP, m_try.port.port));
    }

    void add(const std::string& url, const std::string& sourceIp = {}) {
        Request request = m_request;
        if (m_candidates.size() == kMaxCandidates || !setUrl(request, url))
            return;
        request.sourceIp = sourceIp;
        m_candidates.push_back(std::move(request));
    }

    [[nodiscard]] bool getsThrough(const Request& request) const {
        const Outcome outcome = decide(m_simulation, request).outcome;
        return outcome == Outcome::Forwarded || outcome == Outcome::Exited ||
               outcome == Outcome::Redirected;
    }

    void addDoors() {
        for (const OuterDoor& door : outerDoorsTo(m_simulation, destination().object, m_try.port))
            add(urlAt(scheme(door.appProtocol), door.host, door.port), door.sourceIp);
    }

    static std::string urlAt(std::string_view by, const std::string& host, std::uint16_t port) {
        return host.find(':') == std::string::npos ? fmt::format("{}://{}:{}/", by, host, port)
                                                   : fmt::format("{}://[{}]:{}/", by, host, port);
    }

    [[nodiscard]] std::string_view scheme(std::string_view appProtocol) const {
        if (m_try.port.transport == Transport::UDP)
            return "udp";
        // DNS, databases and the like are no HTTP; a guess by name would be wrong too often.
        return appProtocol.empty() || appProtocol == "http" ||
                       appProtocol.starts_with("kubernetes.io/")
                   ? "http"
                   : "tcp";
    }

    [[nodiscard]] std::optional<ServiceFront> serviceFront() const {
        std::optional<ServiceFront> result;
        for (const auto& service : world().all<model::Service>())
            for (std::uint32_t port = 0; port < service->ports.size(); ++port)
                for (const EndpointTarget& target :
                     m_simulation.delivery->endpoints(service.id(), port))
                    if (target.pod == destination().object && target.port == m_try.port.port &&
                        service->ports[port].protocol == toString(m_try.port.transport) &&
                        (!result || (!service->headless() && isHeadless(*result))))
                        result = ServiceFront{service.id(), port};
        return result;
    }

    /// A Service may lead a Pod behind it to itself, which no policy keeps it from (np.self).
    [[nodiscard]] bool isBehind(const ServiceFront& front, std::uint32_t party) const {
        return std::ranges::any_of(
            m_simulation.delivery->endpoints(front.service, front.port),
            [&](const EndpointTarget& target) {
                return target.pod == m_who.parties[party].object;
            });
    }

    [[nodiscard]] const model::Service& service(const ServiceFront& front) const {
        return std::get<model::Service>(world().object(front.service).resource);
    }
    [[nodiscard]] bool isHeadless(const ServiceFront& front) const {
        return service(front).headless();
    }

    [[nodiscard]] std::string urlOf(const ServiceFront& front) const {
        const model::ObjectMeta& metadata = world().object(front.service).metadata;
        const model::ServicePort& port = service(front).ports[front.port];
        const std::uint16_t number = isHeadless(front) ? m_try.port.port : port.port;
        const std::string_view by = scheme(port.appProtocol);
        const std::string shown =
            by == "http" && number == 80 ? std::string() : fmt::format(":{}", number);
        return fmt::format("{}://{}.{}{}/", by, metadata.name, metadata.namespace_, shown);
    }

    /// By every listener of the Gateway that serves, and every rule of a route that leads there.
    void addThrough(std::uint32_t gateway) {
        const GatewayState& state = m_simulation.control->gateways[gateway];
        m_request.gateway = world().object(state.gateway).fullName();
        for (const ListenerId id : state.listeners) {
            const ListenerState& listener = m_simulation.control->listener(id);
            if (listener.serves)
                for (const Attachment& attachment : listener.attachments)
                    addThrough(listener, attachment);
        }
    }

    void addThrough(const ListenerState& listener, const Attachment& attachment) {
        const auto* route = model::requestRoute(world().object(attachment.route));
        const RouteState* state = m_simulation.control->route(attachment.route);
        if (!route || !state)
            return;
        for (std::size_t i = 0; i < route->rules.size() && i < state->rules.size(); ++i)
            if (!destination().pod || leads(state->rules[i], route->rules[i]))
                add(urlOf(listener, attachment, route->rules[i]));
    }

    static std::string urlOf(const ListenerState& listener, const Attachment& attachment,
                             const model::HTTPRouteRule& rule) {
        std::string path = "/";
        if (!rule.matches.empty() &&
            rule.matches.front().path.type != model::HTTPPathMatch::Type::RegularExpression &&
            rule.matches.front().path.value.starts_with('/'))
            path = rule.matches.front().path.value;
        const bool secure = listener.spec->protocol != "HTTP";
        const std::uint16_t usual = secure ? 443 : 80;
        return fmt::format(
            "{}://{}{}{}", secure ? "https" : "http",
            hostOf(attachment.hostnames.front().hostname),
            listener.spec->port == usual ? "" : fmt::format(":{}", listener.spec->port), path);
    }

    /// Backends without weight get nothing.
    [[nodiscard]] bool leads(const RuleState& state, const model::HTTPRouteRule& rule) const {
        for (std::size_t i = 0; i < state.backends.size() && i < rule.backendRefs.size(); ++i) {
            const BackendState& backend = state.backends[i];
            if (backend.ok() && backend.port != UINT32_MAX && rule.backendRefs[i].weight > 0 &&
                std::ranges::any_of(
                    m_simulation.delivery->endpoints(backend.target, backend.port),
                    [&](const EndpointTarget& target) {
                        return target.pod == destination().object &&
                               target.port == m_try.port.port;
                    }))
                return true;
        }
        return false;
    }

    static std::string hostOf(std::string hostname) {
        if (hostname.empty())
            return "example.com";
        if (hostname.starts_with("*"))
            hostname.replace(0, 1, "www");
        return hostname;
    }

    const Simulation& m_simulation;
    const WhoTalks& m_who;
    TalkTry m_try;
    Request m_request;  // what all candidates share
    std::vector<Request> m_candidates;
};

}  // namespace

std::optional<Request> requestOf(const Simulation& simulation, const WhoTalks& who,
                                 const TalkTry& one) {
    return one.valid() ? RequestFinder(simulation, who, one).run() : std::nullopt;
}

}  // namespace gatesight::simulator
