#include "simulator/report/inventory.h"

#include "simulator/control/listener/route_kinds.h"
#include "simulator/report/words.h"
#include "simulator/routing/weights.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace gatesight::simulator {

namespace {

class ExposureList {
public:
    explicit ExposureList(const ReportFacts& facts) : m_facts(facts) {
        for (std::size_t i = 0; i < facts.shapes.size(); ++i)
            m_routes.emplace(facts.shapes[i].state->route.value, i);
    }

    std::vector<Exposure> run() {
        for (std::size_t i = 0; i < m_facts.control().listeners.size(); ++i)
            addListener(i);
        for (std::size_t i = 0; i < m_facts.shapes.size(); ++i)
            for (const RouteParentState& parent : m_facts.shapes[i].state->parents)
                addFrontend(i, parent);
        const auto key = [](const Exposure& e) {
            return std::tie(e.host, e.port, e.path, e.pathType, e.conditions, e.method, e.gateway,
                            e.frontend, e.listener, e.namespace_, e.route, e.rule);
        };
        // Backends of a rule stay in its order.
        std::ranges::stable_sort(
            m_result, [&key](const Exposure& a, const Exposure& b) { return key(a) < key(b); });
        return std::move(m_result);
    }

private:
    void addListener(std::size_t index) {
        const ListenerState& listener = m_facts.control().listeners[index];
        if (!listener.serves)
            return;
        const Exposure way = wayThrough(listener);
        for (std::size_t i = 0; i < listener.attachments.size(); ++i) {
            const Attachment& attachment = listener.attachments[i];
            const auto route = m_routes.find(attachment.route.value);
            if (route == m_routes.end())
                continue;
            for (std::size_t h = 0; h < attachment.hostnames.size(); ++h) {
                Exposure under = way;
                under.host = attachment.hostnames[h].hostname;
                const MatchPlace place{.listener = index, .attachment = i, .hostname = h};
                addRoute(route->second, under, &place);
            }
        }
    }

    [[nodiscard]] Exposure wayThrough(const ListenerState& listener) const {
        const model::World& world = m_facts.world();
        Exposure way;
        way.port = listener.spec->port;
        way.protocol = listener.spec->protocol;
        if (terminatesTls(*listener.spec))
            way.tls = "Terminate";
        else if (passesTlsThrough(*listener.spec))
            way.tls = "Passthrough";
        for (const model::ObjectId certificate : listener.certificates)
            way.certificates.push_back(world.object(certificate).fullName());
        way.gateway = world.object(listener.gateway).fullName();
        way.listener = listener.spec->name;
        if (listener.owner != listener.gateway)
            way.listenerSet = world.object(listener.owner).fullName();
        return way;
    }

    /// Services and ServiceImports as parents: clients in the cluster get the route
    /// (mesh.parent.service).
    void addFrontend(std::size_t route, const RouteParentState& parent) {
        if (!parent.parent.valid() || !parent.accepted())
            return;
        const model::Object& object = m_facts.world().object(parent.parent);
        const std::vector<model::ServicePort>* ports = model::servicePorts(object);
        if (!ports)
            return;
        for (const std::uint32_t port : parent.servicePorts) {
            Exposure way;
            way.host = fmt::format("{}.{}", object.metadata.name, object.metadata.namespace_);
            way.port = (*ports)[port].port;
            way.protocol = (*ports)[port].protocol;
            way.frontend = object.fullName();
            addRoute(route, way, nullptr);
        }
    }

    void addRoute(std::size_t route, const Exposure& way, const MatchPlace* place) {
        const RouteShape& shape = m_facts.shapes[route];
        for (std::size_t i = 0; i < shape.rules.size(); ++i) {
            Exposure taken = way;
            taken.kind = shape.object->kind;
            taken.namespace_ = shape.object->metadata.namespace_;
            taken.route = shape.object->metadata.name;
            taken.rule = static_cast<std::uint32_t>(i);
            const model::HTTPRouteRule* rule = requestRule(shape, i);
            if (rule)
                taken.ruleName = rule->name;
            for (std::size_t match = 0; match < shape.rules[i].matches.size(); ++match) {
                Exposure each = taken;
                if (rule && match < rule->matches.size())
                    describe(each, rule->matches[match]);
                each.why = whyNotReached(route, i, match, place);
                addBackends(route, i, each);
            }
        }
    }

    static void describe(Exposure& exposure, const model::HTTPRouteMatch& match) {
        exposure.pathType = pathTypeName(match.path.type);
        exposure.path = match.path.value;
        exposure.method = match.method;
        exposure.conditions = conditionsOf(match);
    }

    /// Why no request takes the match at this place; empty: some do.
    [[nodiscard]] std::string whyNotReached(std::size_t route, std::size_t rule, std::size_t match,
                                            const MatchPlace* place) const {
        const RuleReach& reach = m_facts.reach.rules[route][rule];
        if (!reach.reachable)
            return reach.why;
        if (!place)
            return {};
        if (const auto other = m_facts.reach.elsewhere.find(*place);
            other != m_facts.reach.elsewhere.end())
            return fmt::format("listener {} of the same port takes this host",
                               m_facts.control().listeners[other->second].spec->name);
        const auto owner = m_facts.reach.taken.find(
            {place->listener, place->attachment, place->hostname, rule, match});
        if (owner == m_facts.reach.taken.end())
            return {};
        return fmt::format("rule {} of {} takes the same requests first", owner->second.rule,
                           m_facts.shapes[owner->second.route].object->fullName());
    }

