#include "simulator/contradictions/past_gateway.h"

#include "simulator/contradictions/deciding_policy.h"
#include "simulator/contradictions/safeguards.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace gatesight::simulator {

namespace {

/// An endpoint as the front of a Service and a backend of a route may share it.
using PodPort = std::pair<model::ObjectId, std::uint16_t>;

/// What routes through Gateways make of one Service.
struct GatewayBackend {
    model::ObjectId service;
    std::vector<const Promise*> promises;
    std::vector<const EndpointTarget*> targets;  ///< Pods that are ready, on the ports in use
    Transport transport = Transport::TCP;
    Safeguards safeguards;
};

class PastGatewayFinder {
public:
    explicit PastGatewayFinder(ContradictionFacts& facts) : m_facts(facts) {
        for (std::uint32_t i = 0; i < facts.fronts.size(); ++i)
            for (const EndpointTarget* target :
                 readyTargets(facts.simulation, facts.fronts[i].service, facts.fronts[i].port))
                if (target->pod.valid())
                    m_frontsOf[{target->pod, target->port}].push_back(i);
        for (std::size_t i = 0; i < facts.reach.pods().size(); ++i)
            m_podsOf[namespaceOf(facts.reach.pods()[i])].push_back(i);
    }

    std::vector<Contradiction> run() {
        std::vector<Contradiction> result;
        for (const GatewayBackend& backend : backends())
            if (!backend.targets.empty())
                if (auto row = judge(backend))
                    result.push_back(std::move(*row));
        return result;
    }

private:
    using PolicyResult = PolicyVerdict::Result;

    [[nodiscard]] const std::string& namespaceOf(model::ObjectId id) const {
        return m_facts.world().object(id).metadata.namespace_;
    }

    // ---- backends ----

    [[nodiscard]] std::vector<GatewayBackend> backends() const {
        std::vector<GatewayBackend> result;
        std::map<model::ObjectId, std::size_t> places;
        for (const Promise& promise : m_facts.promises) {
            if (promise.inMesh() || promise.role != Promise::Role::Backend)
                continue;
            const auto [place, isNew] = places.emplace(promise.service, result.size());
            if (isNew)
                result.push_back({.service = promise.service,
                                  .promises = {},
                                  .targets = {},
                                  .transport = transportOf(m_facts.simulation, promise),
                                  .safeguards = {}});
            add(promise, result[place->second]);
        }
        return result;
    }

    void add(const Promise& promise, GatewayBackend& backend) const {
        const bool known = std::ranges::any_of(
            backend.promises, [&](const Promise* each) { return each->port == promise.port; });
        backend.promises.push_back(&promise);
        backend.safeguards.add(safeguardsOf(m_facts.simulation, promise));
        if (known)
            return;
        for (const EndpointTarget* target :
             readyTargets(m_facts.simulation, promise.service, promise.port))
            if (target->pod.valid())
                backend.targets.push_back(target);
    }

    /// Whether some policy isolates one of its Pods, or has a say about who comes in.
    [[nodiscard]] bool fenced(const GatewayBackend& backend) const {
        const PolicySet* policies = m_facts.simulation.policies.get();
        return policies && std::ranges::any_of(backend.targets, [&](const EndpointTarget* target) {
                   return std::ranges::any_of(
                       std::array{PolicyTier::Admin, PolicyTier::NetworkPolicy,
                                  PolicyTier::Baseline},
                       [&](PolicyTier tier) {
                           return !policies->selecting(target->pod, Direction::Ingress, tier)
                                       .empty();
                       });
               });
    }

    // ---- who reaches it ----

    void findFronts(const GatewayBackend& backend, Contradiction& row) {
        std::map<std::uint32_t, OuterVerdict> verdicts;  // the most open one, by front
        for (const EndpointTarget* target : backend.targets) {
            const auto fronts = m_frontsOf.find({target->pod, target->port});
            if (fronts == m_frontsOf.end())
                continue;
            for (const std::uint32_t front : fronts->second)
                keepMostOpen(verdicts, front, *target);
        }
        for (const auto& [front, verdict] : verdicts) {
            if (verdict.result == PolicyResult::Denied)
                continue;
            const bool open = verdict.result == PolicyResult::Allowed;
            auto& list = open ? row.fronts : row.maybeFronts;
            if ((open && row.fronts.empty()) || (row.fronts.empty() && row.maybeFronts.empty()))
                row.decider = verdict.decider;
            list.push_back(m_facts.fronts[front].text);
            row.internalFronts += open && m_facts.fronts[front].internal ? 1 : 0;
            const model::ObjectId service = m_facts.fronts[front].service;
            if (service != backend.service)
                row.related.push_back({objectText(m_facts.world(), service),
                                       m_facts.world().object(service).origin.locate()});
        }
    }

