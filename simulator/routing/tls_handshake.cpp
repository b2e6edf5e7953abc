#include "simulator/routing/tls_handshake.h"

#include "model/schema/certificates.h"
#include "model/world/unread_secrets.h"
#include "simulator/control/hostname.h"
#include "simulator/routing/certificate_trust.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace gatesight::simulator {

namespace {

using Certificates = std::vector<model::Certificate>;

bool isAddress(std::string_view host) {
    return host.find(':') != std::string_view::npos ||
           (!host.empty() && host.find_first_not_of("0123456789.") == std::string_view::npos);
}

bool alert(Exchange& exchange, std::string_view name, std::string_view reason) {
    exchange.decision.tls->alert = name;
    return exchange.refuse(Refusal::Alert, reason);
}

template <class Kind>
model::Ref<Kind> named(const model::World& world, std::string_view name) {
    const std::size_t slash = name.find('/');
    if (slash == std::string_view::npos)
        return {};
    return world.find<Kind>(name.substr(0, slash), name.substr(slash + 1));
}

const model::Secret* secretOf(const model::World& world, model::ObjectId id) {
    return std::get_if<model::Secret>(&world.object(id).resource);
}

std::string shownSni(const std::string& sni) {
    return sni.empty() ? "(none)" : sni;
}

std::string shownHostname(const std::string& hostname) {
    return hostname.empty() ? "(any)" : hostname;
}

// ---- listener by SNI ----

bool chooseListener(Exchange& exchange, const std::string& sni) {
    const Entrance& entrance = exchange.table().entrance(exchange.entrance);
    const std::uint32_t best = entrance.secure.best(sni);
    if (best != HostIndex::kNone) {
        exchange.listener = {best};
        exchange.say.step([&] {
            Step step =
                listenerStep(exchange, exchange.listener, Stage::Tls, Verdict::Chosen,
                             sni.empty() ? "listener.https.no-sni" : "listener.https.sni-and-host",
                             fmt::format("SNI {} leads to listener {}", shownSni(sni),
                                         exchange.listenerState().spec->name));
            step.compared.push_back({"SNI", shownSni(sni),
                                     shownHostname(exchange.listenerState().spec->hostname), true});
            return step;
        });
        nameListener(exchange);
        return true;
    }
    for (const ListenerId id : entrance.serving) {
        exchange.say.step([&] {
            const std::string& hostname = exchange.control().listener(id).spec->hostname;
            Step step = listenerStep(exchange, id, Stage::Tls, Verdict::Rejected,
                                     sni.empty() ? "listener.https.no-sni" : "listener.no-match",
                                     fmt::format("hostname {} does not admit SNI {}",
                                                 shownHostname(hostname), shownSni(sni)));
            step.compared.push_back({"SNI", shownSni(sni), shownHostname(hostname), true});
            step.near = fmt::format("would match if the SNI were {}",
                                    isWildcard(hostname) ? "any" + hostname.substr(1) : hostname);
            return step;
        });
    }
    const bool onlyTls = std::ranges::all_of(entrance.serving, [&](ListenerId id) {
        return exchange.control().listener(id).spec->protocol == "TLS";
    });
    // tlsroute.sni.none: such ports close the connection; HTTPS servers say why.
    if (onlyTls)
        return exchange.closeConnection("NoListenerForSNI");
    return alert(exchange, "unrecognized_name", "NoListenerForSNI");
}

// ---- the server's certificate ----

/// The usable certificate whose name fits the SNI best; the first when none does
/// (listener.tls.cert.multiple).
model::ObjectId chooseCertificate(const Exchange& exchange, const std::string& sni) {
    model::ObjectId best;
    std::size_t length = 0;
    for (const model::ObjectId id : exchange.listenerState().certificates) {
        const model::Secret* secret = secretOf(exchange.world(), id);
        const bool unread = secret && !whyNotRead(exchange.world().object(id)).empty();
        if (!secret || (secret->certificates.empty() && !unread))
            continue;
        // One that was not read may fit: it goes after those that do, and before those that do not.
        const std::size_t fit = unread ? 1 : 2 * namesFor(secret->certificates.front(), sni);
        if (!best.valid() || fit > length) {
            best = id;
            length = fit;
        }
    }
    return best;
}

/// The roots a client trusts; nothing when the object that should hold them is not loaded.
std::optional<Certificates> rootsOf(const Exchange& exchange) {
    const ClientTls& tls = exchange.request.tls;
    if (!tls.trustConfigMap.empty()) {
        const auto configMap = named<model::ConfigMap>(exchange.world(), tls.trustConfigMap);
        return configMap ? std::optional(configMap->authorities) : std::nullopt;
    }
    const auto secret = named<model::Secret>(exchange.world(), tls.trustSecret);
    if (!secret || !whyNotRead(secret.object()).empty())
        return std::nullopt;
    return tls.trustKey == "tls.crt" ? secret->certificates : secret->authorities;
}

}  // namespace

