// Names in objects: which field holds what kind of text, and the object with other names in it.
#pragma once

#include "model/world/snapshot_head.h"
#include "simulator/capsule/text_parts.h"

#include <nlohmann/json.hpp>

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// Texts that stay as they are, because a regular expression looks at them: no other text is sure
/// to be taken and left by it in the same way.
struct KeptTexts {
    bool names = false;                             ///< nothing is renamed at all
    bool addresses = false;                         ///< not because of an expression, but on demand
    bool paths = false;                             ///< and gRPC methods
    std::set<std::string, std::less<>> headers;     ///< values of these headers, in lower case
    std::set<std::string, std::less<>> parameters;  ///< values of these query parameters
    std::vector<std::string> expressions;           ///< where they stand: "HTTPRoute shop/cart"

    [[nodiscard]] bool keepsHeader(std::string_view name) const;
};

/// What the regular expressions of objects look at.
[[nodiscard]] KeptTexts keptFor(std::span<const nlohmann::ordered_json> objects);

/// The object (as of bareObject) with its names rewritten.
[[nodiscard]] nlohmann::ordered_json renamedObject(const nlohmann::ordered_json& object,
                                                   PartNames& names, const KeptTexts& kept);

/// `dns` and `workloads` of a Scenario with their names rewritten; null stays null.
[[nodiscard]] nlohmann::ordered_json renamedSurroundings(const nlohmann::ordered_json& spec,
                                                         PartNames& names, const KeptTexts& kept);

/// What a snapshot lacks, with other names of namespaces.
[[nodiscard]] std::vector<model::UnreadPart> renamedUnread(std::vector<model::UnreadPart> unread,
                                                           PartNames& names,
                                                           const KeptTexts& kept);

/// A list of [name, value], or objects with both, as headers are written.
[[nodiscard]] std::string renamedHeaderValue(std::string_view header, std::string_view value,
                                             PartNames& names, const KeptTexts& kept);

}  // namespace gatesight::simulator
