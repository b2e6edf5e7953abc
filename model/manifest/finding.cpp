#include "model/manifest/finding.h"

#include <fmt/format.h>

namespace gatesight::model {

std::string_view toString(Severity severity) {
    switch (severity) {
        case Severity::Error:
            return "error";
        case Severity::Warning:
            return "warning";
        case Severity::Info:
            return "info";
    }
    return "error";
}

std::string toString(const ObjectReference& reference) {
    if (reference.namespace_.empty()) {
        return fmt::format("{} {}", reference.kind, reference.name);
    }
    return fmt::format("{} {}/{}", reference.kind, reference.namespace_, reference.name);
}

}  // namespace gatesight::model
