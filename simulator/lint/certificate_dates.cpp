#include "simulator/lint/certificate_dates.h"

#include "model/kinds/timestamp.h"
#include "simulator/control/finding_list.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

namespace gatesight::simulator {

namespace {

using model::Severity;

constexpr model::Timestamp kDay = 24 * 60 * 60, kSoon = 30 * kDay;

/// Who uses the certificates of an object; the first one is named.
struct CertificateUse {
    std::string text;
    model::SourceLocation source;
};
using CertificateUses = std::map<model::ObjectId, CertificateUse>;

std::string dayOf(model::Timestamp at) {
    return model::formatTimestamp(at).substr(0, 10);
}

CertificateUses usesOf(const Simulation& simulation) {
    const model::World& world = *simulation.world;
    CertificateUses uses;
    for (const ListenerState& listener : simulation.control->listeners) {
        const model::Object& owner = world.object(listener.owner);
        const CertificateUse use{fmt::format("listener '{}' of {} {}", listener.spec->name,
                                             owner.kind, owner.fullName()),
                                 owner.origin.locate(listener.spec->node)};
        for (const model::ObjectId certificate : listener.certificates)
            uses.try_emplace(certificate, use);
        if (listener.clientValidation)
            for (const model::ObjectId authority : listener.clientValidation->authorities)
                uses.try_emplace(authority, use);
    }
    const auto add = [&](model::ObjectId certificate, model::ObjectId user) {
        const model::Object& object = world.object(user);
        if (certificate.valid())
            uses.try_emplace(certificate,
                             CertificateUse{fmt::format("{} {}", object.kind, object.fullName()),
                                            object.origin.locate()});
    };
    for (const GatewayState& gateway : simulation.control->gateways)
        add(gateway.backendClientCertificate, gateway.gateway);
    for (const BackendTlsState& policy : simulation.control->backendTlsPolicies)
        for (const model::ObjectId authority : policy.authorities)
            add(authority, policy.policy);
    for (const XBackendState& backend : simulation.control->xBackends) {
        add(backend.clientCertificate, backend.backend);
        for (const model::ObjectId authority : backend.authorities)
            add(authority, backend.backend);
    }
    return uses;
}

class DateCheck {
public:
    DateCheck(FindingList& findings, model::ObjectId object, const CertificateUse& use,
              model::Timestamp at)
        : m_findings(findings), m_object(object), m_use(use), m_at(at) {}

    void judge(const model::Certificate& certificate) {
        if (certificate.notAfter < m_at)
            report(Severity::Error, certificate,
                   fmt::format("is expired at {}: it was valid until {}", dayOf(m_at),
                               dayOf(certificate.notAfter)));
        else if (certificate.notBefore > m_at)
            report(Severity::Error, certificate,
                   fmt::format("is not valid yet at {}: it is from {}", dayOf(m_at),
                               dayOf(certificate.notBefore)));
        else if (certificate.notAfter - m_at < kSoon)
            report(Severity::Warning, certificate,
                   fmt::format("expires {}, {} days after {}", dayOf(certificate.notAfter),
                               (certificate.notAfter - m_at) / kDay, dayOf(m_at)));
    }

private:
    void report(Severity severity, const model::Certificate& certificate, const std::string& what) {
        auto& finding = m_findings.add(
            severity, "lint.certificate.dates", m_object, model::kNoNode,
            fmt::format(
                "certificate {}, which {} uses, {}",
                certificate.subject.empty() ? "without subject" : "'" + certificate.subject + "'",
                m_use.text, what));
        finding.related.push_back({m_use.text, m_use.source});
    }

    FindingList& m_findings;
    model::ObjectId m_object;
    const CertificateUse& m_use;
    model::Timestamp m_at;
};

}  // namespace

model::Findings certificateDateFindings(const Simulation& simulation, model::Timestamp at) {
    FindingList findings(*simulation.world);
    for (const auto& [object, use] : usesOf(simulation)) {
        DateCheck check(findings, object, use, at);
        const model::Resource& resource = simulation.world->object(object).resource;
        if (const auto* secret = std::get_if<model::Secret>(&resource)) {
            for (const model::Certificate& each : secret->certificates)
                check.judge(each);
            if (secret->certificates.empty())
                for (const model::Certificate& each : secret->authorities)
                    check.judge(each);
        } else if (const auto* config = std::get_if<model::ConfigMap>(&resource)) {
            for (const model::Certificate& each : config->authorities)
                check.judge(each);
        }
    }
    return std::move(findings).take();
}

}  // namespace gatesight::simulator
