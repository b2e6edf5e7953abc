#include "model/world/world.h"

#include "model/kinds/scope.h"
#include "model/world/world_index.h"

namespace gatesight::model {

namespace {

template <class Map, class Key>
std::span<const ObjectId> idsAt(const Map& map, const Key& key) {
    const auto found = map.find(key);
    return found == map.end() ? std::span<const ObjectId>()
                              : std::span<const ObjectId>(found->second);
}

}  // namespace

ObjectId World::find(std::string_view group, std::string_view kind, std::string_view namespace_,
                     std::string_view name) const {
    auto found = m_index->byIdentity.find({group, kind, namespace_, name});
    // Nobody knows whether such a kind lives in a namespace. If it does, the one that is not
    // written is "default".
    if (found == m_index->byIdentity.end() && namespace_ == "default" &&
        scopeOf(group, kind) == Scope::Unknown)
        found = m_index->byIdentity.find({group, kind, {}, name});
    return found == m_index->byIdentity.end() ? ObjectId() : found->second;
}

std::span<const ObjectId> World::ofKind(std::string_view group, std::string_view kind) const {
    return idsAt(m_index->byKind, IdentityView{group, kind, {}, {}});
}

std::span<const ObjectId> World::ofKind(std::string_view group, std::string_view kind,
                                        std::string_view namespace_) const {
    return idsAt(m_index->byKindAndNamespace, IdentityView{group, kind, namespace_, {}});
}

const Labels& World::namespaceLabels(std::string_view namespace_) const {
    const auto found = m_index->namespaceLabels.find(namespace_);
    return found == m_index->namespaceLabels.end() ? m_index->noLabels : found->second;
}

std::vector<Ref<EndpointSlice>> World::slicesOf(std::string_view namespace_,
                                                std::string_view service) const {
    std::vector<Ref<EndpointSlice>> result;
    for (const ObjectId id : idsAt(m_index->slices, IdentityView{{}, {}, namespace_, service}))
        result.emplace_back(id, &object(id));
    return result;
}

std::vector<Ref<EndpointSlice>> World::importedSlicesOf(std::string_view namespace_,
                                                        std::string_view import) const {
    std::vector<Ref<EndpointSlice>> result;
    for (const ObjectId id : idsAt(
             m_index->slices, IdentityView{{}, kKind<ServiceImport>.kind, namespace_, import}))
        result.emplace_back(id, &object(id));
    return result;
}

Ref<Pod> World::podByAddress(std::string_view address) const {
    const auto found = m_index->podsByAddress.find(address);
    return found == m_index->podsByAddress.end() ? Ref<Pod>()
                                                 : Ref<Pod>(found->second, &object(found->second));
}

}  // namespace gatesight::model
