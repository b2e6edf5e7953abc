// What there is to say about the user's manifests. Findings are data: loading never stops at the
// first one.
#pragma once

#include "model/manifest/source.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model {

enum class Severity { Error, Warning, Info };

[[nodiscard]] std::string_view toString(Severity severity);

/// Names an object the way people and kubectl do. `namespace_` is empty for cluster-scoped kinds.
struct ObjectReference {
    std::string apiVersion;
    std::string kind;
    std::string namespace_;
    std::string name;

    [[nodiscard]] bool empty() const { return kind.empty() && name.empty(); }
    auto operator<=>(const ObjectReference&) const = default;
};

/// "Kind namespace/name"
[[nodiscard]] std::string toString(const ObjectReference& reference);

/// A second place that a finding speaks of ("first defined here").
struct RelatedPlace {
    std::string message;
    SourceLocation source;
};

/// An edit that would remove the finding: replace `length` bytes at `source` by `replacement`.
struct SuggestedEdit {
    std::string description;
    SourceLocation source;
    std::size_t length = 0;
    std::string replacement;
};

struct Finding {
    Severity severity = Severity::Error;
    /// Stable id: of spec/RULES.md, or "manifest.*" for what concerns the text itself (rules.h).
    std::string rule;
    std::string message;     ///< one sentence, without position
    ObjectReference object;  ///< empty when the document has no identity
    /// Path such as "spec.rules[0].matches[1].path.type"; empty: the whole object.
    std::string field;
    SourceLocation source;
    std::vector<RelatedPlace> related;
    std::optional<SuggestedEdit> edit;
};

using Findings = std::vector<Finding>;

}  // namespace gatesight::model
