#include "support_differential.h"

#include "model/manifest/reader.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <thread>

namespace gatesight::test {

namespace {

using simulator::EntranceId;
using simulator::RequestFacts;
using simulator::RouteAnswer;

ReferenceAnswer inWords(const CompiledWorld& world, const RouteAnswer& answer) {
    ReferenceAnswer words;
    if (!answer.listener.valid())
        return words;
    words.listener = world.control->listener(answer.listener).spec->name;
    if (!answer.route.valid())
        return words;
    words.route = world.world->object(answer.route).fullName();
    words.rule = answer.rule;
    words.match = answer.match;
    if (answer.backend != RouteAnswer::kNone)
        words.backend = answer.backend;
    return words;
}

void count(const ReferenceAnswer& answer, Tally& tally) {
    if (answer.listener.empty()) {
        ++tally.noListener;
    } else if (answer.route.empty()) {
        ++tally.noRoute;
    } else {
        ++tally.routed;
        ++tally.decidedBy[static_cast<std::size_t>(answer.decidedBy)];
        tally.withoutBackend += answer.backend ? 0 : 1;
    }
}

RequestFacts facts(const CompiledWorld& world, const simulator::Request& request) {
    return simulator::factsOf(request, world.options.choices.pathNormalisation);
}

std::optional<Difference> differenceOf(const SmallWorld& small, const CompiledWorld& world,
                                       const simulator::Request& request, std::uint64_t bits,
                                       Tally& tally) {
    const ReferenceAnswer expected = world.reference->answer(request, bits);
    count(expected, tally);
    const ReferenceAnswer found = tableAnswer(world, request, bits);
    if (expected == found)
        return std::nullopt;
    return Difference{small, request, bits, toString(expected), toString(found)};
}

std::vector<RouteAnswer> oneByOne(const simulator::RouteTable& table,
                                  const std::vector<simulator::RouteQuery>& queries) {
    std::vector<RouteAnswer> answers;
    answers.reserve(queries.size());
    simulator::LookUp scratch;
    for (const simulator::RouteQuery& query : queries)
        answers.push_back(table.decide(query, scratch));
    return answers;
}

/// One by one, batched, and on two threads at once: the answers have to be the same.
bool everyWayAgrees(const CompiledWorld& world, const std::vector<simulator::Request>& requests,
                    const std::vector<std::uint64_t>& bits) {
    std::vector<RequestFacts> made;
    std::vector<simulator::RouteQuery> queries;
    made.reserve(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const EntranceId entrance =
            world.table->entranceOf(world.gateway, requests[i].listenerPort());
        if (!entrance.valid())
            continue;
        made.push_back(facts(world, requests[i]));
        queries.push_back({entrance, nullptr, bits[i]});
    }
    for (std::size_t i = 0; i < queries.size(); ++i)
        queries[i].facts = &made[i];
    const std::vector<RouteAnswer> expected = oneByOne(*world.table, queries);
    std::vector<RouteAnswer> batched(queries.size()), beside;
    world.table->decideBatch(queries, batched);
    std::vector<RouteAnswer> here;
    {
        const std::jthread other([&] { beside = oneByOne(*world.table, queries); });
        here = oneByOne(*world.table, queries);
    }
    return batched == expected && beside == expected && here == expected;
}

// ---- making a difference smaller ----

class Shrinker {
public:
    explicit Shrinker(Difference difference) : m_best(std::move(difference)) {}

    Difference run() {
        while (simplified()) {
        }
        return std::move(m_best);
    }

private:
    /// Keeps `candidate` when it still shows a difference.
    bool keeps(const SmallWorld& world, const simulator::Request& request) {
        if (world.listeners.empty())
            return false;
        Tally uncounted;
        auto still = differenceOf(world, compiled(world), request, m_best.bits, uncounted);
        if (still)
            m_best = std::move(*still);
        return still.has_value();
    }

    template <class Items, class Change>
    bool without(const Items& items, const Change& change) {
        for (std::size_t i = 0; i < items.size(); ++i) {
            SmallWorld world = m_best.world;
            change(world, i);
            if (keeps(world, m_best.request))
                return true;
        }
        return false;
    }

    template <class Items>
    static void drop(Items& items, std::size_t index) {
        items.erase(items.begin() + static_cast<std::ptrdiff_t>(index));
    }

    bool simplified() {
        return without(m_best.world.routes,
                       [](SmallWorld& world, std::size_t i) { drop(world.routes, i); }) ||
               without(m_best.world.listeners,
                       [](SmallWorld& world, std::size_t i) { drop(world.listeners, i); }) ||
               simplifiedRoutes() || simplifiedRequest();
    }

