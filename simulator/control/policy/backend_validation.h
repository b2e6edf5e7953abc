// What a Gateway asks of the certificate of a backend, as BackendTLSPolicies and XBackends have it.
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/fault.h"

#include <vector>

namespace gatesight::simulator {

struct JudgedValidation {
    std::vector<model::ObjectId> authorities;  ///< objects whose ca.crt is usable
    Faults refused;                            ///< nothing can be validated like this
    Faults unresolved;                         ///< references that lead to no certificate
};

/// Resolves what `owner` asks for (RULES section 14). Troubles of references become findings.
[[nodiscard]] JudgedValidation judgeValidation(ControlContext& context, model::ObjectId owner,
                                               const model::BackendTLSValidation& validation);

}  // namespace gatesight::simulator
