#include "model/schema/decoders.h"

namespace gatesight::model {

namespace {

XBackend::TLS backendTLSOf(Node node) {
    using enum XBackend::TLS::Mode;
    XBackend::TLS result;
    result.mode = enumOf<XBackend::TLS::Mode>(
        field(node, "mode"), {{"ServerOnly", ServerOnly}, {"ClientAndServer", ClientAndServer}},
        None);
    result.clientCertificateRef = optionalOf(field(node, "clientCertificateRef"), [](Node ref) {
        return objectRefOf(ref, kKind<Secret>.kind);
    });
    if (const Node validation = field(node, "validation"); validation.isMap())
        decodeValidation(result.validation.emplace(), validation);
    result.node = node.id();
    return result;
}

}  // namespace

void decodeInto(XBackend& backend, Node root, const DecodeContext& /*context*/) {
    const Node spec = field(root, "spec");
    backend.type = textOf(field(spec, "type"), backend.type);
    backend.hostname = textOf(field(field(spec, "externalHostname"), "hostname"));
    backend.port = portOf(field(field(spec, "port"), "port")).value_or(0);
    backend.protocol = textOf(field(spec, "protocol"));
    backend.tls = optionalOf(field(spec, "tls"), backendTLSOf);
    backend.specNode = spec.id();
}

}  // namespace gatesight::model
