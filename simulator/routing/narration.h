// Where the explanation of a decision is written, when somebody asked for one.
#pragma once

#include "model/kinds/resource.h"
#include "simulator/routing/trace.h"

#include <utility>

namespace gatesight::simulator {

/// Takes the steps of a decision. Without a trace nothing of a step is made: it is described by a
/// function that is not called.
class Narration {
public:
    /// Keeps `trace`; null: silent.
    explicit Narration(Trace* trace) : m_trace(trace) {}
    [[nodiscard]] bool listens() const { return m_trace != nullptr; }
    /// `describe()` returns a Step.
    template <class Describe>
    void step(const Describe& describe) {
        if (m_trace)
            m_trace->push_back(describe());
    }
    /// The trace; only when listens().
    [[nodiscard]] Trace& trace() { return *m_trace; }

private:
    Trace* m_trace;
};

[[nodiscard]] inline Subject subjectOf(const model::Object& object, std::string field = {}) {
    return {object.kind, object.metadata.namespace_, object.metadata.name, std::move(field)};
}

/// A step about an object or, with a node, about the line that decided.
[[nodiscard]] inline Step stepAbout(const model::Object& object, Stage stage, Verdict verdict,
                                    std::string_view rule, std::string message,
                                    std::string field = {}, model::NodeId node = model::kNoNode) {
    Step step;
    step.stage = stage;
    step.verdict = verdict;
    step.subject = subjectOf(object, std::move(field));
    step.rule = rule;
    step.message = std::move(message);
    step.source = object.origin.locate(node);
    return step;
}

/// A step about no object of the World.
[[nodiscard]] inline Step plainStep(Stage stage, Verdict verdict, std::string_view rule,
                                    std::string message) {
    Step step;
    step.stage = stage;
    step.verdict = verdict;
    step.rule = rule;
    step.message = std::move(message);
    return step;
}

}  // namespace gatesight::simulator
