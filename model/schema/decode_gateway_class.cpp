#include "model/schema/decoders.h"

namespace gatesight::model {

void decodeInto(GatewayClass& gatewayClass, Node root, const DecodeContext& /*context*/) {
    const Node spec = field(root, "spec");
    gatewayClass.controllerName = textOf(field(spec, "controllerName"));
    gatewayClass.controllerNameNode = field(spec, "controllerName").id();
    gatewayClass.parametersRef =
        optionalOf(field(spec, "parametersRef"), [](Node node) { return objectRefOf(node); });
    gatewayClass.description = textOf(field(spec, "description"));
}

}  // namespace gatesight::model
