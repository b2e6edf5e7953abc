#include "support_wide_reference.h"

#include "support_wide_connections.h"
#include "support_wide_inside.h"
#include "support_wide_names.h"
#include "support_wide_rules.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::test {

namespace wide {

namespace {

using simulator::Protocol;
using simulator::Request;

/// The way of a request to a Gateway, up to its route.
class GatewayWay {
public:
    explicit GatewayWay(WideAnswer& answer)
        : m_answer(answer), m_control(answer.control), m_request(answer.request) {}

    void run() {
        std::vector<const WideListener*> serving;
        for (const WideListener& listener : m_control.listeners()) {
            if (namespaceOf(*listener.gateway) + "/" + nameOf(*listener.gateway) ==
                    m_request.gateway &&
                listener.serves && listener.port() == m_request.listenerPort())
                serving.push_back(&listener);
        }
        if (serving.empty())
            return m_answer.refuse("refused", "NoListenerForPort");
        const auto of = [&](std::string_view protocol) {
            const auto found = std::ranges::find_if(serving, [&](const WideListener* listener) {
                return listener->protocol() == protocol;
            });
            return found == serving.end() ? nullptr : *found;
        };
        const bool plain = of("HTTP"), secure = of("HTTPS") || of("TLS");
        if (m_request.protocol == Protocol::Udp || m_request.protocol == Protocol::Tcp ||
            (!plain && !secure))
            return stream(of(m_request.protocol == Protocol::Udp ? "UDP" : "TCP"));
        if (m_answer.isEncrypted() != secure)
            return m_answer.refuse("reset", secure ? "PlaintextOnTlsPort" : "TlsOnPlaintextPort");
        // UDP is another port of the same number (listener.conflict.tcp-udp-ok).
        std::erase_if(serving, [](const WideListener* one) { return one->protocol() == "UDP"; });
        if (secure)
            shakeHands(serving);
        else
            arrive(serving);
    }

private:
    void stream(const WideListener* listener) {
        if (!listener)
            return m_answer.refuse(m_request.protocol == Protocol::Udp   ? "dropped"
                                   : m_request.protocol == Protocol::Tcp ? "reset"
                                                                         : "refused",
                                   "NoListenerForProtocol");
        m_answer.choose(*listener);
        connectBySni(m_answer);
    }

    /// listener.hostname.most-specific
    static const WideListener* best(const std::vector<const WideListener*>& listeners,
                                    const std::string& host) {
        const WideListener* result = nullptr;
        for (const WideListener* listener : listeners) {
            if (nameFits(listener->hostname(), host) &&
                (!result || nameRank(listener->hostname()) > nameRank(result->hostname())))
                result = listener;
        }
        return result;
    }

    void shakeHands(const std::vector<const WideListener*>& serving) {
        const WideListener* listener = best(serving, m_answer.sni());
        m_answer.words["tls"] = "Terminate";
        if (!listener) {
            const bool onlyTls = std::ranges::all_of(
                serving, [](const WideListener* one) { return one->protocol() == "TLS"; });
            if (onlyTls)  // tlsroute.sni.none
                return m_answer.close("NoListenerForSNI");
            m_answer.words["tls"] = "Terminate, alert unrecognized_name";
            return m_answer.refuse("alert", "NoListenerForSNI");
        }
        m_answer.choose(*listener);
        if (listener->protocol() == "TLS" && listener->passthrough())
            m_answer.words["tls"] = "Passthrough";
        else
            m_answer.words["tls"] = "Terminate, " + listener->certificate;
        if (listener->protocol() == "TLS")
            return connectBySni(m_answer);
        if (!m_answer.carriesHttp())
            return m_answer.notModelled();
        const WideListener* byHost = best(serving, m_request.host.value_or(""));
        if (byHost != listener &&
            m_answer.options().supports("GatewayHTTPSListenerDetectMisdirectedRequests"))
            return byHost ? m_answer.respond(
                                421, "MisdirectedRequest")  // listener.https.misdirected-421
                          : m_answer.respond(404, "NoListenerForHost");
        lookUp(serving);
    }

    void arrive(const std::vector<const WideListener*>& serving) {
        const WideListener* listener = best(serving, m_request.host.value_or(""));
        if (!listener)
            return m_answer.respond(404, "NoListenerForHost");  // listener.no-match
        m_answer.choose(*listener);
        lookUp(serving);
    }

    /// listener.isolation
    void lookUp(const std::vector<const WideListener*>& serving) {
        RuleSearch search(m_answer);
        const auto from = [&](const WideListener& listener) {
            if (!listener.protocol().starts_with("HTTP"))
                return;
            for (const WideAttached& attached : listener.attached) {
                for (const std::string& hostname : attached.hostnames) {
                    if (nameFits(hostname, m_request.host.value_or("")))
                        search.collect(attached, hostname);
                }
            }
        };
        if (m_answer.options().supports("GatewayHTTPListenerIsolation")) {
            from(*m_answer.listener);
        } else {
            auto sorted = serving;
            std::ranges::stable_sort(sorted, [](const WideListener* a, const WideListener* b) {
                return nameRank(a->hostname()) > nameRank(b->hostname());
            });
            for (const WideListener* listener : sorted)
                from(*listener);
        }
        search.choose(serving);
    }

    WideAnswer& m_answer;
    const WideControl& m_control;
    const Request& m_request;
};

}  // namespace

}  // namespace wide

Words WideReference::answer(const simulator::Request& request, std::uint64_t seed) const {
    WideAnswer answer(m_control, request, seed);
    if (request.gateway.empty())
        wide::callService(answer);
    else
        wide::GatewayWay(answer).run();
    return answer.words;
}

}  // namespace gatesight::test
