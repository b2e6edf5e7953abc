// Hostile inputs that are too large to be kept, made on demand.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace gatesight::model::test {

struct LargeBadInput {
    std::string_view name;  ///< of the file; its ending matters
    std::string (*make)();
};

[[nodiscard]] std::span<const LargeBadInput> largeBadInputs();

void writeLargeBadInput(std::string_view name, const std::string& path);

}  // namespace gatesight::model::test
