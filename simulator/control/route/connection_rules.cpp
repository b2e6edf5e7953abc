#include "simulator/control/route/connection_rules.h"

#include "simulator/control/route/backend_resolution.h"

namespace gatesight::simulator {

RouteRules decideConnectionRules(ControlContext& context, const RouteView& route) {
    RouteRules result;
    BackendResolver resolver(context, route);
    const auto& rules = model::connectionRoute(*route.object)->rules;
    result.rules.reserve(rules.size());
    for (const model::ConnectionRule& rule : rules) {
        RuleState& state = result.rules.emplace_back();
        state.backends.reserve(rule.backendRefs.size());
        for (const model::BackendRef& backend : rule.backendRefs)
            state.backends.push_back(resolver.resolve(backend.ref, "backendRef"));
        state.backendFilters.resize(rule.backendRefs.size());
    }
    resolver.finish();
    result.unresolved = resolver.faults();
    return result;
}

bool speaksAnything(std::string_view /*appProtocol*/, const Options& /*options*/) {
    return true;
}

bool sendsBytes(std::string_view /*protocol*/) {
    return true;
}

bool sendsNoDatagrams(std::string_view /*protocol*/) {
    return false;
}

}  // namespace gatesight::simulator
