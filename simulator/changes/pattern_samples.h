// Texts that a regular expression matches, to ask about: expressions cannot be cut into finitely
// many classes, so what is said of them rests on samples.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// Up to `most` different texts that RE2 says the whole expression matches; the first ones take
/// the first branch everywhere, the later ones others. None when it is refused, or when it asks
/// for what is not understood here.
[[nodiscard]] std::vector<std::string> samplesOf(std::string_view expression, std::size_t most);

}  // namespace gatesight::simulator
