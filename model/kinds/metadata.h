// What every object carries: identity, labels, age, and where it was written.
#pragma once

#include "model/manifest/finding.h"
#include "model/manifest/tree.h"

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model {

using Labels = std::map<std::string, std::string, std::less<>>;

/// Seconds since the Unix epoch: the API server stores whole seconds (rule route.precedence.age).
using Timestamp = std::int64_t;

struct OwnerReference {
    std::string apiVersion, kind, name, uid;
    bool controller = false;
};

struct ObjectMeta {
    std::string name;
    std::string namespace_;  ///< empty for cluster-scoped kinds; "default" is filled in for namespaced ones
    Labels labels;
    Labels annotations;
    std::string uid;
    std::int64_t generation = 1;
    std::optional<Timestamp> creationTimestamp;  ///< absent in most files: age is then load order (route.precedence.age-missing)
    std::optional<Timestamp> deletionTimestamp;
    std::vector<OwnerReference> ownerReferences;
};

/// Where an object comes from.
struct Origin {
    DocumentPtr document;     ///< null for objects that Gatesight derived or assumed
    std::uint32_t order = 0;  ///< place in load order over all inputs; stands in for age where creationTimestamp is absent
    std::string derivedFrom;  ///< "Deployment shop/cart" for the Pods and EndpointSlices a cluster would have made; else empty

    [[nodiscard]] bool derived() const { return !derivedFrom.empty(); }
    /// Place of a node of the object; of the object itself when the node is kNoNode; unknown without a document.
    [[nodiscard]] SourceLocation locate(NodeId node = kNoNode) const;
};

/// matchLabels and matchExpressions of metav1.LabelSelector. An empty selector matches everything (sel.nil-vs-empty).
struct LabelSelector {
    enum class Operator { In, NotIn, Exists, DoesNotExist };
    struct Requirement {
        std::string key;
        Operator operator_ = Operator::In;
        std::vector<std::string> values;
    };
    Labels matchLabels;
    std::vector<Requirement> matchExpressions;

    [[nodiscard]] bool matches(const Labels& labels) const;
};

/// Service.spec.selector and its like: all pairs must be there; an empty one selects nothing (svc.selector).
[[nodiscard]] bool selects(const Labels& selector, const Labels& labels);

}  // namespace gatesight::model
