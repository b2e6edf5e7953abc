// The status of objects as a table for people: one row an object, listener or parent, trouble first
// and in words.
#pragma once

#include "app/cli/object_json.h"
#include "app/cli/table.h"

#include <string>
#include <vector>

namespace gatesight::cli {

/// What a row of the table needs to know about one object.
struct StatusEntry {
    Json object;            ///< with its status, if there is one
    std::string unwritten;  ///< why nobody writes a status; empty when somebody does
    std::vector<std::string>
        unwrittenParents;  ///< "Gateway infra/public: why", for parents that get no entry
};

/// The entries as a table that fits into `columns` where it can, and a line that counts.
[[nodiscard]] std::string statusTable(std::vector<StatusEntry> entries, const Style& style,
                                      std::size_t columns);

}  // namespace gatesight::cli
