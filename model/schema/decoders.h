// The decoders, one a kind. Each fills the typed struct from a document's root; what it does not
// find keeps its default.
#pragma once

#include "model/schema/fields.h"

namespace gatesight::model {

void decodeInto(GatewayClass& gatewayClass, Node root, const DecodeContext& context);
void decodeInto(Gateway& gateway, Node root, const DecodeContext& context);
void decodeInto(ListenerSet& set, Node root, const DecodeContext& context);
void decodeInto(HTTPRoute& route, Node root, const DecodeContext& context);
void decodeInto(GRPCRoute& route, Node root, const DecodeContext& context);
void decodeInto(TLSRoute& route, Node root, const DecodeContext& context);
void decodeInto(TCPRoute& route, Node root, const DecodeContext& context);
void decodeInto(UDPRoute& route, Node root, const DecodeContext& context);
void decodeInto(BackendTLSPolicy& policy, Node root, const DecodeContext& context);
void decodeInto(XBackend& backend, Node root, const DecodeContext& context);
void decodeInto(XBackendTrafficPolicy& policy, Node root, const DecodeContext& context);
void decodeInto(XMesh& mesh, Node root, const DecodeContext& context);
void decodeInto(ServiceImport& import, Node root, const DecodeContext& context);
void decodeInto(ReferenceGrant& grant, Node root, const DecodeContext& context);
void decodeInto(Service& service, Node root, const DecodeContext& context);
void decodeInto(EndpointSlice& slice, Node root, const DecodeContext& context);
void decodeInto(Endpoints& endpoints, Node root, const DecodeContext& context);
void decodeInto(Pod& pod, Node root, const DecodeContext& context);
void decodeInto(Workload& workload, Node root, const DecodeContext& context);
void decodeInto(Job& job, Node root, const DecodeContext& context);
void decodeInto(Secret& secret, Node root, const DecodeContext& context);
void decodeInto(ConfigMap& configMap, Node root, const DecodeContext& context);
void decodeInto(NetworkPolicy& policy, Node root, const DecodeContext& context);
void decodeInto(AdminNetworkPolicy& policy, Node root, const DecodeContext& context);
void decodeInto(BaselineAdminNetworkPolicy& policy, Node root, const DecodeContext& context);
void decodeInto(ClusterNetworkPolicy& policy, Node root, const DecodeContext& context);

}  // namespace gatesight::model
