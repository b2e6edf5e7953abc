#include "simulator/control/listener/certificates.h"

#include "simulator/control/credentials.h"
#include "simulator/control/listener/route_kinds.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {
namespace {

constexpr CredentialUse kListenerCertificate = {.what = "certificateRef",
                                                .notPermitted = "listener.tls.cert.not-permitted",
                                                .badKind = "listener.tls.cert.not-found",
                                                .notFound = "listener.tls.cert.not-found"};

Fault faultOf(const CredentialFault& trouble, model::NodeId node) {
    if (trouble.trouble == CredentialTrouble::NotPermitted)
        return {"RefNotPermitted", "listener.tls.cert.not-permitted", trouble.message, node};
    return {"InvalidCertificateRef", "listener.tls.cert.not-found", trouble.message, node};
}

Fault nothingToPresent(const model::Listener& listener) {
    return {.reason = "Invalid",
            .rule = "listener.tls.none-on-https",
            .message =
                fmt::format("listener '{}' terminates TLS but has no certificate", listener.name),
            .node = listener.node};
}

}  // namespace

ListenerCertificates resolveCertificates(ControlContext& context, model::ObjectId owner,
                                         const model::Listener& listener) {
    ListenerCertificates result;
    if (!terminatesTls(listener))
        return result;
    for (const model::ObjectRef& ref :
         listener.tls ? listener.tls->certificateRefs : std::vector<model::ObjectRef>()) {
        const Credential secret = resolveKeyPair(context, owner, ref, kListenerCertificate);
        if (secret)
            result.usable.push_back(*secret);
        else
            result.unresolved.push_back(faultOf(secret.error(), ref.node));
    }
    std::ranges::stable_partition(result.unresolved, [](const Fault& fault) {
        return fault.reason == "RefNotPermitted";  // listener.tls.cert.not-permitted: has priority
    });
    if (!listener.tls || listener.tls->certificateRefs.empty()) {
        if (!listener.tls || listener.tls->options.empty()) {
            result.missing.push_back(nothingToPresent(listener));
            context.findings.add(model::Severity::Error, "listener.tls.none-on-https", owner,
                                 listener.node, result.missing.front().message);
        } else {
            context.findings.add(
                model::Severity::Info, "listener.tls.options", owner, listener.tls->node,
                fmt::format("listener '{}' has TLS options, which are the controller's own; it is "
                            "assumed that they supply a certificate",
                            listener.name));
        }
    }
    return result;
}

}  // namespace gatesight::simulator
