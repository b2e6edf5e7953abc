// What routes promise and policies do not keep, as a table: one row for each contradiction.
#pragma once

#include "ui/session/loaded.h"
#include "ui/tables/words_table.h"

namespace gatesight::ui {

using simulator::Contradiction;

/// Kinds of rows are those of Contradiction.
class ContradictionsModel : public WordsTable {
    Q_OBJECT

public:
    enum Column {
        KindColumn,
        PromisedColumn,
        HappensColumn,
        DeciderColumn,
        RemedyColumn,
        RuleColumn,
        ColumnCount
    };
    enum Role { SortRole = Qt::UserRole, KindRole };

    using WordsTable::WordsTable;

    /// Null clears.
    void setLoaded(LoadedPtr loaded);
    [[nodiscard]] const Contradiction& contradiction(int row) const;
    /// Those that are more than a note.
    [[nodiscard]] int warnings() const;

    [[nodiscard]] int kindOf(int row) const override;
    [[nodiscard]] QString words(int row, int column) const override;
    [[nodiscard]] QString ruleOf(int row) const override;
    /// By kind with warnings first.
    [[nodiscard]] bool isBefore(int left, int right, int column) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] static QString words(const Contradiction& row, int column);
    /// All that there is to say of a row, as markup.
    [[nodiscard]] static QString tooltip(const Contradiction& row);

    LoadedPtr m_loaded;
};

}  // namespace gatesight::ui
