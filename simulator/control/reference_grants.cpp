#include "simulator/control/reference_grants.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gatesight::simulator {
namespace {

/// One `from` x `to` pair as a key. The parts cannot hold the separator; a pair without name is for
/// all of the kind (refgrant.to.name-unset), which no name can be mistaken for.
std::string keyOf(const Referrer& referrer, const Referent& referent, bool byName) {
    std::string key;
    key.reserve(128);
    for (const std::string_view part : {referent.namespace_, referrer.group, referrer.kind,
                                        referrer.namespace_, referent.group, referent.kind})
        key.append(part).push_back('\n');
    if (byName)
        key.append("=").append(referent.name);
    return key;
}

}  // namespace

ReferenceGrants::ReferenceGrants(const model::World& world) {
    for (const auto& grant : world.all<model::ReferenceGrant>()) {
        const auto index = static_cast<std::uint32_t>(m_grants.size());
        m_grants.push_back(grant.id());
        for (const auto& from : grant->from) {
            for (const auto& to : grant->to) {
                // refgrant.where: the referent is where the grant is.
                const Referent referent{to.group, to.kind, grant.metadata().namespace_,
                                        to.name ? std::string_view(*to.name) : std::string_view()};
                const Referrer referrer{from.group, from.kind, from.namespace_};
                auto& grants = m_entries[keyOf(referrer, referent, to.name.has_value())].grants;
                if (grants.empty() || grants.back() != index)
                    grants.push_back(index);
            }
        }
    }
}

ReferenceGrants::Entry* ReferenceGrants::find(const Referrer& referrer, const Referent& referent,
                                              bool byName) {
    const auto found = m_entries.find(keyOf(referrer, referent, byName));
    return found == m_entries.end() ? nullptr : &found->second;
}

Permission ReferenceGrants::permit(const Referrer& referrer, const Referent& referent) {
    if (referrer.namespace_ == referent.namespace_)
        return {.granted = true, .grant = {}};  // refgrant.same-namespace
    Permission result;
    for (const bool byName : {false, true}) {
        Entry* entry = find(referrer, referent, byName);
        if (!entry)
            continue;
        entry->used = true;
        if (!byName && !entry->names.contains(std::string(referent.name)))
            entry->names.emplace(referent.name);
        const model::ObjectId grant = m_grants[entry->grants.front()];
        if (!result.granted || grant < result.grant)
            result = {.granted = true, .grant = grant};
    }
    return result;
}

std::vector<model::ObjectId> ReferenceGrants::unused() const {
    std::vector<bool> used(m_grants.size());
    for (const auto& [key, entry] : m_entries) {
        for (const std::uint32_t index : entry.grants)
            used[index] = used[index] || entry.used;
    }
    std::vector<model::ObjectId> result;
    for (std::size_t i = 0; i < m_grants.size(); ++i) {
        if (!used[i])
            result.push_back(m_grants[i]);
    }
    return result;
}

std::set<std::string> ReferenceGrants::needed(const model::ReferenceGrant::From& from,
                                              const model::ReferenceGrant::To& to,
                                              std::string_view namespace_) const {
    const Referrer referrer{from.group, from.kind, from.namespace_};
    const Referent referent{to.group, to.kind, namespace_,
                            to.name ? std::string_view(*to.name) : std::string_view()};
    const auto found = m_entries.find(keyOf(referrer, referent, to.name.has_value()));
    if (found == m_entries.end() || !found->second.used)
        return {};
    return to.name ? std::set<std::string>{*to.name} : found->second.names;
}

bool followsReferences(const model::ReferenceGrant::From& from) {
    static constexpr std::array<std::string_view, 6> kKinds{"Gateway",  "HTTPRoute", "GRPCRoute",
                                                            "TLSRoute", "TCPRoute",  "UDPRoute"};
    return from.group == model::kGatewayGroup &&
           std::ranges::find(kKinds, from.kind) != kKinds.end();
}

std::string grantYaml(const Referrer& referrer, const Referent& referent) {
    // Names are those of objects the API server took, so that they need no quoting; groups may be
    // empty.
    return fmt::format(
        "apiVersion: gateway.networking.k8s.io/v1\n"
        "kind: ReferenceGrant\n"
        "metadata:\n"
        "  name: allow-{0}-to-{1}\n"
        "  namespace: {2}\n"
        "spec:\n"
        "  from:\n"
        "  - group: {3}\n"
        "    kind: {4}\n"
        "    namespace: {0}\n"
        "  to:\n"
        "  - group: {5}\n"
        "    kind: {6}\n"
        "    name: {1}\n",
        referrer.namespace_, referent.name, referent.namespace_,
        referrer.group.empty() ? "\"\"" : referrer.group, referrer.kind,
        referent.group.empty() ? "\"\"" : referent.group, referent.kind);
}

}  // namespace gatesight::simulator
