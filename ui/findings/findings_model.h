// What was found in the manifests, as a table.
#pragma once

#include "ui/session/loaded.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <array>

namespace gatesight::ui {

class FindingsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { MessageColumn, ObjectColumn, PlaceColumn, RuleColumn, ColumnCount };
    enum Role { SortRole = Qt::UserRole, SeverityRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setLoaded(LoadedPtr loaded);
    [[nodiscard]] const model::Finding& finding(int row) const;
    /// How many of each severity, in the order of model::Severity.
    [[nodiscard]] std::array<int, 3> counts() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    LoadedPtr m_loaded;
};

/// Shows the severities that are asked for, and what holds a text; sorts errors first.
class FindingsFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit FindingsFilter(FindingsModel* source, QObject* parent = nullptr);
    void setSeverityShown(model::Severity severity, bool shown);
    void setText(const QString& text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    FindingsModel* m_source;
    std::array<bool, 3> m_shown{true, true, true};
    QString m_text;
};

}  // namespace gatesight::ui
