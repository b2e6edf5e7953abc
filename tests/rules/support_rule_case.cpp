#include "tests/rules/support_rule_case.h"

#include "model/manifest/reader.h"
#include "model/rules/catalogue.h"
#include "model/schema/decode.h"
#include "model/schema/pending_status.h"
#include "simulator/all_findings.h"
#include "simulator/control/status.h"
#include "simulator/routing/decision.h"
#include "simulator/simulation.h"
#include "tests/simulator/control/support_control.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace gatesight::test {

namespace {

using simulator::SimulationPtr;
using Lines = std::vector<std::string>;

bool listHolds(const Json& actual, const Json& expected) {
    auto next = actual.begin();
    for (const Json& item : expected) {
        next = std::find_if(next, actual.end(), [&item](const Json& each) { return holds(each, item); });
        if (next == actual.end())
            return false;
        ++next;
    }
    return true;
}

bool mapHolds(const Json& actual, const Json& expected) {
    return std::ranges::all_of(expected.items(), [&actual](const auto& member) {
        const auto found = actual.find(member.key());
        if (member.value().is_null())
            return found == actual.end() || found->is_null();
        return found != actual.end() && holds(*found, member.value());
    });
}

/// The cluster after what the case does to it.
simulator::test::Cluster edited(simulator::test::Cluster cluster, const RuleCase& ruleCase) {
    if (ruleCase.edit.empty() && ruleCase.remove.empty())
        return cluster;
    model::WorldBuilder builder({.channel = ruleCase.options.channel});
    builder.startFrom(*cluster.world);
    for (const std::string name : ruleCase.remove) {
        const model::Object& object = cluster.world->object(simulator::test::idOf(*cluster.world, name));
        builder.remove(object.group, object.kind, object.metadata.namespace_, object.metadata.name);
    }
    builder.addLayer(model::readText("edit.yaml", ruleCase.edit));
    cluster.world = std::move(builder).build();
    cluster.control = computeControlPlane(*cluster.world, ruleCase.options);
    return cluster;
}

simulator::test::Cluster clusterOf(const RuleCase& ruleCase) {
    return edited(ruleCase.bare ? simulator::test::bareClusterOf(ruleCase.manifests, ruleCase.options)
                                : simulator::test::clusterOf(ruleCase.manifests, ruleCase.options),
                  ruleCase);
}

/// One case on its cluster; collects what does not hold.
class Check {
public:
    explicit Check(const RuleCase& ruleCase)
        : m_case(ruleCase), m_cluster(clusterOf(ruleCase)), m_simulation(simulate(m_cluster.world, ruleCase.options)) {}

    Lines run() {
        for (const Json& request : m_case.requests)
            checkRequest(request);
        for (const auto& [object, expected] : m_case.status.items())
            checkStatus(object, expected);
        for (const auto& [object, expected] : m_case.stored.items())
            checkPart("stored " + object, asRead(objectOf(object)), expected);
        for (const auto& [object, expected] : m_case.generated.items())
            checkGenerated(object, expected);
        if (!m_case.findings.empty())
            checkLines("findings", findingLines(), m_case.findings);
        return m_wrong;
    }

private:
    const model::Object& objectOf(const std::string& name) const {
        return m_cluster.world->object(simulator::test::idOf(*m_cluster.world, name));
    }

    // As `gatesight show` prints it: with the status that waits for a controller.
    Json asRead(const model::Object& object) const {
        Json json = stored(object, m_case.options.channel);
        if (Json status = model::pendingStatus(object.group, object.kind); !status.is_null())
            json["status"] = std::move(status);
        return json;
    }

    void checkGenerated(const std::string& object, const Json& expected) {
        const auto all = generatedObjects(*m_cluster.world, *m_cluster.control);
        const auto found = std::ranges::find(all, object, [](const Json& each) {
            const Json& metadata = each["metadata"];
            return fmt::format("{} {}/{}", each.value("kind", ""), metadata.value("namespace", ""), metadata.value("name", ""));
        });
        if (expected.is_null() != (found == all.end()))
            m_wrong.push_back(fmt::format("generated {}: {}", object, Json(all).dump(2)));
        else if (found != all.end())
            checkPart("generated " + object, *found, expected);
    }

