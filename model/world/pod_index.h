// Pods by their labels, so that selecting the Pods of every Service and workload of a big World
// stays fast.
#pragma once

#include "model/world/world_index.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace gatesight::model {

class PodIndex {
public:
    /// The object (a Pod) must outlive the index.
    void add(const Object& pod);

    /// Pods of the namespace with all these labels, in the order they were added; none for an empty
    /// selector (svc.selector).
    [[nodiscard]] std::vector<const Object*> select(std::string_view namespace_,
                                                    const Labels& selector) const;
    /// Whether a Pod of the namespace matches; an empty selector matches none here, as workloads
    /// must not take all Pods.
    [[nodiscard]] bool anyMatches(std::string_view namespace_, const LabelSelector& selector) const;

private:
    using Bucket = std::vector<const Object*>;
    /// The shortest list that holds all Pods with these labels; null when there is no such Pod.
    [[nodiscard]] const Bucket* candidates(std::string_view namespace_, const Labels& labels) const;

    IdentityMap<Bucket> m_byLabel;  // namespace_, kind = label key, name = label value
    IdentityMap<Bucket> m_byNamespace;
};

}  // namespace gatesight::model
