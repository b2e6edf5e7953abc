#include "ui/explorer/explorer_model.h"

#include "ui/session/origin_text.h"
#include "ui/session/text.h"
#include "ui/theme/state_glyph.h"

#include <algorithm>
#include <array>
#include <map>
#include <ranges>

namespace gatesight::ui {

using simulator::GraphNode;
using simulator::NodeRole;
using simulator::NodeState;

namespace {

// Kinds in the order in which traffic meets them.
constexpr std::array<std::string_view, 30> kKindOrder{"GatewayClass",
                                                      "Gateway",
                                                      "ListenerSet",
                                                      "XListenerSet",
                                                      "XMesh",
                                                      "HTTPRoute",
                                                      "GRPCRoute",
                                                      "TLSRoute",
                                                      "TCPRoute",
                                                      "UDPRoute",
                                                      "BackendTLSPolicy",
                                                      "ReferenceGrant",
                                                      "Service",
                                                      "ServiceImport",
                                                      "XBackend",
                                                      "XBackendTrafficPolicy",
                                                      "Deployment",
                                                      "StatefulSet",
                                                      "DaemonSet",
                                                      "ReplicaSet",
                                                      "Job",
                                                      "Pod",
                                                      "EndpointSlice",
                                                      "Endpoints",
                                                      "AdminNetworkPolicy",
                                                      "ClusterNetworkPolicy",
                                                      "NetworkPolicy",
                                                      "BaselineAdminNetworkPolicy",
                                                      "Secret",
                                                      "ConfigMap"};

std::size_t rank(std::string_view kind) {
    return static_cast<std::size_t>(std::ranges::find(kKindOrder, kind) - kKindOrder.begin());
}

bool isPart(const GraphNode& node) {
    return node.role == NodeRole::Listener || node.role == NodeRole::Rule;
}

bool isProblem(const GraphNode& node) {
    return node.state == NodeState::Refused || node.state == NodeState::Missing;
}

/// Slices that a cluster would make are plumbing: their Pods are listed already.
bool isListed(const model::Object& object) {
    return !(object.origin.derived() && object.kind == "EndpointSlice");
}

}  // namespace

ExplorerModel::ExplorerModel(QObject* parent) : QAbstractItemModel(parent) {}

void ExplorerModel::setLoaded(LoadedPtr loaded, Grouping grouping) {
    beginResetModel();
    m_loaded = std::move(loaded);
    m_grouping = grouping;
    m_rows.clear();
    m_top.clear();
    if (m_loaded && m_loaded->simulation)
        build(grouping);
    endResetModel();
}

int ExplorerModel::append(Row row) {
    const int id = static_cast<int>(m_rows.size());
    std::vector<int>& siblings =
        row.parent < 0 ? m_top : m_rows[static_cast<std::size_t>(row.parent)].children;
    row.place = static_cast<int>(siblings.size());
    siblings.push_back(id);
    m_rows.push_back(std::move(row));
    return id;
}

void ExplorerModel::build(Grouping grouping) {
    const auto objects = m_loaded->simulation->world->objects();
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < objects.size(); ++i)
        if (isListed(*objects[i]))
            order.push_back(i);
    const auto sortKey = [&](std::uint32_t i) {
        const model::Object& o = *objects[i];
        const std::string_view ns = o.metadata.namespace_;
        return grouping == Grouping::ByNamespace
                   ? std::tuple(ns, rank(o.kind), std::string_view(o.kind), std::string_view(), i)
                   : std::tuple(std::string_view(), rank(o.kind), std::string_view(o.kind), ns, i);
    };
    std::ranges::stable_sort(order, {}, sortKey);

    std::map<std::uint32_t, std::vector<int>> nodesOf;
    const auto nodes = m_loaded->topology->nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (nodes[i].object.valid())
            nodesOf[nodes[i].object.value].push_back(static_cast<int>(i));

