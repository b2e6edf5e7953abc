#include "model/world/derivation.h"

#include "model/world/derive_addresses.h"
#include "model/world/derive_pods.h"
#include "model/world/derive_slices.h"

#include <algorithm>

namespace gatesight::model {

Object& ObjectSet::edit(std::size_t i) {
    ObjectPtr& object = m_loaded[i].object;
    if (object.use_count() > 1)
        object = std::make_shared<Object>(*object);
    // Nobody else holds it, and every Object is made non-const.
    return const_cast<Object&>(*object);
}

PreviousGroups::PreviousGroups(std::span<const DerivedGroup> groups) {
    for (const DerivedGroup& group : groups)
        m_bySource.emplace(group.source.get(), &group);
}

const DerivedGroup* PreviousGroups::find(const Object& source, std::uint64_t inputs) const {
    const auto found = m_bySource.find(&source);
    return found != m_bySource.end() && found->second->inputs == inputs ? found->second : nullptr;
}

namespace {

void append(Derived& all, Derived more) {
    std::ranges::move(more.groups, std::back_inserter(all.groups));
    std::ranges::move(more.findings, std::back_inserter(all.findings));
}

}  // namespace

Derived derive(ObjectSet& objects, std::span<const DerivedGroup> previousGroups) {
    const PreviousGroups previous(previousGroups);
    const ClusterFacts facts = clusterFactsOf(objects);
    assignClusterIPs(objects);
    AddressPool pool = podAddressesLeft(objects);
    assignPodAddresses(objects, pool, facts);

    PodIndex pods;
    for (std::size_t i = 0; i < objects.size(); ++i)
        if (std::holds_alternative<Pod>(objects[i]->resource))
            pods.add(*objects[i]);
    Derived result = derivePods(objects, pods, pool, facts, previous);
    for (const DerivedGroup& group : result.groups)
        for (const ObjectPtr& pod : group.objects)
            pods.add(*pod);
    append(result, deriveServiceSlices(objects, pods, facts, previous));
    append(result, deriveMirroredSlices(objects, previous));
    return result;
}

}  // namespace gatesight::model
