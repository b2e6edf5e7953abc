// Replays access logs: each different request is asked once, and as often drawn as the log has it.
//
// What is counted does not depend on the order of the lines: draws are numbered within a request.
// Only requests beyond the bound of RequestCounts, which are drawn as they come, depend on it.
#pragma once

#include "simulator/accesslog/log_comparison.h"
#include "simulator/accesslog/log_counter.h"
#include "simulator/report/rule_coverage.h"
#include "simulator/traffic/replay.h"

#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct ComparedStatus {
    StatusMatch match = StatusMatch::Agrees;
    std::uint64_t count = 0;
    // One of them, from the first line that has such a one.
    LogPlace place;
    std::string call;    ///< "GET https://shop.example.com/cart"
    std::string logged;  ///< "404", "404 NR", "-"
    std::string answer;  ///< "200 from shop/cart-v1:8080 (…)"
};

/// Requests that no rule takes.
struct UntakenRequests {
    std::string host, path, reason;
    std::uint64_t count = 0;
};

struct LogReplay : LogContents {
    std::uint64_t seed = 1;
    std::uint64_t total = 0;  ///< requests; those beyond are decided one by one
    std::vector<Tally> byOutcome, byBackend, byPod, byStatus, byRoute;  ///< sorted by name
    std::vector<ComparedStatus> comparison;                             ///< those that are there
    std::vector<UntakenRequests> untaken;                               ///< most frequent first
    std::uint64_t untakenMore = 0;  ///< requests to places that are not listed
    std::vector<RuleCoverage> coverage;
};

class LogReplayer {
public:
    /// `simulation` has to outlive it.
    LogReplayer(const Simulation& simulation, LogOptions options, std::uint64_t seed = 1,
                std::stop_token stop = {});
    ~LogReplayer();

    void read(std::istream& in, std::string name, LogFormat format = LogFormat::Auto);
    /// To be called once.
    [[nodiscard]] LogReplay finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// As docs/schema/replay.schema.json describes an entry of "replays" that comes from a log.
[[nodiscard]] nlohmann::ordered_json toJson(const LogReplay& replay);
/// dimension,name,count,failures,share
[[nodiscard]] std::string toCsv(const LogReplay& replay);

}  // namespace gatesight::simulator
