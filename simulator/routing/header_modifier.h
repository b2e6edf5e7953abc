// RequestHeaderModifier and ResponseHeaderModifier (RULES 6.2).
#pragma once

#include "model/kinds/http_filters.h"
#include "simulator/routing/request.h"

#include <optional>
#include <string>
#include <string_view>

namespace gatesight::simulator {

/// All values of a name, joined by "," in order (httproute.match.header.repeated-in-request);
/// nothing when it is absent.
[[nodiscard]] std::optional<std::string> headerValue(const HeaderList& headers,
                                                     std::string_view name);

/// Applies one filter: remove, then set, then add (filter.header.one-action-per-name). Names
/// compare without case; of equal names in one list the first counts
/// (filter.header.duplicate-name). A header that is set keeps its place and spelling.
void apply(const model::HTTPHeaderFilter& filter, HeaderList& headers);

/// Replaces all values of a name, or appends the header (filter.header.set).
void setHeader(HeaderList& headers, std::string_view name, std::string_view value);
/// Removes all values of a name (filter.header.remove).
void removeHeader(HeaderList& headers, std::string_view name);

}  // namespace gatesight::simulator