std::string sniOf(const Request& request) {
    if (request.tls.sni)
        return lowerCase(*request.tls.sni);
    return isAddress(request.urlHost) ? std::string() : lowerCase(request.urlHost);
}

bool clientAccepts(Exchange& exchange, model::ObjectId certificate, const std::string& sni) {
    const ClientTls& tls = exchange.request.tls;
    if (tls.trustConfigMap.empty() && tls.trustSecret.empty())
        return true;
    const model::Secret* secret =
        certificate.valid() ? secretOf(exchange.world(), certificate) : nullptr;
    if (!secret)  // terminated with implementation-specific options alone
        return exchange.unknown("the certificate that the listener's TLS options stand for");
    if (const auto why = whyNotRead(exchange.world().object(certificate)); !why.empty())
        return exchange.unknown(fmt::format("the certificate of Secret {}, which was not read: {}",
                                            exchange.world().object(certificate).fullName(), why));
    const auto roots = rootsOf(exchange);
    if (!roots)
        return exchange.unknown(
            fmt::format("the client's trust, as {} is not loaded",
                        tls.trustConfigMap.empty() ? tls.trustSecret : tls.trustConfigMap));
    const auto& leaf = secret->certificates.front();
    const std::string& host = sni.empty() ? exchange.request.urlHost : sni;
    if (!trusted(secret->certificates, *roots)) {
        exchange.say.step([&] {
            return stepAbout(
                exchange.world().object(certificate), Stage::Tls, Verdict::Rejected,
                "listener.tls.terminate",
                fmt::format("the client does not trust the certificate of {}, issued by {}",
                            leaf.subject, leaf.issuer));
        });
        return alert(exchange, "unknown_ca", "ServerCertificateNotTrusted");
    }
    if (namesFor(leaf, host) > 0)
        return true;
    exchange.say.step([&] {
        Step step = stepAbout(exchange.world().object(certificate), Stage::Tls, Verdict::Rejected,
                              "listener.tls.cert.san-vs-sni",
                              "the client asked for another name than the certificate is for");
        step.compared.push_back(
            {"certificate name", host, fmt::format("{}", fmt::join(leaf.dnsNames, ", ")), true});
        return step;
    });
    return alert(exchange, "bad_certificate", "ServerCertificateNameMismatch");
}

