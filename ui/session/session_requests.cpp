// What a Session is asked: the request, its answer and the steps of that, and the saved requests.
#include "ui/session/session_work.h"
#include "ui/session/trace_reading.h"

#include <algorithm>

namespace gatesight::ui {

namespace {

using DecisionPtr = std::shared_ptr<const simulator::Decision>;
using SavedRequests = std::vector<SavedRequest>;

DecisionPtr answer(const simulator::SimulationPtr& simulation, const simulator::Request& request,
                   std::uint64_t seed, simulator::Explain explain) {
    return std::make_shared<const simulator::Decision>(
        simulator::decide(*simulation, request, seed, explain));
}

}  // namespace

void Session::setRequest(const simulator::Request& request) {
    m_request = request;
    m_hasRequest = true;
    Q_EMIT requestChanged();
    ask(true);
}

void Session::clearRequest() {
    m_hasRequest = false;
    m_work->deciding.cancel();
    Q_EMIT requestChanged();
    publishDecision(nullptr);
}

void Session::setSeed(std::uint64_t seed) {
    m_seed = seed;
    ask(false);
}

void Session::ask(bool select) {
    if (!m_hasRequest || !simulation()) {
        m_work->deciding.cancel();
        publishDecision(nullptr);
        return;
    }
    m_work->deciding.start(
        [simulation = simulation(), request = m_request, seed = m_seed](const std::stop_token&,
                                                                        const auto&) {
            return answer(simulation, request, seed, simulator::Explain::Yes);
        },
        [this, select](const DecisionPtr& decision) {
            publishDecision(decision);
            if (select)
                followStep();
        });
}

void Session::publishDecision(DecisionPtr decision) {
    m_decision = std::move(decision);
    m_litPath =
        m_decision && topology() ? topology()->pathOf(*m_decision) : std::vector<std::string>();
    m_step = m_decision ? decidingStep(*m_decision) : -1;
    m_focusKey = focusOfStep();
    Q_EMIT decisionChanged();
    Q_EMIT stepChanged();
}

// --- Steps
// ----------------------------------------------------------------------------------------------------------------

void Session::setStep(int step) {
    if (!m_decision || m_decision->trace.empty())
        return;
    m_step = std::clamp(step, 0, static_cast<int>(m_decision->trace.size()) - 1);
    m_focusKey = focusOfStep();
    Q_EMIT stepChanged();
    followStep();
}

void Session::stepForward() {
    setStep(m_step + 1);
}

void Session::stepBack() {
    setStep(m_step - 1);
}

const simulator::Step* Session::currentStep() const {
    return m_decision && m_step >= 0 ? &m_decision->trace[static_cast<std::size_t>(m_step)]
                                     : nullptr;
}

std::string Session::focusOfStep() const {
    const simulator::Step* step = currentStep();
    return step && topology() ? topology()->focusOf(*step) : std::string();
}

/// The selection goes where the step points.
void Session::followStep() {
    const simulator::Step* step = currentStep();
    if (!step || !topology())
        return;
    Selection next = m_focusKey.empty() ? Selection() : selectionFor(m_focusKey);
    if (const model::ObjectId object =
            findObject(step->subject.kind, step->subject.namespace_, step->subject.name);
        object.valid()) {
        if (m_focusKey.empty())
            next = selectionFor(object);
        next.object = object;
    }
    if (step->source.known())
        next.source = step->source;
    setSelection(next);
}

// --- Saved requests
// -------------------------------------------------------------------------------------------------------

void Session::setSavedRequests(std::vector<SavedRequest> requests) {
    m_saved = std::move(requests);
    Q_EMIT savedRequestsChanged();
    answerSavedRequests();
}

void Session::openSavedRequest(std::size_t index) {
    if (index < m_saved.size())
        setRequest(m_saved[index].request);
}

void Session::answerSavedRequests() {
    if (!simulation() || m_saved.empty())
        return;
    m_work->answering.start(
        [simulation = simulation(), requests = m_saved, seed = m_seed](const std::stop_token& stop,
                                                                       const auto&) {
            SavedRequests result = requests;
            for (SavedRequest& saved : result) {
                if (stop.stop_requested())
                    break;
                saved.answer = answer(simulation, saved.request, seed, simulator::Explain::No);
                saved.unmet = simulator::unmet(saved.expect, *saved.answer);
            }
            return result;
        },
        [this](const SavedRequests& answered) {
            m_saved = answered;
            if (m_edits.empty())
                m_unedited.clear();
            showUnedited(m_saved);
            Q_EMIT savedRequestsChanged();
        });
}

/// Before the first edit: what the saved requests answer now is what edits are compared with.
void Session::rememberUnedited() {
    // Kept from an edit that was just taken back: the answers of now may still be its answers.
    if (!m_edits.empty() || !m_unedited.empty())
        return;
    for (const SavedRequest& saved : m_saved)
        if (saved.answer)
            m_unedited[saved.name] = saved.answer;
}

void Session::showUnedited(std::vector<SavedRequest>& requests) const {
    for (SavedRequest& saved : requests) {
        const auto found = m_unedited.find(saved.name);
        saved.unedited = m_edits.empty() || found == m_unedited.end() ? nullptr : found->second;
    }
}

std::size_t Session::movedByEdits() const {
    return static_cast<std::size_t>(std::ranges::count_if(m_saved, isMovedByEdits));
}

}  // namespace gatesight::ui
