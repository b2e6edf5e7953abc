#include "ui/changes/compared_states.h"

#include "ui/session/text.h"

#include <QFileInfo>

namespace gatesight::ui {

ComparedStates::ComparedStates(Session& session, QObject* parent)
    : QObject(parent), m_session(session) {
    connect(&session, &Session::simulationChanged, this, &ComparedStates::simulationChanged);
}

void ComparedStates::beginWithEdits() {
    begin(With::Edits, {});
}

void ComparedStates::beginWithPath(const QString& path) {
    begin(With::Path, path);
}

void ComparedStates::begin(With with, const QString& path) {
    m_with = with;
    m_path = path;
    m_inputs = m_session.inputs();
    m_other.reset();
    m_swapped = false;
    m_stale = true;
    compute();
}

void ComparedStates::swapSides() {
    if (m_with == With::Nothing)
        return;
    m_swapped = !m_swapped;
    m_stale = true;
    compute();
}

void ComparedStates::setWatched(bool watched) {
    m_watched = watched;
    compute();
}

void ComparedStates::cancel() {
    m_job.cancel();
}

/// An edit is compared anew; what belongs to other manifests is put away.
void ComparedStates::simulationChanged() {
    if (m_with == With::Nothing)
        return;
    if (m_session.simulation() && m_session.inputs() == m_inputs) {
        if (m_with == With::Edits)
            m_other.reset();
        m_stale = true;
        compute();
        return;
    }
    m_job.cancel();
    m_with = With::Nothing;
    m_other.reset();
    Q_EMIT putAway();
}

ComparisonOrder ComparedStates::order() const {
    const LoadedPtr open = m_session.loaded();
    ComparisonOrder order;
    order.open = open;
    order.openName = open->inputs.empty() ? std::string() : open->inputs.front().title;
    if (m_session.canUndoEdit())
        order.openName = tr("%1 with my edits").arg(text(order.openName)).toStdString();
    order.openIsBefore = m_swapped;
    order.seed = m_session.seed();
    order.other.options = m_session.options();
    order.other.topology = m_session.topologyOptions();
    if (m_with == With::Edits) {
        order.other.inputs = open->inputs;
        order.other.previous = open;
        order.other.reuseManifests = true;
        order.otherName = open->inputs.empty() ? std::string() : open->inputs.front().title;
        return order;
    }
    const QFileInfo info(m_path);
    order.otherName = info.fileName().isEmpty() ? m_path.toStdString()
                                                : info.fileName().toStdString();
    order.other.inputs = {{.kind = Input::Kind::Path,
                           .path = info.absoluteFilePath().toStdString(),
                           .text = {},
                           .title = order.otherName}};
    order.other.previous = m_other ? m_other : open;
    order.other.reuseManifests = m_other != nullptr;
    return order;
}

void ComparedStates::compute() {
    if (!m_stale || !m_watched || m_with == With::Nothing || !m_session.simulation())
        return;
    m_stale = false;
    Q_EMIT started();
    m_job.start([order = order()](const std::stop_token& stop,
                                  const auto& report) { return compare(order, stop, report); },
                [this](const ComparisonOutcome& outcome) { publish(outcome); },
                [this](const ComparisonProgress& progress) { Q_EMIT progressed(progress); });
}

void ComparedStates::publish(const ComparisonOutcome& outcome) {
    if (outcome.comparison && m_with == With::Path)
        m_other = outcome.comparison->other;
    Q_EMIT finished(outcome);
}

}  // namespace gatesight::ui
