// A text as it was written, with what the API server makes of it written in: fields it adds
// (defaults), fields it drops. For reading; the text itself stays as it is.
#pragma once

#include "model/world/world.h"

#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace gatesight::model {

struct StoredText {
    /// A part of a line, in bytes, that was added or that is dropped.
    struct Part {
        std::uint32_t from = 0, to = 0;
        bool dropped = false;
        auto operator<=>(const Part&) const = default;
    };
    struct Line {
        std::string text;
        std::uint32_t line = 0;  ///< its number in the source, from 1; 0: not there
        std::vector<Part> parts;
    };
    std::vector<Line> lines;
    std::size_t added = 0, dropped = 0;  ///< fields
};

/// `objects` are those of the World; the ones written in `source` are looked at. Follows storedAs(): what
/// it has and the text has not is added, in the style of the map it belongs to (indented lines, or
/// within the brackets). The status is left alone. Stopped, it is cut short.
[[nodiscard]] StoredText storedText(const SourcePtr& source, std::span<const ObjectPtr> objects,
                                    Channel channel, const std::stop_token& stop = {});

}  // namespace gatesight::model
