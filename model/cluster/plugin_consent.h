// How the consent to a credential plugin is remembered.
#pragma once

#include "model/cluster/credentials.h"

#include <string>

namespace gatesight::model {

/// SHA-256, in hexadecimal, of everything about a call that a person agreed to: another argument, value of a variable, program or
/// kubeconfig has another one. It tells nothing of what went in.
[[nodiscard]] std::string fingerprintOf(const PluginCall& call);

}  // namespace gatesight::model