    void checkRequest(const Json& asked) {
        const auto request = simulator::requestFromJson(withCarried(asked));
        if (!request)
            return m_wrong.push_back(request.error());
        const std::string name = asked.at("request").dump();
        const std::uint64_t seed = asked.value("seed", std::uint64_t{1});
        const Json decision = toJson(decide(*m_simulation, *request, seed, simulator::Explain::Yes));
        remember(decision);
        checkPart(name, decision, asked.value("expect", Json::object()));
        for (const Json& other : asked.value("expectNot", Json::array()))
            if (holds(decision, other))
                m_wrong.push_back(fmt::format("{} must not hold {}\n{}", name, other.dump(), decision.dump(2)));
        for (const Json& step : decision["trace"])
            if (!model::findRule(step.value("rule", "")))
                m_wrong.push_back(fmt::format("{}: a step without a rule\n{}", name, step.dump(2)));
        for (const std::string rule : asked.value("cites", Json::array()))
            if (!cites(decision, rule))
                m_wrong.push_back(fmt::format("{} does not cite {}\n{}", name, rule, decision["trace"].dump(2)));
    }

    // The request with headers of earlier answers of the case, as a client sends them back.
    Json withCarried(const Json& asked) const {
        Json request = asked.at("request");
        const Json carried = asked.value("carry", Json::object());
        for (const auto& [name, from] : carried.items())
            if (const auto found = m_answered.find(from); found != m_answered.end())
                request["headers"].push_back({name, found->second});
        return request;
    }

    // Of a cookie the attributes stay with the client.
    void remember(const Json& decision) {
        for (const Json& header : decision.value("response", Json::object()).value("headers", Json::array())) {
            const std::string value = header.at(1);
            m_answered[header.at(0)] = value.substr(0, value.find(';'));
        }
    }

    // A step cites a rule for its verdict, or for one of the values it compared.
    static bool cites(const Json& decision, const std::string& rule) {
        const auto names = [&rule](const Json& each) { return each.value("rule", "") == rule; };
        return std::ranges::any_of(decision["trace"], [&names](const Json& step) {
            return names(step) || std::ranges::any_of(step.value("compared", Json::array()), names);
        });
    }

    // A list holds lines as support_control.h writes them, a map is a part of the JSON, null says that nobody writes a status.
    void checkStatus(const std::string& object, const Json& expected) {
        if (expected.is_array())
            return checkLines("status " + object, simulator::test::statusLines(m_cluster, object), expected);
        const auto id = simulator::test::idOf(*m_cluster.world, object);
        const Json status = statusOf(*m_cluster.world, *m_cluster.control, id);
        if (expected.is_null() != status.is_null())
            m_wrong.push_back(fmt::format("status {}: {}", object, status.dump(2)));
        else if (!expected.is_null())
            checkPart("status " + object, status, expected);
    }

    void checkPart(const std::string& what, const Json& actual, const Json& expected) {
        if (!holds(actual, expected))
            m_wrong.push_back(fmt::format("{}: {} is not in\n{}", what, expected.dump(), actual.dump(2)));
    }

    // An expected line is the beginning of an actual one; with "!" in front, of none.
    void checkLines(const std::string& what, const Lines& actual, const Json& expected) {
        for (const std::string line : expected) {
            const bool absent = line.starts_with('!');
            const std::string_view begin = std::string_view(line).substr(absent ? 1 : 0);
            const bool found = std::ranges::any_of(actual, [begin](const std::string& each) { return each.starts_with(begin); });
            if (found == absent)
                m_wrong.push_back(fmt::format("{}: {} '{}'\n  {}", what, absent ? "unexpected" : "missing", begin,
                                              fmt::join(actual, "\n  ")));
        }
    }

    Lines findingLines() const {
        Lines lines;
        for (const model::Finding& finding : allFindings(*m_simulation))
            lines.push_back(fmt::format("{} {} {} {}: {}", model::toString(finding.severity), finding.rule,
                                        model::toString(finding.object), finding.field, finding.message));
        return lines;
    }

    const RuleCase& m_case;
    simulator::test::Cluster m_cluster;
    SimulationPtr m_simulation;
    std::map<std::string, std::string> m_answered;  // headers of the answers so far, the last of a name
    Lines m_wrong;
};

}  // namespace

bool holds(const Json& actual, const Json& expected) {
    if (expected.is_string() && expected.get_ref<const std::string&>().starts_with('~'))
        return actual.is_string() &&
               actual.get_ref<const std::string&>().find(expected.get_ref<const std::string&>().substr(1)) != std::string::npos;
    if (expected.is_object())
        return actual.is_object() && mapHolds(actual, expected);
    if (expected.is_array())
        return actual.is_array() && (expected.empty() ? actual.empty() : listHolds(actual, expected));
    return actual == expected;
}

model::Findings findingsIn(const RuleCase& ruleCase) {
    return allFindings(*simulate(clusterOf(ruleCase).world, ruleCase.options));
}

std::vector<std::string> violations(const RuleCase& ruleCase) {
    try {
        return Check(ruleCase).run();
    } catch (const nlohmann::json::exception& error) {
        return {fmt::format("the case cannot be read: {}", error.what())};
    }
}

}  // namespace gatesight::test
