// What routes promise and policies do not keep, as a table: one row for each contradiction.
#pragma once

#include "ui/session/loaded.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <array>

namespace gatesight::ui {

using simulator::Contradiction;

class ContradictionsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        KindColumn,
        PromisedColumn,
        HappensColumn,
        DeciderColumn,
        RuleColumn,
        ColumnCount
    };
    enum Role { SortRole = Qt::UserRole, KindRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// Null clears.
    void setLoaded(LoadedPtr loaded);
    [[nodiscard]] const Contradiction& contradiction(int row) const;
    /// How many of each kind, in the order of Contradiction::Kind.
    [[nodiscard]] std::array<int, 3> counts() const;
    /// Those that are more than a note.
    [[nodiscard]] int warnings() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    /// The words of one cell, as the filter compares them.
    [[nodiscard]] static QString words(const Contradiction& row, int column);

private:
    /// All that there is to say of a row, as markup.
    [[nodiscard]] static QString tooltip(const Contradiction& row);

    LoadedPtr m_loaded;
};

/// Shows the kinds that are asked for, and what holds a text; warnings first.
class ContradictionsFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit ContradictionsFilter(ContradictionsModel* source, QObject* parent = nullptr);
    void setKindShown(Contradiction::Kind kind, bool shown);
    void setText(const QString& text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    ContradictionsModel* m_source;
    std::array<bool, 3> m_shown{true, true, true};
    QString m_text;
};

}  // namespace gatesight::ui
