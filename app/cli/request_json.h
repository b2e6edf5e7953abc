// Requests from JSON text, with bounds and with complaints that name the place.
#pragma once

#include "app/cli/object_json.h"
#include "simulator/routing/request.h"

#include <expected>
#include <string>
#include <string_view>

namespace gatesight::cli {

/// JSON text as a value; the error says where it stops being JSON. Nesting is bounded.
[[nodiscard]] std::expected<Json, std::string> parseJson(std::string_view text);

struct BadRequest {
    std::string id;       ///< of the request, when that much could be read
    std::string message;  ///< names the field and what it should be
};

/// One Request object as text.
[[nodiscard]] std::expected<simulator::Request, BadRequest> parseRequest(std::string_view text);

}  // namespace gatesight::cli
