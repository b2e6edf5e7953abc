// What a cluster would have made of the loaded objects: Pods of workloads, EndpointSlices of
// Services, addresses of both.
//
// Terms: a *source* is the loaded object that derived ones are made of; a *group* is all that one
// source gave. Steps: addresses for Services and Pods that have none, Pods of workloads without
// Pods, slices of Services without slices. Everything depends on names and load order alone. Groups
// are reused from the World that is edited when neither their source nor anything else they were
// made of has changed. Cost: linear in objects and in the endpoints that come out.
#pragma once

#include "model/world/world_index.h"

#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatesight::model {

/// More Pods are not made of one workload, nor of all together; a finding says so.
inline constexpr std::int32_t kMaxPodsPerWorkload = 1'000;
inline constexpr std::size_t kMaxDerivedPods = 60'000;

/// The loaded objects while a World is made of them. What has to be changed is copied first unless
/// nobody else has it: objects are shared between Worlds.
class ObjectSet {
public:
    explicit ObjectSet(std::vector<LoadedObject>& loaded) : m_loaded(loaded) {}

    [[nodiscard]] std::size_t size() const { return m_loaded.size(); }
    [[nodiscard]] const ObjectPtr& operator[](std::size_t i) const { return m_loaded[i].object; }
    /// The object for writing.
    [[nodiscard]] Object& edit(std::size_t i);

private:
    std::vector<LoadedObject>& m_loaded;
};

/// Looks up what an earlier derivation made of a source.
class PreviousGroups {
public:
    explicit PreviousGroups(std::span<const DerivedGroup> groups);
    /// Null unless it was made of this very object and the same inputs.
    [[nodiscard]] const DerivedGroup* find(const Object& source, std::uint64_t inputs) const;

private:
    std::unordered_map<const Object*, const DerivedGroup*> m_bySource;
};

struct Derived {
    std::vector<DerivedGroup>
        groups;  ///< of Pods, then of EndpointSlices, each in the order of their sources
    Findings findings;
};

/// Does all steps. `previous` are the groups of the World that is edited, which must stay alive
/// meanwhile.
[[nodiscard]] Derived derive(ObjectSet& objects, std::span<const DerivedGroup> previous);

}  // namespace gatesight::model
