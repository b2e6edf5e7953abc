// What a gateway may do to a path before it looks for a rule.
#pragma once

#include "simulator/options.h"

#include <string>
#include <string_view>

namespace gatesight::simulator {

/// `path` as it is matched and forwarded (httproute.match.path.normalisation). The default leaves
/// it as received; dot segments are removed as by RFC 3986, 5.2.4; runs of slashes become one,
/// before that.
[[nodiscard]] std::string normalisedPath(std::string_view path,
                                         SpecChoices::PathNormalisation normalisation);

}  // namespace gatesight::simulator
