#include "model/kinds/http_filters.h"

namespace gatesight::model {

namespace {

struct TypeName {
    std::string_view operator()(const UnknownFilter& filter) const { return filter.type; }
    std::string_view operator()(const RequestHeaderModifier&) const {
        return "RequestHeaderModifier";
    }
    std::string_view operator()(const ResponseHeaderModifier&) const {
        return "ResponseHeaderModifier";
    }
    std::string_view operator()(const RequestRedirect&) const { return "RequestRedirect"; }
    std::string_view operator()(const URLRewrite&) const { return "URLRewrite"; }
    std::string_view operator()(const RequestMirror&) const { return "RequestMirror"; }
    std::string_view operator()(const CORS&) const { return "CORS"; }
    std::string_view operator()(const ExternalAuth&) const { return "ExternalAuth"; }
    std::string_view operator()(const ExtensionRef&) const { return "ExtensionRef"; }
};

}  // namespace

std::string_view typeName(const HTTPRouteFilter& filter) {
    return std::visit(TypeName{}, filter.config);
}

}  // namespace gatesight::model
