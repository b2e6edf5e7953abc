// gatesight explain: what a rule of the catalogue says, where it comes from, and what it touched.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/object_json.h"
#include "app/cli/explain_document.h"
#include "app/cli/simulation_input.h"
#include "app/cli/table.h"
#include "simulator/traffic/scenario.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>

namespace gatesight::cli {

namespace {

using model::ExplainedRule;
using simulator::Citation;
using simulator::Citations;

/// What is asked of the cluster: the requests of --request, then those of its Scenarios.
struct Asked {
    simulator::SimulationPtr simulation;
    model::Findings findings;
    std::vector<simulator::TracedRequest> requests;
};

class Explain final : public Command {
public:
    void define(CLI::App& app) override {
        addChoice(app, "-o,--output", m_output, "text|json", "form of the answer (default: text)");
        addRepeated(app, "--request", m_urls, "URL",
                    "with -f: look through the trace of a request to this URL too; may be "
                    "repeated");
        app.add_option("rule", m_rules,
                       "ids as in traces and findings, or the beginning of some; none: all, or "
                       "with -f those that are cited")
            ->type_name("RULE");
        addCommonOptions(app, m_common);
    }

    ExitCode run(const Invocation& invocation) override {
        std::vector<const ExplainedRule*> chosen;
        for (const std::string& id : m_rules) {
            const auto found = matching(id);
            if (found.empty())
                return unknown(invocation, id);
            chosen.insert(chosen.end(), found.begin(), found.end());
        }
        if (m_rules.empty())
            chosen = matching("");
        if (!m_common.layers.empty())
            return runOnCluster(invocation, std::move(chosen));
        if (!m_urls.empty())
            return invocation.unusable("--request needs manifests to ask: -f PATH");
        write(invocation, chosen, nullptr);
        return ExitCode::Success;
    }

private:
    // The rule with this id, or all whose id begins with it at a dot.
    static std::vector<const ExplainedRule*> matching(std::string_view id) {
        if (const ExplainedRule* rule = model::findExplained(id))
            return {rule};
        std::vector<const ExplainedRule*> found;
        for (const ExplainedRule& each : model::explainedRules()) {
            const std::string_view known = each.rule.id;
            const bool begins = known.starts_with(id) && (id.empty() || id.ends_with('.') ||
                                                          known.substr(id.size()).starts_with('.'));
            if (begins)
                found.push_back(&each);
        }
        return found;
    }

    static ExitCode unknown(const Invocation& invocation, const std::string& id) {
        const auto similar = model::similarRules(id, 3);
        return invocation.unusable(fmt::format(
            "there is no rule '{}'{}", id,
            similar.empty() ? "" : fmt::format("; did you mean {}?", fmt::join(similar, ", "))));
    }

    ExitCode runOnCluster(const Invocation& invocation, std::vector<const ExplainedRule*> chosen) {
        std::vector<simulator::TracedRequest> requests;
        for (const std::string& url : m_urls) {
            requests.push_back({url, {}});
            if (const auto set = setUrl(requests.back().request, url); !set)
                return invocation.unusable(fmt::format("--request: {}", set.error()));
        }
        const auto simulation = loadSimulation(invocation, m_common);
        if (!simulation)
            return simulation.error();
        Asked asked{*simulation, (*simulation)->world->findings(), std::move(requests)};
        const auto& own = (*simulation)->control->findings;
        asked.findings.insert(asked.findings.end(), own.begin(), own.end());
        addScenarios(asked);
        const Citations citations =
            citationsOf(**simulation, asked.findings, asked.requests, m_common.seed,
                        invocation.environment.stop);
        if (invocation.stopped())
            return ExitCode::Interrupted;
        if (m_rules.empty())
            std::erase_if(chosen, [&citations](const ExplainedRule* each) {
                return !citations.contains(each->rule.id);
            });
        write(invocation, chosen, &citations);
        return m_common.codeFor((*simulation)->world->findings());
    }

    static void addScenarios(Asked& asked) {
        for (const model::DocumentPtr& document : asked.simulation->world->scenarios()) {
            const simulator::Scenario scenario = simulator::readScenario(document);
            for (const simulator::ScenarioRequest& request : scenario.requests)
                asked.requests.push_back({request.name, request.request});
            asked.findings.insert(asked.findings.end(), scenario.findings.begin(),
                                  scenario.findings.end());
        }
    }

    static std::span<const Citation> of(const ExplainedRule& rule, const Citations& citations) {
        const auto found = citations.find(rule.rule.id);
        return found == citations.end() ? std::span<const Citation>() : found->second;
    }

    void write(const Invocation& invocation, const std::vector<const ExplainedRule*>& chosen,
               const Citations* citations) const {
        if (m_output == "json")
            writeJson(invocation, chosen, citations);
        else if (m_rules.empty())
            writeList(invocation, chosen, citations);
        else
            writePages(invocation, chosen, citations);
    }

    static void writeJson(const Invocation& invocation,
                          const std::vector<const ExplainedRule*>& chosen,
                          const Citations* citations) {
        Json json = {{"apiVersion", "gatesight.dev/v1alpha1"}, {"rules", Json::array()}};
        for (const ExplainedRule* rule : chosen) {
            json["rules"].push_back(ruleJson(*rule));
            if (citations)
                json["rules"].back()["cited"] = citationsJson(of(*rule, *citations));
        }
        invocation.out << indentedJson(json) << '\n';
    }

    void writeList(const Invocation& invocation, const std::vector<const ExplainedRule*>& chosen,
                   const Citations* citations) const {
        Table table(citations ? std::vector<std::string>{"CITED", "RULE"}
                              : std::vector<std::string>());
        table.alignRight(0);
        for (const ExplainedRule* rule : chosen) {
            if (citations)
                table.add({{std::to_string(of(*rule, *citations).size())},
                           {std::string(rule->rule.id)}});
            else
                invocation.out << rule->rule.id << '\n';
        }
        if (citations)
            invocation.out << table.render(m_common.style(invocation), columnsOf(invocation));
    }

    void writePages(const Invocation& invocation, const std::vector<const ExplainedRule*>& chosen,
                    const Citations* citations) const {
        const Style style = m_common.style(invocation);
        const std::size_t columns = std::min<std::size_t>(columnsOf(invocation), 110);
        for (const ExplainedRule* rule : chosen) {
            invocation.out << (rule == chosen.front() ? "" : "\n")
                           << ruleText(*rule, style, columns);
            if (citations)
                invocation.out << citationsText(of(*rule, *citations), style,
                                                columnsOf(invocation));
        }
    }

    static std::size_t columnsOf(const Invocation& invocation) {
        return static_cast<std::size_t>(invocation.environment.columns);
    }

    CommonOptions m_common;
    std::vector<std::string> m_rules, m_urls;
    std::string m_output = "text";
};

}  // namespace

std::unique_ptr<Command> makeExplain() {
    return std::make_unique<Explain>();
}

}  // namespace gatesight::cli
