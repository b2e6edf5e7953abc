#include "model/world/pod_index.h"

#include <algorithm>

namespace gatesight::model {

void PodIndex::add(const Object& pod) {
    const std::string_view namespace_ = pod.metadata.namespace_;
    m_byNamespace[{{}, {}, namespace_, {}}].push_back(&pod);
    for (const auto& [key, value] : pod.metadata.labels)
        m_byLabel[{{}, key, namespace_, value}].push_back(&pod);
}

const PodIndex::Bucket* PodIndex::candidates(std::string_view namespace_,
                                             const Labels& labels) const {
    if (labels.empty()) {
        const auto all = m_byNamespace.find({{}, {}, namespace_, {}});
        return all == m_byNamespace.end() ? nullptr : &all->second;
    }
    const Bucket* shortest = nullptr;
    for (const auto& [key, value] : labels) {
        const auto found = m_byLabel.find({{}, key, namespace_, value});
        if (found == m_byLabel.end())
            return nullptr;
        if (shortest == nullptr || found->second.size() < shortest->size())
            shortest = &found->second;
    }
    return shortest;
}

std::vector<const Object*> PodIndex::select(std::string_view namespace_,
                                            const Labels& selector) const {
    std::vector<const Object*> result;
    const Bucket* const bucket = selector.empty() ? nullptr : candidates(namespace_, selector);
    if (bucket != nullptr)
        std::ranges::copy_if(*bucket, std::back_inserter(result), [&](const Object* pod) {
            return selects(selector, pod->metadata.labels);
        });
    return result;
}

bool PodIndex::anyMatches(std::string_view namespace_, const LabelSelector& selector) const {
    if (selector.matchLabels.empty() && selector.matchExpressions.empty())
        return false;
    const Bucket* const bucket = candidates(namespace_, selector.matchLabels);
    return bucket != nullptr && std::ranges::any_of(*bucket, [&](const Object* pod) {
               return selector.matches(pod->metadata.labels);
           });
}

}  // namespace gatesight::model
