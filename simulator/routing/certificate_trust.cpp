#include "simulator/routing/certificate_trust.h"

#include "simulator/control/hostname.h"

#include <algorithm>
#include <vector>

namespace gatesight::simulator {

namespace {

bool isFor(std::string_view pattern, std::string_view host) {
    if (!isWildcard(pattern))
        return !pattern.empty() && admits(pattern, host);
    // One label in place of the star.
    const std::size_t dot = host.find('.');
    return dot != std::string_view::npos && dot > 0 &&
           admits(pattern.substr(2), host.substr(dot + 1));
}

const model::Certificate* withFingerprint(std::span<const model::Certificate> certificates,
                                          std::string_view fingerprint) {
    const auto found =
        std::ranges::find(certificates, fingerprint, &model::Certificate::fingerprint);
    return found == certificates.end() ? nullptr : &*found;
}

}  // namespace

std::size_t namesFor(const model::Certificate& certificate, std::string_view host) {
    std::size_t longest = 0;
    for (const std::string& name : certificate.dnsNames) {
        if (isFor(name, host))
            longest = std::max(longest, name.size());
    }
    return longest;
}

bool trusted(std::span<const model::Certificate> chain, std::span<const model::Certificate> roots) {
    if (chain.empty())
        return false;
    std::vector<const model::Certificate*> open{&chain.front()};
    for (std::size_t i = 0; i < open.size(); ++i) {
        if (withFingerprint(roots, open[i]->fingerprint))
            return true;
        for (const std::string& signer : open[i]->signedBy) {
            if (withFingerprint(roots, signer))
                return true;
            const model::Certificate* intermediate = withFingerprint(chain, signer);
            if (intermediate && std::ranges::find(open, intermediate) == open.end())
                open.push_back(intermediate);
        }
    }
    return false;
}

}  // namespace gatesight::simulator
