#include "model/kinds/resource.h"

namespace gatesight::model {

ObjectReference Object::reference() const {
    return {apiVersion(), kind, metadata.namespace_, metadata.name};
}

std::string Object::fullName() const {
    if (metadata.namespace_.empty())
        return metadata.name;
    std::string result;  // every decision names several objects: one allocation each
    result.reserve(metadata.namespace_.size() + 1 + metadata.name.size());
    return result.append(metadata.namespace_).append(1, '/').append(metadata.name);
}

const RequestRoute* requestRoute(const Object& object) {
    if (const auto* http = std::get_if<HTTPRoute>(&object.resource))
        return http;
    return std::get_if<GRPCRoute>(&object.resource);
}

const ConnectionRoute* connectionRoute(const Object& object) {
    if (const auto* tls = std::get_if<TLSRoute>(&object.resource))
        return tls;
    if (const auto* tcp = std::get_if<TCPRoute>(&object.resource))
        return tcp;
    return std::get_if<UDPRoute>(&object.resource);
}

const std::vector<ServicePort>* servicePorts(const Object& object) {
    if (const auto* service = std::get_if<Service>(&object.resource))
        return &service->ports;
    const auto* import = std::get_if<ServiceImport>(&object.resource);
    return import ? &import->ports : nullptr;
}

bool namesService(std::string_view group, std::string_view kind) {
    const auto names = [&](const KindInfo& info) {
        return info.group == group && info.kind == kind;
    };
    return names(kKind<Service>) || names(kKind<ServiceImport>);
}

const TieredNetworkPolicy* tieredNetworkPolicy(const Object& object) {
    if (const auto* admin = std::get_if<AdminNetworkPolicy>(&object.resource))
        return admin;
    if (const auto* baseline = std::get_if<BaselineAdminNetworkPolicy>(&object.resource))
        return baseline;
    return std::get_if<ClusterNetworkPolicy>(&object.resource);
}

}  // namespace gatesight::model
