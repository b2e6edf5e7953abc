// Remembers what documents were decoded to, so that repetitions of them (Document::original) are
// neither judged by their schema nor decoded again.
#pragma once

#include "model/world/world.h"

#include <unordered_map>

namespace gatesight::model {

/// Hand the same one to every World of one Channel that may hold the same documents. Not for
/// several threads at once.
class ObjectMemory {
public:
    /// Only what followed from the document alone may be kept: no finding, no certificates, a name
    /// that was written.
    void keep(const DocumentPtr& document, ObjectPtr object) {
        m_objects.emplace(document, std::move(object));
    }
    /// The object of the document that this one repeats; null when there is none.
    [[nodiscard]] ObjectPtr find(const Document& repetition) const {
        const auto found = m_objects.find(repetition.original);
        return found == m_objects.end() ? nullptr : found->second;
    }

private:
    std::unordered_map<DocumentPtr, ObjectPtr> m_objects;
};

}  // namespace gatesight::model
