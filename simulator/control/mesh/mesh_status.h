// XMeshes: which mesh acts in the cluster, and what it says of itself (RULES section 18).
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"

#include <string_view>

namespace gatesight::simulator {

/// Who acts on routes with a Service as parent, unless an XMesh says so (xmesh.not-needed).
inline constexpr std::string_view kMeshController = "gatesight.dev/mesh-controller";
/// Name of the XMesh that this mesh makes when it starts (xmesh.autocreate).
inline constexpr std::string_view kMeshName = "gatesight";

/// Fills `plane.meshes` and `plane.meshController`. One mesh acts: that of the oldest XMesh.
void decideMeshes(ControlContext& context, ControlPlane& plane);

}  // namespace gatesight::simulator
