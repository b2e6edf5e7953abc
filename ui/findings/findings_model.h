// What was found in the manifests, as a table.
#pragma once

#include "ui/session/loaded.h"
#include "ui/tables/words_table.h"

namespace gatesight::ui {

/// Kinds of rows are severities.
class FindingsModel : public WordsTable {
    Q_OBJECT

public:
    enum Column { MessageColumn, ObjectColumn, PlaceColumn, RuleColumn, ColumnCount };
    enum Role { SortRole = Qt::UserRole, SeverityRole };

    using WordsTable::WordsTable;

    void setLoaded(LoadedPtr loaded);
    [[nodiscard]] const model::Finding& finding(int row) const;

    [[nodiscard]] int kindOf(int row) const override;
    [[nodiscard]] QString words(int row, int column) const override;
    [[nodiscard]] QString ruleOf(int row) const override;
    /// Errors first, and places line by line.
    [[nodiscard]] bool isBefore(int left, int right, int column) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    LoadedPtr m_loaded;
};

}  // namespace gatesight::ui
