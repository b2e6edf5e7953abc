// Which requests traffic is made of, how many and how fast.
#pragma once

#include "simulator/traffic/replay.h"
#include "simulator/traffic/scenario.h"
#include "ui/session/saved_request.h"

#include <QAbstractTableModel>

#include <vector>

namespace gatesight::ui {

/// A mix that can be chosen: the saved requests, or one of a scenario.
struct TrafficSource {
    QString title;
    std::vector<simulator::ReplayRequest> requests;
    double requestsPerSecond = 100;
    std::uint64_t count = 1000;
};

/// The saved requests first (when there are any), then the mixes of the scenarios in their order.
[[nodiscard]] std::vector<TrafficSource> trafficSources(
    const std::vector<SavedRequest>& saved, const std::vector<simulator::Scenario>& scenarios);

/// "GET https://shop.example.com/cart from checkout/cart-v1"
[[nodiscard]] QString requestLine(const simulator::Request& request);

/// The requests of a mix with weights to edit. A weight of 0 leaves a request out.
class MixModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Weight, Share, ColumnCount };
    static constexpr double kMaxWeight = 1e6;

    using QAbstractTableModel::QAbstractTableModel;

    void setRequests(std::vector<simulator::ReplayRequest> requests);
    [[nodiscard]] const std::vector<simulator::ReplayRequest>& requests() const {
        return m_requests;
    }
    [[nodiscard]] double totalWeight() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void weightsChanged();

private:
    std::vector<simulator::ReplayRequest> m_requests;
};

}  // namespace gatesight::ui
