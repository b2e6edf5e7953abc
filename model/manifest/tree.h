// The compact tree of one document: what YAML or JSON said, with the position of every node.
//
// Nodes lie in one vector in document order (a parent before its children; a map holds key, value,
// key, value …), so that a node's subtree is the index range [id, end). A node costs 20 bytes plus
// the bytes of its text, wherever it sits.
#pragma once

#include "model/manifest/source.h"

#include <cstdint>
#include <iterator>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model {

enum class NodeKind : std::uint8_t { Null, Bool, Integer, Float, String, Map, List };

[[nodiscard]] std::string_view toString(NodeKind kind);

/// Index of a node in its Tree. Typed structs keep it so that an answer can cite the line that
/// decided.
using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = std::numeric_limits<NodeId>::max();

class Node;

/// The nodes of one document. Immutable once built (by TreeBuilder).
class Tree {
public:
    [[nodiscard]] bool empty() const { return m_records.empty(); }
    [[nodiscard]] std::size_t size() const { return m_records.size(); }
    /// The whole document; invalid when it is empty.
    [[nodiscard]] Node root() const;
    /// The node with this id; invalid when there is none.
    [[nodiscard]] Node node(NodeId id) const;
    /// Path of a node such as "spec.rules[0].matches"; "" for the root. Keys that hold dots are
    /// written in brackets.
    [[nodiscard]] std::string pathOf(NodeId id) const;
    /// The same nodes, standing `lines` further down (or up).
    [[nodiscard]] Tree movedBy(std::int64_t lines) const;

private:
    friend class Node;  // and its iterators
    friend class TreeBuilder;
    struct Record {
        std::uint32_t textOffset = 0;
        std::uint32_t textSize = 0;
        std::uint32_t end = 0;  // one past the last node of the subtree
        std::uint32_t line = 0;
        // A List in JSON may be one line of many megabytes, so columns get more room than lines
        // need.
        std::uint32_t column : 28 = 0;
        std::uint32_t kind : 4 = 0;
    };
    static constexpr std::uint32_t kLastColumn = (1U << 28U) - 1;
    std::vector<Record> m_records;
    std::string m_text;
};

/// A cheap view of one node. Valid as long as its Tree lives. A default-made Node is invalid: it
/// has no kind, no text and no children, and every look-up in it gives another invalid Node, so
/// that paths can be walked without checks between.
class Node {
public:
    Node() = default;
    Node(const Tree* tree, NodeId id) : m_tree(tree), m_id(id) {}

    [[nodiscard]] bool valid() const { return m_tree != nullptr; }
    explicit operator bool() const { return valid(); }
    [[nodiscard]] NodeId id() const { return valid() ? m_id : kNoNode; }
    [[nodiscard]] NodeKind kind() const;  ///< Null when invalid
    [[nodiscard]] bool isMap() const { return kind() == NodeKind::Map; }
    [[nodiscard]] bool isList() const { return kind() == NodeKind::List; }
    [[nodiscard]] bool isString() const { return kind() == NodeKind::String; }
    [[nodiscard]] bool isNull() const { return kind() == NodeKind::Null; }
    [[nodiscard]] bool isScalar() const { return valid() && !isMap() && !isList(); }
    /// The scalar as written (unescaped); empty for maps and lists.
    [[nodiscard]] std::string_view text() const;
    [[nodiscard]] Position position() const;
    /// One past the last node of its subtree; kNoNode when invalid.
    [[nodiscard]] NodeId subtreeEnd() const;
    /// That it is of; only when valid.
    [[nodiscard]] const Tree& tree() const { return *m_tree; }

    /// Bool and Integer scalars by value; `otherwise` when the node is of another kind or does not
    /// fit.
    [[nodiscard]] bool toBool(bool otherwise = false) const;
    [[nodiscard]] std::int64_t toInt(std::int64_t otherwise = 0) const;

    /// Value of a key of a map; invalid when absent. Linear in the number of keys, as maps in
    /// manifests are small.
    [[nodiscard]] Node operator[](std::string_view key) const;
    /// Children of a list, or pairs of a map.
    [[nodiscard]] std::size_t size() const;

    class ItemIterator;
    struct Items;
    struct Entry;
    class EntryIterator;
    struct Entries;
    /// Items of a list (nothing for other kinds).
    [[nodiscard]] Items items() const;
    /// Key and value of each entry of a map, in document order (nothing for other kinds).
    [[nodiscard]] Entries entries() const;

private:
    const Tree* m_tree = nullptr;
    NodeId m_id = kNoNode;
};

struct Node::Entry {
    Node key;
    Node value;
};

