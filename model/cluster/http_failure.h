// What a failed transfer means to a person.
#pragma once

#include "model/cluster/connection.h"

#include <curl/curl.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace gatesight::model {

/// `trouble` is libcurl's own text; it is looked at, never shown.
[[nodiscard]] ClusterError httpFailure(CURL* handle, CURLcode code, std::string_view trouble,
                                       const Connection& connection);

/// What a status that is not 200 means; `difference` is by how much the server's clock differs.
[[nodiscard]] ClusterError statusFailure(long status, const std::string& path,
                                         const Connection& connection,
                                         std::optional<std::chrono::seconds> difference);

}  // namespace gatesight::model
