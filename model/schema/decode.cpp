#include "model/schema/decode.h"

#include "model/kinds/scope.h"
#include "model/schema/decoders.h"
#include "model/schema/identity.h"
#include "model/world/stable_hash.h"

#include <fmt/format.h>
#include <array>
#include <type_traits>

namespace gatesight::model {

namespace {

constexpr std::string_view kNotServed = "api.versions.served";

struct KindDecoder {
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
    return std::array{KindDecoder{kKind<Kinds>, decodeAs<Kinds>}...};
}

constexpr std::array kDecoders = decodersOf(std::type_identity<Resource>{});

const KindDecoder* decoderOf(std::string_view group, std::string_view kind) {
    const auto found = std::ranges::find_if(kDecoders, [&](const KindDecoder& each) {
        return each.kind.kind == kind && each.kind.group == group;
    });
    return found == kDecoders.end() ? nullptr : &*found;
}

/// With generateName alone the API server would draw five letters; here they come from where the
/// object is written. Empty without it.
std::string nameFromPrefix(const Document& document) {
    const std::string base = textOf(field(field(document.root(), "metadata"), "generateName"));
    if (base.empty())
        return {};
    const std::uint64_t place =
        StableHash().add(document.source->name).add(document.root().position().line).value();
    return base + generatedSuffix(place, 5);
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

Decoder::Decoder(Channel channel) : m_channel(channel), m_lines(std::make_unique<SourceLines>()) {}
Decoder::~Decoder() = default;

Decoded Decoder::operator()(const DocumentPtr& document) {
    Decoded result;
    auto identity = identify(*document, result.findings);
    if (!identity)
        return result;
    result.findings = checkSchema(document, *identity, {.channel = m_channel, .old = {}}, *m_lines);
    const bool unserved = std::ranges::any_of(
        result.findings, [](const Finding& finding) {
            return finding.severity == Severity::Error && finding.rule == kNotServed;
        });
    std::string name = identity->name;
    if (name.empty())
        name = nameFromPrefix(*document);
    if (unserved || name.empty())
        return result;

    auto object = std::make_shared<Object>();
    object->group = std::move(identity->group);
    object->version = std::move(identity->version);
    object->kind = std::move(identity->kind);
    object->metadata = metadataOf(field(document->root(), "metadata"));
    object->metadata.name = std::move(name);
    settleNamespace(*object);
    if (object->kind == kKind<Secret>.kind)  // it repeats the values
        object->metadata.annotations.erase("kubectl.kubernetes.io/last-applied-configuration");
    object->origin.document = document;
    const DecodeContext context{.channel = m_channel, .certificates = &result.certificates};
    if (const KindDecoder* decoder = decoderOf(object->group, object->kind))
        decoder->decode(object->resource, document->root(), context);
    result.object = std::move(object);
    return result;
}

Decoded decode(const DocumentPtr& document, Channel channel) {
    return Decoder(channel)(document);
}

}  // namespace gatesight::model
