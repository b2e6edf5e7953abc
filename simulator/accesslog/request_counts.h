// How often each different request stands in a log, and with which status. Bounded: what would not
// fit any more is for the caller to decide at once.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatesight::simulator {

/// A line of one of the files that were read.
struct LogPlace {
    std::uint32_t file = 0;
    std::uint64_t line = 0;
    auto operator<=>(const LogPlace&) const = default;
};

/// What a log says of some requests.
struct LoggedAnswer {
    std::optional<int> status;
    bool noRoute = false;  ///< the gateway said that it had no route
    std::uint64_t count = 0;
    LogPlace first;
};

class RequestCounts {
public:
    static constexpr std::size_t kMostRequests = 100'000;
    static constexpr std::size_t kMostBytes = std::size_t{64} << 20;

    explicit RequestCounts(std::size_t most = kMostRequests) : m_most(most) {}

    /// False: there is no room for one more request.
    bool add(std::string_view key, const LoggedAnswer& answer);

    struct Entry {
        std::vector<LoggedAnswer> answers;  ///< by status, each once
    };
    /// By key, so that the order of lines counts for nothing.
    [[nodiscard]] std::vector<std::pair<std::string_view, const Entry*>> sorted() const;
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

private:
    struct KeyHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view key) const {
            return std::hash<std::string_view>()(key);
        }
    };
    std::unordered_map<std::string, Entry, KeyHash, std::equal_to<>> m_entries;
    const std::size_t m_most;
    std::size_t m_bytes = 0;
};

}  // namespace gatesight::simulator
