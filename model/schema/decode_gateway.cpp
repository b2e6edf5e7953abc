#include "model/schema/decoders.h"

namespace gatesight::model {

namespace {

GatewayAddress addressOf(Node node) {
    return {.type = textOf(field(node, "type"), "IPAddress"),  // api.default.address-type
            .value = optionalTextOf(field(node, "value")),
            .node = node.id()};
}

FrontendTLSValidation validationOf(Node node) {
    FrontendTLSValidation result;
    // api.default.frontend-mode
    result.mode = enumOf<FrontendTLSValidation::Mode>(
        field(node, "mode"),
        {{"AllowInsecureFallback", FrontendTLSValidation::Mode::AllowInsecureFallback}},
        FrontendTLSValidation::Mode::AllowValidOnly);
    result.caCertificateRefs =
        listOf(field(node, "caCertificateRefs"), [](Node item) { return objectRefOf(item); });
    result.node = node.id();
    return result;
}

FrontendTLSConfig frontendTLSOf(Node node) {
    FrontendTLSConfig result;
    result.default_ = optionalOf(field(field(node, "default"), "validation"), validationOf);
    result.perPort = listOf(field(node, "perPort"), [](Node item) {
        return FrontendTLSConfig::PortConfig{
            .port = portOf(field(item, "port")).value_or(0),
            .validation = optionalOf(field(field(item, "tls"), "validation"), validationOf)};
    });
    return result;
}

GatewayInfrastructure infrastructureOf(Node node) {
    return {.labels = labelsOf(field(node, "labels")),
            .annotations = labelsOf(field(node, "annotations")),
            .parametersRef = optionalOf(field(node, "parametersRef"),
                                        [](Node ref) { return objectRefOf(ref); })};
}

}  // namespace

void decodeInto(Gateway& gateway, Node root, const DecodeContext& context) {
    const Node spec = field(root, "spec");
    gateway.gatewayClassName = textOf(field(spec, "gatewayClassName"));
    gateway.gatewayClassNameNode = field(spec, "gatewayClassName").id();
    gateway.listeners = listOf(field(spec, "listeners"), listenerOf);
    gateway.addresses = listOf(field(spec, "addresses"), addressOf);
    gateway.infrastructure = optionalOf(field(spec, "infrastructure"), infrastructureOf);
    // api.default.allowed-listeners
    gateway.allowedListeners = namespacesFromOf(
        field(field(spec, "allowedListeners"), "namespaces"), NamespacesFrom::From::None);
    const Node tls = field(spec, "tls");
    gateway.frontendTLS = optionalOf(field(tls, "frontend"), frontendTLSOf);
    gateway.backendClientCertificateRef =
        optionalOf(field(field(tls, "backend"), "clientCertificateRef"),
                   [](Node ref) { return objectRefOf(ref, "Secret"); });
    gateway.defaultScopeAll = context.experimental() && field(spec, "defaultScope").text() == "All";
}

}  // namespace gatesight::model
