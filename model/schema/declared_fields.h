// The fields that the definition of a custom kind declares, beside the values of one object.
#pragma once

#include "model/schema/custom_kinds.h"

#include <string>
#include <vector>

namespace gatesight::model {

struct DeclaredField {
    int depth = 0;     ///< 0: of the object itself
    std::string name;  ///< "rules"; an item of a list is "[0]", a key of a map its text
    std::string type;  ///< "string", "array of object"
    std::string value;  ///< a scalar as it is stored; of lists and maps how much is in them
    std::string description;
    std::string bounds;      ///< "one of a, b", "1 to 10", "at most 3 items"; may be empty
    bool required = false;
    bool defaulted = false;  ///< the value is not written: it is the default
    bool absent = false;     ///< there is no value
    NodeId node = kNoNode;   ///< of the value, where it is written
};

/// In the order of the schema, each below the field that it belongs to; at most `most`. Empty when the
/// definition has no such version.
[[nodiscard]] std::vector<DeclaredField> declaredFields(const Object& object,
                                                        const CustomKind& kind,
                                                        std::size_t most = 500);

}  // namespace gatesight::model
