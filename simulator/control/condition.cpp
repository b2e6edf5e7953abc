#include "simulator/control/condition.h"

#include <array>

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

bool isGoodWhenFalse(std::string_view type) {
    static constexpr std::array<std::string_view, 5> kTypes{
        "Conflicted", "PartiallyInvalid", "OverlappingTLSConfig", "InsecureFrontendValidationMode",
        "Deleted"};
    return std::ranges::find(kTypes, type) != kTypes.end();
}

}  // namespace gatesight::simulator
