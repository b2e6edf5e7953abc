// Good manifests as people write them, for tests that take them apart.
#pragma once

#include <span>
#include <string_view>

namespace gatesight::model::test {

struct Sample {
    std::string_view name;
    std::string_view text;
    std::size_t documents;  ///< that it holds
};

/// YAML and JSON; each reads without a finding.
[[nodiscard]] std::span<const Sample> samples();

}  // namespace gatesight::model::test