    int group = -1;
    for (const std::uint32_t id : order) {
        const model::Object& o = *objects[id];
        const std::string& name =
            grouping == Grouping::ByNamespace ? o.metadata.namespace_ : o.kind;
        if (group < 0 || m_rows[static_cast<std::size_t>(group)].group != name)
            group = append({.type = Row::Type::Group, .group = name, .object = {}, .children = {}});
        const int row = append({.type = Row::Type::Object,
                                .group = {},
                                .object = {id},
                                .parent = group,
                                .children = {}});
        if (const auto found = nodesOf.find(id); found != nodesOf.end())
            addParts(row, found->second);
    }
}

void ExplorerModel::addParts(int objectRow, const std::vector<int>& nodes) {
    const auto all = m_loaded->topology->nodes();
    bool problem = false;
    for (const int node : nodes) {
        const GraphNode& graphNode = all[static_cast<std::size_t>(node)];
        problem = problem || isProblem(graphNode);
        Row& row = m_rows[static_cast<std::size_t>(objectRow)];
        if (isPart(graphNode))
            append({.type = Row::Type::Part,
                    .group = {},
                    .object = row.object,
                    .node = node,
                    .parent = objectRow,
                    .children = {}});
        else if (row.node < 0)
            row.node = node;
    }
    if (problem)
        ++m_rows[static_cast<std::size_t>(m_rows[static_cast<std::size_t>(objectRow)].parent)]
              .problems;
}

const ExplorerModel::Row& ExplorerModel::at(const QModelIndex& index) const {
    return m_rows[static_cast<std::size_t>(index.internalId())];
}

const GraphNode* ExplorerModel::nodeOf(const Row& row) const {
    return row.node < 0 ? nullptr
                        : &m_loaded->topology->nodes()[static_cast<std::size_t>(row.node)];
}

const model::Object& ExplorerModel::object(const Row& row) const {
    return m_loaded->simulation->world->object(row.object);
}

std::string ExplorerModel::keyOf(const QModelIndex& index) const {
    if (!index.isValid())
        return {};
    const GraphNode* node = nodeOf(at(index));
    return node ? node->key : std::string();
}

model::ObjectId ExplorerModel::objectOf(const QModelIndex& index) const {
    return index.isValid() ? at(index).object : model::ObjectId();
}

QModelIndex ExplorerModel::find(const std::string& key, model::ObjectId object) const {
    const int node =
        key.empty() || !m_loaded || !m_loaded->topology ? -1 : m_loaded->topology->find(key);
    int found = -1;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        if (node >= 0 && row.node == node) {
            found = static_cast<int>(i);
            break;
        }
        if (found < 0 && object.valid() && row.type == Row::Type::Object && row.object == object)
            found = static_cast<int>(i);
    }
    return found < 0 ? QModelIndex()
                     : createIndex(m_rows[static_cast<std::size_t>(found)].place, 0,
                                   static_cast<quintptr>(found));
}

bool ExplorerModel::matches(const QModelIndex& index, const NodeFilter& filter) const {
    if (filter.empty())
        return true;
    const Row& row = at(index);
    if (row.type == Row::Type::Group)
        return false;
    if (const GraphNode* node = nodeOf(row))
        return filter.matches(factsOf(*node));
    const model::Object& o = object(row);
    return filter.matches({.namespace_ = o.metadata.namespace_,
                           .kind = o.kind,
                           .name = o.metadata.name,
                           .state = {},
                           .role = {},
                           .text = {}});
}

QModelIndex ExplorerModel::index(int row, int column, const QModelIndex& parent) const {
    const std::vector<int>& siblings = parent.isValid() ? at(parent).children : m_top;
    if (row < 0 || column != 0 || static_cast<std::size_t>(row) >= siblings.size())
        return {};
    return createIndex(row, 0, static_cast<quintptr>(siblings[static_cast<std::size_t>(row)]));
}

QModelIndex ExplorerModel::parent(const QModelIndex& child) const {
    if (!child.isValid() || at(child).parent < 0)
        return {};
    const int id = at(child).parent;
    return createIndex(m_rows[static_cast<std::size_t>(id)].place, 0, static_cast<quintptr>(id));
}

