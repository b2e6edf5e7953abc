// What is loaded, as a tree: namespaces or kinds, their objects, and the listeners and rules inside
// them.
#pragma once

#include "ui/session/loaded.h"
#include "ui/session/node_filter.h"

#include <QAbstractItemModel>
#include <QSortFilterProxyModel>

#include <optional>
#include <vector>

namespace gatesight::ui {

class ExplorerModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum class Grouping { ByNamespace, ByKind };
    enum Role {
        DetailRole = Qt::UserRole,  ///< second, quieter text
        KindRole,                   ///< kind of the object; of a group by namespace: "Namespace"
        StateRole,     ///< int of simulator::NodeState; invalid: the kind gets no traffic
        CountRole,     ///< objects in a group
        ProblemsRole,  ///< objects in a group that are refused or missing something
        IsGroupRole
    };

    explicit ExplorerModel(QObject* parent = nullptr);

    void setLoaded(LoadedPtr loaded, Grouping grouping);
    [[nodiscard]] const LoadedPtr& loaded() const { return m_loaded; }

    /// Key of the graph node of a row, or empty.
    [[nodiscard]] std::string keyOf(const QModelIndex& index) const;
    [[nodiscard]] model::ObjectId objectOf(const QModelIndex& index) const;
    /// Row for a graph key, or else for an object; invalid when there is none.
    [[nodiscard]] QModelIndex find(const std::string& key, model::ObjectId object) const;
    [[nodiscard]] bool matches(const QModelIndex& index, const NodeFilter& filter) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    /// A group has a name; an object has an id; a part (listener, rule) has an id and a node of its
    /// own.
    struct Row {
        enum class Type { Group, Object, Part } type = Type::Group;
        std::string group;
        model::ObjectId object;
        int node = -1;  ///< index in the topology
        int parent = -1;
        int place = 0;  ///< among the children of its parent
        std::vector<int> children;
        int problems = 0;
    };

    void build(Grouping grouping);
    int append(Row row);
    void addParts(int objectRow, const std::vector<int>& nodes);
    [[nodiscard]] const Row& at(const QModelIndex& index) const;
    [[nodiscard]] const simulator::GraphNode* nodeOf(const Row& row) const;
    [[nodiscard]] const model::Object& object(const Row& row) const;
    [[nodiscard]] QString title(const Row& row) const;
    [[nodiscard]] QString detail(const Row& row) const;
    [[nodiscard]] QString toolTip(const Row& row) const;
    [[nodiscard]] std::string kind(const Row& row) const;

    LoadedPtr m_loaded;
    Grouping m_grouping = Grouping::ByNamespace;
    std::vector<Row> m_rows;
    std::vector<int> m_top;
};

/// Keeps what a NodeFilter admits, and the groups above it.
class ExplorerFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit ExplorerFilter(ExplorerModel* source, QObject* parent = nullptr);
    void setFilter(NodeFilter filter);
    /// Objects that pass, without groups and parts.
    [[nodiscard]] int admitted() const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    ExplorerModel* m_source;
    NodeFilter m_filter;
};

}  // namespace gatesight::ui
