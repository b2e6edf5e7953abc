#include "simulator/control/route/hostname_claims.h"

#include "simulator/control/hostname.h"

#include <optional>

namespace gatesight::simulator {
namespace {

constexpr std::string_view kHttp = "HTTPRoute", kGrpc = "GRPCRoute";

/// The same text with the lifetime of a literal; empty for kinds that never conflict.
std::string_view claimant(std::string_view kind) {
    return kind == kHttp ? kHttp : kind == kGrpc ? kGrpc : std::string_view();
}

}  // namespace

model::ObjectId HostnameClaims::rivalOf(std::string_view kind, ListenerId listener,
                                        const std::vector<AttachedHostname>& hostnames) const {
    const std::string_view own = claimant(kind);
    if (own.empty())
        return {};
    const std::string_view rival = own == kHttp ? kGrpc : kHttp;
    const auto found = m_names.find({listener, rival});
    if (found == m_names.end())
        return {};
    const Names& names = found->second;
    for (const AttachedHostname& hostname : hostnames) {
        std::optional<std::string> pattern = lowerCase(hostname.hostname);
        if (const auto narrower = names.covering.find(*pattern); narrower != names.covering.end())
            return narrower->second;
        for (; pattern; pattern = widened(*pattern)) {
            if (const auto held = names.patterns.find(*pattern); held != names.patterns.end())
                return held->second;
        }
    }
    return {};
}

void HostnameClaims::claim(std::string_view kind, model::ObjectId route, ListenerId listener,
                           const std::vector<AttachedHostname>& hostnames) {
    const std::string_view own = claimant(kind);
    if (own.empty())
        return;
    Names& names = m_names[{listener, own}];
    for (const AttachedHostname& hostname : hostnames) {
        std::optional<std::string> pattern = lowerCase(hostname.hostname);
        if (!names.patterns.emplace(*pattern, route).second)
            continue;
        for (pattern = widened(*pattern); pattern; pattern = widened(*pattern)) {
            if (!names.covering.emplace(*pattern, route).second)
                break;
        }
    }
}

}  // namespace gatesight::simulator
