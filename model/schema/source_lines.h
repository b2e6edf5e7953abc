// Finds the characters of a source text at a position, without counting lines from the top each
// time.
#pragma once

#include "model/manifest/source.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace gatesight::model {

/// Remembers where the lines of one text start, until it is asked about another.
class SourceLines {
public:
    /// Length in bytes of the scalar that was written at the position and reads as `value`, with
    /// quotes; 0 when the text there is something else (escapes, block scalars): then it cannot be
    /// replaced safely.
    [[nodiscard]] std::size_t scalarLength(const SourcePtr& source, Position position,
                                           std::string_view value);

private:
    SourcePtr m_source;
    std::vector<std::uint32_t> m_starts;
};

}  // namespace gatesight::model
