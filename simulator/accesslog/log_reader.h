// A whole log, line by line: which format it has, which lines give a request, and why the others
// give none.
#pragma once

#include "simulator/accesslog/log_record.h"
#include "simulator/accesslog/log_stream.h"
#include "simulator/accesslog/routed_values.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct LogSink {
    /// What a line says; its error makes the line an unusable one.
    std::function<LineRead(std::uint64_t line, const LogRecord& record)> take;
    std::function<void(std::uint64_t line, const LineProblem& problem)> unusable;
};

struct LogRead {
    LogFormat format = LogFormat::Auto;  ///< Auto: what it is was not recognised
    std::uint64_t lines = 0;             ///< that were not empty; of HAR: entries
    std::vector<std::string> notes;      ///< sentences about the whole file
    bool cancelled = false;
};

/// The format that most of the first lines have; Auto when none fits any of them.
[[nodiscard]] LogFormat detectLogFormat(std::string_view beginning, const RoutedValues& values);

/// With LogFormat::Auto the format is recognised by the first lines.
[[nodiscard]] LogRead readLog(std::istream& in, LogFormat format, const RoutedValues& values,
                              const LogSink& sink, const std::stop_token& stop = {});

}  // namespace gatesight::simulator
