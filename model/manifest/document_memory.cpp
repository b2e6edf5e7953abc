#include "model/manifest/document_memory.h"

namespace gatesight::model {

void DocumentMemory::keep(std::string_view text, Known known) {
    if (known.document->root()["kind"].text() != "Secret") {
        m_known.emplace(text, std::move(known));
    }
}

const DocumentMemory::Known* DocumentMemory::find(std::string_view text) const {
    const auto found = m_known.find(text);
    return found == m_known.end() ? nullptr : &found->second;
}

}  // namespace gatesight::model
