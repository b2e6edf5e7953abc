// ReferenceGrant: what objects of other namespaces may refer to here.
#pragma once

#include "model/kinds/references.h"

namespace gatesight::model {

struct ReferenceGrant {
    struct From {
        std::string group, kind, namespace_;
        NodeId node = kNoNode;
    };
    struct To {
        std::string group, kind;
        std::optional<std::string> name;  ///< absent: every object of the kind
        NodeId node = kNoNode;
    };
    std::vector<From> from;
    std::vector<To> to;
};

}  // namespace gatesight::model
