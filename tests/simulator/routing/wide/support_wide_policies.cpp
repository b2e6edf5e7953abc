#include "support_wide_makers.h"

#include <fmt/format.h>

namespace gatesight::test::wide {

void addGrants(WideWorld& world, Dice& dice) {
    static constexpr std::array kReferrers{"HTTPRoute", "GRPCRoute", "TLSRoute",   "TCPRoute",
                                           "UDPRoute",  "Gateway",   "ListenerSet"};
    for (std::size_t i = 0, count = dice.below(6); i < count; ++i) {
        Json from = Json::array();
        for (std::size_t f = 0, entries = 1 + dice.below(3); f < entries; ++f)
            from.push_back({{"group", "gateway.networking.k8s.io"},
                            {"kind", dice.of(kReferrers)},
                            {"namespace", dice.of(kNamespaces)}});
        const bool secret = dice.once(3);
        Json to{{"group", ""}, {"kind", secret ? "Secret" : "Service"}};
        if (dice.once(3))
            to["name"] = secret ? "cert" : dice.of(kServices);
        Json grant =
            object(dice, "ReferenceGrant", dice.of(kNamespaces), fmt::format("grant-{}", i),
                   {{"from", std::move(from)}, {"to", Json::array({std::move(to)})}});
        grant["apiVersion"] = "gateway.networking.k8s.io/v1beta1";
        world.documents.push_back(std::move(grant));
    }
}

void addPolicies(WideWorld& world, Dice& dice) {
    for (std::size_t i = 0, count = dice.below(8); i < count; ++i) {
        // Several on one Service, so that they come into conflict.
        Json target{{"group", ""},
                    {"kind", "Service"},
                    {"name", dice.once(3) ? dice.of(kServices) : kServices.front()}};
        if (dice.once(3))
            target["sectionName"] = dice.of(std::array{"http", "alt", "dns", "none"});
        Json validation{{"hostname", fmt::format("backend-{}.example.com", i)}};
        if (dice.once(3))
            validation["wellKnownCACertificates"] = "System";
        else
            validation["caCertificateRefs"] = {{{"group", ""},
                                                {"kind", "ConfigMap"},
                                                {"name", dice.once(3) ? "gone" : "authority"}}};
        world.documents.push_back(
            object(dice, "BackendTLSPolicy", dice.of(kNamespaces), fmt::format("tls-{}", i),
                   {{"targetRefs", Json::array({std::move(target)})}, {"validation", validation}}));
    }
}

}  // namespace gatesight::test::wide
