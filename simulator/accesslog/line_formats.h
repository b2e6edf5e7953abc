// One line of each format, read into a LogRecord. What a line does not say stays empty; what makes
// it no request is the error.
#pragma once

#include "simulator/accesslog/log_record.h"
#include "simulator/accesslog/routed_values.h"

#include <string_view>

namespace gatesight::simulator {

/// Fields as Istio, Envoy Gateway and Contour name them by default, and the names of the
/// pseudo-headers. Any other field that is named like a header that routes look at is taken as
/// that.
[[nodiscard]] LineRead readEnvoyJson(std::string_view line, const RoutedValues& values,
                                     LogRecord& record);

/// Envoy's default format string, and the longer one of Istio.
[[nodiscard]] LineRead readEnvoyText(std::string_view line, const RoutedValues& values,
                                     LogRecord& record);

/// The common and the combined format, what the NGINX Ingress controller appends to it, and a
/// virtual host in front of it.
[[nodiscard]] LineRead readNginxLine(std::string_view line, const RoutedValues& values,
                                     LogRecord& record);

/// "200"; nothing for "-" and 0, which stand for no answer.
[[nodiscard]] std::expected<std::optional<int>, LineProblem> readStatus(std::string_view text,
                                                                        std::size_t column);

/// "-" stands for nothing.
[[nodiscard]] constexpr bool isNothing(std::string_view text) {
    return text.empty() || text == "-";
}

/// Whether Envoy's response flags ("NR", "UH,UF") say that no route was found.
[[nodiscard]] bool saysNoRoute(std::string_view flags);

}  // namespace gatesight::simulator
