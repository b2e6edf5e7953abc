// XMesh: what a mesh is told, and where it says what it can do (experimental).
#pragma once

#include "model/kinds/references.h"

namespace gatesight::model {

struct XMesh {
    std::string controllerName;
    std::optional<ObjectRef> parametersRef;
    std::string description;
    NodeId controllerNameNode = kNoNode;
};

}  // namespace gatesight::model
