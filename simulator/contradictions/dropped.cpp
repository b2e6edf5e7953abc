#include "simulator/contradictions/dropped.h"

#include "simulator/contradictions/deciding_policy.h"
#include "simulator/contradictions/remedy.h"
#include "simulator/routing/gateway_plane.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace gatesight::simulator {

namespace {

/// What became of the endpoints of one Service port, for one caller.
struct EndpointsFate {
    std::size_t all = 0, dropped = 0, unknown = 0;
    DecidingPolicy whyDropped, whyUnknown;
    std::string remedy;  ///< of the first that is dropped
    std::string caller;  ///< as sentences call it
};

class DropFinder {
public:
    explicit DropFinder(ContradictionFacts& facts) : m_facts(facts) {}

    std::vector<Contradiction> run() {
        std::vector<Contradiction> result;
        for (const Promise& promise : m_facts.promises)
            if (auto row = judge(promise))
                result.push_back(std::move(*row));
        return result;
    }

private:
    using PolicyResult = PolicyVerdict::Result;

    /// What makes promises share a fate.
    struct Question {
        model::ObjectId gateway;   // invalid in a mesh
        model::ObjectId frontend;  // that clients call, in a mesh
        std::string home;          // namespace of the route, in a mesh
        bool consumer = false;    // its clients are those of that namespace
        model::ObjectId service;
        std::uint32_t port = 0;
        auto operator<=>(const Question&) const = default;
    };

    // ---- what becomes of endpoints ----

    const EndpointsFate& fateOf(const Promise& promise) {
        if (!promise.inMesh())
            return fateOf({promise.gateway, {}, {}, false, promise.service, promise.port}, promise);
        const model::World& world = m_facts.world();
        const std::string& home = world.object(promise.route).metadata.namespace_;
        // A consumer route is for clients of its namespace.
        const bool consumer = home != world.object(promise.frontend).metadata.namespace_;
        return fateOf({{}, promise.frontend, home, consumer, promise.service, promise.port},
                      promise);
    }

    const EndpointsFate& fateOf(const Question& question, const Promise& promise) {
        const auto [place, isNew] = m_fates.try_emplace(question);
        if (isNew)
            place->second =
                promise.inMesh() ? fateInMesh(promise, question) : fateBehindGateway(promise);
        return place->second;
    }

    EndpointsFate fateBehindGateway(const Promise& promise) {
        EndpointsFate fate;
        const PolicyParty& gateway = partyOf(promise.gateway);
        fate.caller = gateway.text;
        const Transport transport = transportOf(m_facts.simulation, promise);
        for (const EndpointTarget* target :
             readyTargets(m_facts.simulation, promise.service, promise.port)) {
            PolicyFlow flow = flowTo(policies(), *target, transport);
            flow.source = gateway;
            ++fate.all;
            if (const auto result = policies().verdict(flow).result();
                result != PolicyResult::Allowed)
                note(fate, promise, result, [&] { return flow; });
        }
        return fate;
    }

    EndpointsFate fateInMesh(const Promise& promise, const Question& question) {
        EndpointsFate fate;
        fate.caller = question.consumer ? fmt::format("any Pod of namespace {}", question.home)
                                        : "any Pod that may be a client";
        const Transport transport = transportOf(m_facts.simulation, promise);
        for (const EndpointTarget* target :
             readyTargets(m_facts.simulation, promise.service, promise.port)) {
            const PodBits clients = clientsOf(question, *target);
            if (clients.none())
                continue;  // nobody is there to be kept out
            ++fate.all;
            const ReachingPods reaching = m_facts.reach.reaching({&target, 1}, transport);
            if (reaching.surely.intersects(clients))
                continue;
            const bool perhaps = reaching.perhaps.intersects(clients);
            note(fate, promise, perhaps ? PolicyResult::Unknown : PolicyResult::Denied, [&] {
                const auto who = m_facts.reach.exampleOf(
                    perhaps ? reaching.perhaps & clients : callersAmong(clients, promise),
                    question.home);
                PolicyFlow flow = flowTo(policies(), *target, transport);
                flow.source = policies().party(m_facts.reach.pods()[*who]);
                return flow;
            });
        }
        return fate;
    }

