// Reads JSON: one value, or several (one a line, or simply one behind another), Lists item by item.
#pragma once

#include "model/manifest/read_session.h"

#include <cstddef>
#include <string_view>

namespace gatesight::model {

/// How many bytes behind its end a text must own for JSON to be read from it, whatever they hold
/// (simdjson reads in blocks).
inline constexpr std::size_t kJsonPadding = 64;

enum class JsonOutcome {
    Read,    ///< documents and findings are in the session
    NotJson  ///< the first value is not JSON, and nothing was added to the session: it may be YAML
             ///< in flow style
};

/// Reads the values in [begin, end) of the source's text; `begin` is a bracket. `mustBeJson`: what
/// is not JSON is a finding, never NotJson. The text must own kJsonPadding bytes more.
JsonOutcome readJson(std::string_view text, std::size_t begin, std::size_t end,
                     std::string_view helmSource, bool mustBeJson, ReadSession& session);

}  // namespace gatesight::model
