// HAR: one JSON document with the requests of a browser. It is read as it comes; bodies, which make
// most of it, are never kept.
#pragma once

#include "simulator/accesslog/log_record.h"
#include "simulator/accesslog/log_stream.h"
#include "simulator/accesslog/routed_values.h"

#include <cstdint>
#include <functional>

namespace gatesight::simulator {

/// Where an entry begins, and what it says. False: stop.
using TakeHarEntry =
    std::function<bool(std::uint64_t line, const LineRead& read, LogRecord& record)>;

/// Calls `take` for each entry. The error is about the document: it ends early, or is none.
[[nodiscard]] LineRead readHar(LogStream& stream, const RoutedValues& values,
                               const TakeHarEntry& take);

}  // namespace gatesight::simulator