    /// Those that may call what stands before the route, since it is them who miss the backend; if
    /// nobody may, all of them.
    PodBits callersAmong(const PodBits& clients, const Promise& promise) {
        PodBits callers(clients.size());
        const auto& ports = *model::servicePorts(m_facts.world().object(promise.frontend));
        for (std::uint32_t port = 0; port < ports.size(); ++port)
            callers |= m_facts.reach
                           .reaching(readyTargets(m_facts.simulation, promise.frontend, port),
                                     transportNamed(ports[port].protocol).value_or(Transport::TCP))
                           .surely;
        callers &= clients;
        return callers.any() ? callers : clients;
    }

    /// Counts an endpoint that is not reached; the flow of the first is looked at more closely.
    template <class MakeFlow>
    void note(EndpointsFate& fate, const Promise& promise, PolicyResult result,
              const MakeFlow& makeFlow) {
        const bool denied = result == PolicyResult::Denied;
        if ((denied ? fate.dropped : fate.unknown)++ > 0)
            return;
        const PolicyFlow flow = makeFlow();
        const FlowVerdict verdict = policies().verdict(flow);
        DecidingPolicy& why = denied ? fate.whyDropped : fate.whyUnknown;
        why = decidingPolicy(policies(), flow, verdict, servicePort(promise));
        if (denied)
            fate.remedy = why.hint.empty() ? howToLetThrough(policies(), flow, verdict) : why.hint;
    }

    // ---- callers ----

    const PolicyParty& partyOf(model::ObjectId gateway) {
        const auto [place, isNew] = m_parties.try_emplace(gateway);
        if (isNew)
            place->second = gatewayParty(m_facts.simulation, gateway);
        return place->second;
    }

    /// Clients of a namespace; empty: of every one.
    const PodBits& maskOf(const std::string& namespace_) {
        const auto [place, isNew] = m_masks.try_emplace(namespace_);
        if (!isNew)
            return place->second;
        place->second = m_facts.reach.clients();
        if (!namespace_.empty())
            for (std::size_t i = 0; i < m_facts.reach.pods().size(); ++i)
                if (m_facts.world().object(m_facts.reach.pods()[i]).metadata.namespace_ !=
                    namespace_)
                    place->second.reset(i);
        return place->second;
    }

    /// A Pod is no client of itself.
    PodBits clientsOf(const Question& question, const EndpointTarget& target) {
        PodBits clients = maskOf(question.consumer ? question.home : std::string());
        if (const auto self = m_facts.reach.placeOf(target.pod))
            clients.reset(*self);
        return clients;
    }

    // ---- the row ----

    std::optional<Contradiction> judge(const Promise& promise) {
        const EndpointsFate& fate = fateOf(promise);
        if (fate.dropped == 0 && fate.unknown == 0)
            return std::nullopt;
        using Extent = Contradiction::Extent;
        Contradiction row;
        row.kind = Contradiction::Kind::Dropped;
        row.extent = fate.dropped == fate.all ? Extent::All
                     : fate.dropped > 0       ? Extent::Some
                                              : Extent::Unknown;
        row.severity = fate.dropped > 0 ? model::Severity::Warning : model::Severity::Info;
        row.rule = fate.dropped > 0 ? "promise.dropped" : "promise.not-known";
        row.route = row.subject = promise.route;
        row.rules = promise.rules;
        row.role = toString(promise.role);
        row.gateway = promise.gateway;
        row.service = promise.service;
        row.port = servicePort(promise);
        row.endpoints = fate.all;
        row.dropped = fate.dropped;
        row.unknown = fate.unknown;
        row.decider = fate.dropped > 0 ? fate.whyDropped : fate.whyUnknown;
        row.promised = promisedBy(promise);
        row.happens = whatHappens(promise, fate);
        if (!promise.inMesh() && !partyOf(promise.gateway).pod.valid())
            row.assumed = assumedOf(dataPlaneOf(m_facts.simulation, promise.gateway));
        row.remedy = fate.dropped > 0 ? fate.remedy : howToTell(promise);
        row.field = fmt::format("spec.rules[{}]", promise.rules.front());
        row.source = m_facts.world().object(promise.route).origin.locate(promise.node);
        if (row.decider.policy.valid())
            row.related.push_back(
                {objectText(m_facts.world(), row.decider.policy), row.decider.source});
        return row;
    }