    /// Pods on the network of their node answer at its address, and no policy selects them
    /// (np.host-network).
    void findNodes(const GatewayBackend& backend, Contradiction& row) const {
        std::vector<const EndpointTarget*> doors;
        for (const EndpointTarget* target : backend.targets)
            if (std::get<model::Pod>(m_facts.world().object(target->pod).resource).spec.hostNetwork)
                doors.push_back(target);
        if (doors.empty())
            return;
        const std::string first = objectText(m_facts.world(), doors.front()->pod);
        if (row.fronts.empty())
            row.decider = nobodyDecides(first);
        row.fronts.push_back(fmt::format(
            "port {} of the node of {}{}", doors.front()->port, first,
            doors.size() == 1 ? std::string() : fmt::format(" (and {} more)", doors.size() - 1)));
    }

    void keepMostOpen(std::map<std::uint32_t, OuterVerdict>& verdicts, std::uint32_t front,
                      const EndpointTarget& target) {
        const auto found = verdicts.find(front);
        if (found != verdicts.end() && found->second.result == PolicyResult::Allowed)
            return;
        const OuterFront& by = m_facts.fronts[front];
        const auto& ports = *model::servicePorts(m_facts.world().object(by.service));
        OuterVerdict verdict = verdictFromOutside(
            m_facts.simulation, target,
            transportNamed(ports[by.port].protocol).value_or(Transport::TCP), ports[by.port].port);
        if (found == verdicts.end())
            verdicts.emplace(front, std::move(verdict));
        else if (verdict.result != PolicyResult::Denied)
            found->second = std::move(verdict);
    }

    void findCallers(const GatewayBackend& backend, Contradiction& row) {
        ReachingPods reaching = m_facts.reach.reaching(backend.targets, backend.transport);
        if (const auto own = m_podsOf.find(namespaceOf(backend.service)); own != m_podsOf.end())
            for (const std::size_t pod : own->second) {
                reaching.surely.reset(pod);
                reaching.perhaps.reset(pod);
            }
        const std::string& home = namespaceOf(backend.promises.front()->route);
        const auto example = m_facts.reach.exampleOf(reaching.surely, home);
        const auto perhaps = m_facts.reach.exampleOf(reaching.perhaps, home);
        row.callers = callersIn(reaching.surely, example);
        row.maybeCallers = callersIn(reaching.perhaps, perhaps);
        if ((example || perhaps) && row.fronts.empty() && row.maybeFronts.empty())
            row.decider =
                whyCallerComesIn(backend, *(example ? example : perhaps), example.has_value());
    }

    [[nodiscard]] Callers callersIn(const PodBits& pods, std::optional<std::size_t> example) const {
        Callers callers;
        std::set<std::string_view> namespaces;
        for (auto i = pods.find_first(); i != PodBits::npos; i = pods.find_next(i))
            namespaces.insert(namespaceOf(m_facts.reach.pods()[i]));
        callers.pods = pods.count();
        callers.namespaces = namespaces.size();
        if (example)
            callers.example = objectText(m_facts.world(), m_facts.reach.pods()[*example]);
        return callers;
    }

    [[nodiscard]] DecidingPolicy whyCallerComesIn(const GatewayBackend& backend, std::size_t pod,
                                                  bool surely) const {
        const PolicySet* policies = m_facts.simulation.policies.get();
        const EndpointTarget& first = *backend.targets.front();
        if (!policies)
            return nobodyDecides(objectText(m_facts.world(), first.pod));
        const auto wanted = surely ? PolicyResult::Allowed : PolicyResult::Unknown;
        for (const EndpointTarget* target : backend.targets) {
            PolicyFlow flow = flowTo(*policies, *target, backend.transport);
            flow.source = policies->party(m_facts.reach.pods()[pod]);
            const FlowVerdict verdict = policies->verdict(flow);
            if (verdict.result() == wanted)
                return decidingPolicy(
                    *policies, flow, verdict,
                    portNumber(m_facts.world(), backend.service, backend.promises.front()->port));
        }
        return nobodyDecides(objectText(m_facts.world(), first.pod));
    }

    // ---- the row ----

    std::optional<Contradiction> judge(const GatewayBackend& backend) {
        Contradiction row;
        row.kind = Contradiction::Kind::ReachablePastGateway;
        row.rule = "promise.bypassed";
        findFronts(backend, row);
        findNodes(backend, row);
        findCallers(backend, row);
        const bool guarded = !backend.safeguards.guards.empty();
        const bool outside = !row.fronts.empty() || !row.maybeFronts.empty();
        const bool callers = row.callers.pods > 0 || row.maybeCallers.pods > 0;
        const bool counts =
            callers && (guarded || (!backend.safeguards.empty() && fenced(backend)));
        if (!outside && !counts)
            return std::nullopt;
        if (!counts)
            row.callers = row.maybeCallers = {};
        row.severity = guarded && row.fronts.size() > row.internalFronts ? model::Severity::Warning
                                                                         : model::Severity::Info;
        row.extent = extentOf(row);
        fill(row, backend);
        return row;
    }

