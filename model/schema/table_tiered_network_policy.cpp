// AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy. `nodes`, `domainNames`
// and ports by name (in v1alpha1) are of the experimental channel.
#include "model/schema/tables.h"
#include "model/schema/tables_common.h"
#include "model/schema/tables_policy.h"
#include "model/text/address.h"

namespace gatesight::model {

namespace {

/// Exactly one of the fields.
[[nodiscard]] consteval Schema oneFieldOf(std::span<const Field> fields) {
    Schema schema = object(fields);
    schema.minSize = 1;
    schema.maxSize = 1;
    return schema;
}

constexpr Schema kRuleName = text(0, 100);
constexpr Schema kPriority = integer(0, 1000);

// ---- Pods ----

constexpr Field kAlpha1PodsFields[] = {required("namespaceSelector", &kLabelSelector),
                                       required("podSelector", &kLabelSelector)};
constexpr Schema kAlpha1Pods = object(kAlpha1PodsFields);
constexpr Field kAlpha2PodsFields[] = {optional("namespaceSelector", &kLabelSelector),
                                       required("podSelector", &kLabelSelector)};
constexpr Schema kAlpha2Pods = object(kAlpha2PodsFields);
template <const Schema& Pods>
constexpr Field kSubjectFields[] = {optional("namespaces", &kLabelSelector),
                                    optional("pods", &Pods)};
template <const Schema& Pods>
constexpr Schema kSubject = oneFieldOf(kSubjectFields<Pods>);
/// Peers of ingress rules are written like subjects.
template <const Schema& Pods, std::size_t Most>
constexpr Schema kFrom = list(&kSubject<Pods>, 1, Most);

// ---- peers of egress rules ----

Verdict isRange(const Value& self) {
    return AddressRange::parse(self.text()).has_value();
}
constexpr SchemaRule kNetworkRules[] = {
    {"np.tier.networks", isRange, "Invalid CIDR format provided"}};
constexpr Schema kNetwork{.type = ValueType::String, .maxSize = 43, .rules = kNetworkRules};
constexpr Schema kNetworks{.type = ValueType::List,
                           .listKind = ListKind::Set,
                           .minSize = 1,
                           .maxSize = 25,
                           .items = &kNetwork};
constexpr Schema kDomainName = textLike(Pattern::DomainName);
constexpr Schema kDomainNames{.type = ValueType::List,
                              .listKind = ListKind::Set,
                              .minSize = 1,
                              .maxSize = 25,
                              .items = &kDomainName};
template <const Schema& Pods>
constexpr Field kToFields[] = {
    experimental(optional("domainNames", &kDomainNames)), optional("namespaces", &kLabelSelector),
    optional("networks", &kNetworks), experimental(optional("nodes", &kLabelSelector)),
    optional("pods", &Pods)};
template <const Schema& Pods>
constexpr Schema kToPeer = oneFieldOf(kToFields<Pods>);
constexpr Field kBaselineToFields[] = {
    optional("namespaces", &kLabelSelector), optional("networks", &kNetworks),
    experimental(optional("nodes", &kLabelSelector)), optional("pods", &kAlpha1Pods)};
constexpr Schema kBaselineToPeer = oneFieldOf(kBaselineToFields);
template <const Schema& Peer, std::size_t Most>
constexpr Schema kTo = list(&Peer, 1, Most);

// ---- ports ----

Verdict rangeGrows(const Value& self) {
    return self["start"].integer() < self["end"].integer();
}
constexpr SchemaRule kRangeRules[] = {
    {"np.tier.ports", rangeGrows, "Start port must be less than End port"}};
constexpr Field kRangeFields[] = {required("end", &kPort), required("start", &kPort)};
constexpr Schema kRange = object(kRangeFields, kRangeRules);

constexpr Field kPortNumberFields[] = {required("port", &kPort),
                                       defaulted("protocol", &kText, "TCP")};
constexpr Schema kPortNumber = object(kPortNumberFields);
constexpr Field kPortRangeFields[] = {required("end", &kPort), defaulted("protocol", &kText, "TCP"),
                                      required("start", &kPort)};
constexpr Schema kPortRange = object(kPortRangeFields);
constexpr Field kAlpha1PortFields[] = {experimental(optional("namedPort", &kText)),
                                       optional("portNumber", &kPortNumber),
                                       optional("portRange", &kPortRange)};
constexpr Schema kAlpha1Port = oneFieldOf(kAlpha1PortFields);
constexpr Schema kAlpha1Ports = list(&kAlpha1Port, 1, 100);

constexpr Field kDestinationPortFields[] = {optional("number", &kPort), optional("range", &kRange)};
constexpr Schema kDestinationPort = oneFieldOf(kDestinationPortFields);
constexpr Field kProtocolFields[] = {optional("destinationPort", &kDestinationPort)};
constexpr Schema kProtocol = oneFieldOf(kProtocolFields);
constexpr Field kAlpha2PortFields[] = {optional("destinationNamedPort", &kText),
                                       optional("sctp", &kProtocol), optional("tcp", &kProtocol),
                                       optional("udp", &kProtocol)};
constexpr Schema kAlpha2Port = oneFieldOf(kAlpha2PortFields);
constexpr Schema kAlpha2Ports = list(&kAlpha2Port, 1, 25);

/// Only Pods have ports with names.
bool namesPort(const Value& port) {
    return port["namedPort"].valid() || port["destinationNamedPort"].valid();
}
Verdict namesNeedPods(const Value& self) {
    const std::vector<Value> peers = self["to"].items();
    std::vector<Value> ports = self["ports"].items();
    if (ports.empty())
        ports = self["protocols"].items();
    const bool bare = std::ranges::any_of(peers, [](const Value& peer) {
        return peer["networks"] || peer["nodes"] || peer["domainNames"];
    });
    return !bare || std::ranges::none_of(ports, namesPort);
}
constexpr SchemaRule kEgressRules[] = {
    {"np.tier.ports", namesNeedPods,
     "networks/nodes/domainNames peer cannot be set with namedPorts since there are no namedPorts "
     "for networks/nodes/domainNames",
     SchemaRule::When::Experimental}};
constexpr SchemaRule kBaselineEgressRules[] = {
    {"np.tier.ports", namesNeedPods,
     "networks/nodes peer cannot be set with namedPorts since there are no namedPorts for "
     "networks/nodes",
     SchemaRule::When::Experimental}};

// ---- rules ----

constexpr std::array<std::string_view, 3> kAlpha1Actions{"Allow", "Deny", "Pass"};
constexpr Schema kAlpha1Action = oneOf(kAlpha1Actions);
constexpr std::array<std::string_view, 2> kBaselineActions{"Allow", "Deny"};
constexpr Schema kBaselineAction = oneOf(kBaselineActions);
constexpr std::array<std::string_view, 3> kAlpha2Actions{"Accept", "Deny", "Pass"};
constexpr Schema kAlpha2Action = oneOf(kAlpha2Actions);

template <const Schema& Action>
constexpr Field kAlpha1IngressFields[] = {
    required("action", &Action), required("from", &kFrom<kAlpha1Pods, 100>),
    optional("name", &kRuleName), optional("ports", &kAlpha1Ports)};
template <const Schema& Action>
constexpr Schema kAlpha1Ingress = object(kAlpha1IngressFields<Action>);
template <const Schema& Action>
constexpr Schema kAlpha1IngressList = list(&kAlpha1Ingress<Action>, 0, 100);

constexpr Field kAdminEgressFields[] = {
    required("action", &kAlpha1Action), optional("name", &kRuleName),
    optional("ports", &kAlpha1Ports), required("to", &kTo<kToPeer<kAlpha1Pods>, 100>)};
constexpr Schema kAdminEgress = object(kAdminEgressFields, kEgressRules);
constexpr Schema kAdminEgressList = list(&kAdminEgress, 0, 100);
constexpr Field kBaselineEgressFields[] = {
    required("action", &kBaselineAction), optional("name", &kRuleName),
    optional("ports", &kAlpha1Ports), required("to", &kTo<kBaselineToPeer, 100>)};
constexpr Schema kBaselineEgress = object(kBaselineEgressFields, kBaselineEgressRules);
constexpr Schema kBaselineEgressList = list(&kBaselineEgress, 0, 100);

constexpr Field kClusterIngressFields[] = {
    required("action", &kAlpha2Action), required("from", &kFrom<kAlpha2Pods, 25>),
    optional("name", &kRuleName), optional("protocols", &kAlpha2Ports)};
constexpr Schema kClusterIngress = object(kClusterIngressFields);
constexpr Schema kClusterIngressList = list(&kClusterIngress, 0, 25);
constexpr Field kClusterEgressFields[] = {
    required("action", &kAlpha2Action), optional("name", &kRuleName),
    optional("protocols", &kAlpha2Ports), required("to", &kTo<kToPeer<kAlpha2Pods>, 25>)};
constexpr Schema kClusterEgress = object(kClusterEgressFields, kEgressRules);
constexpr Schema kClusterEgressList = list(&kClusterEgress, 0, 25);

// ---- the policies ----

constexpr Field kStatusFields[] = {required("conditions", &kConditions)};
constexpr Schema kStatus = object(kStatusFields);

constexpr Field kAdminSpecFields[] = {
    optional("egress", &kAdminEgressList), optional("ingress", &kAlpha1IngressList<kAlpha1Action>),
    required("priority", &kPriority), required("subject", &kSubject<kAlpha1Pods>)};
constexpr Schema kAdminSpec = object(kAdminSpecFields);
constexpr Field kBaselineSpecFields[] = {optional("egress", &kBaselineEgressList),
                                         optional("ingress", &kAlpha1IngressList<kBaselineAction>),
                                         required("subject", &kSubject<kAlpha1Pods>)};
constexpr Schema kBaselineSpec = object(kBaselineSpecFields);
constexpr std::array<std::string_view, 2> kTiers{"Admin", "Baseline"};
constexpr Schema kTier = oneOf(kTiers);
constexpr Field kClusterSpecFields[] = {
    optional("egress", &kClusterEgressList), optional("ingress", &kClusterIngressList),
    required("priority", &kPriority), required("subject", &kSubject<kAlpha2Pods>),
    required("tier", &kTier)};
constexpr Schema kClusterSpec = object(kClusterSpecFields);

Verdict isCalledDefault(const Value& self) {
    return self.node()["metadata"]["name"].text() == "default";
}
constexpr SchemaRule kBaselineRules[] = {
    {"np.tier.baseline-default", isCalledDefault,
     "Only one baseline admin network policy with metadata.name=\"default\" can be created in the "
     "cluster"}};

template <const Schema& Spec>
constexpr auto kRootFields = rootFields(&Spec, &kStatus);

}  // namespace

constexpr Schema kAdminNetworkPolicySchema = object(kRootFields<kAdminSpec>);
constexpr Schema kBaselineAdminNetworkPolicySchema =
    object(kRootFields<kBaselineSpec>, kBaselineRules);
constexpr Schema kClusterNetworkPolicySchema = object(kRootFields<kClusterSpec>);

}  // namespace gatesight::model
