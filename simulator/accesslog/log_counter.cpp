#include "simulator/accesslog/log_counter.h"

#include "simulator/routing/draw.h"
#include "simulator/routing/header_name.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gatesight::simulator {

namespace {

constexpr std::size_t kExamples = 3;  // lines of a reason that are named
constexpr std::size_t kReasons = 12;
constexpr std::uint64_t kStopEveryRequests = 256;

/// The same on every machine: it chooses the draws of a request.
std::uint64_t numberOf(std::string_view key) {
    std::uint64_t hash = 1469598103934665603u;  // FNV-1a
    for (const char c : key)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return mixed(hash);
}

std::string requestsOf(std::uint64_t count) {
    return count == 1 ? "1 request" : fmt::format("{} requests", count);
}

}  // namespace

struct LogCounter::State {
    State(std::span<const model::World* const> worlds, LogOptions given, TakeLogged takeBeyond,
          std::stop_token stopToken)
        : options(std::move(given)),
          onBeyond(std::move(takeBeyond)),
          stop(std::move(stopToken)),
          values(worlds),
          mask(values, options.keepValues),
          counts(options.mostDifferent) {}

    LineRead take(std::uint32_t file, std::uint64_t line, const LogRecord& record);
    void reject(const LogPlace& place, const LineProblem& problem);
    LineRead takeBeyond(const LoggedAnswer& answer);
    [[nodiscard]] std::vector<std::string> notes() const;
    [[nodiscard]] std::vector<std::string> untoldHeaders() const;

    const LogOptions options;
    const TakeLogged onBeyond;
    const std::stop_token stop;
    const RoutedValues values;
    const ValueMask mask;
    RequestCounts counts;
    std::array<UnusableLines, kReasons> unusableBy{};
    std::vector<ReplayedLog> logs;
    std::set<std::string, std::less<>> toldHeaders;
    LogKey key;
    std::uint64_t beyond = 0, schemeAssumed = 0, maskedForPattern = 0;
    bool anyRequest = false, cancelled = false;
};

LineRead LogCounter::State::take(std::uint32_t file, std::uint64_t line, const LogRecord& record) {
    if (const LineRead made = makeLogKey(record, options, mask, key); !made)
        return made;
    const LoggedAnswer answer{record.status, record.noRoute, record.count, {file, line}};
    if (!counts.add(key.text, answer)) {
        if (const LineRead decided = takeBeyond(answer); !decided)
            return decided;
    }
    anyRequest = true;
    logs[file].requests += record.count;
    schemeAssumed += key.schemeAssumed ? record.count : 0;
    maskedForPattern += key.maskedForPattern ? record.count : 0;
    for (const auto& [name, value] : record.headers) {
        std::string lower = name;
        std::ranges::transform(lower, lower.begin(), asciiLower);
        toldHeaders.insert(std::move(lower));
    }
    return {};
}

void LogCounter::State::reject(const LogPlace& place, const LineProblem& problem) {
    UnusableLines& lines = unusableBy[static_cast<std::size_t>(problem.reason)];
    lines.reason = problem.reason;
    ++lines.count;
    if (lines.examples.size() < kExamples)
        lines.examples.push_back({place, problem.column, problem.message});
}

LineRead LogCounter::State::takeBeyond(const LoggedAnswer& answer) {
    const auto request = requestOf(key.text);
    if (!request)
        return unusable(Unusable::BadHost, 1, "its host and port make no URL");
    beyond += answer.count;
    if (onBeyond)
        onBeyond(*request, mixed(numberOf(key.text) ^ answer.first.line), {&answer, 1});
    return {};
}

std::vector<std::string> LogCounter::State::untoldHeaders() const {
    std::vector<std::string> untold;
    for (const auto& [name, asked] : values.headers()) {
        const bool matched = !asked.exact.empty() || !asked.patterns.empty();
        if (matched && !toldHeaders.contains(name))
            untold.push_back(name);
    }
    return untold;
}

std::vector<std::string> LogCounter::State::notes() const {
    std::vector<std::string> notes;
    if (schemeAssumed > 0)
        notes.push_back(
            fmt::format("{} without a scheme taken as http; --log-scheme https says otherwise",
                        requestsOf(schemeAssumed)));
    if (maskedForPattern > 0)
        notes.push_back(
            fmt::format("{} had masked values where a regular expression looks, and may be decided "
                        "otherwise; --keep-values decides them",
                        requestsOf(maskedForPattern)));
    if (const auto untold = untoldHeaders(); !untold.empty() && anyRequest)
        notes.push_back(fmt::format(
            "no line tells the header {}, which routes look at: requests are taken to be without",
            fmt::join(untold, ", ")));
    return notes;
}

LogCounter::LogCounter(std::span<const model::World* const> worlds, LogOptions options,
                       TakeLogged beyond, std::stop_token stop)
    : m_state(std::make_unique<State>(worlds, std::move(options), std::move(beyond),
                                      std::move(stop))) {}

LogCounter::~LogCounter() = default;

void LogCounter::read(std::istream& in, std::string name, LogFormat format) {
    State& state = *m_state;
    const auto file = static_cast<std::uint32_t>(state.logs.size());
    state.logs.push_back({std::move(name), format, format == LogFormat::Auto, 0, 0, {}});
    const LogSink sink{[&state, file](std::uint64_t line, const LogRecord& record) {
                           return state.take(file, line, record);
                       },
                       [&state, file](std::uint64_t line, const LineProblem& problem) {
                           state.reject({file, line}, problem);
                       }};
    LogRead read = readLog(in, format, state.values, sink, state.stop);
    state.logs.back().format = read.format;
    state.logs.back().lines = read.lines;
    state.logs.back().notes = std::move(read.notes);
    state.cancelled = state.cancelled || read.cancelled;
}

void LogCounter::eachRequest(const TakeLogged& take) {
    State& state = *m_state;
    std::uint64_t done = 0;
    for (const auto& [text, entry] : state.counts.sorted()) {
        if (++done % kStopEveryRequests == 0 && state.stop.stop_requested()) {
            state.cancelled = true;
            return;
        }
        if (const auto request = requestOf(text)) {
            take(*request, numberOf(text), entry->answers);
            continue;
        }
        // Its line was checked; this is for what libcurl refuses all the same.
        for (const LoggedAnswer& answer : entry->answers) {
            state.reject(answer.first, {Unusable::BadHost, 1, "its host and port make no URL"});
            state.logs[answer.first.file].requests -= answer.count;
        }
    }
}

LogContents LogCounter::contents() const {
    LogContents contents;
    contents.logs = m_state->logs;
    contents.notes = m_state->notes();
    contents.different = m_state->counts.size();
    contents.beyond = m_state->beyond;
    contents.cancelled = m_state->cancelled;
    for (const UnusableLines& lines : m_state->unusableBy) {
        if (lines.count > 0)
            contents.unusable.push_back(lines);
    }
    return contents;
}

std::uint64_t LogContents::unusableLines() const {
    std::uint64_t lines = 0;
    for (const UnusableLines& reason : unusable)
        lines += reason.count;
    return lines;
}

std::string LogContents::placeText(const LogPlace& place) const {
    return place.file < logs.size() ? fmt::format("{}:{}", logs[place.file].name, place.line) : "";
}

}  // namespace gatesight::simulator
