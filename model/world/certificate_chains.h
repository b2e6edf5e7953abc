// Which loaded certificate signed which.
#pragma once

#include "model/world/derivation.h"

#include <map>
#include <memory>
#include <string>

namespace gatesight::model {

/// Fills Certificate::signedBy of all loaded certificates. A signature is checked once: what is
/// known from the World that is edited comes in as `known` (may be null), what is known now comes
/// out.
[[nodiscard]] std::shared_ptr<const SignatureChecks> linkCertificates(
    ObjectSet& objects, const std::vector<LoadedObject>& loaded,
    const std::shared_ptr<const SignatureChecks>& known);

}  // namespace gatesight::model
