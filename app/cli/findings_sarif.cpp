#include "app/cli/findings_document.h"
#include "model/rules/explained_rules.h"

#include <fmt/format.h>

#include <cctype>
#include <map>

namespace gatesight::cli {

namespace {

using model::Finding;
using model::Severity;
using model::SourceLocation;

std::string_view levelOf(Severity severity) {
    switch (severity) {
        case Severity::Error:
            return "error";
        case Severity::Warning:
            return "warning";
        case Severity::Info:
            return "note";
    }
    return "none";
}

// A path as a URI reference: relative ones stay relative to where the tool ran.
std::string uriOf(std::string_view path) {
    std::string uri = path.starts_with('/') ? "file://" : "";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) || std::string_view("-._~/!").find(c) != std::string_view::npos)
            uri += c;
        else
            uri += fmt::format("%{:02X}", byte);
    }
    return uri;
}

class Log {
public:
    explicit Log(const SourceLines& sources) : m_sources(sources) {}

    void add(const Finding& finding, const simulator::Suppression* by = nullptr) {
        Json result = Json::object();
        result["ruleId"] = finding.rule;
        result["ruleIndex"] = ruleIndex(finding.rule);
        result["level"] = levelOf(finding.severity);
        result["message"] = {{"text", finding.message}};
        if (Json place = location(finding.source); !place.empty() || !finding.object.empty()) {
            if (!finding.object.empty())
                place["logicalLocations"] = Json::array({logicalLocation(finding)});
            result["locations"] = Json::array({std::move(place)});
        }
        for (const model::RelatedPlace& related : finding.related) {
            Json place = location(related.source);
            place["message"] = {{"text", related.message}};
            result["relatedLocations"].push_back(std::move(place));
        }
        if (const auto from = m_sources.templateOf(finding.source); !from.empty())
            result["properties"] = {{"template", from}};
        if (finding.edit && finding.edit->source.position.known())
            result["fixes"] = Json::array({fix(*finding.edit)});
        if (by)
            result["suppressions"] =
                Json::array({{{"kind", by->inComment ? "inSource" : "external"},
                              {"justification", by->reason}}});
        m_results.push_back(std::move(result));
    }

    Json take() {
        Json driver = {
            {"name", "gatesight"}, {"version", GATESIGHT_VERSION}, {"rules", std::move(m_rules)}};
        Json run = {{"tool", {{"driver", std::move(driver)}}},
                    {"columnKind", "unicodeCodePoints"},
                    {"results", std::move(m_results)}};
        return {{"$schema",
                 "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                 "sarif-schema-2.1.0.json"},
                {"version", "2.1.0"},
                {"runs", Json::array({std::move(run)})}};
    }

private:
    std::size_t ruleIndex(const std::string& id) {
        const auto [found, added] = m_indexes.emplace(id, m_indexes.size());
        if (added) {
            Json rule = {{"id", id}};
            if (const model::ExplainedRule* known = model::findExplained(id))
                rule["shortDescription"] = {{"text", known->rule.text}};
            m_rules.push_back(std::move(rule));
        }
        return found->second;
    }

    Json region(const SourceLocation& source) const {
        Json json = {{"startLine", source.position.line}};
        if (source.position.column != 0)
            json["startColumn"] = m_sources.characterColumn(source);
        return json;
    }

    Json location(const SourceLocation& source) const {
        if (!source.known())
            return Json::object();
        Json physical = {{"artifactLocation", {{"uri", uriOf(source.file)}}}};
        if (source.position.known())
            physical["region"] = region(source);
        return {{"physicalLocation", std::move(physical)}};
    }

    static Json logicalLocation(const Finding& finding) {
        std::string name = toString(finding.object);
        if (!finding.field.empty())
            name += " " + finding.field;
        return {{"fullyQualifiedName", std::move(name)}, {"kind", "object"}};
    }

    Json fix(const model::SuggestedEdit& edit) const {
        const SourceLocation end = m_sources.advanced(edit.source, edit.length);
        Json deleted = region(edit.source);
        deleted["endLine"] = end.position.line;
        deleted["endColumn"] = m_sources.characterColumn(end);
        Json replacement = {{"deletedRegion", std::move(deleted)},
                            {"insertedContent", {{"text", edit.replacement}}}};
        Json change = {{"artifactLocation", {{"uri", uriOf(edit.source.file)}}},
                       {"replacements", Json::array({std::move(replacement)})}};
        return {{"description", {{"text", edit.description}}},
                {"artifactChanges", Json::array({std::move(change)})}};
    }

    const SourceLines& m_sources;
    std::map<std::string, std::size_t, std::less<>> m_indexes;
    Json m_rules = Json::array();
    Json m_results = Json::array();
};

}  // namespace

Json findingsSarif(const model::Findings& findings,
                   std::span<const simulator::SuppressedFinding> suppressed,
                   const SourceLines& sources) {
    Log log(sources);
    for (const Finding& finding : findings)
        log.add(finding);
    for (const simulator::SuppressedFinding& each : suppressed)
        log.add(each.finding, &each.by);
    return log.take();
}

}  // namespace gatesight::cli
