#include "simulator/delivery/delivery.h"
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
        if (m_try.destination == TalkTry::kOutside || m_try.port.transport == Transport::SCTP)
            return std::nullopt;
        const std::string url = urlOf();
        if (url.empty() || !setUrl(m_request, url))
            return std::nullopt;
        if (m_try.source == TalkTry::kInternet)
            return m_request;
        const TalkParty& source = m_who.parties[m_try.source];
        if (!source.pod)
            return std::nullopt;  // proxies only forward
        const model::ObjectMeta& pod = world().object(source.object).metadata;
        m_request.from.namespace_ = pod.namespace_;
        m_request.from.pod = pod.name;
        return m_request;
    }

private:
    [[nodiscard]] const model::World& world() const { return *m_simulation.world; }
    [[nodiscard]] const TalkParty& destination() const { return m_who.parties[m_try.destination]; }

    std::string urlOf() {
        if (m_try.gateway != TalkParty::kNoGateway)
            return urlBy(m_try.gateway);
        if (!destination().pod)
            return urlBy(destination().gateway);
        if (const auto front = serviceFront())
            return urlOf(*front);
        const auto& pod = std::get<model::Pod>(world().object(destination().object).resource);
        if (pod.podIP.empty() || m_try.port.port == 0)
            return {};
        return fmt::format(fmt::runtime(pod.podIP.find(':') == std::string::npos ? "{}://{}:{}/"
                                                                                 : "{}://[{}]:{}/"),
                           scheme({}), pod.podIP, m_try.port.port);
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

    /// By the first listener of the Gateway that serves, or whose route leads there.
    std::string urlBy(std::uint32_t gateway) {
        const GatewayState& state = m_simulation.control->gateways[gateway];
        m_request.gateway = world().object(state.gateway).fullName();
        for (const ListenerId id : state.listeners) {
            const ListenerState& listener = m_simulation.control->listener(id);
            if (!listener.serves)
                continue;
            for (const Attachment& attachment : listener.attachments)
                if (auto url = urlBy(listener, attachment); !url.empty())
                    return url;
        }
        return {};
    }

    [[nodiscard]] std::string urlBy(const ListenerState& listener,
                                    const Attachment& attachment) const {
        const model::Object& object = world().object(attachment.route);
        const auto* route = model::requestRoute(object);
        const RouteState* state = m_simulation.control->route(attachment.route);
        if (!route || !state)
            return {};
        for (std::size_t i = 0; i < route->rules.size() && i < state->rules.size(); ++i) {
            if (destination().pod && !leads(state->rules[i]))
                continue;
            std::string path = "/";
            if (const auto& matches = route->rules[i].matches;
                !matches.empty() &&
                matches.front().path.type != model::HTTPPathMatch::Type::RegularExpression &&
                matches.front().path.value.starts_with('/'))
                path = matches.front().path.value;
            const bool secure = listener.spec->protocol != "HTTP";
            const std::uint16_t usual = secure ? 443 : 80;
            return fmt::format(
                "{}://{}{}{}", secure ? "https" : "http",
                hostOf(attachment.hostnames.front().hostname),
                listener.spec->port == usual ? "" : fmt::format(":{}", listener.spec->port), path);
        }
        return {};
    }

    [[nodiscard]] bool leads(const RuleState& rule) const {
        return std::ranges::any_of(rule.backends, [&](const BackendState& backend) {
            if (!backend.ok() || backend.port == UINT32_MAX)
                return false;
            const auto targets = m_simulation.delivery->endpoints(backend.target, backend.port);
            return std::ranges::any_of(targets, [&](const EndpointTarget& target) {
                return target.pod == destination().object && target.port == m_try.port.port;
            });
        });
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
    Request m_request;
};

}  // namespace

std::optional<Request> requestOf(const Simulation& simulation, const WhoTalks& who,
                                 const TalkTry& one) {
    return one.valid() ? RequestFinder(simulation, who, one).run() : std::nullopt;
}

}  // namespace gatesight::simulator
