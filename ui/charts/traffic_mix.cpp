#include "ui/charts/traffic_mix.h"

#include <algorithm>
#include <cmath>

namespace gatesight::ui {

using simulator::ReplayRequest;

QString requestLine(const simulator::Request& request) {
    QString line = QString::fromStdString(request.method + " " + request.url());
    const simulator::RequestSource& from = request.from;
    if (from.internet())
        return line;
    const std::string& who = !from.pod.empty()        ? from.pod
                             : !from.workload.empty() ? from.workload
                                                      : from.serviceAccount;
    return line + QStringLiteral(" from ") + QString::fromStdString(from.namespace_ + "/" + who);
}

std::vector<TrafficSource> trafficSources(const std::vector<SavedRequest>& saved,
                                          const std::vector<simulator::Scenario>& scenarios) {
    std::vector<TrafficSource> sources;
    if (!saved.empty()) {
        TrafficSource& source = sources.emplace_back();
        source.title = MixModel::tr("Saved requests");
        for (const SavedRequest& request : saved)
            source.requests.push_back({request.request, request.name, request.weight});
    }
    for (const simulator::Scenario& scenario : scenarios)
        for (const simulator::TrafficMix& mix : scenario.traffic) {
            TrafficSource source;
            source.title = QStringLiteral("%1 (%2)").arg(QString::fromStdString(mix.name),
                                                         QString::fromStdString(scenario.name));
            source.requestsPerSecond = mix.requestsPerSecond;
            source.count = static_cast<std::uint64_t>(
                std::llround(std::max(1.0, mix.requestsPerSecond * mix.seconds)));
            for (const simulator::TrafficMix::Part& part : mix.parts)
                if (part.request < scenario.requests.size()) {
                    const simulator::ScenarioRequest& request = scenario.requests[part.request];
                    source.requests.push_back({request.request, request.name, part.weight});
                }
            sources.push_back(std::move(source));
        }
    return sources;
}

void MixModel::setRequests(std::vector<ReplayRequest> requests) {
    beginResetModel();
    m_requests = std::move(requests);
    endResetModel();
    Q_EMIT weightsChanged();
}

double MixModel::totalWeight() const {
    double total = 0;
    for (const ReplayRequest& request : m_requests)
        total += request.weight;
    return total;
}

int MixModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_requests.size());
}

int MixModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MixModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const ReplayRequest& request = m_requests[static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole)
        return requestLine(request.request);
    if (role == Qt::TextAlignmentRole && index.column() != Name)
        return int{Qt::AlignRight | Qt::AlignVCenter};
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    switch (index.column()) {
        case Name:
            return request.name.empty() ? requestLine(request.request)
                                        : QString::fromStdString(request.name);
        case Weight:
            return request.weight;
        case Share: {
            const double total = totalWeight();
            if (total <= 0 || request.weight <= 0)
                return QStringLiteral("\u2013");
            return QStringLiteral("%1 %").arg(100 * request.weight / total, 0, 'f', 1);
        }
        default:
            return {};
    }
}

bool MixModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || index.column() != Weight || role != Qt::EditRole)
        return false;
    bool isNumber = false;
    const double weight = value.toDouble(&isNumber);
    if (!isNumber || !(weight >= 0 && weight <= kMaxWeight))
        return false;
    m_requests[static_cast<std::size_t>(index.row())].weight = weight;
    // Every share moves with one weight.
    Q_EMIT dataChanged(this->index(0, Weight), this->index(rowCount() - 1, Share));
    Q_EMIT weightsChanged();
    return true;
}

Qt::ItemFlags MixModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == Weight ? flags | Qt::ItemIsEditable : flags;
}

QVariant MixModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
        case Name:
            return tr("Request");
        case Weight:
            return tr("Weight");
        case Share:
            return tr("Share");
        default:
            return {};
    }
}

}  // namespace gatesight::ui
