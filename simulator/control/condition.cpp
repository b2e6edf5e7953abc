#include "simulator/control/condition.h"

namespace gatesight::simulator {

std::string_view toString(Condition::Status status) {
    switch (status) {
        case Condition::Status::True:
            return "True";
        case Condition::Status::False:
            return "False";
        case Condition::Status::Unknown:
            return "Unknown";
    }
    return "Unknown";
}

}  // namespace gatesight::simulator
