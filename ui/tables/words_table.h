// A table of rows that fall into a few kinds and whose cells are words, and what narrows it.
#pragma once

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <array>

namespace gatesight::ui {

class WordsTable : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr std::size_t kKinds = 3;

    using QAbstractTableModel::QAbstractTableModel;

    /// From 0 to kKinds - 1.
    [[nodiscard]] virtual int kindOf(int row) const = 0;
    /// Of one cell, as it is shown and as the filter compares it.
    [[nodiscard]] virtual QString words(int row, int column) const = 0;
    /// Rule of the catalogue that a row cites; empty: none.
    [[nodiscard]] virtual QString ruleOf(int row) const = 0;
    /// The order of rows when they are sorted by a column; by words unless told otherwise.
    [[nodiscard]] virtual bool isBefore(int left, int right, int column) const;

    /// How many rows there are of each kind.
    [[nodiscard]] std::array<int, kKinds> counts() const;
};

/// Shows the kinds that are asked for, and what holds a text in any column.
class WordsFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    /// Shows all at first.
    explicit WordsFilter(WordsTable* source, QObject* parent = nullptr);
    void setKindShown(int kind, bool shown);
    void setText(const QString& text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    WordsTable* m_source;
    std::array<bool, WordsTable::kKinds> m_shown{true, true, true};
    QString m_text;
};

}  // namespace gatesight::ui
