// From parse events to the tree of one document, watching what the parsers do not: limits,
// duplicate keys, anchors and aliases, keys that are not text. Shared by YAML and JSON.
//
// Terms: a *problem* is a finding in the making, without file and object; a *fatal* one ends the
// document.
#pragma once

#include "model/manifest/finding.h"
#include "model/manifest/reader.h"
#include "model/manifest/tree.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatesight::model {

/// An edit at the problem's position that would remove it.
struct ProblemEdit {
    std::string description;
    std::size_t length = 0;  ///< in bytes, of what is replaced
    std::string replacement;
};

struct Problem {
    std::string_view rule;  ///< of rules.h
    std::string message;
    Position position;
    std::string relatedMessage = {};  ///< empty: there is no related place
    Position related = {};
    NodeId node = kNoNode;  ///< whose path is the finding's field
    std::string field = {};
    std::optional<Severity> severity = {};  ///< when it differs from that of the rule's row
    std::optional<ProblemEdit> edit = {};
};

/// What a node is, for messages: "a map", "text" ...
[[nodiscard]] std::string_view withArticle(NodeKind kind);

class TreeAssembler;

/// The anchors of one document; of a List, those of all its items together.
class AnchorTable {
public:
    struct Anchor {
        const TreeAssembler* owner = nullptr;  ///< the tree under construction that holds it ...
        std::shared_ptr<const Tree> kept;      ///< ... or the finished one
        NodeId id = kNoNode;
        bool open = false;  ///< its value is still being read
        Position position;
    };
    /// The anchor of that name, made if need be. The reference stays good.
    Anchor& define(std::string_view name);
    [[nodiscard]] const Anchor* find(std::string_view name) const;

    std::size_t copiedNodes = 0;   ///< by aliases
    std::size_t writtenNodes = 0;  ///< in the text itself

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    std::unordered_map<std::string, Anchor, Hash, std::equal_to<>> m_anchors;
};

class TreeAssembler {
public:
    TreeAssembler(const ReadLimits& limits, AnchorTable& anchors)
        : m_limits(limits), m_anchors(anchors) {}

    // Each returns false when the document cannot be used any more; then problems() ends with the
    // reason.
    bool open(NodeKind kind, Position position, std::string_view anchor = {});
    bool close();
    /// `isMergeKey`: a plain `<<`, which means something where a key is expected.
    bool scalar(NodeKind kind, std::string_view text, Position position,
                std::string_view anchor = {}, bool isMergeKey = false);
    bool alias(std::string_view name, Position position);

    [[nodiscard]] std::size_t depth() const { return m_frames.size(); }
    [[nodiscard]] bool expectsKey() const {
        return !m_frames.empty() && m_frames.back().isMap && m_frames.back().keyNext;
    }
    /// Where the value of a map's key is expected: the text of that key. Else empty.
    [[nodiscard]] std::string_view currentKey() const;

    void report(Problem problem);
    [[nodiscard]] std::vector<Problem>& problems() { return m_problems; }

    /// What could be read so far, with everything open closed. The assembler is ready for the next
    /// document.
    [[nodiscard]] Tree take();

    [[nodiscard]] const Tree& soFar() const { return m_builder.soFar(); }

private:
    struct Frame {
        NodeId id;
        bool isMap;
        bool keyNext;
        NodeId lastKey = kNoNode;
        AnchorTable::Anchor* anchor = nullptr;
        std::size_t children = 0;
        std::size_t firstKey = 0;  // in m_keys
    };
    struct Key {
        std::size_t hash;
        NodeId id;
    };
    bool place(Position position);
    bool key(NodeKind kind, std::string_view text, Position position, std::string_view anchor,
             bool isMergeKey);
    AnchorTable::Anchor* anchored(std::string_view name, NodeId id, bool open);
    void keepAnchors(const Tree& tree);
    bool checkCopy(const Tree& tree, NodeId id, std::string_view name, Position position);
    void findDuplicates(const Frame& frame);
    bool checkMergeValue(NodeId key);
    bool fail(Problem problem);

    const ReadLimits& m_limits;
    AnchorTable& m_anchors;
    TreeBuilder m_builder;
    std::vector<Frame> m_frames;
    std::vector<Key> m_keys;
    std::vector<AnchorTable::Anchor*> m_ownAnchors;  // defined in this document
    std::vector<Problem> m_problems;
    std::size_t m_copiedNodes = 0;
    bool m_needsMerge = false;
};

}  // namespace gatesight::model
