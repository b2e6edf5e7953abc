#include "simulator/topology/export_text.h"
#include "simulator/who/talk_export.h"
#include "simulator/who/talk_reason.h"

namespace gatesight::simulator {

namespace {

using TalkJson = nlohmann::ordered_json;

TalkJson groupJson(const TalkGroup& group) {
    TalkJson json;
    json["key"] = visible(group.key());
    json["title"] = visible(group.title());
    if (!group.namespace_.empty())
        json["namespace"] = visible(group.namespace_);
    if (!group.name.empty())
        json["name"] = visible(group.name);
    if (group.kind == TalkGroup::Kind::More && group.namespaces != 0)
        json["namespaces"] = group.namespaces;
    if (group.kind != TalkGroup::Kind::Internet && group.kind != TalkGroup::Kind::Outside) {
        json["workloads"] = group.workloads;
        json["gateways"] = group.gateways;
        json["pods"] = group.pods;
    }
    return json;
}

TalkJson tallyJson(const TalkTally& tally) {
    TalkJson json = TalkJson::object();
    for (std::size_t i = 0; i < kTalkOutcomes; ++i)
        if (tally.tries[i] != 0)
            json[std::string(toString(static_cast<TalkOutcome>(i)))] = tally.tries[i];
    return json;
}

TalkJson policyJson(const Simulation& simulation, const TalkPolicy& policy) {
    const model::Object& object = simulation.world->object(policy.policy);
    TalkJson json;
    json["kind"] = object.kind;
    if (!object.metadata.namespace_.empty())
        json["namespace"] = visible(object.metadata.namespace_);
    json["name"] = visible(object.metadata.name);
    json["tier"] = policy.tier == PolicyTier::Admin      ? "Admin"
                   : policy.tier == PolicyTier::Baseline ? "Baseline"
                                                         : "NetworkPolicy";
    json["direction"] = toString(policy.direction);
    if (policy.rule != TierVerdict::kNoRule)
        json["index"] = policy.rule;
    json["rule"] = policy.why;
    if (policy.source.known())
        json["source"] = {{"file", visible(policy.source.file)},
                          {"line", policy.source.position.line},
                          {"column", policy.source.position.column}};
    return json;
}

TalkJson witnessJson(const Simulation& simulation, const WhoTalks& who, const TalkTry& one,
                     TalkOutcome outcome) {
    const TalkReason reason = reasonOf(simulation, who, one, outcome);
    TalkJson json;
    json["outcome"] = toString(outcome);
    json["from"] = visible(reason.from);
    json["to"] = visible(reason.to);
    if (one.port.port != 0) {
        json["port"] = one.port.port;
        json["transport"] = toString(one.port.transport);
    }
    json["message"] = visible(reason.sentence);
    for (const TalkPolicy& policy : reason.policies)
        json["policies"].push_back(policyJson(simulation, policy));
    if (reason.request)
        json["request"] = toJson(*reason.request);
    return json;
}

TalkJson cellJson(const Simulation& simulation, const WhoTalks& who, std::size_t row,
                  std::size_t column) {
    const TalkCell& cell = who.cell(row, column);
    TalkJson json;
    json["from"] = visible(who.rows[row].key());
    json["to"] = visible(who.columns[column].key());
    json["state"] = toString(cell.state());
    json["tries"] = tallyJson(cell.tally);
    for (const TalkCell::Port& port : cell.ports) {
        TalkJson entry;
        if (port.port.port != 0) {
            entry["port"] = port.port.port;
            entry["transport"] = toString(port.port.transport);
        }
        entry["tries"] = tallyJson(port.tally);
        json["ports"].push_back(std::move(entry));
    }
    if (cell.morePorts != 0)
        json["morePorts"] = cell.morePorts;
    for (std::size_t i = 0; i < kTalkOutcomes; ++i)
        if (cell.witness[i].valid())
            json["witnesses"].push_back(
                witnessJson(simulation, who, cell.witness[i], static_cast<TalkOutcome>(i)));
    return json;
}

}  // namespace

TalkJson toJson(const Simulation& simulation, const WhoTalks& who) {
    TalkJson json;
    json["apiVersion"] = "gatesight.dev/v1alpha1";
    json["kind"] = "EastWest";
    json["policies"] = who.policies;
    if (who.unexpanded != 0)
        json["unexpanded"] = who.unexpanded;
    json["rows"] = TalkJson::array();
    for (const TalkGroup& row : who.rows)
        json["rows"].push_back(groupJson(row));
    json["columns"] = TalkJson::array();
    for (const TalkGroup& column : who.columns)
        json["columns"].push_back(groupJson(column));
    json["cells"] = TalkJson::array();
    for (std::size_t row = 0; row < who.rows.size(); ++row)
        for (std::size_t column = 0; column < who.columns.size(); ++column)
            if (who.cell(row, column).state() != TalkState::Nothing)
                json["cells"].push_back(cellJson(simulation, who, row, column));
    return json;
}

}  // namespace gatesight::simulator
