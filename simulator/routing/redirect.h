// RequestRedirect: where the Gateway sends the client instead (RULES 6.3).
#pragma once

#include "model/kinds/http_filters.h"
#include "simulator/options.h"
#include "simulator/routing/decision.h"

#include <string_view>

namespace gatesight::simulator {

/// What a redirect or a rewrite starts from. Keeps views; the caller keeps the texts.
struct RedirectInput {
    std::string_view scheme;     ///< of the request, by its listener: http or https
    std::string_view authority;  ///< Host header as received
    std::string_view path;       ///< without query
    const std::optional<std::string>* query = nullptr;
    std::uint16_t listenerPort = 0;
    std::string_view matchedPrefix;  ///< of the rule's match; "/" when it matched otherwise
};

[[nodiscard]] Redirect redirectTo(const model::RequestRedirect& filter,
                                  const RedirectInput& request,
                                  SpecChoices::RootPrefix rootPrefix = {});

/// Whether the Location goes without its port (filter.redirect.port.omit-well-known).
[[nodiscard]] bool omitsPort(const Redirect& redirect);

/// The path after a modifier, also for URLRewrite (RULES 6.4); `path` itself without one.
[[nodiscard]] std::string modifiedPath(const std::optional<model::HTTPPathModifier>& modifier,
                                       std::string_view path, std::string_view matchedPrefix,
                                       SpecChoices::RootPrefix rootPrefix = {});

}  // namespace gatesight::simulator
