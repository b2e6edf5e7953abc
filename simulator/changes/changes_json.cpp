#include "simulator/changes/changes.h"
#include "simulator/named_json.h"

#include <nlohmann/json.hpp>

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

void addSource(Json& json, const model::SourceLocation& source) {
    if (source.known())
        json["source"] = placeJson(source);
}

// ---- requests ----

Json ruleJson(const DecidedRoute& rule) {
    Json json = {{"kind", rule.kind},
                 {"namespace", rule.namespace_},
                 {"name", rule.name},
                 {"rule", rule.rule}};
    addText(json, "ruleName", rule.ruleName);
    return json;
}

void addRules(Json& json, const std::optional<DecidedRoute>& before,
              const std::optional<DecidedRoute>& after) {
    if (before)
        json["ruleBefore"] = ruleJson(*before);
    if (after)
        json["ruleAfter"] = ruleJson(*after);
}

Json partsJson(const std::vector<PartChange>& parts) {
    Json list = Json::array();
    for (const PartChange& part : parts)
        list.push_back({{"part", part.name}, {"before", part.before}, {"after", part.after}});
    return list;
}

Json moveJson(const RequestMove& move) {
    Json json = {{"effect", toString(move.effect)}, {"place", move.place},
                 {"request", toJson(move.witness)}, {"changes", partsJson(move.parts)},
                 {"classes", move.classes},         {"origins", move.origins}};
    addRules(json, move.before, move.after);
    return json;
}

Json requestsJson(const RequestMoves& requests) {
    const ClassCoverage& coverage = requests.coverage;
    Json moves = Json::array();
    for (const RequestMove& move : requests.moves)
        moves.push_back(moveJson(move));
    return {{"moves", std::move(moves)},
            {"coverage",
             {{"hosts", coverage.hosts},
              {"touchedHosts", coverage.touched},
              {"comparedClasses", coverage.classes},
              {"movedClasses", requests.movedClasses},
              {"sampledExpressions", coverage.sampledExpressions},
              {"sampledBounds", coverage.sampledBounds},
              {"withoutClientCertificates", coverage.clientCertificates}}}};
}

Json savedJson(const SavedRequests& saved) {
    Json list = Json::array();
    for (const SavedRequestChange& change : saved.changes) {
        Json json = {{"scenario", change.scenario},
                     {"name", change.name},
                     {"effect", toString(change.effect)},
                     {"request", toJson(change.request)},
                     {"changes", partsJson(change.parts)}};
        addRules(json, change.before, change.after);
        if (!change.unmet.empty())
            json["unmet"] = change.unmet;
        addSource(json, change.source);
        list.push_back(std::move(json));
    }
    return {{"asked", saved.asked}, {"changed", std::move(list)}};
}

Json loggedJson(const LoggedRequests& logged) {
    Json moves = Json::array();
    for (const LoggedMove& move : logged.moves) {
        Json json = {
            {"effect", toString(move.effect)},
            {"requests", move.requests},
            {"different", move.different},
            {"request", toJson(move.witness)},
            {"changes", partsJson(move.parts)},
            {"source",
             {{"file", logged.contents.logs[move.place.file].name}, {"line", move.place.line}}}};
        addRules(json, move.before, move.after);
        moves.push_back(std::move(json));
    }
    return {{"asked", logged.asked},
            {"moved", logged.moved},
            {"moves", std::move(moves)},
            {"notAsked", logged.contents.beyond},
            {"unusableLines", logged.contents.unusableLines()},
            {"notes", logged.contents.notes}};
}

// ---- manifests ----

Json findingsJson(const model::Findings& findings) {
    Json list = Json::array();
    for (const model::Finding& finding : findings) {
        Json json = {{"severity", model::toString(finding.severity)},
                     {"rule", finding.rule},
                     {"message", finding.message}};
        if (!finding.object.empty())
            json["object"] = referenceJson(finding.object);
        addText(json, "field", finding.field);
        addSource(json, finding.source);
        list.push_back(std::move(json));
    }
    return list;
}

Json conditionJson(const ConditionValue& value) {
    return {{"status", value.status}, {"reason", value.reason}, {"message", value.message}};
}

Json statusJson(const std::vector<StatusChange>& changes) {
    Json list = Json::array();
    for (const StatusChange& change : changes) {
        Json json = {{"object", referenceJson(change.object)}};
        addText(json, "part", change.part);
        addText(json, "condition", change.condition);
        if (change.before)
            json["before"] = conditionJson(*change.before);
        if (change.after)
            json["after"] = conditionJson(*change.after);
        addText(json, "unwritten", change.why);
        list.push_back(std::move(json));
    }
    return list;
}

Json objectsJson(const std::vector<ObjectChange>& changes) {
    Json list = Json::array();
    for (const ObjectChange& change : changes) {
        Json json = {{"change", toString(change.kind)}, {"object", referenceJson(change.object)}};
        for (const FieldChange& field : change.fields) {
            Json each = {{"path", field.path}};
            if (field.before)
                each["before"] = *field.before;
            if (field.after)
                each["after"] = *field.after;
            json["fields"].push_back(std::move(each));
        }
        addSource(json, change.source);
        list.push_back(std::move(json));
    }
    return list;
}

}  // namespace

nlohmann::ordered_json toJson(const Changes& changes) {
    Json json = {{"apiVersion", "gatesight.dev/v1alpha1"},
                 {"before", changes.before},
                 {"after", changes.after},
                 {"requests", requestsJson(changes.requests)},
                 {"savedRequests", savedJson(changes.saved)}};
    if (changes.logged)
        json["loggedRequests"] = loggedJson(*changes.logged);
    json["findings"] = {{"appeared", findingsJson(changes.findings.appeared)},
                        {"gone", findingsJson(changes.findings.gone)}};
    json["status"] = statusJson(changes.status);
    json["objects"] = objectsJson(changes.objects);
    return json;
}

}  // namespace gatesight::simulator
