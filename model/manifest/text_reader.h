// Reads one whole text: makes it a Source, cuts it into documents, and has each of them read as
// what it is.
#pragma once

#include "model/manifest/read_session.h"

#include <string>

namespace gatesight::model {

/// Text beyond `ReadLimits::inputBytes` is left out, with the document that it cuts. `cutShort`:
/// the caller has done so already.
void readSource(std::string name, std::string text, ReadSession& session, bool cutShort = false);

}  // namespace gatesight::model
