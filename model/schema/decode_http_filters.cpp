#include "model/schema/fields.h"

#include <array>

namespace gatesight::model {

namespace {

std::vector<HTTPHeader> headersOf(Node list) {
    return listOf(list, [](Node item) {
        return HTTPHeader{.name = textOf(field(item, "name")),
                          .value = textOf(field(item, "value"))};
    });
}

template <class Modifier>
Modifier headerModifierOf(Node node) {
    Modifier result;
    result.set = headersOf(field(node, "set"));
    result.add = headersOf(field(node, "add"));
    result.remove = textsOf(field(node, "remove"));
    return result;
}

std::optional<HTTPPathModifier> pathModifierOf(Node node) {
    if (!node.isMap())
        return std::nullopt;
    const Node full = field(node, "replaceFullPath");
    const Node prefix = field(node, "replacePrefixMatch");
    const auto otherwise = !full && prefix ? HTTPPathModifier::Type::ReplacePrefixMatch
                                           : HTTPPathModifier::Type::ReplaceFullPath;
    const auto type = enumOf<HTTPPathModifier::Type>(
        field(node, "type"),
        {{"ReplaceFullPath", HTTPPathModifier::Type::ReplaceFullPath},
         {"ReplacePrefixMatch", HTTPPathModifier::Type::ReplacePrefixMatch}},
        otherwise);
    return HTTPPathModifier{
        .type = type,
        .value = textOf(type == HTTPPathModifier::Type::ReplaceFullPath ? full : prefix)};
}

RequestRedirect redirectOf(Node node) {
    RequestRedirect result;
    result.scheme = optionalTextOf(field(node, "scheme"));
    result.hostname = optionalTextOf(field(node, "hostname"));
    result.path = pathModifierOf(field(node, "path"));
    result.port = portOf(field(node, "port"));
    result.statusCode = int32Of(field(node, "statusCode"))
                            .value_or(result.statusCode);  // api.default.redirect-status
    return result;
}

std::optional<Fraction> mirroredPart(Node node) {
    if (const auto percent = int32Of(field(node, "percent")))
        return Fraction{.numerator = *percent, .denominator = 100};
    const Node fraction = field(node, "fraction");
    if (!fraction.isMap())
        return std::nullopt;
    // api.default.fraction; a denominator below one, which the API server refuses, counts as absent
    const auto denominator = int32Of(field(fraction, "denominator")).value_or(100);
    return Fraction{.numerator = int32Of(field(fraction, "numerator")).value_or(0),
                    .denominator = denominator < 1 ? 100 : denominator};
}

RequestMirror mirrorOf(Node node) {
    return {.backendRef = backendReferenceOf(field(node, "backendRef")),
            .fraction = mirroredPart(node)};
}

CORS corsOf(Node node) {
    CORS result;
    result.allowOrigins = textsOf(field(node, "allowOrigins"));
    result.allowCredentials = field(node, "allowCredentials").toBool();
    result.allowMethods = textsOf(field(node, "allowMethods"));
    result.allowHeaders = textsOf(field(node, "allowHeaders"));
    result.exposeHeaders = textsOf(field(node, "exposeHeaders"));
    result.maxAge =
        int32Of(field(node, "maxAge")).value_or(result.maxAge);  // api.default.cors-max-age
    return result;
}

ExternalAuth externalAuthOf(Node node) {
    ExternalAuth result;
    const bool grpc = field(node, "protocol").text() == "GRPC";
    result.protocol = grpc ? ExternalAuth::Protocol::GRPC : ExternalAuth::Protocol::HTTP;
    result.backendRef = backendReferenceOf(field(node, "backendRef"));
    const Node settings = field(node, grpc ? "grpc" : "http");
    result.path = textOf(field(settings, "path"));
    result.allowedHeaders = textsOf(field(settings, "allowedHeaders"));
    result.allowedResponseHeaders = textsOf(field(settings, "allowedResponseHeaders"));
    result.forwardBodyMaxSize = field(field(node, "forwardBody"), "maxSize").toInt();
    return result;
}

ExtensionRef extensionRefOf(Node node) {
    return {.group = textOf(field(node, "group")),
            .kind = textOf(field(node, "kind")),
            .name = textOf(field(node, "name"))};
}

struct FilterType {
    std::string_view type;
    std::string_view member;
    bool experimental;
    decltype(HTTPRouteFilter::config) (*decode)(Node);
};

template <auto Decode>
decltype(HTTPRouteFilter::config) wrapped(Node node) {
    return Decode(node);
}

constexpr std::array kFilterTypes{
    FilterType{"RequestHeaderModifier", "requestHeaderModifier", false,
               wrapped<headerModifierOf<RequestHeaderModifier>>},
    FilterType{"ResponseHeaderModifier", "responseHeaderModifier", false,
               wrapped<headerModifierOf<ResponseHeaderModifier>>},
    FilterType{"RequestRedirect", "requestRedirect", false, wrapped<redirectOf>},
    FilterType{"URLRewrite", "urlRewrite", false, wrapped<[](Node node) {
                   return URLRewrite{.hostname = optionalTextOf(field(node, "hostname")),
                                     .path = pathModifierOf(field(node, "path"))};
               }>},
    FilterType{"RequestMirror", "requestMirror", false, wrapped<mirrorOf>},
    FilterType{"CORS", "cors", false, wrapped<corsOf>},
    FilterType{"ExternalAuth", "externalAuth", true, wrapped<externalAuthOf>},
    FilterType{"ExtensionRef", "extensionRef", false, wrapped<extensionRefOf>},
};

/// The one named by `type`; without a type, the one whose member is there.
const FilterType* filterTypeOf(Node node, const DecodeContext& context) {
    const Node type = field(node, "type");
    const auto found = std::ranges::find_if(kFilterTypes, [&](const FilterType& each) {
        return type ? each.type == type.text() : field(node, each.member).valid();
    });
    if (found == kFilterTypes.end() || (found->experimental && !context.experimental()))
        return nullptr;
    return found;
}

}  // namespace

HTTPRouteFilter httpFilterOf(Node node, const DecodeContext& context) {
    const FilterType* const type = filterTypeOf(node, context);
    // A known type whose member is missing (api.filter.union refuses it) would do nothing; that
    // must not look like a filter that was applied, so it is kept as unknown
    // (filter.unknown-not-skipped).
    if (type == nullptr || !field(node, type->member).isMap())
        return {.config = UnknownFilter{.type = textOf(field(node, "type"))}, .node = node.id()};
    return {.config = type->decode(field(node, type->member)), .node = node.id()};
}

}  // namespace gatesight::model
