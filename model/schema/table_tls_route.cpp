#include "model/schema/tables.h"
#include "model/schema/tables_common.h"
#include "model/schema/tables_layer4.h"
#include "model/schema/value.h"

#include <algorithm>

namespace gatesight::model {

namespace {

// ---- hostnames (api.tlsroute.hostnames) ----

template <class Condition>
bool allHostnames(const Value& hostnames, Condition condition) {
    const std::vector<Value> items = hostnames.items();
    return std::ranges::all_of(items, [&](const Value& each) { return condition(each.text()); });
}
Verdict noAddresses(const Value& self) {
    return allHostnames(self, [](std::string_view name) { return !isIPAddress(name); });
}
Verdict plainNamesAreValid(const Value& self) {
    return allHostnames(self, [](std::string_view name) {
        return name.contains('*') || matches(Pattern::PreciseHostname, name);
    });
}
Verdict wildcardsStandFirst(const Value& self) {
    return allHostnames(self, [](std::string_view name) {
        return !name.contains('*') ||
               (name.starts_with("*.") && matches(Pattern::PreciseHostname, name.substr(2)));
    });
}
constexpr SchemaRule kHostnamesRules[] = {
    {"api.tlsroute.hostnames", noAddresses, "Hostnames cannot contain an IP"},
    {"api.tlsroute.hostnames", plainNamesAreValid, "Hostnames must be valid based on RFC-1123"},
    {"api.tlsroute.hostnames", wildcardsStandFirst,
     "Wildcards on hostnames must be the first label, and the rest of hostname must be valid based "
     "on RFC-1123"}};
constexpr Schema kHostnames = list(&kHostname, 1, 1024, kHostnamesRules);
constexpr Schema kAlpha2Hostnames = list(&kHostname, 0, 1024);

// ---- the whole ----

constexpr Field kSpecFields[] = {
    required("hostnames", &kHostnames), optional("parentRefs", &kParentReferences),
    required("rules", &kOneLayer4Rule),
    experimental(optional("useDefaultGateways", &kUseDefaultGateways))};
constexpr Schema kSpec = object(kSpecFields);
constexpr auto kRootFields = rootFields(&kSpec, &kRouteStatus);

constexpr Field kAlpha2SpecFields[] = {
    optional("hostnames", &kAlpha2Hostnames), optional("parentRefs", &kParentReferences),
    required("rules", &kLayer4Rules),
    experimental(optional("useDefaultGateways", &kUseDefaultGateways))};
constexpr Schema kAlpha2Spec = object(kAlpha2SpecFields);
constexpr auto kAlpha2RootFields = rootFields(&kAlpha2Spec, &kRouteStatus);

}  // namespace

constexpr Schema kTLSRouteSchema = object(kRootFields);
constexpr Schema kTLSRouteAlpha2Schema = object(kAlpha2RootFields);

}  // namespace gatesight::model
