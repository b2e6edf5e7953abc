#include "simulator/named_json.h"
#include "simulator/report/contradictions_chapter.h"
#include "simulator/report/report.h"

#include <nlohmann/json.hpp>

namespace gatesight::simulator {

namespace {

using ReportJson = nlohmann::ordered_json;

/// Absent means not known or not applicable: empty texts and lists are left out.
template <class Value>
void put(ReportJson& json, const char* key, const Value& value) {
    if (!value.empty())
        json[key] = value;
}

ReportJson json(const Summary& summary) {
    ReportJson counts = ReportJson::array();
    for (const RoleCount& count : summary.counts)
        counts.push_back({{"role", toString(count.role)},
                          {"getsTraffic", count.getsTraffic},
                          {"idle", count.idle},
                          {"refused", count.refused},
                          {"missing", count.missing},
                          {"unknown", count.unknown}});
    ReportJson silent = ReportJson::array();
    for (const SilentPart& part : summary.silent) {
        ReportJson& each = silent.emplace_back(
            ReportJson{{"role", toString(part.role)}, {"state", toString(part.state)}});
        put(each, "kind", part.kind);
        put(each, "namespace", part.namespace_);
        put(each, "name", part.name);
        put(each, "why", part.why);
        put(each, "nearest", part.nearest);
    }
    ReportJson result = {
        {"counts", std::move(counts)},
        {"exposed", summary.exposed},
        {"namespacesWithRoutes", summary.namespaces},
        {"findings",
         {{"errors", summary.errors}, {"warnings", summary.warnings}, {"infos", summary.infos}}},
        {"getsNoTraffic", std::move(silent)}};
    put(result, "notModelled", summary.notModelled);
    return result;
}

ReportJson json(const Exposure& exposure) {
    ReportJson result = ReportJson::object();
    put(result, "host", exposure.host);
    if (!exposure.pathType.empty())
        result["path"] = {{"type", exposure.pathType}, {"value", exposure.path}};
    put(result, "method", exposure.method);
    put(result, "conditions", exposure.conditions);
    result["port"] = exposure.port;
    result["protocol"] = exposure.protocol;
    if (!exposure.tls.empty()) {
        result["tls"] = {{"mode", exposure.tls}};
        put(result["tls"], "certificates", exposure.certificates);
    }
    put(result, "gateway", exposure.gateway);
    put(result, "listener", exposure.listener);
    put(result, "listenerSet", exposure.listenerSet);
    put(result, "frontend", exposure.frontend);
    result["route"] = {{"kind", exposure.kind},
                       {"namespace", exposure.namespace_},
                       {"name", exposure.route},
                       {"rule", exposure.rule}};
    put(result["route"], "ruleName", exposure.ruleName);
    put(result, "backend", exposure.backend);
    if (exposure.denominator != 0)
        result["share"] = {{"numerator", exposure.numerator},
                           {"denominator", exposure.denominator}};
    if (exposure.endpoints)
        result["endpoints"] = {{"ready", exposure.endpoints->ready},
                               {"all", exposure.endpoints->all}};
    put(result, "answer", exposure.answer);
    result["getsTraffic"] = exposure.getsTraffic;
    put(result, "why", exposure.why);
    return result;
}

ReportJson json(const BookRoute& route) {
    ReportJson result = {{"kind", route.kind}, {"name", route.name}};
    put(result, "origins", route.origins);
    put(result, "entrances", route.entrances);
    put(result, "getsNoTraffic", route.trouble);
    result["sentences"] = ReportJson::array();
    for (const BookEntry& entry : route.entries)
        result["sentences"].push_back(sentenceOf(route, entry).plain());
    return result;
}

ReportJson json(const TeamRoutes& team) {
    ReportJson routes = ReportJson::array();
    for (const BookRoute& route : team.routes)
        routes.push_back(json(route));
    return {{"namespace", team.namespace_}, {"routes", std::move(routes)}};
}

ReportJson json(const BoardEntry& entry) {
    ReportJson result = {{"kind", entry.kind}};
    put(result, "namespace", entry.namespace_);
    result["name"] = entry.name;
    put(result, "part", entry.part);
    result["well"] = entry.well();
    result["conditions"] = ReportJson::array();
    for (const Condition& condition : entry.conditions) {
        ReportJson& each = result["conditions"].emplace_back(
            ReportJson{{"type", condition.type}, {"status", toString(condition.status)}});
        put(each, "reason", condition.reason);
        put(each, "message", condition.message);
        put(each, "rule", condition.rule);
    }
    put(result, "unwritten", entry.unwritten);
    return result;
}

ReportJson json(const model::Finding& finding) {
    ReportJson result = {{"severity", toString(finding.severity)},
                         {"rule", finding.rule},
                         {"message", finding.message}};
    if (!finding.object.empty()) {
        ReportJson& object = result["object"] = ReportJson::object();
        put(object, "apiVersion", finding.object.apiVersion);
        put(object, "kind", finding.object.kind);
        put(object, "namespace", finding.object.namespace_);
        put(object, "name", finding.object.name);
    }
    put(result, "field", finding.field);
    if (finding.source.known())
        result["source"] = placeJson(finding.source);
    return result;
}

ReportJson json(const ScenarioResults& results) {
    ReportJson requests = ReportJson::array();
    for (const ScenarioResult& result : results.results) {
        ReportJson& each = requests.emplace_back(ReportJson{{"scenario", result.scenario},
                                                            {"name", result.request},
                                                            {"call", result.call},
                                                            {"answer", result.answer},
                                                            {"expects", result.expects},
                                                            {"passed", result.passed()}});
        put(each, "unmet", result.unmet);
        if (result.source.known())
            each["source"] = placeJson(result.source);
    }
    ReportJson coverage = ReportJson::array();
    for (const RuleCoverage& rule : results.coverage) {
        ReportJson& each = coverage.emplace_back(ReportJson{{"kind", rule.kind},
                                                            {"namespace", rule.namespace_},
                                                            {"name", rule.route},
                                                            {"rule", rule.rule},
                                                            {"words", rule.words},
                                                            {"requests", rule.requests}});
        put(each, "unreachable", rule.never);
    }
    return {{"failed", results.failed()},
            {"requests", std::move(requests)},
            {"rulesReachable", results.reachable()},
            {"rulesReached", results.reached()},
            {"coverage", std::move(coverage)}};
}

ReportJson json(const Admission& admission) {
    ReportJson result = {{"from", admission.from}};
    put(result, "selector", admission.selector);
    if (admission.namespaces)
        result["namespaces"] = *admission.namespaces;
    return result;
}

ReportJson json(const Isolation& isolation) {
    ReportJson result = {{"listeners", ReportJson::array()},
                         {"gateways", ReportJson::array()},
                         {"grants", ReportJson::array()}};
    for (const ListenerAccess& access : isolation.listeners) {
        ReportJson& each = result["listeners"].emplace_back(
            ReportJson{{"gateway", access.gateway}, {"listener", access.listener}});
        put(each, "listenerSet", access.listenerSet);
        each["port"] = access.port;
        each["protocol"] = access.protocol;
        put(each, "hostname", access.hostname);
        put(each, "certificates", access.certificates);
        each["kinds"] = access.kinds;
        each["mayAttach"] = json(access.routes);
        each["attached"] = access.attached;
    }
    for (const GatewayAccess& access : isolation.gateways)
        result["gateways"].push_back({{"gateway", access.gateway},
                                      {"mayAddListeners", json(access.listenerSets)},
                                      {"listenerSets", access.attached}});
    for (const GrantUse& grant : isolation.grants)
        result["grants"].push_back({{"namespace", grant.namespace_},
                                    {"name", grant.name},
                                    {"from", grant.from},
                                    {"to", grant.to},
                                    {"use", toString(grant.use)},
                                    {"usedBy", grant.usedBy}});
    return result;
}

ReportJson json(const ReportBasis& basis) {
    ReportJson result = {{"files", ReportJson::array()}, {"options", ReportJson::array()}};
    for (const InputFile& file : basis.files)
        result["files"].push_back(
            {{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    for (const ChosenOption& option : basis.options)
        result["options"].push_back(
            {{"name", option.name}, {"value", option.value}, {"default", option.standard}});
    return result;
}

template <class Items>
ReportJson jsonList(const Items& items) {
    ReportJson result = ReportJson::array();
    for (const auto& item : items)
        result.push_back(json(item));
    return result;
}

}  // namespace

nlohmann::ordered_json toJson(const Report& report) {
    ReportJson contradictions = ReportJson::array();
    for (const Contradiction& row : report.contradictions)
        contradictions.push_back(toJson(row));
    ReportJson result{{"apiVersion", "gatesight.dev/v1alpha1"},
            {"kind", "Report"},
            {"title", report.title},
            {"generator", report.generator},
            {"summary", json(report.summary)},
            {"inventory", jsonList(report.inventory)},
            {"routeBook", jsonList(report.routeBook)},
            {"statusBoard", jsonList(report.statusBoard)},
            {"findings", jsonList(report.findings)},
            {"contradictions", std::move(contradictions)},
            {"scenarios", json(report.scenarios)},
            {"isolation", json(report.isolation)},
            {"inputs", json(report.basis)}};
    if (report.reported.json)
        result["reported"] = *report.reported.json;
    return result;
}

}  // namespace gatesight::simulator
