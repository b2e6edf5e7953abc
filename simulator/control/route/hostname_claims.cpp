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

std::string_view HostnameClaims::rivalOf(std::string_view kind, ListenerId listener,
                                         const std::vector<AttachedHostname>& hostnames) const {
    if (claimant(kind).empty())
        return {};
    const std::string_view rival = kind == kHttp ? kGrpc : kHttp;
    const auto found = m_names.find({listener, rival});
    if (found == m_names.end())
        return {};
    const Names& names = found->second;
    for (const AttachedHostname& hostname : hostnames) {
        std::optional<std::string> pattern = lowerCase(hostname.hostname);
        if (names.covering.contains(*pattern))
            return rival;  // something narrower is held
        for (; pattern; pattern = widened(*pattern)) {
            if (names.patterns.contains(*pattern))
                return rival;
        }
    }
    return {};
}

void HostnameClaims::claim(std::string_view kind, ListenerId listener,
                           const std::vector<AttachedHostname>& hostnames) {
    if (claimant(kind).empty())
        return;
    Names& names = m_names[{listener, claimant(kind)}];
    for (const AttachedHostname& hostname : hostnames) {
        std::optional<std::string> pattern = lowerCase(hostname.hostname);
        if (!names.patterns.insert(*pattern).second)
            continue;
        for (pattern = widened(*pattern); pattern; pattern = widened(*pattern)) {
            if (!names.covering.insert(*pattern).second)
                break;
        }
    }
}

}  // namespace gatesight::simulator
