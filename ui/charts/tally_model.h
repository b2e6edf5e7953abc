// The tables behind the charts, and their text for other programs.
#pragma once

#include "ui/charts/traffic_run.h"

#include <QAbstractTableModel>
#include <QByteArray>

namespace gatesight::ui {

/// Values as they are; views sort by this role.
inline constexpr int kSortRole = Qt::UserRole;

/// All rows of one dimension: name, requests, share, failed.
class TallyModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Requests, Share, Failed, ColumnCount };

    explicit TallyModel(QString dimension, QObject* parent = nullptr)
        : QAbstractTableModel(parent), m_dimension(std::move(dimension)) {}

    void setRows(std::vector<ChartRow> rows, std::uint64_t total);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString m_dimension;
    std::vector<ChartRow> m_rows;
    std::uint64_t m_total = 0;
};

/// What each backend should get beside what it got.
class ShareModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Backend, Expected, Measured, Difference, Requests, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<ShareRow> rows, std::uint64_t total);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] double measured(const ShareRow& row) const;
    std::vector<ShareRow> m_rows;
    std::uint64_t m_total = 0;
};

/// The model with its headings; numbers as numbers, not as people read them.
[[nodiscard]] QByteArray csvOf(const QAbstractItemModel& model);
[[nodiscard]] QByteArray jsonOf(const QAbstractItemModel& model);

}  // namespace gatesight::ui
