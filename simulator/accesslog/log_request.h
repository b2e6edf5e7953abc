// From what a line says to a request that may be kept: masked, checked, and as one text, so that
// equal requests are recognised and a hundred thousand of them take little room.
#pragma once

#include "simulator/accesslog/log_record.h"
#include "simulator/accesslog/request_counts.h"
#include "simulator/accesslog/value_mask.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace gatesight::simulator {

struct LogOptions {
    std::string host;             ///< where a line names none
    std::string scheme = "http";  ///< where a line does not say: "http" or "https"
    bool schemeGiven = false;     ///< it was asked for, so that nobody has to be told
    bool keepValues = false;
    ClientAddresses addresses = ClientAddresses::None;
    std::size_t mostDifferent = RequestCounts::kMostRequests;  ///< requests that are told apart
};

/// A logged request as one text; what had to be assumed or changed on the way.
struct LogKey {
    std::string text;
    bool schemeAssumed = false;
    bool maskedForPattern = false;  ///< an expression would see something else in the log
};

/// Reuses the memory of `key`.
[[nodiscard]] LineRead makeLogKey(const LogRecord& record, const LogOptions& options,
                                  const ValueMask& mask, LogKey& key);

/// The request of a key. The error says what is wrong with its host.
[[nodiscard]] std::expected<Request, std::string> requestOf(std::string_view key);

/// "GET https://shop.example.com/cart?token=xxxx", and the headers that routes look at.
[[nodiscard]] std::string callOf(const Request& request);

}  // namespace gatesight::simulator
