#include "ui/trace/trace_model.h"

#include "ui/session/text.h"
#include "ui/trace/step_text.h"

namespace gatesight::ui {

void TraceModel::setDecision(std::shared_ptr<const simulator::Decision> decision) {
    beginResetModel();
    m_decision = std::move(decision);
    endResetModel();
}

int TraceModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_decision ? 0 : static_cast<int>(m_decision->trace.size());
}

QVariant TraceModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const simulator::Trace& trace = m_decision->trace;
    const simulator::Step& step = trace[row];
    switch (role) {
        case Qt::DisplayRole:
        case MessageRole:
            return text(step.message);
        case Qt::AccessibleTextRole:
            return QStringLiteral("%1, %2: %3. %4")
                .arg(stageText(step.stage), verdictText(step.verdict), subjectText(step.subject),
                     text(step.message));
        case StageRole:
            return static_cast<int>(step.stage);
        case VerdictRole:
            return static_cast<int>(step.verdict);
        case SubjectRole:
            return subjectText(step.subject);
        case PlaceRole:
            return placeText(step.source);
        case OpensStageRole:
            return row == 0 || trace[row - 1].stage != step.stage;
        case ClosesTraceRole:
            return row + 1 == trace.size();
        default:
            return {};
    }
}

}  // namespace gatesight::ui
