#include "simulator/control/policy/x_backend_status.h"

#include "model/world/unread_secrets.h"
#include "simulator/control/credentials.h"
#include "simulator/control/policy/backend_validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gatesight::simulator {
namespace {

using Backend = model::Ref<model::XBackend>;
using TlsMode = model::XBackend::TLS::Mode;
using model::Severity;

constexpr CredentialUse kClientCertificate = {.what = "clientCertificateRef",
                                              .notPermitted = "xbackend.tls",
                                              .badKind = "xbackend.tls",
                                              .notFound = "xbackend.tls"};
/// Empty: what the route implies.
constexpr std::array<std::string_view, 7> kProtocols{"",       "HTTP", "HTTP2", "HTTP11",
                                                     "H2C", "TCP",  "MCP"};

Fault invalid(const Backend& backend, std::string_view rule, std::string message) {
    return {.reason = "Invalid",
            .rule = rule,
            .message = std::move(message),
            .node = backend->specNode};
}

/// What the API server would not have let in, but files may hold all the same.
void checkPlace(const Backend& backend, Faults& faults) {
    if (backend->type != "ExternalHostname" || backend->hostname.empty())
        faults.push_back(invalid(backend, "xbackend.type",
                                 fmt::format("type {} with hostname '{}' leads nowhere",
                                             backend->type, backend->hostname)));
    else if (backend->hostname.ends_with(".cluster.local"))
        faults.push_back(invalid(backend, "xbackend.type",
                                 fmt::format("'{}' is a name of the cluster, not outside",
                                             backend->hostname)));
    if (backend->port == 0)
        faults.push_back(invalid(backend, "xbackend.port", "it has no port"));
    if (std::ranges::find(kProtocols, backend->protocol) == kProtocols.end())
        faults.push_back(invalid(backend, "xbackend.protocol",
                                 fmt::format("protocol {} is not known", backend->protocol)));
}

/// Certificates of both sides (xbackend.tls).
void checkTls(ControlContext& context, const Backend& backend, XBackendState& state,
              Faults& faults) {
    const model::XBackend::TLS& tls = *backend->tls;
    if (tls.validation) {
        JudgedValidation judged = judgeValidation(context, backend.id(), *tls.validation);
        state.authorities = std::move(judged.authorities);
        faults.insert(faults.end(), judged.refused.begin(), judged.refused.end());
    } else {
        context.findings.add(Severity::Warning, "xbackend.tls", backend.id(), tls.node,
                             "tls has no validation: whose certificates are good is up to the "
                             "controller");
    }
    if (tls.mode != TlsMode::ClientAndServer)
        return;
    if (!tls.clientCertificateRef) {
        faults.push_back(
            invalid(backend, "xbackend.tls", "ClientAndServer needs a clientCertificateRef"));
        return;
    }
    const Credential secret =
        resolveKeyPair(context, backend.id(), *tls.clientCertificateRef, kClientCertificate);
    if (secret)
        state.clientCertificate = *secret;
    else
        faults.push_back({.reason = "InvalidClientCertificateRef",
                          .rule = "xbackend.tls",
                          .message = secret.error().message,
                          .node = tls.clientCertificateRef->node});
}

/// What it rests on that was not read; empty when that is nothing.
std::string assumedOf(const ControlContext& context, const XBackendState& state) {
    std::vector<model::ObjectId> credentials = state.authorities;
    credentials.push_back(state.clientCertificate);
    const bool any = std::ranges::any_of(credentials, [&](model::ObjectId id) {
        return id.valid() && !model::whyNotRead(context.world.object(id)).empty();
    });
    return any ? "; " + resolvedMessage(context.world, credentials) : std::string();
}

Conditions conditionsOf(const ControlContext& context, const Backend& backend,
                        const XBackendState& state, const Faults& faults) {
    const std::string leaves =
        fmt::format("requests leave for {}{}{}", backend->place(),
                    backend->insecure() ? " without TLS" : "", assumedOf(context, state));
    Conditions conditions{
        faults.empty() ? trueCondition("Accepted", "Accepted", "cond.xbackend.accepted", leaves)
                       : falseCondition("Accepted", faults)};
    observe(conditions, backend.metadata().generation);
    return conditions;
}

XBackendState decide(ControlContext& context, const ControlPlane& plane, const BackendUsers& users,
                     const Backend& backend) {
    XBackendState state;
    state.backend = backend.id();
    state.spec = &*backend;
    Faults faults;
    checkPlace(backend, faults);
    if (backend->insecure())
        context.findings.add(
            Severity::Warning, "xbackend.insecure", backend.id(), backend->specNode,
            fmt::format("what is sent to {} leaves the cluster in plain text", backend->place()));
    else
        checkTls(context, backend, state, faults);
    if (!faults.empty()) {
        state.unusable = faults.front().message;
        state.unusableRule = faults.front().rule;
    }
    state.parents = usersOf(plane, users, {backend.id()},
                            conditionsOf(context, backend, state, faults));
    if (state.parents.empty())
        context.findings.add(Severity::Info, "xbackend.status", backend.id(), model::kNoNode,
                             "no route leads to it");
    return state;
}

}  // namespace

void decideXBackends(ControlContext& context, ControlPlane& plane, const BackendUsers& users) {
    for (const Backend& backend : context.world.all<model::XBackend>())
        plane.xBackends.push_back(decide(context, plane, users, backend));
}

}  // namespace gatesight::simulator
