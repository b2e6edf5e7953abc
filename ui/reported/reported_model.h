// What controllers reported beside what is predicted, as a table: one row for each condition that differs.
#pragma once

#include "ui/session/loaded.h"
#include "ui/tables/words_table.h"

namespace gatesight::ui {

using simulator::ReportRow;
using simulator::ReportVerdict;

/// Kinds of rows: disagree; behind; written by somebody else or by nobody.
class ReportedModel : public WordsTable {
    Q_OBJECT

public:
    enum Column { ObjectColumn, PartColumn, TypeColumn, ReportedColumn, PredictedColumn, WhyColumn, ColumnCount };
    enum Kind { Disagree, Behind, Others };

    using WordsTable::WordsTable;

    /// Null clears.
    void setLoaded(LoadedPtr loaded);
    [[nodiscard]] const ReportRow& reported(int row) const { return *m_rows[static_cast<std::size_t>(row)]; }
    /// Place of what was reported, or of the object.
    [[nodiscard]] model::SourceLocation sourceOf(int row) const;

    [[nodiscard]] int kindOf(int row) const override;
    [[nodiscard]] QString words(int row, int column) const override;
    [[nodiscard]] QString ruleOf(int /*row*/) const override { return {}; }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    LoadedPtr m_loaded;
    std::vector<const ReportRow*> m_rows;  ///< those that do not agree, the worst first
};

}  // namespace gatesight::ui
