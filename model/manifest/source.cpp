#include "model/manifest/source.h"

#include <fmt/format.h>

namespace gatesight::model {

std::string toString(const SourceLocation& location) {
    if (!location.position.known()) {
        return location.file;
    }
    if (location.position.column == 0) {
        return fmt::format("{}:{}", location.file, location.position.line);
    }
    return fmt::format("{}:{}:{}", location.file, location.position.line, location.position.column);
}

}  // namespace gatesight::model
