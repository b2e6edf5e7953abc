#include "support_wide_makers.h"
#include "tests/model/support_certificates.h"

#include <fmt/format.h>

namespace gatesight::test::wide {

namespace {

/// Made once: what is in them changes no answer.
const model::test::KeyAndCertificate& credentials() {
    static const model::test::KeyAndCertificate kMade =
        model::test::makeCertificate({"example.com", {"DNS:*.example.com"}, true});
    return kMade;
}

Json core(std::string_view kind, std::string_view namespace_, std::string_view name) {
    return {{"apiVersion", "v1"},
            {"kind", kind},
            {"metadata", {{"name", name}, {"namespace", namespace_}}}};
}

void addNamespace(WideWorld& world, std::size_t number) {
    const std::string_view name = kNamespaces[number];
    Json& namespace_ = world.documents.emplace_back(
        Json{{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", name}}}});
    if (number == 1)
        namespace_["metadata"]["labels"] = {{"zone", "inner"}};
    Json pod = core("Pod", name, "client");
    pod["spec"] = {{"containers", {{{"name", "c"}, {"image", "i"}}}}};
    pod["status"] = {{"podIP", fmt::format("10.{}.9.9", number)}};
    world.documents.push_back(std::move(pod));
}

/// "api" has an endpoint that is not ready besides, "empty" has nothing else.
void addService(WideWorld& world, std::size_t namespaceNumber, std::size_t number) {
    const std::string_view namespace_ = kNamespaces[namespaceNumber], name = kServices[number];
    Json service = core("Service", namespace_, name);
    service["spec"] = {{"clusterIP", fmt::format("10.96.{}.{}", namespaceNumber, 10 + number)},
                       {"ports",
                        {{{"name", "http"}, {"port", 80}},
                         {{"name", "alt"}, {"port", 8080}},
                         {{"name", "zone"}, {"port", 53}},
                         {{"name", "dns"}, {"port", 53}, {"protocol", "UDP"}}}}};
    world.documents.push_back(std::move(service));
    Json slice = core("EndpointSlice", namespace_, fmt::format("{}-1", name));
    slice["apiVersion"] = "discovery.k8s.io/v1";
    slice["metadata"]["labels"] = {{"kubernetes.io/service-name", name}};
    slice["addressType"] = "IPv4";
    slice["ports"] = {{{"name", "http"}, {"port", 8000}},
                      {{"name", "alt"}, {"port", 8001}},
                      {{"name", "zone"}, {"port", 5354}},
                      {{"name", "dns"}, {"port", 5353}, {"protocol", "UDP"}}};
    slice["endpoints"] = Json::array();
    for (std::size_t i = 0; i < 2; ++i) {
        const bool ready = name == "web" || (name == "api" && i == 0);
        slice["endpoints"].push_back(
            {{"addresses", {fmt::format("10.{}.{}.{}", namespaceNumber, number, i + 1)}},
             {"conditions", {{"ready", ready}}}});
    }
    world.documents.push_back(std::move(slice));
}

void addCredentials(WideWorld& world, std::string_view namespace_) {
    Json secret = core("Secret", namespace_, "cert");
    secret["type"] = "kubernetes.io/tls";
    secret["data"] = {{"tls.crt", model::test::base64(credentials().certificate)},
                      {"tls.key", model::test::base64(credentials().key)}};
    world.documents.push_back(std::move(secret));
    Json map = core("ConfigMap", namespace_, "authority");
    map["data"] = {{"ca.crt", credentials().certificate}};
    world.documents.push_back(std::move(map));
}

}  // namespace

void addCluster(WideWorld& world) {
    for (std::size_t n = 0; n < kNamespaces.size(); ++n) {
        addNamespace(world, n);
        addCredentials(world, kNamespaces[n]);
        for (std::size_t s = 0; s < kServices.size(); ++s)
            addService(world, n, s);
    }
}

}  // namespace gatesight::test::wide
