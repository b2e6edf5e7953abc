#include "simulator/citations.h"

#include "simulator/control/condition_rows.h"

#include <fmt/format.h>

#include <set>
#include <tuple>

namespace gatesight::simulator {

namespace {

class CitationCollector {
public:
    explicit CitationCollector(const Simulation& simulation) : m_simulation(simulation) {
        const auto objects = simulation.world->objects();
        for (std::uint32_t i = 0; i < objects.size(); ++i) {
            const model::Object& object = *objects[i];
            m_ids.try_emplace({object.kind, object.metadata.namespace_, object.metadata.name},
                              model::ObjectId{i});
        }
    }

    void add(const model::Finding& finding);
    void add(const ConditionRow& row);
    void add(const std::string& request, const Trace& trace);
    [[nodiscard]] Citations take() && { return std::move(m_citations); }

private:
    /// The object as it is in the World. Findings and traces name it as it was written: a namespace
    /// may be missing, and is "default" then.
    void identify(Citation& citation, std::string_view kind, const std::string& namespace_,
                  const std::string& name);

    using Name = std::tuple<std::string_view, std::string_view, std::string_view>;
    const Simulation& m_simulation;
    std::map<Name, model::ObjectId> m_ids;  // views of the World's objects
    Citations m_citations;
};

void CitationCollector::identify(Citation& citation, std::string_view kind,
                                 const std::string& namespace_, const std::string& name) {
    auto found = m_ids.find(Name(kind, namespace_, name));
    if (found == m_ids.end() && namespace_.empty())
        found = m_ids.find(Name(kind, "default", name));
    if (found == m_ids.end())
        return;
    const model::Object& object = m_simulation.world->object(found->second);
    citation.id = found->second;
    citation.object = object.reference();
    if (!citation.source.known())
        citation.source = object.origin.locate();
}

void CitationCollector::add(const model::Finding& finding) {
    Citation citation{.by = Citation::By::Finding,
                      .object = finding.object,
                      .id = {},
                      .part = finding.field,
                      .verdict = std::string(toString(finding.severity)),
                      .message = finding.message,
                      .request = {},
                      .source = finding.source};
    identify(citation, finding.object.kind, finding.object.namespace_, finding.object.name);
    m_citations[finding.rule].push_back(std::move(citation));
}

void CitationCollector::add(const ConditionRow& row) {
    if (row.rule.empty())
        return;
    const model::Object& object = m_simulation.world->object(row.object);
    Citation citation{.by = Citation::By::Condition,
                      .object = object.reference(),
                      .id = row.object,
                      .part = row.part,
                      .verdict = "no status",
                      .message = row.why,
                      .request = {},
                      .source = object.origin.locate(row.node)};
    if (row.condition) {
        citation.verdict = fmt::format("{}={}/{}", row.condition->type,
                                       toString(row.condition->status), row.condition->reason);
        citation.message = row.condition->message;
    }
    m_citations[std::string(row.rule)].push_back(std::move(citation));
}

void CitationCollector::add(const std::string& request, const Trace& trace) {
    std::set<std::tuple<std::string_view, const Subject, Verdict>> seen;
    for (const Step& step : trace) {
        if (step.rule.empty() || !seen.emplace(step.rule, step.subject, step.verdict).second)
            continue;
        Citation citation{.by = Citation::By::TraceStep,
                          .object = {"", step.subject.kind, step.subject.namespace_,
                                     step.subject.name},
                          .id = {},
                          .part = step.subject.field,
                          .verdict = std::string(toString(step.verdict)),
                          .message = step.message,
                          .request = request,
                          .source = step.source};
        identify(citation, step.subject.kind, step.subject.namespace_, step.subject.name);
        m_citations[step.rule].push_back(std::move(citation));
    }
}

}  // namespace

std::string_view toString(Citation::By by) {
    switch (by) {
        case Citation::By::Finding:
            return "finding";
        case Citation::By::Condition:
            return "condition";
        case Citation::By::TraceStep:
            return "trace";
    }
    return {};
}

Citations citationsOf(const Simulation& simulation, const model::Findings& findings,
                      const std::vector<TracedRequest>& requests, std::uint64_t seed,
                      const std::stop_token& stop) {
    CitationCollector collector(simulation);
    for (const model::Finding& finding : findings)
        collector.add(finding);
    for (const ConditionRow& row : conditionRows(*simulation.world, *simulation.control))
        collector.add(row);
    for (const TracedRequest& request : requests) {
        if (stop.stop_requested())
            break;
        collector.add(request.name, decide(simulation, request.request, seed, Explain::Yes).trace);
    }
    return std::move(collector).take();
}

}  // namespace gatesight::simulator
