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
    std::string name = reference.namespace_.empty() || reference.name.empty()
                           ? reference.name
                           : fmt::format("{}/{}", reference.namespace_, reference.name);
    return reference.kind.empty() || name.empty() ? reference.kind + name
                                                  : fmt::format("{} {}", reference.kind, name);
}

}  // namespace gatesight::model
