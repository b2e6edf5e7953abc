// Why a text is not JSON, in words that say what to do.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gatesight::model {

struct JsonProblem {
    std::string_view rule;
    std::string message;
    std::size_t offset = 0;  ///< in the text
};

/// What is wrong with `text`, which a parser refused as one JSON value.
[[nodiscard]] JsonProblem explainJsonProblem(std::string_view text);

}  // namespace gatesight::model
