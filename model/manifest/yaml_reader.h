// Reads one YAML document (a List: its items) into the session.
#pragma once

#include "model/manifest/document_splitter.h"
#include "model/manifest/read_session.h"

#include <string_view>

namespace gatesight::model {

/// `text` is the whole source; `ascii` says that the document has no other characters.
void readYamlDocument(std::string_view text, const DocumentRange& range, bool ascii,
                      ReadSession& session);

}  // namespace gatesight::model
