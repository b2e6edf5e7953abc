// --limit NAME=VALUE: how much the reader takes before it says that something is too much.
#pragma once

#include "model/manifest/reader.h"

#include <string>

namespace gatesight::cli {

/// Sets one limit from "depth=200"; returns what is wrong with the assignment, or nothing.
[[nodiscard]] std::string setLimit(model::ReadLimits& limits, const std::string& assignment);

/// "depth, document-bytes, ..." for help.
[[nodiscard]] std::string limitNames();

}  // namespace gatesight::cli
