#include "model/manifest/tree.h"

#include "model/manifest/scalar.h"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

namespace gatesight::model {

std::string_view toString(NodeKind kind) {
    switch (kind) {
        case NodeKind::Null:
            return "null";
        case NodeKind::Bool:
            return "boolean";
        case NodeKind::Integer:
            return "integer";
        case NodeKind::Float:
            return "number";
        case NodeKind::String:
            return "string";
        case NodeKind::Map:
            return "map";
        case NodeKind::List:
            return "list";
    }
    return "null";
}

Node Tree::root() const {
    return node(0);
}

Node Tree::node(NodeId id) const {
    return id < m_records.size() ? Node(this, id) : Node();
}

std::string Tree::pathOf(NodeId id) const {
    std::string path;
    if (id >= m_records.size()) {
        return path;
    }
    const auto holds = [&](Node node) { return id >= node.id() && id < m_records[node.id()].end; };
    Node at = root();
    while (at && at.id() != id) {
        Node next;
        std::size_t index = 0;
        for (const Node item : at.items()) {
            if (holds(item)) {
                path += fmt::format("[{}]", index);
                next = item;
                break;
            }
            ++index;
        }
        for (const auto& [key, value] : at.entries()) {
            if (key.id() != id && !holds(value)) {
                continue;
            }
            if (key.text().empty() || key.text().find_first_of(".[]") != std::string_view::npos) {
                path += fmt::format("[{}]", key.text());
            } else {
                path += fmt::format("{}{}", path.empty() ? "" : ".", key.text());
            }
            next = key.id() == id ? Node() : value;
            break;
        }
        at = next;
    }
    return path;
}

Tree Tree::movedBy(std::int64_t lines) const {
    Tree moved = *this;
    for (Record& record : moved.m_records) {
        record.line = static_cast<std::uint32_t>(record.line + lines);
    }
    return moved;
}

Position Node::position() const {
    if (!valid()) {
        return {};
    }
    const auto& record = m_tree->m_records[m_id];
    return {record.line, record.column};
}

bool sameText(Node first, Node second) {
    if (!first.valid() || !second.valid() ||
        first.subtreeEnd() - first.id() != second.subtreeEnd() - second.id()) {
        return first.valid() == second.valid() && !first.valid();
    }
    // Equal kinds and ends make equal shapes.
    for (NodeId i = 0; i < first.subtreeEnd() - first.id(); ++i) {
        const Node one = first.tree().node(first.id() + i);
        const Node other = second.tree().node(second.id() + i);
        if (one.kind() != other.kind() || one.text() != other.text() ||
            one.subtreeEnd() - first.id() != other.subtreeEnd() - second.id()) {
            return false;
        }
    }
    return true;
}

bool Node::toBool(bool otherwise) const {
    return kind() == NodeKind::Bool ? parseBool(text()).value_or(otherwise) : otherwise;
}

std::int64_t Node::toInt(std::int64_t otherwise) const {
    if (kind() != NodeKind::Integer) {
        return otherwise;
    }
    const auto value = parseInteger(text());
    constexpr auto kLargest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!value || (!value->negative && value->magnitude > kLargest)) {
        return otherwise;
    }
    return static_cast<std::int64_t>(value->negative ? 0 - value->magnitude : value->magnitude);
}

Node Node::operator[](std::string_view key) const {
    if (!isMap()) {
        return {};
    }
    // Most keys differ in length or their first letter.
    const auto& records = m_tree->m_records;
    for (NodeId at = m_id + 1; at < records[m_id].end; at = records[at + 1].end) {
        const auto& record = records[at];
        const char* const text = m_tree->m_text.data() + record.textOffset;
        if (record.textSize == key.size() && (key.empty() || *text == key.front()) &&
            std::string_view(text, key.size()) == key) {
            return {m_tree, at + 1};
        }
    }
    return {};
}

std::size_t Node::size() const {
    const auto list = items();
    const auto map = entries();
    return static_cast<std::size_t>(std::distance(list.begin(), list.end()) +
                                    std::distance(map.begin(), map.end()));
}

NodeId TreeBuilder::open(NodeKind kind, Position position) {
    const auto id = append(kind, {}, position);
    m_open.push_back(id);
    return id;
}

void TreeBuilder::close() {
    assert(!m_open.empty());
    m_tree.m_records[m_open.back()].end = static_cast<NodeId>(m_tree.m_records.size());
    m_open.pop_back();
}

NodeId TreeBuilder::scalar(NodeKind kind, std::string_view text, Position position) {
    return append(kind, text, position);
}

NodeId TreeBuilder::copy(NodeId id) {
    const auto first = static_cast<NodeId>(m_tree.m_records.size());
    const auto last = m_tree.m_records[id].end;
    const auto shift = first - id;
    for (NodeId from = id; from < last; ++from) {
        auto record = m_tree.m_records[from];  // text is shared with the original
        record.end += shift;
        m_tree.m_records.push_back(record);
    }
    return first;
}

NodeId TreeBuilder::copy(const Tree& other, NodeId id) {
    const auto first = static_cast<NodeId>(m_tree.m_records.size());
    const auto last = other.m_records[id].end;
    for (NodeId from = id; from < last; ++from) {
        auto record = other.m_records[from];
        const auto text = std::string_view(other.m_text).substr(record.textOffset, record.textSize);
        record.textOffset = static_cast<std::uint32_t>(m_tree.m_text.size());
        record.end = record.end - id + first;
        m_tree.m_text.append(text);
        m_tree.m_records.push_back(record);
    }
    return first;
}

void TreeBuilder::clear() {
    m_tree.m_records.clear();
    m_tree.m_text.clear();
    m_open.clear();
}

Tree TreeBuilder::take() {
    while (!m_open.empty()) {
        close();
    }
    Tree tree = m_tree;  // a copy has no spare capacity
    clear();
    return tree;
}

NodeId TreeBuilder::append(NodeKind kind, std::string_view text, Position position) {
    const auto id = static_cast<NodeId>(m_tree.m_records.size());
    assert(m_tree.m_text.size() + text.size() <= std::numeric_limits<std::uint32_t>::max());
    auto& record = m_tree.m_records.emplace_back();
    record.textOffset = static_cast<std::uint32_t>(m_tree.m_text.size());
    record.textSize = static_cast<std::uint32_t>(text.size());
    record.end = id + 1;
    record.line = position.line;
    record.column = std::min(position.column, Tree::kLastColumn) & Tree::kLastColumn;
    record.kind = static_cast<std::uint32_t>(kind) & 0xFU;
    m_tree.m_text.append(text);
    return id;
}

}  // namespace gatesight::model
