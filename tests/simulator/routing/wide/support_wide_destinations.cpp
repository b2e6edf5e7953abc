#include "support_wide_destinations.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::test {

WideBackend backendOf(const WideObjects& objects, const Json& route, const Json& ref, bool mesh) {
    WideBackend result;
    const std::string namespace_ = homeOf(ref, route), name = textAt(ref, "name");
    if (textAt(ref, "kind", "Service") != "Service")
        return result;  // backendref.invalid-kind-500
    // mesh.no-grant: clients of the mesh could ask the backend themselves.
    result.permitted = mesh || objects.permitted(route, "Service", namespace_, name);
    const Json* service = result.permitted ? objects.find("Service", namespace_, name) : nullptr;
    if (!service)
        return result;
    result.service = service;
    for (const Json& port : at(*service, "spec/ports")) {
        if (at(port, "port") == at(ref, "port") &&
            (protocolOf(port) == "UDP") ==
                (textAt(route, "kind") == "UDPRoute"))  // udproute.service-protocol
            result.port = &port;
    }
    return result;
}

const Json* policyFor(const WideObjects& objects, const Json& service, const Json& port) {
    if (!objects.options().supports("BackendTLSPolicy") || protocolOf(port) == "UDP")
        return nullptr;
    const Json* best = nullptr;
    bool bestIsNarrow = false;
    for (const Json* policy : objects.byAge(objects.ofKind("BackendTLSPolicy"))) {
        for (const Json& target : at(*policy, "spec/targetRefs")) {
            const Json& section = at(target, "sectionName");
            const bool narrow = !section.is_null();
            const bool here = namespaceOf(*policy) == namespaceOf(service) &&
                              textAt(target, "name") == nameOf(service) &&
                              (!narrow || section == at(port, "name"));
            // btp.section-name.specific-wins, then btp.conflict
            if (here && (!best || (narrow && !bestIsNarrow))) {
                best = policy;
                bestIsNarrow = narrow;
            }
        }
    }
    return best;
}

bool isUsable(const WideObjects& objects, const Json& policy) {
    const Json& refs = at(policy, "spec/validation/caCertificateRefs");
    if (refs.empty())
        return textAt(policy, "spec/validation/wellKnownCACertificates") == "System";
    return std::ranges::any_of(refs, [&](const Json& ref) {
        return objects.find("ConfigMap", namespaceOf(policy), textAt(ref, "name")) != nullptr;
    });
}

/// eps.link-by-label, eps.port-by-name
std::vector<std::string> readyEndpoints(const WideObjects& objects, const Json& service,
                                        const Json& port) {
    std::vector<std::string> result;
    for (const Json* slice : objects.ofKind("EndpointSlice")) {
        const Json& labels = at(*slice, "metadata/labels");
        const bool mine = namespaceOf(*slice) == namespaceOf(service) && labels.is_object() &&
                          labels.value("kubernetes.io/service-name", "") == nameOf(service);
        for (const Json& theirs : at(*slice, "ports")) {
            if (!mine || textAt(theirs, "name") != textAt(port, "name") ||
                protocolOf(theirs) != protocolOf(port))
                continue;
            for (const Json& endpoint : at(*slice, "endpoints")) {
                const Json& isReady = at(endpoint, "conditions/ready");
                if (!isReady.is_boolean() || isReady.get<bool>())  // eps.ready
                    result.push_back(
                        fmt::format("{}:{}", at(endpoint, "addresses").front().get<std::string>(),
                                    at(theirs, "port").get<int>()));
            }
        }
    }
    std::ranges::sort(result);
    return result;
}

}  // namespace gatesight::test