class Node::ItemIterator {
public:
    using value_type = Node;
    using difference_type = std::ptrdiff_t;
    ItemIterator() = default;
    ItemIterator(const Tree* tree, NodeId id) : m_tree(tree), m_id(id) {}
    Node operator*() const { return {m_tree, m_id}; }
    ItemIterator& operator++();
    ItemIterator operator++(int) {
        auto old = *this;
        ++*this;
        return old;
    }
    bool operator==(const ItemIterator&) const = default;

private:
    const Tree* m_tree = nullptr;
    NodeId m_id = 0;
};

struct Node::Items {
    ItemIterator first, last;
    [[nodiscard]] ItemIterator begin() const { return first; }
    [[nodiscard]] ItemIterator end() const { return last; }
};

class Node::EntryIterator {
public:
    using value_type = Entry;
    using difference_type = std::ptrdiff_t;
    EntryIterator() = default;
    EntryIterator(const Tree* tree, NodeId id) : m_tree(tree), m_id(id) {}
    Entry operator*() const { return {Node(m_tree, m_id), Node(m_tree, m_id + 1)}; }
    EntryIterator& operator++();
    EntryIterator operator++(int) {
        auto old = *this;
        ++*this;
        return old;
    }
    bool operator==(const EntryIterator&) const = default;

private:
    const Tree* m_tree = nullptr;
    NodeId m_id = 0;
};

struct Node::Entries {
    EntryIterator first, last;
    [[nodiscard]] EntryIterator begin() const { return first; }
    [[nodiscard]] EntryIterator end() const { return last; }
};

/// Whether two nodes say the same in the same order, wherever they stand; without a look at what
/// schemas make of them.
[[nodiscard]] bool sameText(Node first, Node second);

/// Builds a Tree from events in document order. One builder can build many trees, one after
/// another, and keeps its memory between.
class TreeBuilder {
public:
    /// Opens a map or list; its children follow until the matching close().
    NodeId open(NodeKind kind, Position position);
    void close();
    NodeId scalar(NodeKind kind, std::string_view text, Position position);
    /// Copies the subtree at `id` of the tree so far (an alias), keeping the positions of the
    /// original.
    NodeId copy(NodeId id);
    /// The same for a subtree of another tree.
    NodeId copy(const Tree& other, NodeId id);
    [[nodiscard]] std::size_t size() const { return m_tree.m_records.size(); }
    [[nodiscard]] std::size_t depth() const { return m_open.size(); }
    /// The nodes so far, for look-ups while building: only closed nodes have children.
    [[nodiscard]] const Tree& soFar() const { return m_tree; }
    /// Forgets what was built.
    void clear();
    /// The tree, in memory of exactly its size; nodes still open are closed. The builder is empty
    /// afterwards.
    [[nodiscard]] Tree take();

private:
    NodeId append(NodeKind kind, std::string_view text, Position position);
    Tree m_tree;
    std::vector<NodeId> m_open;
};

/// One document of a stream: its source and its nodes. A `kind: List` is split: each item is a
/// Document of its own whose tree is that item (positions stay those of the file).
struct Document {
    SourcePtr source;
    Tree tree;
    /// From a "# Source: chart/templates/x.yaml" comment above it; else empty.
    std::string helmSource;
    /// A document read before of which this one is a repetition: same nodes, other lines. Null for
    /// most.
    std::shared_ptr<const Document> original = {};

    [[nodiscard]] Node root() const { return tree.root(); }
    [[nodiscard]] SourceLocation locate(NodeId id) const;
};

using DocumentPtr = std::shared_ptr<const Document>;

// ---- what every look at a document does, many times ----

inline NodeKind Node::kind() const {
    return valid() ? static_cast<NodeKind>(m_tree->m_records[m_id].kind) : NodeKind::Null;
}

inline std::string_view Node::text() const {
    if (!valid()) {
        return {};
    }
    const auto& record = m_tree->m_records[m_id];
    return {m_tree->m_text.data() + record.textOffset, record.textSize};
}

inline NodeId Node::subtreeEnd() const {
    return valid() ? m_tree->m_records[m_id].end : kNoNode;
}

inline Node::Items Node::items() const {
    return isList() ? Items{{m_tree, m_id + 1}, {m_tree, subtreeEnd()}} : Items{};
}

inline Node::Entries Node::entries() const {
    return isMap() ? Entries{{m_tree, m_id + 1}, {m_tree, subtreeEnd()}} : Entries{};
}

inline Node::ItemIterator& Node::ItemIterator::operator++() {
    m_id = m_tree->m_records[m_id].end;
    return *this;
}

inline Node::EntryIterator& Node::EntryIterator::operator++() {
    m_id = m_tree->m_records[m_id + 1].end;
    return *this;
}

}  // namespace gatesight::model
