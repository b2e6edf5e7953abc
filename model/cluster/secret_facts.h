// Certificates of Secrets, among which one may have signed another.
#pragma once

#include "model/kinds/config.h"
#include "model/schema/decode.h"

#include <nlohmann/json.hpp>

#include <vector>

namespace gatesight::model {

/// A Secret whose certificates wait for those of all others, to tell which one signed which.
struct PendingSecret {
    nlohmann::ordered_json object;  ///< reduced
    Secret facts;
};

/// Fills in who signed the certificates of the Secrets: one of theirs, or one of `others`. The
/// store holds all of them.
void linkFacts(std::vector<PendingSecret>& secrets, const CertificateStore& store,
               const std::vector<Certificate>& others);

}  // namespace gatesight::model
