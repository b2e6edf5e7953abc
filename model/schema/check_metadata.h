// What the API server asks of metadata.
#pragma once

#include "model/schema/check.h"

#include <string_view>

namespace gatesight::model {

/// Name, labels and annotations of an object of the kind; the namespace too.
void checkMetadata(SchemaCheck& check, const Document& document, std::string_view kind);

}  // namespace gatesight::model
