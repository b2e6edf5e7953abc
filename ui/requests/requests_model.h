// The saved requests with their answers, as a table.
#pragma once

#include "ui/session/saved_request.h"

#include <QAbstractTableModel>

namespace gatesight::ui {

class RequestsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        MethodColumn,
        UrlColumn,
        FromColumn,
        StatusColumn,
        WhereColumn,
        ExpectationColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Keeps selection and scroll position when only the answers are new.
    void setRequests(std::vector<SavedRequest> requests);
    [[nodiscard]] const std::vector<SavedRequest>& requests() const { return m_requests; }
    /// Requests with expectations that are met, and those with some that are not.
    [[nodiscard]] int met() const;
    [[nodiscard]] int failed() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool setData(const QModelIndex& index, const QVariant& value,
                               int role = Qt::EditRole) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void renamed(int row, const QString& name);

private:
    [[nodiscard]] QVariant decoration(const SavedRequest& request, int column) const;
    std::vector<SavedRequest> m_requests;
};

}  // namespace gatesight::ui
