// The options of `trace` that say what is sent, named like curl's, and the Request they make.
#pragma once

#include "model/world/world.h"
#include "simulator/routing/request.h"

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace gatesight::cli {

struct TraceOptions {
    std::string url;
    std::string method;
    std::vector<std::string> headers;  ///< "Name: value" or, for an empty value, "Name;"
    std::string data;
    bool dataGiven = false;
    bool head = false;
    std::string from = "internet";
    std::string gateway;
    std::uint64_t port = 0;  ///< 0: the URL's
    std::string host;
    bool hostGiven = false;
    std::string resolve;  ///< HOST:PORT:ADDRESS
    std::string sni;
    bool sniGiven = false;
    bool http2 = false;
    std::string clientCertificate;  ///< "ns/name" of a Secret
    std::string sourceIp;
    std::uint64_t repeat = 1;
};

void addTraceOptions(CLI::App& app, TraceOptions& options);

/// The request that these options describe; the error is a sentence about the option that is wrong.
/// The World tells what a name in --from is.
[[nodiscard]] std::expected<simulator::Request, std::string> requestOf(const TraceOptions& options,
                                                                       const model::World& world);

}  // namespace gatesight::cli
