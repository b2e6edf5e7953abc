#include "simulator/report/booklet.h"

#include <fmt/format.h>

namespace gatesight::simulator {

std::string partWords(const BarChart::Part& part) {
    const std::string value = fmt::format("{}", part.value);
    const bool counts =
        part.label.find('/') != std::string::npos || part.label.starts_with(value + " ");
    return counts ? part.label : fmt::format("{} {}", value, part.label);
}

}  // namespace gatesight::simulator
