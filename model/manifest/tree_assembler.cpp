#include "model/manifest/tree_assembler.h"

#include "model/manifest/merge_keys.h"
#include "model/manifest/rules.h"
#include "model/manifest/scalar.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>
#include <utility>

#include <fmt/format.h>

namespace gatesight::model {
namespace {

/// One document with a million mistakes is told enough by a hundred of them.
constexpr std::size_t kMostProblems = 100;

/// How many keys a map may have before looking for duplicates pays for sorting.
constexpr std::size_t kSmallMap = 16;

/// The text of a key that is no string, as Kubernetes converts it to JSON (sigs.k8s.io/yaml);
/// nothing for null.
std::optional<std::string> keyAsJson(NodeKind kind, std::string_view text) {
    switch (kind) {
        case NodeKind::Bool:
            return parseBool(text).value_or(false) ? "true" : "false";
        case NodeKind::Integer: {
            const auto value = parseInteger(text).value_or(IntegerValue{});
            return fmt::format("{}{}", value.negative && value.magnitude != 0 ? "-" : "",
                               value.magnitude);
        }
        case NodeKind::Float: {
            const auto value = parseFloat(text).value_or(0);
            if (std::isnan(value)) {
                return ".nan";
            }
            return std::isinf(value) ? std::string(value < 0 ? "-.inf" : ".inf")
                                     : fmt::format("{}", static_cast<float>(value));
        }
        case NodeKind::String:
            return std::string(text);
        case NodeKind::Null:
        case NodeKind::Map:
        case NodeKind::List:
            break;
    }
    return std::nullopt;
}

std::size_t height(Node node) {
    std::size_t most = 0;
    for (const Node item : node.items()) {
        most = std::max(most, height(item));
    }
    for (const auto& entry : node.entries()) {
        most = std::max(most, height(entry.value));
    }
    return node.isScalar() ? 0 : most + 1;
}

}  // namespace

std::string_view withArticle(NodeKind kind) {
    switch (kind) {
        case NodeKind::Null:
            return "null";
        case NodeKind::Bool:
            return "a boolean";
        case NodeKind::Integer:
            return "an integer";
        case NodeKind::Float:
            return "a number";
        case NodeKind::String:
            return "text";
        case NodeKind::Map:
            return "a map";
        case NodeKind::List:
            return "a list";
    }
    return "null";
}

AnchorTable::Anchor& AnchorTable::define(std::string_view name) {
    const auto found = m_anchors.find(name);
    return found != m_anchors.end() ? found->second : m_anchors[std::string(name)];
}

const AnchorTable::Anchor* AnchorTable::find(std::string_view name) const {
    const auto found = m_anchors.find(name);
    const bool isUsable = found != m_anchors.end() &&
                          (found->second.owner != nullptr || found->second.kept != nullptr);
    return isUsable ? &found->second : nullptr;
}

bool TreeAssembler::open(NodeKind kind, Position position, std::string_view anchor) {
    if (m_frames.size() >= m_limits.depth) {
        return fail(
            {rule::kDepth,
             fmt::format("maps and lists are nested more than {} levels deep", m_limits.depth),
             position});
    }
    if (expectsKey()) {
        return fail({rule::kKeyType,
                     fmt::format("a key must be a string, and this one is {}", withArticle(kind)),
                     position});
    }
    if (!place(position)) {
        return false;
    }
    const auto id = m_builder.open(kind, position);
    const bool isMap = kind == NodeKind::Map;
    m_frames.push_back({.id = id,
                        .isMap = isMap,
                        .keyNext = isMap,
                        .anchor = anchored(anchor, id, true),
                        .firstKey = m_keys.size()});
    return true;
}

bool TreeAssembler::close() {
    const Frame frame = m_frames.back();
    m_frames.pop_back();
    m_builder.close();
    // The name may have been given again inside.
    if (frame.anchor != nullptr && frame.anchor->owner == this && frame.anchor->id == frame.id) {
        frame.anchor->open = false;
    }
    if (frame.isMap) {
        findDuplicates(frame);
        m_keys.resize(frame.firstKey);
    }
    return m_frames.empty() || checkMergeValue(m_frames.back().lastKey);
}

bool TreeAssembler::scalar(NodeKind kind, std::string_view text, Position position,
                           std::string_view anchor, bool isMergeKey) {
    if (text.size() > m_limits.scalarBytes) {
        return fail({rule::kScalarSize,
                     fmt::format("this value has {} bytes, more than the limit of {}", text.size(),
                                 m_limits.scalarBytes),
                     position});
    }
    if (expectsKey()) {
        return key(kind, text, position, anchor, isMergeKey);
    }
    if (!place(position)) {
        return false;
    }
    anchored(anchor, m_builder.scalar(kind, text, position), false);
    return m_frames.empty() || checkMergeValue(m_frames.back().lastKey);
}

bool TreeAssembler::key(NodeKind kind, std::string_view text, Position position,
                        std::string_view anchor, bool isMergeKey) {
    if (!place(position)) {
        return false;
    }
    auto& frame = m_frames.back();
    if (isMergeKey) {
        m_needsMerge = true;
        frame.lastKey = m_builder.scalar(NodeKind::Null, kMergeKeyText, position);
        return true;
    }
    std::string converted;
    if (kind != NodeKind::String) {
        auto json = keyAsJson(kind, text);
        if (!json) {
            frame.keyNext = true;  // there will be no key
            return fail({rule::kKeyType, "a key must be a string, and this one is empty or null",
                         position});
        }
        converted = std::move(*json);
        if (converted != text) {
            report({.rule = rule::kKeyType,
                    .message = fmt::format("the key {} is {} in YAML 1.1, so Kubernetes reads it "
                                           "as \"{}\"; quote it to keep it as written",
                                           text, withArticle(kind), converted),
                    .position = position,
                    .severity = Severity::Warning});
        }
        text = converted;
    }
    frame.lastKey = m_builder.scalar(NodeKind::String, text, position);
    m_keys.push_back({std::hash<std::string_view>()(text), frame.lastKey});
    anchored(anchor, frame.lastKey, false);
    return true;
}

bool TreeAssembler::alias(std::string_view name, Position position) {
    const auto* anchor = m_anchors.find(name);
    if (anchor == nullptr) {
        return fail({rule::kAliasUnknown,
                     fmt::format("no anchor &{} stands above this alias", name), position});
    }
    if (anchor->open) {
        return fail(
            {rule::kAliasCycle,
             fmt::format(
                 "the alias *{} stands inside the value of its own anchor, which would never end",
                 name),
             position, "the anchor is here", anchor->position});
    }
    const Tree& tree = anchor->kept ? *anchor->kept : anchor->owner->soFar();
    const Node node = tree.node(anchor->id);
    if (!checkCopy(tree, anchor->id, name, position)) {
        return false;
    }
    if (expectsKey()) {
        if (!node.isScalar()) {
            return fail({rule::kKeyType,
                         fmt::format("a key must be a string, and *{} is {}", name,
                                     withArticle(node.kind())),
                         position});
        }
        const std::string text(node.text());  // the builder may move the original while it copies
        return key(node.kind(), text, position, {}, false);
    }
    if (!place(position)) {
        return false;
    }
    if (anchor->owner == this) {
        m_builder.copy(anchor->id);
    } else {
        m_builder.copy(tree, anchor->id);
    }
    return m_frames.empty() || checkMergeValue(m_frames.back().lastKey);
}

bool TreeAssembler::checkCopy(const Tree& tree, NodeId id, std::string_view name,
                              Position position) {
    const Node node = tree.node(id);
    const std::size_t nodes = node.subtreeEnd() - id;
    m_copiedNodes += nodes;
    m_anchors.copiedNodes += nodes;
    // The second bound is for the items of a List, each of which may copy what another one wrote.
    const auto most = m_limits.aliasNodes;
    if (m_copiedNodes > most ||
        m_anchors.copiedNodes > std::max(most, 10 * m_anchors.writtenNodes)) {
        return fail(
            {rule::kAliasLimit,
             fmt::format("with *{} the aliases of this document stand for more than {} nodes", name,
                         most),
             position});
    }
    if (m_frames.size() + height(node) > m_limits.depth) {
        return fail({rule::kDepth,
                     fmt::format("with *{} maps and lists are nested more than {} levels deep",
                                 name, m_limits.depth),
                     position});
    }
    return true;
}

bool TreeAssembler::place(Position position) {
    ++m_anchors.writtenNodes;
    if (m_frames.empty()) {
        return true;
    }
    auto& frame = m_frames.back();
    if (frame.isMap) {
        frame.keyNext = !frame.keyNext;
        if (frame.keyNext) {  // this is the value of a key
            return true;
        }
        if (++frame.children > m_limits.keysPerMap) {
            frame.keyNext = true;  // there will be no key
            return fail({rule::kKeyLimit,
                         fmt::format("this map has more than {} keys", m_limits.keysPerMap),
                         position});
        }
        return true;
    }
    if (++frame.children > m_limits.itemsPerList) {
        return fail({rule::kItemLimit,
                     fmt::format("this list has more than {} items", m_limits.itemsPerList),
                     position});
    }
    return true;
}

AnchorTable::Anchor* TreeAssembler::anchored(std::string_view name, NodeId id, bool open) {
    if (name.empty()) {
        return nullptr;
    }
    auto& anchor = m_anchors.define(name);
    anchor = {.owner = this,
              .kept = nullptr,
              .id = id,
              .open = open,
              .position = m_builder.soFar().node(id).position()};
    m_ownAnchors.push_back(&anchor);
    return &anchor;
}

/// The tree is finished: other items of the same List may still name its anchors.
void TreeAssembler::keepAnchors(const Tree& tree) {
    if (m_ownAnchors.empty()) {
        return;
    }
    const auto kept = std::make_shared<const Tree>(tree);
    for (auto* anchor : m_ownAnchors) {
        if (anchor->owner != this) {
            continue;  // the name was given again elsewhere
        }
        // What was cut off in the middle is nothing to copy.
        *anchor = anchor->open ? AnchorTable::Anchor{}
                               : AnchorTable::Anchor{.owner = nullptr,
                                                     .kept = kept,
                                                     .id = anchor->id,
                                                     .open = false,
                                                     .position = anchor->position};
    }
    m_ownAnchors.clear();
}

void TreeAssembler::findDuplicates(const Frame& frame) {
    const auto keys = std::span(m_keys).subspan(frame.firstKey);
    const auto& tree = m_builder.soFar();
    const auto same = [&](const Key& a, const Key& b) {
        return a.hash == b.hash && tree.node(a.id).text() == tree.node(b.id).text();
    };
    const auto reportPair = [&](const Key& first, const Key& again) {
        m_needsMerge = true;
        report({rule::kDuplicateKey,
                fmt::format("the key \"{}\" stands twice in this map; the last one counts",
                            tree.node(again.id).text()),
                tree.node(again.id).position(), "first written here",
                tree.node(first.id).position(), again.id});
    };
    if (keys.size() <= kSmallMap) {
        for (std::size_t i = 1; i < keys.size(); ++i) {
            const auto before = keys.first(i);
            const auto first =
                std::ranges::find_if(before, [&](const Key& key) { return same(key, keys[i]); });
            if (first != before.end()) {
                reportPair(*first, keys[i]);
            }
        }
        return;
    }
    std::ranges::sort(keys, [](const Key& a, const Key& b) {
        return std::pair(a.hash, a.id) < std::pair(b.hash, b.id);
    });
    for (std::size_t i = 1, first = 0; i < keys.size(); ++i) {
        if (same(keys[first], keys[i])) {
            reportPair(keys[first], keys[i]);
        } else {
            first = i;
        }
    }
}

/// When the value of a merge key is complete: is it a map, or a list of maps?
bool TreeAssembler::checkMergeValue(NodeId key) {
    const auto& frame = m_frames.back();
    if (!m_needsMerge || !frame.isMap || !frame.keyNext || key == kNoNode) {
        return true;
    }
    const auto& tree = m_builder.soFar();
    if (!isMergeKey(tree.node(key))) {
        return true;
    }
    const Node value = tree.node(key + 1);
    const auto items = value.items();
    if (value.isMap() ||
        (value.isList() && std::ranges::all_of(items.begin(), items.end(), &Node::isMap))) {
        return true;
    }
    return fail({rule::kMergeKey,
                 "the value of the merge key << must be a map or a list of maps; quote it if a key "
                 "of that name is meant",
                 value.position()});
}

std::string_view TreeAssembler::currentKey() const {
    if (m_frames.empty() || !m_frames.back().isMap || m_frames.back().keyNext) {
        return {};
    }
    return m_builder.soFar().node(m_frames.back().lastKey).text();
}

void TreeAssembler::report(Problem problem) {
    if (m_problems.size() < kMostProblems) {
        m_problems.push_back(std::move(problem));
    }
}

bool TreeAssembler::fail(Problem problem) {
    if (m_problems.size() >= kMostProblems) {
        m_problems.pop_back();
    }
    if (problem.node == kNoNode && !m_frames.empty()) {
        const auto& frame = m_frames.back();
        problem.node = frame.isMap && !frame.keyNext ? frame.lastKey : frame.id;
    }
    report(std::move(problem));
    return false;
}

Tree TreeAssembler::take() {
    if (!m_frames.empty() && m_frames.back().isMap && !m_frames.back().keyNext) {
        m_builder.scalar(NodeKind::Null, {}, {});
    }
    Tree tree = m_builder.take();
    for (auto& problem : m_problems) {
        if (problem.node != kNoNode) {
            problem.field = tree.pathOf(problem.node);
        }
    }
    keepAnchors(tree);
    if (m_needsMerge) {
        tree = withEntriesMerged(tree);
    }
    m_frames.clear();
    m_keys.clear();
    m_copiedNodes = 0;
    m_needsMerge = false;
    return tree;
}

}  // namespace gatesight::model
