// Reads one YAML document (a List: its items) into the session.
#pragma once

#include "model/manifest/document_splitter.h"
#include "model/manifest/read_session.h"

#include <string_view>

namespace gatesight::model {

/// `text` is the whole source; `ascii` says that the document has no other characters. False: the
/// document is broken and `onlyIfSound` was asked for, so nothing was added to the session.
bool readYamlDocument(std::string_view text, const DocumentRange& range, bool ascii,
                      ReadSession& session, bool onlyIfSound = false);

}  // namespace gatesight::model
