// A field belongs to an expectation when many draws agree in it; where draws differ, the shares say
// how.
#include "simulator/traffic/record.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "simulator/routing/header_name.h"
#include "simulator/traffic/expectation.h"
#include "simulator/traffic/matrix.h"
#include "simulator/traffic/node_json.h"
#include "simulator/traffic/scenario_text.h"

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;
using HeaderValues = std::map<std::string, std::string>;

/// Draws that have to agree. A backend with less than one request in a hundred may be missed by all
/// of them; its share is recorded all the same.
constexpr std::uint64_t kDraws = 512;

std::string fullName(const DecidedBackend& backend) {
    return fmt::format("{}/{}", backend.namespace_, backend.name);
}

/// Values by name, joined as HTTP allows; the first spelling of a name stands.
HeaderValues joined(const HeaderList& headers) {
    HeaderValues result;
    for (const auto& [name, value] : headers) {
        const auto found = std::ranges::find_if(
            result, [&](const auto& known) { return sameName(known.first, name); });
        if (found == result.end())
            result.emplace(name, value);
        else
            found->second += "," + value;
    }
    return result;
}

/// What a backend sees and the client did not send.
HeaderValues addedHeaders(const HeaderList& sent, const HeaderList& seen) {
    HeaderValues result = joined(seen);
    const HeaderValues before = joined(sent);
    std::erase_if(result, [&](const auto& header) {
        return std::ranges::any_of(before, [&](const auto& known) {
            return sameName(known.first, header.first) && known.second == header.second;
        });
    });
    return result;
}

Expectation expectationOf(const Decision& decision, const Request& request) {
    Expectation result;
    result.outcome = std::string(toString(decision.outcome));
    result.status = decision.status;
    if (!decision.reason.empty())
        result.reason = decision.reason;
    if (decision.listener)
        result.listener = fmt::format("{}/{}", decision.listener->gateway, decision.listener->name);
    if (decision.route)
        result.route = fmt::format("{}/{}[{}]", decision.route->namespace_, decision.route->name,
                                   decision.route->rule);
    if (decision.backend)
        result.backend = decision.outcome == Outcome::Forwarded ? fullName(*decision.backend) : "";
    if (decision.forwarded && decision.outcome == Outcome::Forwarded) {
        result.path = decision.forwarded->path;
        result.headers = addedHeaders(request.headers, decision.forwarded->headers);
    }
    if (decision.redirect)
        result.location = decision.redirect->location;
    result.responseHeaders = joined(decision.responseHeaders);
    // A session's token names the Pod that was drawn.
    std::erase_if(result.responseHeaders,
                  [](const auto& header) { return sameName(header.first, "set-cookie"); });
    return result;
}

void keepEqual(HeaderValues& kept, const HeaderValues& other) {
    std::erase_if(kept, [&](const auto& header) {
        const auto found = other.find(header.first);
        return found == other.end() || found->second != header.second;
    });
}

/// Leaves what both say.
void keepEqual(Expectation& kept, const Expectation& other) {
    const auto keep = [](auto& field, const auto& same) {
        if (field != same)
            field.reset();
    };
    keep(kept.outcome, other.outcome);
    keep(kept.status, other.status);
    keep(kept.reason, other.reason);
    keep(kept.listener, other.listener);
    keep(kept.route, other.route);
    keep(kept.backend, other.backend);
    keep(kept.path, other.path);
    keep(kept.location, other.location);
    keepEqual(kept.headers, other.headers);
    keepEqual(kept.responseHeaders, other.responseHeaders);
}

void addShares(Expectation& expectation, const Decision& decision) {
    if (decision.shares.size() < 2)
        return;
    const auto some = [](const Share& share) { return share.numerator > 0; };
    if (std::ranges::count_if(decision.shares, some) > 1)
        expectation.backend.reset();
    for (const Share& share : decision.shares) {
        const double value =
            static_cast<double>(share.numerator) / static_cast<double>(share.denominator);
        ExpectedShare& expected = expectation.shares[fullName(share.backend)];
        // A Service that is named twice has both shares.
        const bool twice = !expected.text.empty();
        expected.value += value;
        expected.text = twice ? fmt::format("{}", expected.value)
                              : fmt::format("{}/{}", share.numerator, share.denominator);
    }
}

/// Those that were not recorded under any spelling.
HeaderValues headersBeside(const HeaderValues& written, const HeaderValues& recorded) {
    HeaderValues result = written;
    std::erase_if(result, [&](const auto& header) {
        return std::ranges::any_of(
            recorded, [&](const auto& known) { return sameName(known.first, header.first); });
    });
    return result;
}

/// What only people write down, each by itself, so that one that no longer holds takes no other one
/// with it.
std::vector<Expectation> writtenParts(const Expectation& written, const Expectation& recorded) {
    std::vector<Expectation> parts;
    if (written.pod)
        parts.emplace_back().pod = written.pod;
    for (const std::string& backend : written.getsTraffic)
        parts.emplace_back().getsTraffic = {backend};
    for (const std::string& backend : written.mustNotReach)
        parts.emplace_back().mustNotReach = {backend};
    for (const auto& header : headersBeside(written.headers, recorded.headers))
        parts.emplace_back().headers = {header};
    for (const auto& header : headersBeside(written.responseHeaders, recorded.responseHeaders))
        parts.emplace_back().responseHeaders = {header};
    return parts;
}

