#include "simulator/control/gateway/parameters.h"

#include "simulator/control/reference_lint.h"

#include <fmt/format.h>

namespace gatesight::simulator {
namespace {

std::string kindName(const model::ObjectRef& ref) {
    return ref.group.empty() ? ref.kind : fmt::format("{}/{}", ref.group, ref.kind);
}

Fault invalid(ControlContext& context, std::string_view rule, model::ObjectId owner,
              const model::ObjectRef& ref, std::string message, std::string_view near = {}) {
    auto& finding = context.findings.add(model::Severity::Error, rule, owner, ref.node,
                                         message + didYouMean(near));
    context.findings.suggestScalar(finding, owner, ref.node, "name", near);
    return {.reason = "InvalidParameters",
            .rule = rule,
            .message = std::move(message),
            .node = ref.node};
}

/// Whether an object of this kind and name lives in some namespace.
bool existsNamespaced(const model::World& world, const model::ObjectRef& ref) {
    for (const model::ObjectId id : world.ofKind(ref.group, ref.kind)) {
        const auto& metadata = world.object(id).metadata;
        if (metadata.name == ref.name && !metadata.namespace_.empty())
            return true;
    }
    return false;
}

/// A reference of an object that has no namespace of its own.
std::optional<Fault> checkClusterParameters(ControlContext& context, model::ObjectId owner,
                                            const std::optional<model::ObjectRef>& parameters,
                                            std::string_view rule) {
    if (!parameters)
        return std::nullopt;
    const model::ObjectRef& ref = *parameters;
    const std::string namespace_ = ref.namespace_.value_or("");
    if (context.world.find(ref.group, ref.kind, namespace_, ref.name).valid())
        return std::nullopt;
    std::string message =
        fmt::format("parametersRef names {} '{}', which does not exist", kindName(ref), ref.name);
    if (namespace_.empty() && existsNamespaced(context.world, ref))
        message =
            fmt::format("parametersRef names {} '{}', which lives in a namespace, without one",
                        kindName(ref), ref.name);
    else if (!namespace_.empty() && context.world.find(ref.group, ref.kind, "", ref.name).valid())
        message = fmt::format("parametersRef names a namespace for {} '{}', which has none",
                              kindName(ref), ref.name);
    return invalid(context, rule, owner, ref, std::move(message));
}

}  // namespace

std::optional<Fault> checkClassParameters(ControlContext& context,
                                          const model::Ref<model::GatewayClass>& gatewayClass) {
    return checkClusterParameters(context, gatewayClass.id(), gatewayClass->parametersRef,
                                  "gatewayclass.params.invalid");
}

std::optional<Fault> checkMeshParameters(ControlContext& context,
                                         const model::Ref<model::XMesh>& mesh) {
    return checkClusterParameters(context, mesh.id(), mesh->parametersRef, "xmesh.params");
}

std::optional<Fault> checkGatewayParameters(ControlContext& context,
                                            const model::Ref<model::Gateway>& gateway) {
    if (!gateway->infrastructure || !gateway->infrastructure->parametersRef)
        return std::nullopt;
    const model::ObjectRef& ref = *gateway->infrastructure->parametersRef;
    const std::string& namespace_ = gateway.metadata().namespace_;
    if (context.world.find(ref.group, ref.kind, namespace_, ref.name).valid())
        return std::nullopt;
    const auto names = namesOfKind(context.world, ref.group, ref.kind, namespace_);
    return invalid(
        context, "gateway.params.invalid", gateway.id(), ref,
        fmt::format("infrastructure.parametersRef names {} '{}', which does not exist in "
                    "namespace '{}'",
                    kindName(ref), ref.name, namespace_),
        context.findings.nearest(ref.name, names));
}

}  // namespace gatesight::simulator
