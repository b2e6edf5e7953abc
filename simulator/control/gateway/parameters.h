// References to parameters that are the controller's own: they must at least lead somewhere.
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/fault.h"

#include <optional>

namespace gatesight::simulator {

/// What is wrong with GatewayClass.spec.parametersRef (gatewayclass.params.invalid).
[[nodiscard]] std::optional<Fault> checkClassParameters(
    ControlContext& context, const model::Ref<model::GatewayClass>& gatewayClass);

/// What is wrong with XMesh.spec.parametersRef (xmesh.params).
[[nodiscard]] std::optional<Fault> checkMeshParameters(ControlContext& context,
                                                       const model::Ref<model::XMesh>& mesh);

/// What is wrong with Gateway.spec.infrastructure.parametersRef (gateway.params.invalid).
[[nodiscard]] std::optional<Fault> checkGatewayParameters(
    ControlContext& context, const model::Ref<model::Gateway>& gateway);

}  // namespace gatesight::simulator
