// NetworkPolicy. The API server judges it in code, not by a CRD; the rules say the same.
#include "model/schema/tables.h"
#include "model/schema/tables_common.h"
#include "model/schema/tables_policy.h"
#include "model/schema/value.h"
#include "model/text/address.h"

namespace gatesight::model {

namespace {

// ---- ports ----

bool isName(const Value& port) {
    return port.valid() && port.node().isString();
}

Verdict endHasNumber(const Value& self) {
    return !self["endPort"] || (self["port"].valid() && !isName(self["port"]));
}
Verdict endIsNotBefore(const Value& self) {
    if (!self["endPort"] || !self["port"] || isName(self["port"]))
        return true;
    return self["endPort"].integer() >= self["port"].integer();
}
Verdict portIsOne(const Value& self) {
    const Value port = self["port"];
    if (!port)
        return true;
    return isName(port) ? isPortName(port.text()) : port.integer() >= 1 && port.integer() <= 65535;
}

constexpr SchemaRule kPortRules[] = {
    {"np.port.end-port", endHasNumber, "endPort needs a port, and a port by number"},
    {"np.port.end-port", endIsNotBefore, "endPort must be greater than or equal to `port`"},
    {"np.port.named", portIsOne,
     "port must be between 1 and 65535, or a name of at most 15 lower case letters, digits and "
     "dashes with at least one letter"}};
constexpr Field kPortFields[] = {optional("endPort", &kPort), optional("port", &kIntOrString),
                                 defaulted("protocol", &kTransport, "TCP")};
constexpr Schema kPolicyPort = object(kPortFields, kPortRules);
constexpr Schema kPolicyPorts = list(&kPolicyPort);

// ---- peers ----

Verdict cidrIsOne(const Value& self) {
    return AddressRange::parse(self["cidr"].text()).has_value();
}
Verdict exceptsLieInside(const Value& self) {
    const auto all = AddressRange::parse(self["cidr"].text());
    const std::vector<Value> excepts = self["except"].items();
    return !all || std::ranges::all_of(excepts, [&](const Value& each) {
        const auto part = AddressRange::parse(each.text());
        return part && all->strictlyContains(*part);
    });
}
Verdict somebodyIsNamed(const Value& self) {
    return self["ipBlock"] || self["podSelector"] || self["namespaceSelector"];
}
Verdict blockStandsAlone(const Value& self) {
    return !self["ipBlock"] || !(self["podSelector"] || self["namespaceSelector"]);
}

constexpr SchemaRule kBlockRules[] = {
    {"np.peer.ip-block", cidrIsOne, "cidr must be a range such as 10.9.8.0/24"},
    {"np.peer.ip-block", exceptsLieInside, "every except must be a strict subset of cidr"}};
constexpr Field kBlockFields[] = {required("cidr", &kText), optional("except", &kTextList)};
constexpr Schema kBlock = object(kBlockFields, kBlockRules);
constexpr SchemaRule kPeerRules[] = {
    {"np.peer.both", somebodyIsNamed, "must specify a peer"},
    {"np.peer.ip-block", blockStandsAlone, "may not specify both ipBlock and another peer"}};
constexpr Field kPeerFields[] = {optional("ipBlock", &kBlock),
                                 optional("namespaceSelector", &kCheckedSelector),
                                 optional("podSelector", &kCheckedSelector)};
constexpr Schema kPeer = object(kPeerFields, kPeerRules);
constexpr Schema kPeers = list(&kPeer);

// ---- the policy ----

constexpr Field kIngressFields[] = {optional("from", &kPeers), optional("ports", &kPolicyPorts)};
constexpr Schema kIngressRule = object(kIngressFields);
constexpr Schema kIngress = list(&kIngressRule);
constexpr Field kEgressFields[] = {optional("ports", &kPolicyPorts), optional("to", &kPeers)};
constexpr Schema kEgressRule = object(kEgressFields);
constexpr Schema kEgress = list(&kEgressRule);
constexpr std::array<std::string_view, 2> kTypes{"Egress", "Ingress"};
constexpr Schema kType = oneOf(kTypes);
constexpr Schema kTypeList = list(&kType, 0, 2);
constexpr Field kSpecFields[] = {optional("egress", &kEgress), optional("ingress", &kIngress),
                                 optional("podSelector", &kCheckedSelector),
                                 optional("policyTypes", &kTypeList)};
constexpr Schema kSpec = object(kSpecFields);
constexpr Field kRootFields[] = {optional("apiVersion", &kText), optional("kind", &kText),
                                 optional("metadata", &kMetadata), optional("spec", &kSpec),
                                 optional("status", &kAny)};

}  // namespace

constexpr Schema kNetworkPolicySchema = object(kRootFields);

}  // namespace gatesight::model