int ExplorerModel::rowCount(const QModelIndex& parent) const {
    return static_cast<int>(parent.isValid() ? at(parent).children.size() : m_top.size());
}

int ExplorerModel::columnCount(const QModelIndex&) const {
    return 1;
}

QString ExplorerModel::title(const Row& row) const {
    if (row.type == Row::Type::Group)
        return row.group.empty() ? tr("cluster") : text(row.group);
    if (row.type == Row::Type::Part)
        return text(nodeOf(row)->title);
    const model::Object& o = object(row);
    return text(o.metadata.name);
}

QString ExplorerModel::detail(const Row& row) const {
    if (row.type == Row::Type::Group)
        return {};
    if (const GraphNode* node = nodeOf(row); node && !node->subtitle.empty())
        return text(node->subtitle);
    const model::Object& o = object(row);
    return m_grouping == Grouping::ByNamespace ? text(o.kind) : text(o.metadata.namespace_);
}

std::string ExplorerModel::kind(const Row& row) const {
    switch (row.type) {
        case Row::Type::Group:
            return m_grouping == Grouping::ByNamespace ? "Namespace" : row.group;
        case Row::Type::Part:
            return nodeOf(row)->role == NodeRole::Listener ? "Listener" : "Rule";
        case Row::Type::Object:
            return object(row).kind;
    }
    return {};
}

QString ExplorerModel::toolTip(const Row& row) const {
    if (row.type == Row::Type::Group)
        return {};
    QStringList lines{text(kind(row)) + QLatin1Char(' ') + text(object(row).fullName())};
    if (const GraphNode* node = nodeOf(row)) {
        lines << words(node->state);
        if (!node->why.empty())
            lines << text(node->why);
    }
    if (object(row).origin.derived())
        lines << originText(object(row));
    // Manifest texts are never markup.
    return lines.join(QLatin1Char('\n'))
        .toHtmlEscaped()
        .replace(QLatin1Char('\n'), QStringLiteral("<br>"));
}

QVariant ExplorerModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Row& row = at(index);
    switch (role) {
        case Qt::DisplayRole:
            return title(row);
        case Qt::ToolTipRole:
            return toolTip(row);
        case Qt::AccessibleTextRole: {
            const GraphNode* node = nodeOf(row);
            return text(kind(row)) + QLatin1Char(' ') + title(row) +
                   (node ? QStringLiteral(", ") + words(node->state) : QString());
        }
        case DetailRole:
            return detail(row);
        case KindRole:
            return text(kind(row));
        case StateRole: {
            const GraphNode* node = nodeOf(row);
            return node ? QVariant(static_cast<int>(node->state)) : QVariant();
        }
        case CountRole:
            return static_cast<int>(row.children.size());
        case ProblemsRole:
            return row.problems;
        case IsGroupRole:
            return row.type == Row::Type::Group;
        default:
            return {};
    }
}

QHash<int, QByteArray> ExplorerModel::roleNames() const {
    auto names = QAbstractItemModel::roleNames();
    names.insert({{DetailRole, "detail"},
                  {KindRole, "kind"},
                  {StateRole, "state"},
                  {CountRole, "count"},
                  {ProblemsRole, "problems"},
                  {IsGroupRole, "isGroup"}});
    return names;
}

ExplorerFilter::ExplorerFilter(ExplorerModel* source, QObject* parent)
    : QSortFilterProxyModel(parent), m_source(source) {
    setRecursiveFilteringEnabled(true);
    setSourceModel(source);
}

void ExplorerFilter::setFilter(NodeFilter filter) {
    m_filter = std::move(filter);
    invalidateFilter();
}

int ExplorerFilter::admitted() const {
    int result = 0;
    for (int i = 0; i < rowCount(); ++i)
        result += rowCount(index(i, 0));
    return result;
}

bool ExplorerFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    return m_source->matches(m_source->index(row, 0, parent), m_filter);
}

}  // namespace gatesight::ui
