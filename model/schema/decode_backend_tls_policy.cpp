#include "model/schema/decoders.h"

namespace gatesight::model {

namespace {

BackendTLSPolicy::Target policyTargetOf(Node node) {
    return {.group = textOf(field(node, "group")),
            .kind = textOf(field(node, "kind")),
            .name = textOf(field(node, "name")),
            .sectionName = optionalTextOf(field(node, "sectionName")),
            .node = node.id()};
}

BackendTLSPolicy::SubjectAltName subjectAltNameOf(Node node) {
    using enum BackendTLSPolicy::SubjectAltName::Type;
    const bool uri = field(node, "type").text() == "URI";
    return {.type = uri ? URI : Hostname, .value = textOf(field(node, uri ? "uri" : "hostname"))};
}

}  // namespace

void decodeValidation(BackendTLSValidation& result, Node validation) {
    result.caCertificateRefs =
        listOf(field(validation, "caCertificateRefs"), [](Node ref) { return objectRefOf(ref); });
    result.wellKnownCACertificates = textOf(field(validation, "wellKnownCACertificates"));
    result.hostname = textOf(field(validation, "hostname"));
    result.subjectAltNames = listOf(field(validation, "subjectAltNames"), subjectAltNameOf);
    result.validationNode = validation.id();
}

void decodeInto(BackendTLSPolicy& policy, Node root, const DecodeContext& /*context*/) {
    const Node spec = field(root, "spec");
    policy.targets = listOf(field(spec, "targetRefs"), policyTargetOf);
    decodeValidation(policy, field(spec, "validation"));
    policy.options = labelsOf(field(spec, "options"));
}

}  // namespace gatesight::model
