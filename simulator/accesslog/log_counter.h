// Reads access logs and counts their requests: masked, checked, equal ones together.
#pragma once

#include "simulator/accesslog/log_reader.h"
#include "simulator/accesslog/log_request.h"
#include "simulator/accesslog/request_counts.h"

#include <functional>
#include <iosfwd>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct ReplayedLog {
    std::string name;
    LogFormat format = LogFormat::Auto;  ///< Auto: not recognised, and nothing of it was read
    bool detected = false;               ///< recognised, not told
    std::uint64_t lines = 0;
    std::uint64_t requests = 0;
    std::vector<std::string> notes;
};

/// Lines that gave no request, by reason.
struct UnusableLines {
    struct Example {
        LogPlace place;
        std::size_t column = 1;
        std::string message;
    };
    Unusable reason = Unusable::NotThisFormat;
    std::uint64_t count = 0;
    std::vector<Example> examples;  ///< the first few
};

/// What reading logs came to, beside their requests.
struct LogContents {
    std::vector<ReplayedLog> logs;
    std::vector<UnusableLines> unusable;  ///< in the order of Unusable
    std::vector<std::string> notes;       ///< what was assumed, and what the logs cannot tell
    std::uint64_t different = 0;          ///< requests, as far as they were told apart
    std::uint64_t beyond = 0;             ///< requests that came when there were too many of these
    bool cancelled = false;

    [[nodiscard]] std::uint64_t unusableLines() const;
    /// "access.log:3"
    [[nodiscard]] std::string placeText(const LogPlace& place) const;
};

/// A request of a log. `number` is its own, whatever stands around it: it chooses draws.
using TakeLogged = std::function<void(const Request& request, std::uint64_t number,
                                      std::span<const LoggedAnswer> answers)>;

class LogCounter {
public:
    /// Values that a match of one of the worlds names are not masked. They have to outlive it.
    /// `beyond` takes requests for which there is no room; without it they are only counted.
    LogCounter(std::span<const model::World* const> worlds, LogOptions options,
               TakeLogged beyond = {}, std::stop_token stop = {});
    ~LogCounter();

    void read(std::istream& in, std::string name, LogFormat format = LogFormat::Auto);
    /// Each different request once, in an order that does not depend on that of the lines.
    void eachRequest(const TakeLogged& take);
    /// To be called last.
    [[nodiscard]] LogContents contents() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace gatesight::simulator
