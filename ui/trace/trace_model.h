// The steps of a decision as a list.
#pragma once

#include "simulator/routing/decision.h"

#include <QAbstractListModel>

#include <memory>

namespace gatesight::ui {

class TraceModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        StageRole = Qt::UserRole,  ///< int of simulator::Stage
        VerdictRole,               ///< int of simulator::Verdict
        SubjectRole,
        MessageRole,
        PlaceRole,
        OpensStageRole,  ///< the first step of its stage
        ClosesTraceRole  ///< the last step
    };

    using QAbstractListModel::QAbstractListModel;

    void setDecision(std::shared_ptr<const simulator::Decision> decision);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index,
                                int role = Qt::DisplayRole) const override;

private:
    std::shared_ptr<const simulator::Decision> m_decision;
};

}  // namespace gatesight::ui
