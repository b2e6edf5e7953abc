#include "simulator/control/lint/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

namespace gatesight::simulator {
namespace {

using model::Severity;
using Grant = model::ReferenceGrant;
using Names = std::set<std::string, std::less<>>;

/// Namespaces with Gateways that nobody manages, whose references were not followed.
Names unmanagedNamespaces(const ControlContext& context, const ControlPlane& plane) {
    Names unmanaged;
    for (const GatewayState& gateway : plane.gateways) {
        if (gateway.controllerName.empty())
            unmanaged.insert(context.world.object(gateway.gateway).metadata.namespace_);
    }
    return unmanaged;
}

bool isJudged(const Grant::From& from, const Names& unmanaged) {
    return followsReferences(from) &&
           !(from.kind == "Gateway" && unmanaged.contains(from.namespace_));
}

class GrantWidth {
public:
    GrantWidth(ControlContext& context, model::Ref<Grant> grant, const Names& unmanaged)
        : m_context(context), m_grant(grant), m_unmanaged(unmanaged) {}

    void judge() {
        for (const Grant::From& from : m_grant->from)
            judgeFrom(from);
        for (const Grant::To& to : m_grant->to)
            judgeTo(to);
    }

private:
    std::set<std::string> needed(const Grant::From& from, const Grant::To& to) const {
        return m_context.grants.needed(from, to, m_grant.metadata().namespace_);
    }

    /// One of several that may refer, and does not.
    void judgeFrom(const Grant::From& from) {
        if (!isJudged(from, m_unmanaged) || std::ranges::any_of(m_grant->to, [&](const auto& to) {
                return !needed(from, to).empty();
            }))
            return;
        m_context.findings.add(
            Severity::Info, "lint.grant.too-wide", m_grant.id(), from.node,
            fmt::format("no loaded {} of namespace '{}' needs this grant; others do", from.kind,
                        from.namespace_));
    }

    /// An entry for a whole kind, of which some objects are needed and others are there as well.
    void judgeTo(const Grant::To& to) {
        std::set<std::string> names;
        for (const Grant::From& from : m_grant->from) {
            if (!isJudged(from, m_unmanaged))
                return;
            names.merge(needed(from, to));
        }
        if (names.empty())
            return reportUnneeded(to);
        if (to.name)
            return;
        std::vector<std::string_view> others;
        for (const model::ObjectId id :
             m_context.world.ofKind(to.group, to.kind, m_grant.metadata().namespace_)) {
            const std::string& name = m_context.world.object(id).metadata.name;
            if (!names.contains(name))
                others.push_back(name);
        }
        std::ranges::sort(others);
        if (!others.empty())
            reportWholeKind(to, names, others);
    }

    void reportUnneeded(const Grant::To& to) {
        m_context.findings.add(
            Severity::Info, "lint.grant.too-wide", m_grant.id(), to.node,
            fmt::format("no loaded reference needs {} {}; the grant is needed "
                        "for other things",
                        to.kind, to.name ? "'" + *to.name + "'" : "of any name"));
    }

    void reportWholeKind(const Grant::To& to, const std::set<std::string>& names,
                         const std::vector<std::string_view>& others) {
        const std::vector<std::string_view> used(names.begin(), names.end());
        auto& finding = m_context.findings.add(
            Severity::Info, "lint.grant.too-wide", m_grant.id(), to.node,
            fmt::format("without a name this permits every {} of the namespace; {} {} needed, {} "
                        "{} not",
                        to.kind, enumerated(used), used.size() == 1 ? "is" : "are",
                        enumerated(others), others.size() == 1 ? "is" : "are"));
        if (used.size() == 1)
            m_context.findings.suggestKey(finding, m_grant.id(), to.node, "name", used.front());
    }

    ControlContext& m_context;
    model::Ref<Grant> m_grant;
    const Names& m_unmanaged;
};

}  // namespace

void lintGrants(ControlContext& context, const ControlPlane& plane) {
    const Names unmanaged = unmanagedNamespaces(context, plane);
    const std::vector<model::ObjectId> unused = context.grants.unused();
    for (const auto& grant : context.world.all<Grant>()) {
        if (!std::ranges::binary_search(unused, grant.id())) {
            GrantWidth(context, grant, unmanaged).judge();
        } else if (std::ranges::all_of(grant->from, [&](const Grant::From& from) {
                       return isJudged(from, unmanaged);
                   })) {
            auto& finding =
                context.findings.add(Severity::Info, "refgrant.match", grant.id(), model::kNoNode,
                                     "no loaded reference needs this ReferenceGrant");
            context.findings.suggestRemoval(finding, grant.id(), "remove the ReferenceGrant");
        }
    }
}

}  // namespace gatesight::simulator
