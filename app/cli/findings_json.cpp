#include "app/cli/findings_document.h"

namespace gatesight::cli {

namespace {

Json placeJson(const model::SourceLocation& source) {
    Json json = Json::object();
    json["file"] = source.file;
    if (source.position.known()) {
        json["line"] = source.position.line;
        if (source.position.column != 0)
            json["column"] = source.position.column;
    }
    return json;
}

Json objectJson(const model::ObjectReference& object) {
    Json json = Json::object();
    const auto add = [&json](const char* key, const std::string& value) {
        if (!value.empty())
            json[key] = value;
    };
    add("apiVersion", object.apiVersion);
    add("kind", object.kind);
    add("namespace", object.namespace_);
    add("name", object.name);
    return json;
}

Json findingJson(const model::Finding& finding) {
    Json json = Json::object();
    json["severity"] = toString(finding.severity);
    json["rule"] = finding.rule;
    json["message"] = finding.message;
    if (Json object = objectJson(finding.object); !object.empty())
        json["object"] = std::move(object);
    if (!finding.field.empty())
        json["field"] = finding.field;
    if (finding.source.known())
        json["source"] = placeJson(finding.source);
    for (const model::RelatedPlace& related : finding.related)
        json["related"].push_back(
            {{"message", related.message}, {"source", placeJson(related.source)}});
    if (finding.edit) {
        json["edit"] = {{"description", finding.edit->description},
                        {"source", placeJson(finding.edit->source)},
                        {"length", finding.edit->length},
                        {"replacement", finding.edit->replacement}};
    }
    return json;
}

}  // namespace

Json findingsJson(const model::Findings& findings) {
    Json json = Json::object();
    json["apiVersion"] = "gatesight.dev/v1alpha1";
    json["findings"] = Json::array();
    for (const model::Finding& finding : findings)
        json["findings"].push_back(findingJson(finding));
    return json;
}

}  // namespace gatesight::cli
