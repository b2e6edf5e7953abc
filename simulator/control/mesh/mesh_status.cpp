#include "simulator/control/mesh/mesh_status.h"

#include "simulator/control/age.h"
#include "simulator/control/fault.h"
#include "simulator/control/features.h"
#include "simulator/control/gateway/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gatesight::simulator {
namespace {

using Mesh = model::Ref<model::XMesh>;
using model::Severity;

/// What concerns a mesh of all that is supported; ascending (xmesh.features).
std::vector<std::string> meshFeatures(const Options& options) {
    constexpr std::array<std::string_view, 5> kRoutes{"GRPCRoute", "HTTPRoute", "TCPRoute",
                                                      "TLSRoute", "UDPRoute"};
    std::vector<std::string> result = supportedFeatures(options);
    std::erase_if(result, [&](const std::string& name) {
        return !name.starts_with("Mesh") && std::ranges::find(kRoutes, name) == kRoutes.end();
    });
    return result;
}

/// The mesh that acts: with several XMeshes, that of the oldest.
std::string actingController(const std::vector<Mesh>& meshes) {
    if (meshes.empty())
        return std::string(kMeshController);
    return (*std::ranges::min_element(meshes, [](const Mesh& first, const Mesh& second) {
        return compareAge(first.object(), second.object()) < 0;
    }))->controllerName;
}

MeshState decide(ControlContext& context, const Mesh& mesh, const std::string& acting) {
    MeshState state;
    state.mesh = mesh.id();
    if (!context.options.supports("Mesh") || mesh->controllerName != acting) {
        state.unwritten =
            context.options.supports("Mesh")
                ? fmt::format("the mesh that acts is {}, not {}", acting, mesh->controllerName)
                : fmt::format("no mesh acts for {}", mesh->controllerName);
        state.unwrittenRule = "xmesh.match";
        context.findings.add(Severity::Warning, state.unwrittenRule, mesh.id(),
                             mesh->controllerNameNode, state.unwritten);
        return state;
    }
    const std::optional<Fault> parameters = checkMeshParameters(context, mesh);
    state.conditions.push_back(
        parameters ? falseCondition("Accepted", *parameters)
                   : trueCondition("Accepted", "Accepted", "xmesh.accepted",
                                   fmt::format("claimed by the mesh of {}", acting)));
    observe(state.conditions, mesh.metadata().generation);
    state.supportedFeatures = meshFeatures(context.options);
    return state;
}

}  // namespace

void decideMeshes(ControlContext& context, ControlPlane& plane) {
    const std::vector<Mesh> meshes = context.world.all<model::XMesh>();
    plane.meshController = actingController(meshes);
    for (const Mesh& mesh : meshes)
        plane.meshes.push_back(decide(context, mesh, plane.meshController));
    // One that is there by its name stays as it is.
    if (plane.meshController == kMeshController && context.options.supports("Mesh") &&
        context.options.channel == model::Channel::Experimental &&
        !context.world.find<model::XMesh>("", kMeshName))
        plane.ownMesh = kMeshName;
}

}  // namespace gatesight::simulator
