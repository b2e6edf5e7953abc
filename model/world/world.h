// World: an immutable set of objects with indexes. An edit makes a new World that shares every object that did not change.
#pragma once

#include "model/kinds/resource.h"
#include "model/manifest/reader.h"

#include <map>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatesight::model {

using ObjectPtr = std::shared_ptr<const Object>;

/// Index of an object in its World; dense, in the World's order (load order, then derived objects). Not stable across Worlds.
struct ObjectId {
    std::uint32_t value = UINT32_MAX;
    [[nodiscard]] bool valid() const { return value != UINT32_MAX; }
    auto operator<=>(const ObjectId&) const = default;
};

/// An object whose kind is known: `ref->listeners`, `ref.metadata().name`. Valid as long as its World lives.
template <class K>
class Ref {
public:
    Ref() = default;
    Ref(ObjectId id, const Object* object) : m_id(id), m_object(object) {}
    explicit operator bool() const { return m_object != nullptr; }
    const K* operator->() const { return &std::get<K>(m_object->resource); }
    const K& operator*() const { return std::get<K>(m_object->resource); }
    [[nodiscard]] ObjectId id() const { return m_id; }
    [[nodiscard]] const Object& object() const { return *m_object; }
    [[nodiscard]] const ObjectMeta& metadata() const { return m_object->metadata; }
    [[nodiscard]] const Origin& origin() const { return m_object->origin; }

private:
    ObjectId m_id;
    const Object* m_object = nullptr;
};

class World {
public:
    [[nodiscard]] std::span<const ObjectPtr> objects() const { return m_objects; }
    [[nodiscard]] const Object& object(ObjectId id) const { return *m_objects[id.value]; }

    /// All objects of a kind, in the World's order.
    template <class K>
    [[nodiscard]] std::vector<Ref<K>> all() const {
        std::vector<Ref<K>> result;
        for (const ObjectId id : ofKind(kKind<K>.group, kKind<K>.kind))
            result.emplace_back(id, &object(id));
        return result;
    }
    /// The object with this name; false when there is none. `namespace_` is ignored for cluster-scoped kinds.
    template <class K>
    [[nodiscard]] Ref<K> find(std::string_view namespace_, std::string_view name) const {
        const ObjectId id = find(kKind<K>.group, kKind<K>.kind, kKind<K>.namespaced ? namespace_ : "", name);
        return id.valid() ? Ref<K>(id, &object(id)) : Ref<K>();
    }
    /// The same for any kind, modelled or not; invalid id when there is none.
    [[nodiscard]] ObjectId find(std::string_view group, std::string_view kind, std::string_view namespace_,
                                std::string_view name) const;
    [[nodiscard]] std::span<const ObjectId> ofKind(std::string_view group, std::string_view kind) const;
    /// Objects of a kind in one namespace, in the World's order.
    [[nodiscard]] std::span<const ObjectId> ofKind(std::string_view group, std::string_view kind,
                                                   std::string_view namespace_) const;

    /// Labels of a Namespace object, always with kubernetes.io/metadata.name (ns.missing, route.allowed.selector).
    [[nodiscard]] const Labels& namespaceLabels(std::string_view namespace_) const;
    /// Every namespace that is loaded or used by a loaded object, sorted.
    [[nodiscard]] std::span<const std::string> namespaces() const { return m_namespaces; }
    /// Slices of a Service in its namespace, hand-made and derived (eps.link-by-label).
    [[nodiscard]] std::vector<Ref<EndpointSlice>> slicesOf(std::string_view namespace_, std::string_view service) const;
    /// Slices of a ServiceImport in its namespace, whichever cluster their endpoints live in (backendref.service-import).
    [[nodiscard]] std::vector<Ref<EndpointSlice>> importedSlicesOf(std::string_view namespace_, std::string_view import) const;
    /// The Pod with this address, if any.
    [[nodiscard]] Ref<Pod> podByAddress(std::string_view address) const;

    /// What was found while the objects were made: text, schema and duplicate findings, in load order.
    [[nodiscard]] const Findings& findings() const { return m_findings; }
    [[nodiscard]] std::span<const SourcePtr> sources() const { return m_sources; }
    /// Documents of kind Scenario (gatesight.dev), kept apart from the cluster's objects.
    [[nodiscard]] std::span<const DocumentPtr> scenarios() const { return m_scenarios; }

private:
    friend class WorldBuilder;
    struct Index;
    std::vector<ObjectPtr> m_objects;
    Findings m_findings;
    std::vector<SourcePtr> m_sources;
    std::vector<DocumentPtr> m_scenarios;
    std::vector<std::string> m_namespaces;
    std::shared_ptr<const Index> m_index;
};

using WorldPtr = std::shared_ptr<const World>;

/// Which CRDs the simulated API server has (api.channel.differences).
enum class Channel { Standard, Experimental };

struct WorldOptions {
    Channel channel = Channel::Experimental;
};

class ObjectMemory;

/// Decodes, defaults and indexes; adds the Pods and EndpointSlices that a cluster would make of workloads and Services.
class WorldBuilder {
public:
    explicit WorldBuilder(WorldOptions options = {});
    /// `memory` outlives the builder; null to decode everything.
    WorldBuilder(WorldOptions options, ObjectMemory* memory);
    ~WorldBuilder();
    WorldBuilder(WorldBuilder&&) noexcept;
    WorldBuilder& operator=(WorldBuilder&&) noexcept;

    /// Starts from another World, whose objects are shared; to be called first, if at all.
    void startFrom(const World& base);
    /// Adds documents as one layer: an object that is already there from an earlier layer is replaced, one from the same layer
    /// twice is a finding (the later one is used, as kubectl apply would).
    void addLayer(const Manifests& manifests);
    /// Adds (or replaces) one object made elsewhere, for example decoded before; it is shared, not copied.
    void add(ObjectPtr object);
    void remove(std::string_view group, std::string_view kind, std::string_view namespace_, std::string_view name);
    [[nodiscard]] WorldPtr build() &&;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// `base` with the documents of `edit` laid over it (same identity replaces, new ones are added); what did not change is shared.
[[nodiscard]] WorldPtr withLayer(const WorldPtr& base, const Manifests& edit, WorldOptions options = {});

}  // namespace gatesight::model