    void addBackends(std::size_t route, std::size_t index, const Exposure& match) {
        const RouteShape& shape = m_facts.shapes[route];
        const RuleShape& rule = shape.rules[index];
        if (rule.redirect || rule.backends.empty()) {
            Exposure answered = match;
            answered.answer = rule.redirect ? "redirect " + redirectWords(*rule.redirect) : "500";
            answered.getsTraffic = match.why.empty() && rule.redirect;
            if (match.why.empty() && !rule.redirect)
                answered.why = m_facts.reach.rules[route][index].why;
            m_result.push_back(std::move(answered));
            return;
        }
        std::int64_t total = 0;
        for (const BackendShape& backend : rule.backends)
            total += std::max<std::int64_t>(backend.weight, 0);
        for (const BackendShape& backend : rule.backends)
            addBackend(*shape.object, backend, total, match);
    }

    void addBackend(const model::Object& route, const BackendShape& backend, std::int64_t total,
                    const Exposure& match) {
        Exposure exposure = match;
        const ExactShare share = exactShare(backend.weight, total);
        exposure.numerator = share.numerator;
        exposure.denominator = share.denominator;
        exposure.backend = backendName(*backend.ref, route);
        exposure.endpoints = endpointCountOf(m_facts.simulation, backend.state);
        if (exposure.why.empty())
            exposure.why = whyNoAnswer(backend, exposure);
        exposure.getsTraffic = exposure.why.empty();
        m_result.push_back(std::move(exposure));
    }

    [[nodiscard]] std::string whyNoAnswer(const BackendShape& backend,
                                          const Exposure& exposure) const {
        const bool refused = backend.state && !backend.state->ok();
        if (exposure.numerator == 0 && !refused)
            return "its weight is 0";
        return whyNothingAnswers(m_facts.simulation, backend.state);
    }

    const ReportFacts& m_facts;
    std::unordered_map<std::uint32_t, std::size_t> m_routes;
    std::vector<Exposure> m_result;
};

RichText pathCell(const Exposure& exposure) {
    if (exposure.pathType == "PathPrefix")
        return exposure.path == "/" ? RichText("any path")
                                    : RichText(exposure.path, TextTone::Code).add(" and below");
    if (exposure.pathType == "Exact")
        return RichText("exactly ").add(exposure.path, TextTone::Code);
    return exposure.pathType.empty() ? RichText("whole connections", TextTone::Muted)
                                     : RichText("like ").add(exposure.path, TextTone::Code);
}

RichText conditionCell(const Exposure& exposure) {
    std::string words = exposure.method;
    for (const std::string& condition : exposure.conditions)
        words += (words.empty() ? "" : ", ") + condition;
    return code(std::move(words));
}

RichText entranceCell(const Exposure& exposure) {
    if (!exposure.frontend.empty())
        return RichText("in the cluster: ").add(exposure.frontend, TextTone::Code);
    return code(fmt::format("{}/{}", exposure.gateway, exposure.listener));
}

RichText portCell(const Exposure& exposure) {
    RichText text(fmt::format("{} {}", exposure.port, exposure.protocol));
    if (!exposure.tls.empty())
        text.add(exposure.tls == "Passthrough" ? " passed through" : " TLS ends here",
                 TextTone::Muted);
    return text;
}

RichText targetCell(const Exposure& exposure) {
    if (!exposure.answer.empty())
        return exposure.answer;
    RichText text = code(exposure.backend);
    if (exposure.numerator != exposure.denominator)
        text.add(fmt::format(" {}/{}", exposure.numerator, exposure.denominator));
    return text;
}

RichText readyCell(const Exposure& exposure) {
    if (!exposure.endpoints)
        return exposure.answer.empty() ? RichText("not known", TextTone::Muted) : RichText();
    return {fmt::format("{}/{}", exposure.endpoints->ready, exposure.endpoints->all),
            exposure.endpoints->ready == 0 ? TextTone::Bad : TextTone::Plain};
}

RichText routeCell(const Exposure& exposure) {
    return RichText(fmt::format("{}/{}", exposure.namespace_, exposure.route), TextTone::Code)
        .add(fmt::format(" rule\u00a0{}", exposure.rule), TextTone::Muted);
}

std::vector<RichText> inventoryRow(const Exposure& exposure) {
    return {exposure.host.empty() ? RichText("any host") : code(exposure.host),
            pathCell(exposure),
            conditionCell(exposure),
            portCell(exposure),
            entranceCell(exposure),
            routeCell(exposure),
            targetCell(exposure),
            readyCell(exposure),
            exposure.getsTraffic ? RichText("yes", TextTone::Good)
                                 : RichText("no: ", TextTone::Bad).add(exposure.why)};
}

}  // namespace

std::vector<Exposure> exposures(const ReportFacts& facts) {
    return ExposureList(facts).run();
}

Chapter inventoryChapter(const std::vector<Exposure>& inventory) {
    Chapter chapter{"exposure", "Exposure inventory", {}};
    if (inventory.empty()) {
        chapter.blocks.push_back({Paragraph{"Nothing is exposed: no listener serves a route."}});
        return chapter;
    }
    chapter.blocks.push_back(
        {Paragraph{"Every way to a Service through a listener that serves: which requests, where "
                   "they come in, and what answers. Ready counts endpoints."}});
    DataTable table{{{"Host", 1.5},
                     {"Path", 1.5},
                     {"Only with", 1.3},
                     {"Port", 1},
                     {"Entrance", 1.3},
                     {"Route", 1.4},
                     {"Goes to", 1.6},
                     {"Ready", 0.6, true},
                     {"Traffic", 1.3}},
                    {},
                    "-o csv and -o html have every row"};
    for (const Exposure& exposure : inventory)
        table.rows.push_back(inventoryRow(exposure));
    const std::size_t count = table.rows.size();
    chapter.blocks.push_back(
        {Fold{counted(count, "way in", "ways in"), {{std::move(table)}}, count <= 60}});
    return chapter;
}

}  // namespace gatesight::simulator
