#include "app/cli/findings_document.h"
#include "model/kinds/timestamp.h"

namespace gatesight::cli {

namespace {

Json findingJson(const model::Finding& finding, const SourceLines& sources) {
    Json json = Json::object();
    json["severity"] = toString(finding.severity);
    json["rule"] = finding.rule;
    json["message"] = finding.message;
    if (Json object = referenceJson(finding.object); !object.empty())
        json["object"] = std::move(object);
    if (!finding.field.empty())
        json["field"] = finding.field;
    if (finding.source.known())
        json["source"] = placeJson(finding.source);
    simulator::addText(json, "template", std::string(sources.templateOf(finding.source)));
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

Json suppressionJson(const simulator::Suppression& by) {
    Json json = {{"reason", by.reason}};
    if (by.until)
        json["until"] = model::formatTimestamp(*by.until).substr(0, 10);
    json["source"] = placeJson(by.source);
    return json;
}

}  // namespace

Json findingsJson(const model::Findings& findings,
                  std::span<const simulator::SuppressedFinding> suppressed,
                  const SourceLines& sources) {
    Json json = Json::object();
    json["apiVersion"] = "gatesight.dev/v1alpha1";
    json["findings"] = Json::array();
    for (const model::Finding& finding : findings)
        json["findings"].push_back(findingJson(finding, sources));
    for (const simulator::SuppressedFinding& each : suppressed) {
        Json finding = findingJson(each.finding, sources);
        finding["suppressed"] = suppressionJson(each.by);
        json["findings"].push_back(std::move(finding));
    }
    return json;
}

}  // namespace gatesight::cli
