// Ports are independent of each other. On a port, the owners come one after the other: those of its
// listeners that conflict with what earlier owners hold have lost; those that conflict among
// themselves have all lost; the rest holds its place from then on. Every question is a look-up in a
// table of what is on the port, so that cost is linear in the listeners.
#include "simulator/control/listener/conflicts.h"

#include "simulator/control/hostname.h"
#include "simulator/control/listener/route_kinds.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <unordered_map>

namespace gatesight::simulator {
namespace {

enum class Family { HTTP, TLS, TCP, UDP };  // TLS: HTTPS as well, both are told apart by SNI

Family familyOf(const model::Listener& listener) {
    if (listener.protocol == "TCP")
        return Family::TCP;
    if (listener.protocol == "UDP")
        return Family::UDP;
    return listener.protocol == "HTTPS" || listener.protocol == "TLS" ? Family::TLS : Family::HTTP;
}

using Indexes = std::vector<std::size_t>;

/// Any of `indexes` but `self`.
std::optional<std::size_t> otherThan(std::size_t self, const Indexes& indexes) {
    const auto found = std::ranges::find_if(indexes, [=](std::size_t i) { return i != self; });
    return found == indexes.end() ? std::nullopt : std::optional(*found);
}

class PortTable {
public:
    PortTable(std::span<const PortContender> contenders, bool mixedTlsModes)
        : m_contenders(contenders), m_mixedTlsModes(mixedTlsModes) {}

    void add(std::size_t index) {
        const model::Listener& listener = at(index);
        const Family family = familyOf(listener);
        of(family).push_back(index);
        if (family == Family::HTTP || family == Family::TLS)
            m_hostnames[lowerCase(listener.hostname)].push_back(index);
        if (listener.protocol == "TLS")
            m_tlsModes.at(passesTlsThrough(listener)).push_back(index);
    }

    /// What listener `self` conflicts with among the others here.
    [[nodiscard]] std::optional<ListenerConflict> conflictOf(std::size_t self) const {
        const Family family = familyOf(at(self));
        if (family == Family::UDP)
            return clash(self, {Family::UDP}, "listener.conflict.tcp-tcp");
        if (family == Family::TCP) {
            if (auto conflict = clash(self, {Family::TCP}, "listener.conflict.tcp-tcp"))
                return conflict;
            return clash(self, {Family::HTTP, Family::TLS}, "listener.conflict.tcp-shares-port");
        }
        if (auto conflict = clash(self, {Family::TCP}, "listener.conflict.tcp-shares-port"))
            return conflict;
        const Family rival = family == Family::HTTP ? Family::TLS : Family::HTTP;
        if (auto conflict = clash(self, {rival}, "listener.conflict.http-https-same-port"))
            return conflict;
        if (auto conflict = sameHostname(self))
            return conflict;
        return otherMode(self);
    }

private:
    [[nodiscard]] const model::Listener& at(std::size_t index) const {
        return *m_contenders[index].listener;
    }
    Indexes& of(Family family) { return m_families.at(static_cast<std::size_t>(family)); }
    [[nodiscard]] const Indexes& of(Family family) const {
        return m_families.at(static_cast<std::size_t>(family));
    }

    [[nodiscard]] std::optional<ListenerConflict> clash(std::size_t self,
                                                        std::initializer_list<Family> with,
                                                        std::string_view rule) const {
        for (const Family family : with) {
            if (const auto other = otherThan(self, of(family)))
                return ListenerConflict{"ProtocolConflict", rule, *other};
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<ListenerConflict> sameHostname(std::size_t self) const {
        const auto found = m_hostnames.find(lowerCase(at(self).hostname));
        if (found == m_hostnames.end())
            return std::nullopt;
        const auto other = otherThan(self, found->second);
        if (!other)
            return std::nullopt;
        // With the hostname equal, SNI cannot tell HTTPS from TLS either.
        if (at(*other).protocol != at(self).protocol)
            return ListenerConflict{"ProtocolConflict", "listener.conflict.https-tls-same-port",
                                    *other};
        return ListenerConflict{"HostnameConflict", "listener.conflict.hostname", *other};
    }

    [[nodiscard]] std::optional<ListenerConflict> otherMode(std::size_t self) const {
        if (m_mixedTlsModes || at(self).protocol != "TLS")
            return std::nullopt;
        const Indexes& rivals = m_tlsModes.at(!passesTlsThrough(at(self)));
        if (rivals.empty())
            return std::nullopt;
        return ListenerConflict{"ProtocolConflict", "listener.tls-mixed-modes", rivals.front()};
    }

    std::span<const PortContender> m_contenders;
    bool m_mixedTlsModes;
    std::array<Indexes, 4> m_families;
    std::array<Indexes, 2> m_tlsModes;  // of protocol TLS: terminate, passthrough
    std::unordered_map<std::string, Indexes> m_hostnames;
};

}  // namespace

std::vector<std::optional<ListenerConflict>> findConflicts(
    std::span<const PortContender> contenders, bool mixedTlsModes, bool ownersApart) {
    std::map<std::uint16_t, std::vector<std::size_t>> ports;
    for (std::size_t i = 0; i < contenders.size(); ++i) {
        if (contenders[i].contends)
            ports[contenders[i].listener->port].push_back(i);
    }

    std::vector<std::optional<ListenerConflict>> result(contenders.size());
    for (const auto& [port, indexes] : ports) {
        PortTable held(contenders, mixedTlsModes);
        for (std::size_t first = 0; first < indexes.size();) {
            std::size_t last = first;
            PortTable siblings(contenders, mixedTlsModes);
            const auto ofOneOwner = [&](std::size_t index) {
                return !ownersApart ||
                       contenders[index].owner == contenders[indexes[first]].owner;
            };
            for (; last < indexes.size() && ofOneOwner(indexes[last]); ++last) {
                result[indexes[last]] = held.conflictOf(indexes[last]);
                if (!result[indexes[last]])
                    siblings.add(indexes[last]);
            }
            for (; first < last; ++first) {
                if (result[indexes[first]])
                    continue;
                result[indexes[first]] = siblings.conflictOf(indexes[first]);
                if (!result[indexes[first]])
                    held.add(indexes[first]);
            }
        }
    }
    return result;
}

}  // namespace gatesight::simulator
