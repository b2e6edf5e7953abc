// What a document says it is.
#pragma once

#include "model/manifest/finding.h"
#include "model/manifest/tree.h"
#include "model/schema/decode.h"
#include "model/schema/source_lines.h"

#include <optional>
#include <string>

namespace gatesight::model {

struct Identity {
    std::string group, version, kind;
    std::string namespace_, name;  ///< as written

    [[nodiscard]] std::string apiVersion() const {
        return group.empty() ? version : group + "/" + version;
    }
    [[nodiscard]] ObjectReference reference() const {
        return {apiVersion(), kind, namespace_, name};
    }
};

/// Nothing, and a finding, for a document without apiVersion or kind: nothing can be said about it.
[[nodiscard]] std::optional<Identity> identify(const Document& document, Findings& findings);

/// Findings of the tables about a document whose identity is known.
[[nodiscard]] Findings checkSchema(const DocumentPtr& document, const Identity& identity,
                                   const ValidateOptions& options, SourceLines& lines);

}  // namespace gatesight::model
