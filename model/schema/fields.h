// How decoders read fields: what is understood is taken, a value that cannot be understood counts
// as absent, and null is absent (api.null-is-absent). What is wrong about a value is the schema
// walker's business, not said here a second time.
#pragma once

#include "model/kinds/metadata.h"
#include "model/kinds/references.h"
#include "model/kinds/resource.h"
#include "model/schema/decode.h"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace gatesight::model {

/// What decoders need to know besides the document.
struct DecodeContext {
    Channel channel = Channel::Experimental;
    CertificateStore* certificates =
        nullptr;  ///< takes what Secrets and ConfigMaps hold; never null while decoding

    /// Whether fields of the experimental channel exist; where not they are as if not written
    /// (api.prune.unknown-fields).
    [[nodiscard]] bool experimental() const { return channel == Channel::Experimental; }
};

/// The value of a field; invalid when absent or null.
[[nodiscard]] inline Node field(Node map, std::string_view key) {
    const Node value = map[key];
    return value.isNull() ? Node() : value;
}

/// A scalar's text as written, so that an unquoted number is understood where text is meant.
[[nodiscard]] std::string textOf(Node node, std::string_view otherwise = {});
/// Absent for missing and for empty text: no optional text of the API may be empty.
[[nodiscard]] std::optional<std::string> optionalTextOf(Node node);
[[nodiscard]] std::vector<std::string> textsOf(Node list);
/// A map of text to text; entries with other values are left out.
[[nodiscard]] Labels labelsOf(Node map);
/// 1-65535, also when quoted; nothing else.
[[nodiscard]] std::optional<std::uint16_t> portOf(Node node);
[[nodiscard]] std::optional<std::int32_t> int32Of(Node node);
[[nodiscard]] std::optional<Milliseconds> durationOf(Node node);
[[nodiscard]] std::optional<Timestamp> timestampOf(Node node);

/// The named constant that a node spells, or `otherwise`.
template <class E>
[[nodiscard]] E enumOf(
    Node node, std::initializer_list<std::pair<std::string_view, std::type_identity_t<E>>> names,
    E otherwise) {
    const std::string_view text = node.text();
    for (const auto& [name, value] : names)
        if (name == text)
            return value;
    return otherwise;
}

/// One element per map in a list, made by `decodeItem(Node)`.
template <class F>
[[nodiscard]] auto listOf(Node list, F&& decodeItem) {
    std::vector<std::invoke_result_t<F&, Node>> result;
    if (!list.isList())
        return result;
    result.reserve(list.size());
    for (const Node item : list.items())
        if (item.isMap())
            result.push_back(decodeItem(item));
    return result;
}

/// The field decoded by `decodeMap(Node)` when it is a map.
template <class F>
[[nodiscard]] auto optionalOf(Node node, F&& decodeMap)
    -> std::optional<std::invoke_result_t<F&, Node>> {
    if (!node.isMap())
        return std::nullopt;
    return decodeMap(node);
}

/// Fills `hostnames` and, beside them, `hostnameNodes` of a route.
template <class Route>
void decodeHostnames(Route& route, Node spec) {
    for (const Node hostname : field(spec, "hostnames").items()) {
        if (!hostname.isScalar() || hostname.isNull())
            continue;
        route.hostnames.emplace_back(hostname.text());
        route.hostnameNodes.push_back(hostname.id());
    }
}

[[nodiscard]] LabelSelector labelSelectorOf(Node node);
[[nodiscard]] ObjectMeta metadataOf(Node metadata);
[[nodiscard]] ParentReference parentReferenceOf(Node node);
[[nodiscard]] BackendObjectReference backendReferenceOf(Node node);
/// With its weight, 1 when absent (api.default.backendref).
[[nodiscard]] BackendRef backendRefOf(Node node);
[[nodiscard]] ObjectRef objectRefOf(Node node, std::string_view defaultKind = {});
[[nodiscard]] CommonRouteSpec commonRouteSpecOf(Node spec, const DecodeContext& context);
[[nodiscard]] std::optional<SessionPersistence> sessionPersistenceOf(Node node);
void decodeValidation(BackendTLSValidation& result, Node validation);
[[nodiscard]] HTTPRouteFilter httpFilterOf(Node node, const DecodeContext& context);
/// Matches are left as written: whoever needs the default one adds it.
[[nodiscard]] HTTPRouteRule httpRuleOf(Node node, const DecodeContext& context);
[[nodiscard]] HTTPValueMatch httpValueMatchOf(Node node);
[[nodiscard]] NamespacesFrom namespacesFromOf(Node node, NamespacesFrom::From otherwise);
[[nodiscard]] Listener listenerOf(Node node);
[[nodiscard]] ServicePort servicePortOf(Node node);
[[nodiscard]] PodSpec podSpecOf(Node spec);

}  // namespace gatesight::model
