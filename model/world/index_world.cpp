#include "model/world/index_world.h"

#include <set>

namespace gatesight::model {

namespace {

constexpr std::string_view kNamespaceNameLabel = "kubernetes.io/metadata.name";

}  // namespace

void indexObjects(WorldIndex& index, std::span<const ObjectPtr> objects) {
    index.byIdentity.reserve(objects.size());
    for (std::uint32_t i = 0; i < objects.size(); ++i) {
        const Object& object = *objects[i];
        const ObjectId id{i};
        const IdentityView identity = identityOf(object);
        index.byIdentity.emplace(identity, id);
        index.byKind[{identity.group, identity.kind, {}, {}}].push_back(id);
        index.byKindAndNamespace[{identity.group, identity.kind, identity.namespace_, {}}]
            .push_back(id);
        if (const auto* slice = std::get_if<EndpointSlice>(&object.resource)) {
            index.slices[{{}, {}, identity.namespace_, slice->serviceName}].push_back(id);
            if (!slice->importName.empty())
                index
                    .slices[{{}, kKind<ServiceImport>.kind, identity.namespace_, slice->importName}]
                    .push_back(id);
        }
        // The address of a Pod that has ended may be another's by now.
        if (const auto* pod = std::get_if<Pod>(&object.resource);
            pod != nullptr && pod->phase != "Succeeded" && pod->phase != "Failed")
            for (const std::string& address : pod->podIPs)
                index.podsByAddress.emplace(address, id);
    }
}

void indexNamespaces(WorldIndex& index, std::vector<std::string>& names,
                     std::span<const ObjectPtr> objects) {
    std::set<std::string_view> found;
    for (const ObjectPtr& object : objects) {
        if (std::holds_alternative<Namespace>(object->resource))
            found.insert(object->metadata.name);
        else if (!object->metadata.namespace_.empty())
            found.insert(object->metadata.namespace_);
    }
    names.assign(found.begin(), found.end());
    for (const std::string& name : names) {
        const auto object =
            index.byIdentity.find({kKind<Namespace>.group, kKind<Namespace>.kind, {}, name});
        Labels& labels = index.namespaceLabels[name];
        if (object != index.byIdentity.end())
            labels = objects[object->second.value]->metadata.labels;
        // The API server sets it on every namespace; of one that is not loaded nothing else is
        // known (ns.missing).
        labels.insert_or_assign(std::string(kNamespaceNameLabel), name);
    }
}

}  // namespace gatesight::model
