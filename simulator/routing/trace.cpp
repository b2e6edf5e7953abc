#include "simulator/routing/trace.h"

namespace gatesight::simulator {

std::string_view toString(Stage stage) {
    switch (stage) {
        case Stage::Resolve:
            return "resolve";
        case Stage::Policy:
            return "policy";
        case Stage::Listener:
            return "listener";
        case Stage::Tls:
            return "tls";
        case Stage::Attach:
            return "attach";
        case Stage::Match:
            return "match";
        case Stage::Precedence:
            return "precedence";
        case Stage::Filter:
            return "filter";
        case Stage::Backend:
            return "backend";
        case Stage::Endpoint:
            return "endpoint";
        case Stage::Response:
            return "response";
    }
    return {};
}

std::string_view toString(Verdict verdict) {
    switch (verdict) {
        case Verdict::Chosen:
            return "chosen";
        case Verdict::Passed:
            return "passed";
        case Verdict::Rejected:
            return "rejected";
        case Verdict::Applied:
            return "applied";
        case Verdict::Info:
            return "info";
    }
    return {};
}

}  // namespace gatesight::simulator
