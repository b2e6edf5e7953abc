// ListenerSet: more listeners for a Gateway, written by somebody else.
#pragma once

#include "model/kinds/gateway.h"

namespace gatesight::model {

struct ListenerSet {
    ObjectRef parentRef;  ///< a Gateway unless it says otherwise
    std::vector<Listener> listeners;
};

}  // namespace gatesight::model
