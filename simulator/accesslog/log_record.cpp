#include "simulator/accesslog/log_record.h"

#include <algorithm>
#include <array>

namespace gatesight::simulator {

namespace {

constexpr std::array<std::pair<LogFormat, std::string_view>, 6> kLogFormats{{
    {LogFormat::Auto, "auto"},
    {LogFormat::EnvoyJson, "envoy-json"},
    {LogFormat::EnvoyText, "envoy-text"},
    {LogFormat::NginxCombined, "nginx-combined"},
    {LogFormat::Har, "har"},
    {LogFormat::Csv, "csv"},
}};

struct UnusableWords {
    std::string_view code, words;
};

// Beside Unusable.
constexpr std::array<UnusableWords, 12> kUnusableWords{{
    {"TooLong", "is longer than a line may be"},
    {"NotUtf8", "is not UTF-8"},
    {"ControlCharacter", "holds control characters"},
    {"CutShort", "ends in the middle"},
    {"NotThisFormat", "is written in another way"},
    {"Connection", "tells of a connection, not of a request"},
    {"NoMethod", "has no method"},
    {"NoPath", "has no path"},
    {"NoHost", "names no host"},
    {"BadTarget", "asks for something that is no path"},
    {"BadHost", "names a host that can be none"},
    {"BadNumber", "has a number that is none"},
}};

}  // namespace

std::string_view toString(LogFormat format) {
    return kLogFormats[static_cast<std::size_t>(format)].second;
}

std::span<const std::pair<LogFormat, std::string_view>> logFormats() {
    return kLogFormats;
}

std::optional<LogFormat> logFormatOf(std::string_view name) {
    const auto found =
        std::ranges::find(kLogFormats, name, &std::pair<LogFormat, std::string_view>::second);
    if (found == kLogFormats.end())
        return std::nullopt;
    return found->first;
}

std::string_view toString(Unusable reason) {
    return kUnusableWords[static_cast<std::size_t>(reason)].code;
}

std::string_view wordsFor(Unusable reason) {
    return kUnusableWords[static_cast<std::size_t>(reason)].words;
}

std::unexpected<LineProblem> unusable(Unusable reason, std::size_t column, std::string message) {
    return std::unexpected(LineProblem{reason, column, std::move(message)});
}

void LogRecord::clear() {
    for (std::string* text : {&method, &scheme, &authority, &target, &client})
        text->clear();
    status.reset();
    count = 1;
    headers.clear();
    tls = http2 = grpc = noRoute = false;
}

}  // namespace gatesight::simulator
