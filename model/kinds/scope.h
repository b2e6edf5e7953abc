// Which kinds live in a namespace, also those that are not modelled.
#pragma once

#include <string_view>

namespace gatesight::model {

enum class Scope {
    Namespaced,
    Cluster,
    Unknown  ///< a kind Gatesight has never heard of: taken as written
};

[[nodiscard]] Scope scopeOf(std::string_view group, std::string_view kind);

}  // namespace gatesight::model
