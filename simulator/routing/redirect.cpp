#include "simulator/routing/redirect.h"

#include "simulator/control/hostname.h"
#include "simulator/routing/path_prefix.h"

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

std::uint16_t wellKnownPort(std::string_view scheme) {
    return scheme == "http" ? 80 : scheme == "https" ? 443 : 0;
}

/// filter.redirect.port.explicit, .from-scheme, .from-listener
std::uint16_t redirectPort(const model::RequestRedirect& filter, std::uint16_t listenerPort) {
    if (filter.port)
        return *filter.port;
    const std::uint16_t known = filter.scheme ? wellKnownPort(*filter.scheme) : std::uint16_t{0};
    return known != 0 ? known : listenerPort;
}

std::string location(const Redirect& redirect, const std::optional<std::string>* query) {
    std::string text = fmt::format("{}://{}", redirect.scheme, redirect.host);
    if (!omitsPort(redirect))
        text += fmt::format(":{}", redirect.port);
    text += redirect.path;
    if (query && *query)  // filter.redirect.query: kept
        text += "?" + **query;
    return text;
}

}  // namespace

bool omitsPort(const Redirect& redirect) {
    return redirect.port == wellKnownPort(redirect.scheme);
}

std::string modifiedPath(const std::optional<model::HTTPPathModifier>& modifier,
                         std::string_view path, std::string_view matchedPrefix,
                         SpecChoices::RootPrefix rootPrefix) {
    if (!modifier)
        return std::string(path);
    switch (modifier->type) {
        case model::HTTPPathModifier::Type::ReplaceFullPath:
            return replaceFullPath(modifier->value);
        case model::HTTPPathModifier::Type::ReplacePrefixMatch:
            return replacePrefix(path, matchedPrefix, modifier->value,
                                 rootPrefix == SpecChoices::RootPrefix::KeepSlash);
    }
    return std::string(path);
}

Redirect redirectTo(const model::RequestRedirect& filter, const RedirectInput& request,
                    SpecChoices::RootPrefix rootPrefix) {
    Redirect redirect;
    redirect.status = filter.statusCode;
    redirect.scheme = filter.scheme.value_or(std::string(request.scheme));
    // The port of the Host header is not carried over (filter.redirect.hostname-drops-port).
    redirect.host = filter.hostname.value_or(std::string(withoutPort(request.authority)));
    redirect.port = redirectPort(filter, request.listenerPort);
    redirect.path = modifiedPath(filter.path, request.path, request.matchedPrefix, rootPrefix);
    redirect.location = location(redirect, request.query);
    return redirect;
}

}  // namespace gatesight::simulator
