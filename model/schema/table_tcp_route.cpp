// TCPRoute and UDPRoute, which have the same fields.
#include "model/schema/tables.h"
#include "model/schema/tables_common.h"
#include "model/schema/tables_layer4.h"

namespace gatesight::model {

namespace {

constexpr Schema kBackends = list(&kWeightedBackend, 1, 16);
constexpr Field kRuleFields[] = {required("backendRefs", &kBackends),
                                 optional("name", &kSectionName)};
constexpr Schema kRule = object(kRuleFields);
constexpr SchemaRule kRulesRules[] = {
    {"api.channel.differences", ruleNamesDiffer, "Rule name must be unique within the route"}};

constexpr Field kSpecFields[] = {
    optional("parentRefs", &kParentReferences), required("rules", &kOneLayer4Rule),
    experimental(optional("useDefaultGateways", &kUseDefaultGateways))};
constexpr Schema kSpec = object(kSpecFields);
constexpr auto kRootFields = rootFields(&kSpec, &kRouteStatus);

constexpr Field kAlpha2SpecFields[] = {
    optional("parentRefs", &kParentReferences), required("rules", &kLayer4Rules),
    experimental(optional("useDefaultGateways", &kUseDefaultGateways))};
constexpr Schema kAlpha2Spec = object(kAlpha2SpecFields);
constexpr auto kAlpha2RootFields = rootFields(&kAlpha2Spec, &kRouteStatus);

}  // namespace

constexpr Schema kOneLayer4Rule = list(&kRule, 1, 1);
constexpr Schema kLayer4Rules = list(&kRule, 1, 16, kRulesRules);
constexpr Schema kTCPRouteSchema = object(kRootFields);
constexpr Schema kTCPRouteAlpha2Schema = object(kAlpha2RootFields);

}  // namespace gatesight::model
