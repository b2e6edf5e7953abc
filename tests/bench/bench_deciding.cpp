// What a decision costs, by the number of rules. Facts of the requests are made beforehand where
// the table alone is measured, as other routers are handed a method and a path; the whole way from
// a Request to a Decision is measured beside.
#include "bench_world.h"
#include "simulator/routing/draw.h"
#include "simulator/routing/pattern.h"
#include "simulator/routing/route_table.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <ctime>
#include <map>
#include <string>
#include <vector>

namespace gatesight::bench {

namespace {

constexpr std::size_t kRequests = 16'384;

/// Requests ready to be asked. A wrong answer ends the measurement.
struct Prepared {
    simulator::SimulationPtr simulation;
    std::vector<Asked> asked;
    std::vector<simulator::RequestFacts> facts;
    std::vector<simulator::RouteQuery> queries;

    [[nodiscard]] const simulator::RouteTable& table() const { return *simulation->routes; }
};

void addQueries(Prepared& prepared) {
    const model::ObjectId gateway =
        prepared.simulation->world->find<model::Gateway>("infra", "public").id();
    const simulator::EntranceId entrance = prepared.table().entranceOf(gateway, 80);
    prepared.facts.reserve(prepared.asked.size());
    for (std::size_t i = 0; i < prepared.asked.size(); ++i) {
        prepared.facts.push_back(factsOf(prepared.asked[i].request, {}));
        prepared.queries.push_back({entrance, &prepared.facts.back(), simulator::mixed(i)});
    }
}

/// The worlds are large: each is made once and used by every benchmark of its size.
const Prepared& prepared(std::size_t rules) {
    static std::map<std::size_t, Prepared> made;
    Prepared& result = made[rules];
    if (!result.simulation) {
        result.simulation = simulationOf(manifestOf(rules));
        result.asked = requestsFor(rules, kRequests);
        addQueries(result);
    }
    return result;
}

/// Whether `answer` names the rule that the request was made for.
bool isRight(const Prepared& about, std::size_t request, const simulator::RouteAnswer& answer) {
    const std::size_t rule = about.asked[request].rule;
    return answer.route.valid() && answer.backend != simulator::RouteAnswer::kNone &&
           answer.rule == rule % kRulesPerRoute &&
           about.simulation->world->object(answer.route).metadata.name ==
               fmt::format("route-{:06}", rule / kRulesPerRoute);
}

/// One by one, in batches and with an explanation, the answers are those that were asked for.
bool answersAreRight(const Prepared& about) {
    std::vector<simulator::RouteAnswer> batched(about.queries.size());
    about.table().decideBatch(about.queries, batched);
    simulator::LookUp scratch;
    for (std::size_t i = 0; i < about.queries.size(); ++i) {
        const auto answer = about.table().decide(about.queries[i], scratch);
        if (answer != batched[i] || !isRight(about, i, answer))
            return false;
    }
    return true;
}

const Prepared* checked(benchmark::State& state) {
    const Prepared& about = prepared(static_cast<std::size_t>(state.range(0)));
    if (answersAreRight(about))
        return &about;
    state.SkipWithError("a decision differs from what the rules say");
    return nullptr;
}

/// Requests that have just arrived: their facts were made right before they are asked, and the
/// time of making them does not count.
constexpr std::size_t kArrived = 64;

double processorSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// Times `ask(queries)` on group after group of requests.
template <class Ask>
void askInGroups(benchmark::State& state, const Ask& ask) {
    const Prepared* about = checked(state);
    if (!about)
        return;
    std::vector<simulator::RequestFacts> facts;
    std::vector<simulator::RouteQuery> queries;
    std::size_t next = 0;
    while (state.KeepRunningBatch(kArrived)) {
        facts.clear();
        facts.reserve(kArrived);
        queries.clear();
        for (std::size_t i = next; i < next + kArrived; ++i) {
            facts.push_back(factsOf(about->asked[i].request, {}));
            queries.push_back({about->queries[i].entrance, &facts.back(), about->queries[i].bits});
        }
        next = (next + kArrived) % kRequests;
        const double before = processorSeconds();
        ask(about->table(), queries);
        state.SetIterationTime(processorSeconds() - before);
    }
}

void table(benchmark::State& state) {
    simulator::LookUp scratch;
    askInGroups(state, [&](const simulator::RouteTable& routes, const auto& queries) {
        for (const simulator::RouteQuery& query : queries)
            benchmark::DoNotOptimize(routes.decide(query, scratch));
    });
}

void tableInBatches(benchmark::State& state) {
    std::vector<simulator::RouteAnswer> answers(kArrived);
    askInGroups(state, [&](const simulator::RouteTable& routes, const auto& queries) {
        routes.decideBatch(queries, answers);
        benchmark::DoNotOptimize(answers.data());
    });
}

void tableWithFacts(benchmark::State& state) {
    const Prepared* about = checked(state);
    if (!about)
        return;
    simulator::LookUp scratch;
    std::size_t next = 0;
    for (auto _ : state) {
        const auto facts = factsOf(about->asked[next].request, {});
        benchmark::DoNotOptimize(
            about->table().decide({about->queries[next].entrance, &facts, next}, scratch));
        next = (next + 1) % kRequests;
    }
}

void whole(benchmark::State& state, simulator::Explain explain) {
    const Prepared* about = checked(state);
    if (!about)
        return;
    std::size_t next = 0;
    for (auto _ : state) {
        const auto decision = decide(*about->simulation, about->asked[next].request, next, explain);
        if (decision.outcome != simulator::Outcome::Forwarded)
            return state.SkipWithError("a request was not forwarded");
        next = (next + 1) % kRequests;
    }
}
void silent(benchmark::State& state) {
    whole(state, simulator::Explain::No);
}
void explained(benchmark::State& state) {
    whole(state, simulator::Explain::Yes);
}

// ---- regular expressions ----

constexpr std::size_t kExpressions = 1000;

Prepared expressionsPrepared() {
    Prepared result;
    result.simulation = simulationOf(expressionManifest(kExpressions));
    // All rules of the manifest are on the host of the first team.
    result.asked = requestsFor(kExpressions, 1024);
    for (Asked& asked : result.asked)
        asked.request.urlHost = "team-0000.example.com";
    addQueries(result);
    return result;
}

void expressionsInTable(benchmark::State& state) {
    const Prepared about = expressionsPrepared();
    simulator::LookUp scratch;
    std::size_t next = 0;
    for (auto _ : state) {
        const auto answer = about.table().decide(about.queries[next], scratch);
        if (!answer.route.valid())
            return state.SkipWithError("an expression did not match");
        next = (next + 1) % about.queries.size();
    }
}

void expressionsOneByOne(benchmark::State& state) {
    std::vector<simulator::Pattern> patterns;
    for (std::size_t rule = 0; rule < kExpressions; ++rule)
        patterns.emplace_back(pathOfRule(rule) + "(/[a-z]+/[0-9]+)?");
    const std::vector<Asked> asked = requestsFor(kExpressions, 1024);
    std::size_t next = 0;
    for (auto _ : state) {
        for (const auto& pattern : patterns)
            benchmark::DoNotOptimize(pattern.matches(asked[next].request.path));
        next = (next + 1) % asked.size();
    }
}

// ---- the most that a request can be ----

/// One bucket of 64 matches that all ask for the last of a hundred headers, and a request with a
/// path of 8 kB, 100 headers and 100 query parameters.
std::string crowdedManifest() {
    std::string text = expressionManifest(0);
    text +=
        "---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n"
        "  name: crowded\n  namespace: team-0000\nspec:\n  parentRefs:\n"
        "    - name: public\n      namespace: infra\n  rules:\n    - matches:\n";
    for (int match = 0; match < 64; ++match)
        text += fmt::format(
            "        - path:\n            value: /a\n          headers:\n"
            "            - name: x-{}\n              value: \"{}\"\n",
            99 - match % 8, match);
    return text;
}

void mostOfARequest(benchmark::State& state) {
    Prepared about;
    about.simulation = simulationOf(crowdedManifest());
    Asked& asked = about.asked.emplace_back();
    asked.request.gateway = "infra/public";
    asked.request.urlHost = "team-0000.example.com";
    asked.request.path = "/a";
    while (asked.request.path.size() < 8000)
        asked.request.path += "/element";
    std::string query;
    for (int i = 0; i < 100; ++i) {
        asked.request.headers.emplace_back(fmt::format("X-{}", i), "none");
        query += fmt::format("{}q{}=none", i == 0 ? "" : "&", i);
    }
    asked.request.query = query;
    addQueries(about);
    simulator::LookUp scratch;
    for (auto _ : state)
        benchmark::DoNotOptimize(about.table().decide(about.queries.front(), scratch));
}

BENCHMARK(table)->RangeMultiplier(10)->Range(100, 100'000)->UseManualTime();
BENCHMARK(tableInBatches)->RangeMultiplier(10)->Range(100, 100'000)->UseManualTime();
BENCHMARK(tableWithFacts)->RangeMultiplier(10)->Range(100, 100'000);
BENCHMARK(silent)->RangeMultiplier(10)->Range(100, 100'000);
BENCHMARK(explained)->RangeMultiplier(10)->Range(100, 100'000);
BENCHMARK(expressionsInTable);
BENCHMARK(expressionsOneByOne);
BENCHMARK(mostOfARequest);

}  // namespace

}  // namespace gatesight::bench

BENCHMARK_MAIN();