namespace {

bool present(Exchange& exchange, const std::string& sni) {
    const model::ObjectId certificate = chooseCertificate(exchange, sni);
    if (certificate.valid()) {
        exchange.decision.tls->certificate = exchange.world().object(certificate).fullName();
        exchange.say.step([&] {
            const std::string_view why = whyNotRead(exchange.world().object(certificate));
            return stepAbout(
                exchange.world().object(certificate), Stage::Tls, Verdict::Applied,
                why.empty() ? "listener.tls.cert.multiple" : "secret.not-read",
                fmt::format("the listener presents {}{}", exchange.decision.tls->certificate,
                            why.empty() ? std::string()
                                        : fmt::format(", which was not read and is assumed to be "
                                                      "good: {}",
                                                      why)));
        });
    }
    return clientAccepts(exchange, certificate, sni);
}

// ---- what is spoken inside ----

/// Calls are HTTP/2 requests. A client that says what it speaks has to name it; one that says
/// nothing is taken to.
bool agreeOnHttp2(Exchange& exchange) {
    const auto& offered = exchange.request.tls.alpn;
    if (exchange.request.protocol != Protocol::Grpc || offered.empty() ||
        std::ranges::find(offered, "h2") != offered.end())
        return true;
    exchange.say.step([&] {
        Step step = listenerStep(exchange, exchange.listener, Stage::Tls, Verdict::Rejected,
                                 "listener.grpc.http2",
                                 "gRPC needs HTTP/2, which the client does not offer");
        step.compared.push_back({"ALPN", fmt::format("{}", fmt::join(offered, ", ")), "h2", true});
        step.near = "would go on if the client offered h2";
        return step;
    });
    return exchange.closeConnection("Http2NotOffered");
}

// ---- the client's certificate ----

/// What the client shows; nothing said when it shows none.
struct ShownCertificate {
    bool shown = false;
    bool known = true;  ///< whether it can be told who signed it
    Certificates chain;
};

/// A PEM text is known when the same certificate is loaded: only of those it was worked out who
/// signed them.
Certificates loadedTwin(const model::World& world, const model::Certificate& certificate) {
    for (const auto& secret : world.all<model::Secret>()) {
        if (!secret->certificates.empty() &&
            secret->certificates.front().fingerprint == certificate.fingerprint)
            return secret->certificates;
    }
    return {};
}

ShownCertificate shownBy(const Exchange& exchange) {
    const ClientTls& tls = exchange.request.tls;
    if (!tls.clientCertificateSecret.empty()) {
        const auto secret = named<model::Secret>(exchange.world(), tls.clientCertificateSecret);
        const bool known = secret && whyNotRead(secret.object()).empty();
        return {true, known, known ? secret->certificates : Certificates()};
    }
    if (tls.clientCertificatePem.empty())
        return {};
    const auto parsed = model::parseCertificates(tls.clientCertificatePem);
    if (parsed.empty())
        return {true, true, {}};
    Certificates chain = loadedTwin(exchange.world(), parsed.front().facts);
    return {true, !chain.empty(), std::move(chain)};
}

Certificates authoritiesOf(const Exchange& exchange, const ClientValidation& validation) {
    Certificates roots;
    for (const model::ObjectId id : validation.authorities) {
        const auto& resource = exchange.world().object(id).resource;
        if (const auto* configMap = std::get_if<model::ConfigMap>(&resource))
            roots.insert(roots.end(), configMap->authorities.begin(), configMap->authorities.end());
        else if (const auto* secret = std::get_if<model::Secret>(&resource))
            roots.insert(roots.end(), secret->authorities.begin(), secret->authorities.end());
    }
    return roots;
}

/// The name of an authority that was not read; empty when all were.
std::string unreadAuthority(const Exchange& exchange, const ClientValidation& validation) {
    for (const model::ObjectId id : validation.authorities)
        if (!whyNotRead(exchange.world().object(id)).empty())
            return exchange.world().object(id).fullName();
    return {};
}

/// frontend.mode.valid-only, frontend.mode.insecure-fallback
bool checkClient(Exchange& exchange) {
    const auto& validation = exchange.listenerState().clientValidation;
    if (!validation)
        return true;
    exchange.decision.tls->clientCertificateRequested = true;
    const ShownCertificate client = shownBy(exchange);
    if (client.shown && !client.known)
        return exchange.unknown(
            "who signed the client's certificate, as it is not among the loaded ones");
    const bool good = client.shown && trusted(client.chain, authoritiesOf(exchange, *validation));
    if (client.shown && !good)
        if (const std::string unread = unreadAuthority(exchange, *validation); !unread.empty())
            return exchange.unknown(
                fmt::format("the authorities in Secret {}, which was not read", unread));
    exchange.decision.tls->clientVerified = good;
    const std::string_view rule = validation->insecureFallback ? "frontend.mode.insecure-fallback"
                                                               : "frontend.mode.valid-only";
    const bool goesOn = good || validation->insecureFallback;
    exchange.say.step([&] {
        const std::string_view what =
            !client.shown ? "the client shows no certificate"
            : good        ? "the client's certificate is signed by a trusted authority"
                          : "the client's certificate is not signed by a trusted authority";
        return stepAbout(exchange.gatewayObject(), Stage::Tls,
                         goesOn ? Verdict::Passed : Verdict::Rejected, rule, std::string(what),
                         "spec.tls.frontend", validation->node);
    });
    if (goesOn)
        return true;
    return client.shown ? alert(exchange, "unknown_ca", "ClientCertificateNotTrusted")
                        : alert(exchange, "certificate_required", "ClientCertificateRequired");
}

}  // namespace

bool shakeHands(Exchange& exchange) {
    const std::string sni = sniOf(exchange.request);
    exchange.decision.tls.emplace().mode = "Terminate";
    if (!chooseListener(exchange, sni))
        return false;
    const model::Listener& listener = *exchange.listenerState().spec;
    if (listener.tls && listener.tls->mode == model::ListenerTLSConfig::Mode::Passthrough &&
        listener.protocol == "TLS") {
        exchange.decision.tls->mode = "Passthrough";
        exchange.say.step([&] {
            return listenerStep(exchange, exchange.listener, Stage::Tls, Verdict::Passed,
                                "tlsroute.passthrough",
                                "the listener passes TLS through: only the SNI is read");
        });
        return true;
    }
    return present(exchange, sni) && checkClient(exchange) && agreeOnHttp2(exchange);
}

}  // namespace gatesight::simulator
