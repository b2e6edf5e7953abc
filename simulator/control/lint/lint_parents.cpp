#include "simulator/control/lint/lint_parents.h"

#include "simulator/control/reference_lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace gatesight::simulator {
namespace {

using model::Severity;

/// Calls `use` with every listener that the parent leads to.
template <class Use>
void forListeners(const ControlPlane& plane, const ParentListeners& parent, Use use) {
    for (const ListenerId id : parent.listeners)
        use(*plane.listener(id).spec);
}

/// "named 'a' on port 80"
std::string wanted(const model::ParentReference& ref) {
    if (ref.sectionName && ref.port)
        return fmt::format("'{}' on port {}", *ref.sectionName, *ref.port);
    if (ref.sectionName)
        return fmt::format("'{}'", *ref.sectionName);
    return ref.port ? fmt::format("on port {}", *ref.port) : "at all";
}

void reportNoSuchSection(ControlContext& context, const ControlPlane& plane, const RouteView& route,
                         const model::ParentReference& ref, const ParentListeners& parent,
                         std::string_view rule) {
    std::vector<std::string_view> names;
    std::string present;
    forListeners(plane, parent, [&](const model::Listener& listener) {
        names.push_back(listener.name);
        present += fmt::format("{}'{}' on port {}", present.empty() ? "" : ", ", listener.name,
                               listener.port);
    });
    // A name that is there is not what was mistaken, its port was.
    const bool known = ref.sectionName && std::ranges::find(names, *ref.sectionName) != names.end();
    const std::string_view near = ref.sectionName && !known
                                      ? context.findings.nearest(*ref.sectionName, names)
                                      : std::string_view();
    auto& finding =
        context.findings.add(Severity::Error, rule, route.id, ref.node,
                             fmt::format("{} {} has no listener {}{}; its listeners: {}",
                                         parent.object.kind, parent.object.fullName(), wanted(ref),
                                         didYouMean(near), present.empty() ? "none" : present));
    context.findings.suggestScalar(finding, route.id, ref.node, "sectionName", near);
}

std::string hostnamesOf(const ControlPlane& plane, const ParentListeners& parent) {
    std::set<std::string_view> hostnames;
    forListeners(plane, parent, [&](const model::Listener& listener) {
        if (!listener.hostname.empty())
            hostnames.insert(listener.hostname);
    });
    return enumerated(std::vector<std::string_view>(hostnames.begin(), hostnames.end()));
}

}  // namespace

void reportUnwritten(ControlContext& context, const RouteView& route,
                     const model::ParentReference& ref, const RouteParentState& parent) {
    MeantObject meant;
    if (!parent.parent.valid())
        meant = meantBy(
            context,
            {ref.group, ref.kind,
             ref.namespace_ ? std::string_view(*ref.namespace_) : route.namespace_(), ref.name});
    // The parent may be in a file that was not loaded, so that this is no error.
    auto& finding = context.findings.add(Severity::Warning, parent.unwrittenRule, route.id,
                                         ref.node, parent.unwritten + suggestion(meant));
    suggestMeant(context, finding, route.id, ref.node, meant);
}

void reportRefused(ControlContext& context, const ControlPlane& plane, const RouteView& route,
                   const model::ParentReference* ref, const ParentListeners& parent,
                   const Fault& fault) {
    if (ref && fault.reason == "NoMatchingParent") {
        reportNoSuchSection(context, plane, route, *ref, parent, fault.rule);
        return;
    }
    std::string message = fmt::format("{} {} does not take the route: {}", parent.object.kind,
                                      parent.object.fullName(), fault.message);
    model::NodeId node = ref ? ref->node : model::kNoNode;
    if (fault.reason == "NoMatchingListenerHostname") {
        message += fmt::format("; hostnames of its listeners: {}", hostnamesOf(plane, parent));
        if (!route.hostnameNodes.empty())
            node = route.hostnameNodes.front();
    }
    context.findings.add(Severity::Error, fault.rule, route.id, node, std::move(message));
}

}  // namespace gatesight::simulator
