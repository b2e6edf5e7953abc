#include "model/schema/decode.h"

#include "model/kinds/scope.h"
#include "model/schema/decoders.h"

#include <fmt/format.h>
#include <array>
#include <type_traits>

namespace gatesight::model {

namespace {

struct Decoder {
    KindInfo kind;
    void (*decode)(Resource& resource, Node root, const DecodeContext& context);
};

template <class K>
void decodeAs(Resource& resource, Node root, const DecodeContext& context) {
    K& value = resource.emplace<K>();
    if constexpr (!std::is_empty_v<K>)
        decodeInto(value, root, context);
}

template <class... Kinds>
constexpr auto decodersOf(std::type_identity<std::variant<Opaque, Kinds...>>) {
    return std::array{Decoder{kKind<Kinds>, decodeAs<Kinds>}...};
}

constexpr std::array kDecoders = decodersOf(std::type_identity<Resource>{});

const Decoder* decoderOf(std::string_view group, std::string_view kind) {
    const auto found = std::ranges::find_if(kDecoders, [&](const Decoder& each) {
        return each.kind.kind == kind && each.kind.group == group;
    });
    return found == kDecoders.end() ? nullptr : &*found;
}

Finding identityFinding(const Document& document, Node at, std::string message, std::string field) {
    Finding finding;
    finding.rule = "manifest.identity";
    finding.message = std::move(message);
    finding.field = std::move(field);
    finding.source = document.locate(at ? at.id() : document.root().id());
    return finding;
}

/// Without apiVersion, kind and name nothing can be said about a document: it is no object.
bool identify(const Document& document, Object& object, Findings& findings) {
    const Node root = document.root();
    if (!root.isMap()) {
        findings.push_back(identityFinding(
            document, root, "A manifest must be a map with apiVersion, kind and metadata", ""));
        return false;
    }
    const std::string apiVersion = textOf(field(root, "apiVersion"));
    const auto slash = apiVersion.find('/');
    object.group = slash == std::string::npos ? "" : apiVersion.substr(0, slash);
    object.version = slash == std::string::npos ? apiVersion : apiVersion.substr(slash + 1);
    object.kind = textOf(field(root, "kind"));
    object.metadata = metadataOf(field(root, "metadata"));
    const std::size_t before = findings.size();
    for (const auto& [missing, name] :
         {std::pair{apiVersion.empty(), "apiVersion"}, std::pair{object.kind.empty(), "kind"},
          std::pair{object.metadata.name.empty(), "metadata.name"}})
        if (missing)
            findings.push_back(identityFinding(
                document, root, fmt::format("The document has no {}, so it is no object", name),
                name));
    return findings.size() == before;
}

/// "default" for namespaced kinds, nothing for cluster-scoped ones (api.scope), as written where
/// the scope is not known.
void settleNamespace(Object& object) {
    const Scope scope = scopeOf(object.group, object.kind);
    if (scope == Scope::Cluster)
        object.metadata.namespace_.clear();
    else if (scope == Scope::Namespaced && object.metadata.namespace_.empty())
        object.metadata.namespace_ = "default";
}

}  // namespace

Decoded decode(const DocumentPtr& document, Channel channel) {
    Decoded result;
    auto object = std::make_shared<Object>();
    if (!identify(*document, *object, result.findings))
        return result;
    settleNamespace(*object);
    object->origin.document = document;
    if (object->kind == kKind<Secret>.kind)  // it repeats the values
        object->metadata.annotations.erase("kubectl.kubernetes.io/last-applied-configuration");
    const DecodeContext context{.channel = channel, .certificates = &result.certificates};
    if (const Decoder* decoder = decoderOf(object->group, object->kind))
        decoder->decode(object->resource, document->root(), context);
    result.object = std::move(object);
    return result;
}

}  // namespace gatesight::model