    /// np.gateway-source
    static std::string assumedOf(const SpecChoices::DataPlane& plane) {
        const auto said = [&plane](std::string_view where) {
            return fmt::format("its proxies are taken to run {} (gateway-data-plane={})", where,
                               toString(plane));
        };
        switch (plane.where) {
            case SpecChoices::GatewayDataPlane::OwnPods:
                return said("in Pods of its namespace that are labelled with its name");
            case SpecChoices::GatewayDataPlane::SharedPods:
                return said(plane.sharedPods.empty() ? "in Pods of the controller, wherever these are"
                                                     : "in Pods of the controller");
            case SpecChoices::GatewayDataPlane::Node:
                return said("on the nodes");
            case SpecChoices::GatewayDataPlane::Outside:
                break;
        }
        return said("outside of the cluster");
    }

    /// What would tell whether the proxies are let in; of Pods that are loaded all is known.
    std::string howToTell(const Promise& promise) {
        if (promise.inMesh() || partyOf(promise.gateway).pod.valid())
            return {};
        return "load the Pods of the Gateway, or say where they run (--spec "
               "gateway-data-plane=...)";
    }

    [[nodiscard]] std::string promisedBy(const Promise& promise) const {
        const std::string where =
            promise.inMesh()
                ? fmt::format("for callers of {}", objectText(m_facts.world(), promise.frontend))
                : fmt::format("through {}", objectText(m_facts.world(), promise.gateway));
        const std::string backend =
            backendText(m_facts.world(), promise.service, servicePort(promise));
        std::string deed;
        switch (promise.role) {
            case Promise::Role::Backend:
                deed = "sends requests to " + backend;
                break;
            case Promise::Role::Mirror:
                deed = fmt::format("copies requests to {}", backend);
                break;
            case Promise::Role::ExternalAuth:
                deed = fmt::format("asks {} about requests", backend);
                break;
        }
        return fmt::format("{} {} {}", objectText(m_facts.world(), promise.route), deed, where);
    }

    /// "its one ready endpoint", "all of its 3 ready endpoints", "2 of its 3 ready endpoints"
    static std::string someOf(std::size_t some, std::size_t all) {
        if (all == 1)
            return "its one ready endpoint";
        return some == all ? fmt::format("all of its {} ready endpoints", all)
                           : fmt::format("{} of its {} ready endpoints", some, all);
    }

    static std::string whatHappens(const Promise& promise, const EndpointsFate& fate) {
        if (fate.dropped == 0)
            return fmt::format("whether network policies let {} reach {} is not known", fate.caller,
                               someOf(fate.unknown, fate.all));
        std::string text = fmt::format("network policies keep {} from {}", fate.caller,
                                       someOf(fate.dropped, fate.all));
        if (fate.unknown > 0)
            text += fmt::format("; of {} more it is not known", fate.unknown);
        else if (fate.dropped == fate.all && promise.role == Promise::Role::ExternalAuth)
            text += ", so no request passes";
        return text;
    }

    [[nodiscard]] std::uint16_t servicePort(const Promise& promise) const {
        return portNumber(m_facts.world(), promise.service, promise.port);
    }

    [[nodiscard]] const PolicySet& policies() const { return *m_facts.simulation.policies; }

    ContradictionFacts& m_facts;
    std::map<Question, EndpointsFate> m_fates;
    std::map<model::ObjectId, PolicyParty> m_parties;
    std::map<std::string, PodBits> m_masks;
};

}  // namespace

std::vector<Contradiction> droppedPromises(ContradictionFacts& facts) {
    return facts.simulation.policies ? DropFinder(facts).run() : std::vector<Contradiction>();
}

}  // namespace gatesight::simulator
