// Remembers documents by their text, so that a second state of the same manifests is parsed only
// where it differs from the first.
#pragma once

#include "model/manifest/tree.h"

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace gatesight::model {

/// Hand the same one to every reading that may repeat a text, with the same ReadLimits. Not for
/// several threads at once.
class DocumentMemory {
public:
    struct Known {
        DocumentPtr document;
        std::uint32_t line = 0;  ///< where its text begins in its source
    };
    /// `text` is a part of the document's source. Only a document that stands alone in its text and
    /// in which nothing was found may be kept; one with Secrets is not (their values would stay).
    void keep(std::string_view text, Known known);
    /// Null when no document of that text is kept.
    [[nodiscard]] const Known* find(std::string_view text) const;

private:
    std::unordered_map<std::string_view, Known> m_known;  // views into the documents' sources
};

}  // namespace gatesight::model
