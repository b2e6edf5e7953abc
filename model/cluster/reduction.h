// What of an object of a cluster may stay in memory and in a file: what routing needs, and nothing
// that could be a secret.
#pragma once

#include "model/cluster/removed_fields.h"
#include "model/kinds/config.h"
#include "model/schema/decode.h"

#include <nlohmann/json.hpp>

namespace gatesight::model {

/// The object with the fields that routing needs. Of kinds that Gatesight does not know only the
/// identity and what it is attached to. Values of header filters whose names speak of credentials,
/// and passwords in URLs, become "***". Not for Secrets. What goes is counted in `removed`, which may be null.
[[nodiscard]] nlohmann::ordered_json reduced(const nlohmann::ordered_json& object, RemovedFields* removed = nullptr);

/// A Secret: its type and the names of its keys. What its certificates say of themselves goes to
/// `facts` (whose signedBy is not filled in) and to the store.
[[nodiscard]] nlohmann::ordered_json reducedSecret(const nlohmann::ordered_json& secret,
                                                   Secret& facts, CertificateStore& store,
                                                   RemovedFields* removed = nullptr);

}  // namespace gatesight::model
