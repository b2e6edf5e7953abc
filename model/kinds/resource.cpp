#include "model/kinds/resource.h"

namespace gatesight::model {

ObjectReference Object::reference() const {
    return {apiVersion(), kind, metadata.namespace_, metadata.name};
}

std::string Object::fullName() const {
    return metadata.namespace_.empty() ? metadata.name : metadata.namespace_ + "/" + metadata.name;
}

}  // namespace gatesight::model
