#include "support_wide_listeners.h"

#include <algorithm>

namespace gatesight::test {

namespace wide {

namespace {

bool conflict(const WideListener& a, const WideListener& b, bool mixedModes) {
    if (a.port() != b.port())
        return false;
    const std::string first = a.protocol(), second = b.protocol();
    if ((first == "UDP") != (second == "UDP"))
        return false;  // listener.conflict.tcp-udp-ok
    if (first == "UDP" || first == "TCP" || second == "TCP")
        return true;  // listener.conflict.tcp-tcp, listener.conflict.tcp-shares-port
    if ((first == "HTTP") != (second == "HTTP"))
        return true;  // listener.conflict.http-https-same-port
    if (a.hostname() == b.hostname())
        return true;  // listener.conflict.hostname
    return first == "TLS" && second == "TLS" && a.passthrough() != b.passthrough() &&
           !mixedModes;  // listener.tls-mixed-modes
}

/// The listeners of one Gateway.
class Listening {
public:
    Listening(const WideObjects& objects, const Json& gateway)
        : m_objects(objects), m_gateway(gateway) {}

    /// listenerset.merge, listenerset.precedence
    std::vector<WideListener> run() {
        add(m_gateway);
        for (const Json* set : m_objects.byAge(m_objects.ofKind("ListenerSet"))) {
            if (admitted(*set))
                add(*set);
        }
        findConflicts();
        for (WideListener& listener : m_listeners)
            findCertificate(listener);
        // gateway.accepted.listeners-not-valid: without one of its own it serves nothing at all.
        const bool accepted = std::ranges::any_of(m_listeners, [&](const WideListener& one) {
            return one.owner == &m_gateway && one.accepted;
        });
        for (WideListener& listener : m_listeners)
            listener.serves &= listener.accepted && accepted;
        return std::move(m_listeners);
    }

private:
    /// listenerset.handshake.allowed
    [[nodiscard]] bool admitted(const Json& set) const {
        const Json& parent = at(set, "spec/parentRef");
        return textAt(parent, "name") == nameOf(m_gateway) &&
               homeOf(parent, set) == namespaceOf(m_gateway) &&
               m_objects.options().supports("ListenerSet") &&
               m_objects.admits(at(m_gateway, "spec/allowedListeners/namespaces"), "None",
                                namespaceOf(m_gateway), namespaceOf(set));
    }

    void add(const Json& owner) {
        for (const Json& spec : at(owner, "spec/listeners")) {
            WideListener listener{&spec, &owner, &m_gateway, true, true, {}, {}};
            // listener.tls.terminate-unsupported-for-tlsroute
            listener.accepted = listener.protocol() != "TLS" || listener.passthrough() ||
                                m_objects.options().supports("TLSRouteModeTerminate");
            m_listeners.push_back(std::move(listener));
        }
    }

    [[nodiscard]] bool conflicting(const WideListener& a, const WideListener& b) const {
        return a.accepted && b.accepted &&
               conflict(a, b, m_objects.options().supports("TLSRouteModeMixed"));
    }

    /// Owner by owner: whoever meets a listener of an earlier owner loses
    /// (listener.conflict.across-listenersets-has-winner); of those left, whoever meets another
    /// of the same owner (listener.conflict.no-winner).
    void findConflicts() {
        using Choice = simulator::SpecChoices::ListenerSetConflict;
        if (m_objects.options().choices.listenerSetConflict == Choice::NobodyWins)
            return loseAgainst(0, m_listeners.size(), 0, m_listeners.size());
        for (std::size_t begin = 0, end = 0; begin < m_listeners.size(); begin = end) {
            while (end < m_listeners.size() && m_listeners[end].owner == m_listeners[begin].owner)
                ++end;
            loseAgainst(0, begin, begin, end);
            loseAgainst(begin, end, begin, end);
        }
    }

    /// Those of [begin, end) lose that meet another of [others, othersEnd), all at once.
    void loseAgainst(std::size_t others, std::size_t othersEnd, std::size_t begin,
                     std::size_t end) {
        std::vector<std::size_t> losers;
        for (std::size_t i = begin; i < end; ++i) {
            for (std::size_t o = others; o < othersEnd; ++o) {
                if (o != i && conflicting(m_listeners[i], m_listeners[o])) {
                    losers.push_back(i);
                    break;
                }
            }
        }
        for (const std::size_t loser : losers)
            m_listeners[loser].accepted = false;
    }

    /// listener.tls.cert.not-found, listener.tls.cert.not-permitted
    void findCertificate(WideListener& listener) const {
        const bool terminates = listener.protocol() == "HTTPS" ||
                                (listener.protocol() == "TLS" && !listener.passthrough());
        if (!terminates)
            return;
        const Json& refs = at(*listener.spec, "tls/certificateRefs");
        listener.serves = !refs.empty();
        for (const Json& ref : refs) {
            const std::string namespace_ = homeOf(ref, *listener.owner), name = textAt(ref, "name");
            const bool good = m_objects.permitted(*listener.owner, "Secret", namespace_, name) &&
                              m_objects.find("Secret", namespace_, name);
            listener.serves &= good;
            if (good && listener.certificate.empty())
                listener.certificate = namespace_ + "/" + name;
        }
    }

    const WideObjects& m_objects;
    const Json& m_gateway;
    std::vector<WideListener> m_listeners;
};

}  // namespace

}  // namespace wide

std::vector<WideListener> listenersOf(const WideObjects& objects) {
    std::vector<WideListener> all;
    for (const Json* gateway : objects.ofKind("Gateway")) {
        for (WideListener& listener : wide::Listening(objects, *gateway).run())
            all.push_back(std::move(listener));
    }
    return all;
}

}  // namespace gatesight::test
