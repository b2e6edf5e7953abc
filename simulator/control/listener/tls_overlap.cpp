// Two patterns overlap when one covers the other, so that it is enough to look up, for each name,
// the chain of patterns that can cover it: cost is linear in the names, times their labels.
#include "simulator/control/listener/tls_overlap.h"

#include "simulator/control/hostname.h"

#include <map>
#include <string>
#include <unordered_map>
#include <utility>

namespace gatesight::simulator {
namespace {

using Overlaps = std::vector<std::optional<TlsOverlap>>;

/// Names that listeners of one port have, and who has them.
class NameTable {
public:
    void add(const std::string& name, std::size_t listener) {
        auto& owners = m_owners[name];
        // Two are enough to find another one than any given.
        if (owners.size() < 2 && (owners.empty() || owners.front() != listener))
            owners.push_back(listener);
    }

    [[nodiscard]] std::optional<std::size_t> otherThan(std::size_t listener,
                                                       const std::string& name) const {
        const auto found = m_owners.find(name);
        if (found == m_owners.end())
            return std::nullopt;
        for (const std::size_t owner : found->second) {
            if (owner != listener)
                return owner;
        }
        return std::nullopt;
    }

private:
    std::unordered_map<std::string, std::vector<std::size_t>> m_owners;
};

void note(Overlaps& overlaps, std::string_view reason, std::size_t one, std::size_t other,
          const std::string& shared) {
    for (const auto& [self, partner] : {std::pair(one, other), std::pair(other, one)}) {
        if (!overlaps[self])
            overlaps[self] = TlsOverlap{reason, partner, shared};
    }
}

void overlapHostnames(std::span<const TlsListener> listeners, const std::vector<std::size_t>& port,
                      Overlaps& overlaps) {
    NameTable names;
    for (const std::size_t i : port)
        names.add(lowerCase(listeners[i].listener->hostname), i);
    for (const std::size_t i : port) {
        const std::string own = lowerCase(listeners[i].listener->hostname);
        for (std::optional<std::string> wider = own; wider; wider = widened(*wider)) {
            if (const auto other = names.otherThan(i, *wider))
                note(overlaps, "OverlappingHostnames", i, *other, own);
        }
    }
}

/// Names of the certificates that a listener presents: of each Secret the leaf's.
std::vector<std::string> certificateNames(const TlsListener& listener) {
    std::vector<std::string> result;
    for (const model::Secret* secret : listener.certificates) {
        if (secret->certificates.empty())
            continue;
        for (const std::string& name : secret->certificates.front().dnsNames)
            result.push_back(lowerCase(name));
    }
    return result;
}

void overlapCertificates(std::span<const TlsListener> listeners,
                         const std::vector<std::size_t>& port, Overlaps& overlaps) {
    NameTable names;
    std::vector<std::pair<std::size_t, std::string>> presented;
    for (const std::size_t i : port) {
        for (std::string& name : certificateNames(listeners[i])) {
            names.add(name, i);
            presented.emplace_back(i, std::move(name));
        }
    }
    for (const auto& [i, name] : presented) {
        if (const auto other = names.otherThan(i, name))
            note(overlaps, "OverlappingCertificates", i, *other, name);
        // listener.tls.cert.san-vs-sni: in a certificate the star stands for one label.
        if (isWildcard(name))
            continue;
        if (const auto other = names.otherThan(i, widened(name).value_or("")))
            note(overlaps, "OverlappingCertificates", i, *other, name);
    }
}

}  // namespace

Overlaps findTlsOverlaps(std::span<const TlsListener> listeners) {
    std::map<std::uint16_t, std::vector<std::size_t>> ports;
    for (std::size_t i = 0; i < listeners.size(); ++i) {
        const std::string& protocol = listeners[i].listener->protocol;
        if (protocol == "HTTPS" || protocol == "TLS")
            ports[listeners[i].listener->port].push_back(i);
    }
    Overlaps result(listeners.size());
    for (const auto& [port, indexes] : ports) {
        overlapCertificates(listeners, indexes, result);
        overlapHostnames(listeners, indexes, result);
    }
    return result;
}

}  // namespace gatesight::simulator