    static Contradiction::Extent extentOf(const Contradiction& row) {
        const bool sure = !row.fronts.empty() || row.callers.pods > 0;
        const bool open = row.maybeFronts.empty() && row.maybeCallers.pods == 0;
        return !sure  ? Contradiction::Extent::Unknown
               : open ? Contradiction::Extent::All
                      : Contradiction::Extent::Some;
    }

    void fill(Contradiction& row, const GatewayBackend& backend) const {
        const Promise& first = *backend.promises.front();
        const model::World& world = m_facts.world();
        row.route = first.route;
        row.rules = first.rules;
        row.role = toString(first.role);
        row.gateway = first.gateway;
        row.service = row.subject = backend.service;
        row.port = portNumber(world, first.service, first.port);
        row.endpoints = backend.targets.size();
        row.safeguards = backend.safeguards.all();
        for (const Promise* promise : backend.promises)
            if (promise->route != row.route &&
                std::ranges::find(row.otherRoutes, promise->route) == row.otherRoutes.end())
                row.otherRoutes.push_back(promise->route);
        row.source = world.object(backend.service).origin.locate();
        row.related.push_back(
            {objectText(world, first.route), world.object(first.route).origin.locate(first.node)});
        if (row.decider.policy.valid())
            row.related.push_back({objectText(world, row.decider.policy), row.decider.source});
        row.promised = promisedBy(row);
        row.happens = whatHappens(row);
        row.remedy = remedyFor(row);
    }

    /// The hole in the fence if a policy made one, else the fence that is missing.
    [[nodiscard]] std::string remedyFor(const Contradiction& row) const {
        const std::string gateway = objectText(m_facts.world(), row.gateway);
        if (row.decider.policy.valid() && row.decider.rule != DecidingPolicy::kNoRule)
            return fmt::format("narrow {} {}[{}] to the proxies of {}",
                               objectText(m_facts.world(), row.decider.policy),
                               row.decider.direction, row.decider.rule, gateway);
        return fmt::format("let a NetworkPolicy that selects the Pods of {} admit nobody but the "
                           "proxies of {}{}",
                           objectText(m_facts.world(), row.service), gateway,
                           row.fronts.empty() ? "" : ", or close that way in");
    }

    [[nodiscard]] std::string promisedBy(const Contradiction& row) const {
        std::string text = objectText(m_facts.world(), row.route);
        if (!row.otherRoutes.empty())
            text += fmt::format(" and {} lead", countText(row.otherRoutes.size(), "other route"));
        else
            text += " leads";
        text +=
            fmt::format(" to {} through {}", backendText(m_facts.world(), row.service, row.port),
                        objectText(m_facts.world(), row.gateway));
        if (!row.safeguards.empty())
            text += fmt::format(", with {}", fmt::join(row.safeguards, ", "));
        return text;
    }

    static std::string whatHappens(const Contradiction& row) {
        std::vector<std::string> parts;
        if (!row.fronts.empty())
            parts.push_back(leadsThere(row.fronts, true) + " as well");
        if (!row.maybeFronts.empty())
            parts.push_back(leadsThere(row.maybeFronts, false));
        if (row.callers.pods > 0)
            parts.push_back(callersText(row.callers));
        if (row.maybeCallers.pods > 0)
            parts.push_back(
                fmt::format("whether {} do is not known", fromOthers(row.maybeCallers)));
        return fmt::format("{}", fmt::join(parts, "; "));
    }

    static std::string fromOthers(const Callers& callers) {
        return fmt::format("{} of {}", countText(callers.pods, "Pod"),
                           countText(callers.namespaces, "other namespace"));
    }

    static std::string callersText(const Callers& callers) {
        return callers.pods == 1 ? fmt::format("{} reaches it directly", callers.example)
                                 : fmt::format("{} reach it directly, {} for one",
                                               fromOthers(callers), callers.example);
    }

    ContradictionFacts& m_facts;
    std::map<PodPort, std::vector<std::uint32_t>> m_frontsOf;
    std::map<std::string_view, std::vector<std::size_t>> m_podsOf;  // by namespace
};

}  // namespace

std::vector<Contradiction> pathsPastGateway(ContradictionFacts& facts) {
    return PastGatewayFinder(facts).run();
}

}  // namespace gatesight::simulator
