// What may stand at a place of a manifest: field names and values of its kind, and names of objects
// that are loaded.
//
// The text is unfinished by nature, so it is not parsed: the lines above the cursor are read by
// their indentation. Flow style
// ({a: b}) and block scalars are not looked into.
#pragma once

#include "model/world/world.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatesight::ui {

struct Completion {
    std::string text;    ///< what is meant
    std::string insert;  ///< what is written for it: "hostnames:", "type: "
    std::string detail;  ///< "required", "list", a namespace; may be empty
    auto operator<=>(const Completion&) const = default;
};

struct Completions {
    std::size_t from = 0;  ///< offset where the word begins that is completed
    std::vector<Completion> offers;
};

/// Offers for the word before `cursor` (an offset into `yaml`). `world` may be null: then no names
/// are offered.
[[nodiscard]] Completions completionsAt(std::string_view yaml, std::size_t cursor,
                                        const model::World* world,
                                        model::Channel channel = model::Channel::Experimental);

}  // namespace gatesight::ui