    bool simplifiedRoutes() {
        for (std::size_t r = 0; r < m_best.world.routes.size(); ++r) {
            if (simplifiedRoute(r))
                return true;
        }
        return false;
    }

    bool simplifiedRoute(std::size_t r) {
        const SmallRoute& route = m_best.world.routes[r];
        if (without(route.rules,
                    [r](SmallWorld& world, std::size_t i) { drop(world.routes[r].rules, i); }) ||
            without(route.hostnames,
                    [r](SmallWorld& world, std::size_t i) { drop(world.routes[r].hostnames, i); }))
            return true;
        for (std::size_t u = 0; u < route.rules.size(); ++u) {
            if (simplifiedRule(r, u))
                return true;
        }
        return false;
    }

    bool simplifiedRule(std::size_t r, std::size_t u) {
        const SmallRule& rule = m_best.world.routes[r].rules[u];
        if (without(rule.matches,
                    [=](SmallWorld& world, std::size_t i) {
                        drop(world.routes[r].rules[u].matches, i);
                    }) ||
            without(rule.backends, [=](SmallWorld& world, std::size_t i) {
                drop(world.routes[r].rules[u].backends, i);
            }))
            return true;
        for (std::size_t m = 0; m < rule.matches.size(); ++m) {
            const auto match = [=](SmallWorld& world) -> SmallMatch& {
                return world.routes[r].rules[u].matches[m];
            };
            if (without(rule.matches[m].headers,
                        [=](SmallWorld& world, std::size_t i) { drop(match(world).headers, i); }) ||
                without(rule.matches[m].query,
                        [=](SmallWorld& world, std::size_t i) { drop(match(world).query, i); }))
                return true;
        }
        return false;
    }

    bool simplifiedRequest() {
        for (std::size_t i = 0; i < m_best.request.headers.size(); ++i) {
            simulator::Request request = m_best.request;
            drop(request.headers, i);
            if (keeps(m_best.world, request))
                return true;
        }
        if (!m_best.request.query)
            return false;
        simulator::Request request = m_best.request;
        request.query.reset();
        return keeps(m_best.world, request);
    }

    Difference m_best;
};

}  // namespace

CompiledWorld compiled(const SmallWorld& world) {
    CompiledWorld result;
    model::WorldBuilder builder;
    builder.addLayer(model::readText("small.yaml", toYaml(world)));
    result.world = std::move(builder).build();
    result.options = world.options;
    result.control = simulator::computeControlPlane(*result.world, world.options);
    result.table = simulator::compileRoutes(*result.world, *result.control, world.options);
    result.reference = std::make_unique<const Reference>(*result.world, world.options);
    result.gateway = result.world->find<model::Gateway>("infra", "gw").id();
    return result;
}

ReferenceAnswer tableAnswer(const CompiledWorld& world, const simulator::Request& request,
                            std::uint64_t bits) {
    const EntranceId entrance = world.table->entranceOf(world.gateway, request.listenerPort());
    if (!entrance.valid())
        return {};
    const RequestFacts made = facts(world, request);
    simulator::LookUp scratch;
    return inWords(world, world.table->decide({entrance, &made, bits}, scratch));
}

std::string toString(const Tally& tally) {
    std::string text = fmt::format(
        "no listener {}, no route {}, routed {} (of them without a backend {}); decided by",
        tally.noListener, tally.noRoute, tally.routed, tally.withoutBackend);
    for (std::size_t i = 0; i < tally.decidedBy.size(); ++i)
        text += fmt::format("{} {} {}", i == 0 ? "" : ",", toString(static_cast<DecidedBy>(i)),
                            tally.decidedBy[i]);
    return text;
}

std::optional<Difference> firstDifference(const SmallWorld& small, std::size_t count, Dice& dice,
                                          Tally& tally) {
    const CompiledWorld world = compiled(small);
    std::vector<simulator::Request> requests;
    std::vector<std::uint64_t> bits;
    for (std::size_t i = 0; i < count; ++i) {
        requests.push_back(randomRequest(small, dice));
        bits.push_back(dice.bits());
        if (auto difference = differenceOf(small, world, requests.back(), bits.back(), tally))
            return difference;
    }
    if (everyWayAgrees(world, requests, bits))
        return std::nullopt;
    return Difference{small, requests.front(), bits.front(),
                      "the same one by one, batched and on two threads", "something else"};
}

Difference shrunk(Difference difference) {
    return Shrinker(std::move(difference)).run();
}

std::string writeDown(const Difference& difference, const std::string& stem) {
    std::ofstream(stem + ".yaml") << toYaml(difference.world);
    std::ofstream(stem + ".json") << toJson(difference.request).dump() << '\n';
    return fmt::format("gatesight batch --explain -f {}.yaml{} < {}.json", stem,
                       switches(difference.world), stem);
}

}  // namespace gatesight::test
