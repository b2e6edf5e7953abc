// How certificates of backends are verified: of BackendTLSPolicy and XBackend.
#pragma once

#include "model/schema/schema.h"

namespace gatesight::model {

/// `validation`
extern const Schema kBackendTLSValidation;

}  // namespace gatesight::model
