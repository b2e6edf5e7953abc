#include "tests/rules/support_rule_case.h"

#include "model/manifest/reader.h"
#include "model/manifest/writer.h"
#include "model/rules/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>

namespace gatesight::test {

namespace {

constexpr std::array<std::string_view, 14> kFields{"rule",   "rules",   "case",     "cluster", "manifests", "bare",      "edit",
                                                   "remove", "options", "requests", "status",  "stored",    "generated", "findings"};

class FileReader {
public:
    FileReader(std::string file, RuleCases& all) : m_file(std::move(file)), m_all(all) {}

    void read(const std::string& path) {
        const auto manifests = model::readPath(path);
        if (!manifests)
            return problem(0, manifests.error().message);
        for (const model::Finding& finding : manifests->findings)
            problem(finding.source.position.line, finding.message);
        for (const model::DocumentPtr& document : manifests->documents)
            readDocument(model::toJson(document->root()), document->root().position().line);
    }

private:
    void problem(std::uint32_t line, const std::string& what) {
        m_all.problems.push_back(fmt::format("{}:{}: {}", m_file, line, what));
    }

    // A document is a named cluster that later cases of the file build upon, or a case.
    void readDocument(const Json& json, std::uint32_t line) {
        if (!json.is_object())
            return problem(line, "a case is a map");
        if (!json.contains("case")) {
            m_clusters[json.value("cluster", "")] = json.value("manifests", "");
            return;
        }
        for (const auto& [key, value] : json.items())
            if (std::ranges::find(kFields, key) == kFields.end())
                problem(line, fmt::format("unknown field '{}'", key));
        RuleCase read;
        read.place = fmt::format("{}:{}", m_file, line);
        read.title = json["case"];
        readRules(json, read, line);
        readCluster(json, read, line);
        readOptions(json.value("options", Json::object()), read.options, line);
        read.requests = json.value("requests", Json::array());
        read.status = json.value("status", Json::object());
        read.stored = json.value("stored", Json::object());
        read.generated = json.value("generated", Json::object());
        read.findings = json.value("findings", Json::array());
        if (read.requests.empty() && read.status.empty() && read.stored.empty() && read.generated.empty() && read.findings.empty())
            problem(line, "the case asks nothing");
        m_all.cases.push_back(std::move(read));
    }

    void readRules(const Json& json, RuleCase& read, std::uint32_t line) {
        if (json.contains("rule"))
            read.rules.push_back(json["rule"]);
        for (const Json& rule : json.value("rules", Json::array()))
            read.rules.push_back(rule);
        if (read.rules.empty())
            problem(line, "the case names no rule");
        for (const std::string& rule : read.rules)
            if (!model::findRule(rule))
                problem(line, fmt::format("there is no rule '{}'", rule));
    }

    void readCluster(const Json& json, RuleCase& read, std::uint32_t line) {
        read.bare = json.value("bare", false);
        const Json named = json.value("cluster", Json::array());
        for (const Json& name : named.is_array() ? named : Json::array({named})) {
            const auto cluster = m_clusters.find(name);
            if (cluster == m_clusters.end())
                return problem(line, fmt::format("there is no cluster '{}' above", name.get<std::string>()));
            read.manifests += "\n---\n" + cluster->second;
        }
        read.manifests += "\n---\n" + json.value("manifests", "");
        read.edit = json.value("edit", "");
        read.remove = json.value("remove", Json::array());
    }

    void readOptions(const Json& json, simulator::Options& options, std::uint32_t line) {
        options.strict = json.value("strict", false);
        if (json.value("channel", "experimental") == "standard")
            options.channel = model::Channel::Standard;
        for (const Json& feature : json.value("without", Json::array()))
            options.without.insert(feature.get<std::string>());
        for (const Json& choice : json.value("spec", Json::array()))
            if (const auto set = simulator::setChoice(options.choices, choice.get<std::string>()); !set)
                problem(line, set.error());
    }

    std::string m_file;
    RuleCases& m_all;
    std::map<std::string, std::string> m_clusters;
};

}  // namespace

RuleCases readRuleCases(const std::string& folder) {
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".yaml")
            files.insert(entry.path());
    RuleCases all;
    for (const auto& file : files) {
        try {
            FileReader(file.filename(), all).read(file);
        } catch (const nlohmann::json::exception& error) {
            all.problems.push_back(fmt::format("{}: {}", file.filename().string(), error.what()));
        }
    }
    std::set<std::pair<std::string, std::string>> titles;
    for (const RuleCase& each : all.cases)
        for (const std::string& rule : each.rules)
            if (!titles.emplace(rule, each.title).second)
                all.problems.push_back(fmt::format("{}: {} has a case with that title already", each.place, rule));
    return all;
}

}  // namespace gatesight::test
