// GatewayClass: which controller makes Gateways of this class work.
#pragma once

#include "model/kinds/references.h"

namespace gatesight::model {

struct GatewayClass {
    std::string controllerName;
    std::optional<ObjectRef> parametersRef;
    std::string description;
    NodeId controllerNameNode = kNoNode;
};

}  // namespace gatesight::model
