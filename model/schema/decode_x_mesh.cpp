#include "model/schema/decoders.h"

namespace gatesight::model {

void decodeInto(XMesh& mesh, Node root, const DecodeContext& /*context*/) {
    const Node spec = field(root, "spec");
    mesh.controllerName = textOf(field(spec, "controllerName"));
    mesh.controllerNameNode = field(spec, "controllerName").id();
    mesh.parametersRef =
        optionalOf(field(spec, "parametersRef"), [](Node node) { return objectRefOf(node); });
    mesh.description = textOf(field(spec, "description"));
}

}  // namespace gatesight::model
