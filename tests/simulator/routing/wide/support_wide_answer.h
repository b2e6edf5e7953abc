// An answer on its way: the question, what is known of the way so far, and how it may end.
#pragma once

#include "support_wide_control.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::test {

/// An answer by names; only what applies is there.
using Words = nlohmann::json;

/// Of one request. What it was made from has to outlive it.
class WideAnswer {
public:
    WideAnswer(const WideControl& control_, const simulator::Request& request_, std::uint64_t seed_)
        : control(control_), request(request_), seed(seed_) {}

    const WideControl& control;
    const simulator::Request& request;
    const std::uint64_t seed;
    const WideListener* listener = nullptr;
    Words words = Words::object();

    [[nodiscard]] const simulator::Options& options() const { return control.objects().options(); }
    [[nodiscard]] bool isEncrypted() const;
    [[nodiscard]] bool carriesHttp() const;
    /// What the client's handshake names; an address is no name that a client would send.
    [[nodiscard]] std::string sni() const;

    // ---- on the way ----
    void choose(const WideListener& chosen);
    void nameRoute(const WideAttached& attached);
    /// The client's own handshake is with the workload unless the Gateway ended it.
    void addClientSni();

    // ---- endings ----
    void refuse(std::string_view how, std::string_view reason);
    /// Of a connection that was taken.
    void close(std::string_view reason);
    void respond(int status, std::string_view reason);
    /// grpcroute.backend.invalid
    void failBackend(const Json& route, int status, std::string_view reason);
    void forward(std::vector<std::string> endpoints);
    void notModelled();
};

}  // namespace gatesight::test
