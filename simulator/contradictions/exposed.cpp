#include "simulator/contradictions/exposed.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

namespace gatesight::simulator {

namespace {

class ExposureFinder {
public:
    explicit ExposureFinder(ContradictionFacts& facts) : m_facts(facts) {
        for (const Promise& promise : facts.promises)
            if (!promise.inMesh() && promise.role == Promise::Role::Backend)
                for (const EndpointTarget* target :
                     readyTargets(facts.simulation, promise.service, promise.port))
                    m_promised.emplace(target->pod, target->port);
    }

    std::vector<Contradiction> run() {
        for (const OuterFront& front : m_facts.fronts)
            inspect(front);
        for (Contradiction& row : m_rows)
            finish(row);
        return std::move(m_rows);
    }

private:
    void inspect(const OuterFront& front) {
        const auto targets = readyTargets(m_facts.simulation, front.service, front.port);
        const model::World& world = m_facts.world();
        const auto& port = (*model::servicePorts(world.object(front.service)))[front.port];
        std::optional<OuterVerdict> best;
        for (const EndpointTarget* target : targets) {
            if (!target->pod.valid() || m_promised.contains({target->pod, target->port}))
                return;  // somebody's route means it, or it lies outside of the cluster
            OuterVerdict verdict = verdictFromOutside(
                m_facts.simulation, *target, transportNamed(port.protocol).value_or(Transport::TCP),
                port.port);
            if (!best || (best->result != PolicyVerdict::Result::Allowed &&
                          verdict.result != PolicyVerdict::Result::Denied))
                best = std::move(verdict);
        }
        if (best && best->result != PolicyVerdict::Result::Denied)
            add(front, port, targets.size(), *best);
    }

    void add(const OuterFront& front, const model::ServicePort& port, std::size_t endpoints,
             const OuterVerdict& verdict) {
        if (m_rows.empty() || m_rows.back().service != front.service) {
            Contradiction& row = m_rows.emplace_back();
            row.kind = Contradiction::Kind::ExposedWithoutRoute;
            row.rule = "promise.exposed";
            row.service = row.subject = front.service;
            row.port = port.port;
            row.field = fmt::format("spec.ports[{}]", front.port);
            row.source = m_facts.world().object(front.service).origin.locate(port.node);
        }
        Contradiction& row = m_rows.back();
        const bool open = verdict.result == PolicyVerdict::Result::Allowed;
        if ((open && row.fronts.empty()) || (row.fronts.empty() && row.maybeFronts.empty()))
            row.decider = verdict.decider;
        row.endpoints = std::max(row.endpoints, endpoints);
        (open ? row.fronts : row.maybeFronts).push_back(front.text);
        row.internalFronts += open && front.internal ? 1 : 0;
    }

    void finish(Contradiction& row) const {
        using Extent = Contradiction::Extent;
        row.extent = row.fronts.empty()        ? Extent::Unknown
                     : row.maybeFronts.empty() ? Extent::All
                                               : Extent::Some;
        row.severity = row.fronts.size() > row.internalFronts ? model::Severity::Warning
                                                              : model::Severity::Info;
        row.promised = fmt::format("no accepted route leads to {} through a Gateway",
                                   objectText(m_facts.world(), row.service));
        std::vector<std::string> parts;
        if (!row.fronts.empty())
            parts.push_back(leadsThere(row.fronts, true));
        if (!row.maybeFronts.empty())
            parts.push_back(leadsThere(row.maybeFronts, false));
        row.happens = fmt::format("{}", fmt::join(parts, "; "));
        row.remedy = fmt::format(
            "make {} a ClusterIP without external IPs or keep the outside from its Pods by a "
            "policy, or let a route of a Gateway lead there",
            objectText(m_facts.world(), row.service));
        if (row.decider.policy.valid())
            row.related.push_back(
                {objectText(m_facts.world(), row.decider.policy), row.decider.source});
    }

    ContradictionFacts& m_facts;
    std::set<std::pair<model::ObjectId, std::uint16_t>> m_promised;
    std::vector<Contradiction> m_rows;
};

}  // namespace

std::vector<Contradiction> exposedServices(ContradictionFacts& facts) {
    return facts.simulation.control->gateways.empty() ? std::vector<Contradiction>()
                                                      : ExposureFinder(facts).run();
}

}  // namespace gatesight::simulator