void addPart(Expectation& expectation, Expectation part) {
    if (part.pod)
        expectation.pod = std::move(part.pod);
    std::ranges::move(part.getsTraffic, std::back_inserter(expectation.getsTraffic));
    std::ranges::move(part.mustNotReach, std::back_inserter(expectation.mustNotReach));
    expectation.headers.merge(part.headers);
    expectation.responseHeaders.merge(part.responseHeaders);
}

/// Where a person named the rule, its name stands: other rules before it move its number.
void keepRuleName(Expectation& expectation, const Expectation& written, const Decision& decision) {
    if (written.route && decision.route && !decision.route->ruleName.empty() &&
        *written.route == fmt::format("{}/{}[{}]", decision.route->namespace_, decision.route->name,
                                      decision.route->ruleName))
        expectation.route = written.route;
}

class ScenarioRecorder {
public:
    ScenarioRecorder(const Simulation& simulation, const Scenario& scenario, std::uint64_t seed)
        : m_simulation(simulation), m_scenario(scenario), m_seed(seed) {}

    RecordedScenario run(const model::DocumentPtr& document) {
        m_result.document = jsonOf(document->root());
        Json& spec = m_result.document["spec"];
        Json items = spec.is_object() ? spec.value("requests", Json::array()) : Json::array();
        if (items.empty())
            return std::move(m_result);
        RewrittenRequests rewritten;
        for (const Json& item : items)
            rewritten.push_back(record(item));
        Json requests = Json::array();
        for (const auto& several : rewritten)
            for (const Json& each : several)
                requests.push_back(each);
        spec["requests"] = std::move(requests);
        m_result.text = scenarioTextWith(*document, rewritten);
        return std::move(m_result);
    }

private:
    std::vector<Json> record(const Json& item) {
        const auto all = combinations(item.value("matrix", Json()));
        const std::size_t count = all ? all->size() : 1;
        std::vector<Json> expected;
        for (std::size_t i = 0; i < count; ++i)
            expected.push_back(expectation(m_scenario.requests.at(m_next + i)));
        const bool alike = std::ranges::all_of(
            expected, [&](const Json& each) { return each == expected.front(); });
        std::vector<Json> requests;
        if (alike) {
            requests.push_back(item);
            requests.back()["expect"] = expected.front();
        } else {
            for (std::size_t i = 0; i < count; ++i)
                requests.push_back(single(m_scenario.requests[m_next + i], expected[i]));
        }
        m_next += count;
        return requests;
    }

    static Json single(const ScenarioRequest& request, const Json& expected) {
        Json item{{"name", request.name}};
        item.update(toJson(request.request));
        item["expect"] = expected;
        return item;
    }

    Json expectation(const ScenarioRequest& request) {
        Expectation result = recorded(m_simulation, request.request, m_seed);
        const Decision decision = decide(m_simulation, request.request, m_seed);
        if (!result.shares.empty())
            result.tolerance = request.expect.tolerance;
        keepRuleName(result, request.expect, decision);
        for (Expectation& part : writtenParts(request.expect, result)) {
            const std::vector<std::string> lines = unmet(part, decision);
            if (lines.empty())
                addPart(result, std::move(part));
            else
                m_result.notes.push_back(fmt::format("\"{}\": {}, so this is no longer expected",
                                                     request.name, lines.front()));
        }
        return toJson(result);
    }

    const Simulation& m_simulation;
    const Scenario& m_scenario;
    std::uint64_t m_seed;
    std::size_t m_next = 0;  // of the scenario's requests
    RecordedScenario m_result;
};

}  // namespace

Expectation recorded(const Simulation& simulation, const Request& request, std::uint64_t seed) {
    Request once = request;
    once.repeat = 1;
    const Decision first = decide(simulation, once, seed);
    Expectation result = expectationOf(first, once);
    if (first.shares.size() > 1)
        for (std::uint64_t i = 1; i < kDraws; ++i)
            keepEqual(result, expectationOf(decide(simulation, once, seed + i), once));
    addShares(result, first);
    return result;
}

RecordedScenario recordedScenario(const Simulation& simulation, const model::DocumentPtr& document,
                                  const Scenario& scenario, std::uint64_t seed) {
    return ScenarioRecorder(simulation, scenario, seed).run(document);
}

Json recordedScenario(const Simulation& simulation, std::string_view name,
                      const std::vector<std::pair<std::string, Request>>& requests,
                      std::uint64_t seed) {
    Json items = Json::array();
    for (const auto& [called, request] : requests) {
        Json item{{"name", called}};
        item.update(toJson(request));
        item["expect"] = toJson(recorded(simulation, request, seed));
        items.push_back(std::move(item));
    }
    return {{"apiVersion", "gatesight.dev/v1alpha1"},
            {"kind", "Scenario"},
            {"metadata", {{"name", name}}},
            {"spec", {{"requests", std::move(items)}}}};
}

}  // namespace gatesight::simulator
