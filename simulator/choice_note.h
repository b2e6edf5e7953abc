// How traces and conditions name a choice that the specification leaves open, where it decides.
#pragma once

#include "simulator/options.h"

#include <string>

namespace gatesight::simulator {

/// " (root-prefix=keep-slash)", to be put behind a sentence.
[[nodiscard]] inline std::string choiceNote(const SpecChoices& choices, std::string_view name) {
    std::string note(" (");
    note += name;
    note += '=';
    note += choiceValue(choices, name);
    note += ')';
    return note;
}

}  // namespace gatesight::simulator
