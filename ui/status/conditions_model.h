// The conditions of objects, as a conformant controller would write them: one row for each object,
// parent and condition.
#pragma once

#include "simulator/control/condition_rows.h"
#include "simulator/simulation.h"

#include <QAbstractTableModel>

#include <vector>

namespace gatesight::ui {

using simulator::ConditionRow;

class ConditionsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        ObjectColumn,
        PartColumn,
        TypeColumn,
        StatusColumn,
        ReasonColumn,
        MessageColumn,
        RuleColumn,
        ColumnCount
    };
    enum Role { SortRole = Qt::UserRole, StatusRole, ObjectIdRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// Null clears.
    void setSimulation(simulator::SimulationPtr simulation, model::ObjectId only = {});
    [[nodiscard]] const ConditionRow& row(int index) const {
        return m_rows[static_cast<std::size_t>(index)];
    }
    /// Conditions that are not as one would wish them.
    [[nodiscard]] int problems() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString cell(const ConditionRow& row, int column) const;
    simulator::SimulationPtr m_simulation;  ///< keeps the conditions alive
    std::vector<ConditionRow> m_rows;
};

/// Whether a condition is bad news: False, except where False is the good value (Conflicted,
/// OverlappingTLSConfig …).
[[nodiscard]] bool isBad(const simulator::Condition& condition);

}  // namespace gatesight::ui
