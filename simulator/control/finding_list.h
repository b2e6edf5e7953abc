// Collects what lint has to say, each with object, field and place.
#pragma once

#include "model/manifest/finding.h"
#include "model/world/world.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatesight::simulator {

class FindingList {
public:
    explicit FindingList(const model::World& world) : m_world(world) {}

    /// `node` is of the object's document; kNoNode: the finding is about the whole object. The
    /// result is valid until the next call.
    model::Finding& add(model::Severity severity, std::string_view rule, model::ObjectId object,
                        model::NodeId node, std::string message);

    /// Offers to put `replacement` in the place of the scalar at `key` of the map `node`, if it is
    /// written out there.
    void suggestScalar(model::Finding& finding, model::ObjectId object, model::NodeId node,
                       std::string_view key, std::string_view replacement);
    /// Offers to add a YAML document at the end of the file that holds the object.
    void suggestDocument(model::Finding& finding, model::ObjectId object, std::string description,
                         std::string_view yaml);
    /// Offers to write one more key into the map `node`; its value needs no quotes.
    void suggestKey(model::Finding& finding, model::ObjectId object, model::NodeId node,
                    std::string_view key, std::string_view value);
    /// Offers to take the document of the object out of its file; not an item of a List, and not
    /// JSON.
    void suggestRemoval(model::Finding& finding, model::ObjectId object, std::string description);
    /// The candidate nearest to a word that names nothing, or empty. Stops looking once a generous
    /// amount of comparisons has been made, so that a large world full of dangling names stays
    /// fast.
    [[nodiscard]] std::string_view nearest(std::string_view word,
                                           std::span<const std::string_view> candidates);
    /// The first namespace that has an object of this name, or empty; bounded in the same way.
    [[nodiscard]] std::string_view namespaceWith(std::string_view group, std::string_view kind,
                                                 std::string_view name);

    [[nodiscard]] model::Findings take() && { return std::move(m_findings); }

private:
    const std::vector<std::size_t>& lineStarts(const model::Source& source);
    /// Where a node begins in the text; npos when that is not known.
    std::size_t offsetOf(const model::Source& source, model::Position position);
    std::size_t writtenLength(const model::Source& source, const model::Node& node);

    const model::World& m_world;
    model::Findings m_findings;
    std::unordered_map<const model::Source*, std::vector<std::size_t>> m_lineStarts;
    std::size_t m_comparisons = 0;
};

/// " (did you mean 'x'?)", or nothing when there is nothing near.
[[nodiscard]] std::string didYouMean(std::string_view near);

/// "'a', 'b' and 3 more", or "none".
[[nodiscard]] std::string enumerated(std::span<const std::string_view> names);

}  // namespace gatesight::simulator
