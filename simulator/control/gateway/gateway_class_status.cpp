#include "simulator/control/gateway/gateway_class_status.h"

#include "simulator/control/fault.h"
#include "simulator/control/features.h"
#include "simulator/control/gateway/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace gatesight::simulator {
namespace {

using model::Severity;

constexpr std::string_view kBundleVersion = "gateway.networking.k8s.io/bundle-version";

/// Bundles that Gatesight knows: the v1 releases that its rules were taken from.
bool knownBundle(std::string_view version) {
    constexpr std::array<std::string_view, 7> known = {"v1.0.", "v1.1.", "v1.2.", "v1.3.",
                                                       "v1.4.", "v1.5.", "v1.6."};
    return std::ranges::any_of(known, [=](auto prefix) { return version.starts_with(prefix); });
}

/// The first loaded Gateway API CRD whose version the controller does not know
/// (gatewayclass.supported-version).
std::optional<Fault> unknownBundle(const model::World& world) {
    for (const model::ObjectId id :
         world.ofKind("apiextensions.k8s.io", "CustomResourceDefinition")) {
        const auto& metadata = world.object(id).metadata;
        if (!metadata.name.ends_with(".gateway.networking.k8s.io"))
            continue;
        const auto version = metadata.annotations.find(kBundleVersion);
        if (version != metadata.annotations.end() && knownBundle(version->second))
            continue;
        return Fault{
            .reason = "UnsupportedVersion",
            .rule = "gatewayclass.supported-version",
            .message = version == metadata.annotations.end()
                           ? fmt::format("CRD {} has no bundle version", metadata.name)
                           : fmt::format("CRD {} has bundle version {}, which is not known",
                                         metadata.name, version->second)};
    }
    return std::nullopt;
}

}  // namespace

std::vector<GatewayClassState> decideGatewayClasses(ControlContext& context) {
    const std::optional<Fault> bundle = unknownBundle(context.world);
    std::vector<GatewayClassState> result;
    for (const auto& gatewayClass : context.world.all<model::GatewayClass>()) {
        GatewayClassState& state = result.emplace_back();
        state.gatewayClass = gatewayClass.id();
        const std::optional<Fault> parameters = checkClassParameters(context, gatewayClass);
        state.conditions.push_back(
            parameters ? falseCondition("Accepted", *parameters)
                       : trueCondition("Accepted", "Accepted", "gatewayclass.accepted",
                                       fmt::format("accepted by controller {}",
                                                   gatewayClass->controllerName)));
        // Best effort: an unknown bundle does not keep the class from being accepted.
        state.conditions.push_back(
            bundle ? falseCondition("SupportedVersion", *bundle)
                   : trueCondition("SupportedVersion", "SupportedVersion",
                                   "gatewayclass.supported-version",
                                   "the installed Gateway API CRDs are supported"));
        observe(state.conditions, gatewayClass.metadata().generation);
        state.supportedFeatures = supportedFeatures(context.options);
    }
    return result;
}

Controllers::Controllers(ControlContext& context, const std::vector<GatewayClassState>& classes)
    : m_context(context) {
    for (const GatewayClassState& state : classes) {
        const model::Object& object = context.world.object(state.gatewayClass);
        m_classes[object.metadata.name] = {
            std::get<model::GatewayClass>(object.resource).controllerName,
            isTrue(state.conditions, "Accepted")};
    }
}

void Controllers::assign(GatewayState& gateway) {
    const model::Object& object = m_context.world.object(gateway.gateway);
    const auto& spec = std::get<model::Gateway>(object.resource);
    const auto found = m_classes.find(spec.gatewayClassName);
    if (found == m_classes.end()) {
        missing(gateway, spec);
    } else if (found->second.accepted) {
        gateway.controllerName = found->second.controllerName;
    } else {
        gateway.unmanaged =
            fmt::format("GatewayClass '{}' is not accepted by its controller", found->first);
        gateway.unmanagedRule = "gateway.class.required";
    }
    if (found != m_classes.end() && !gateway.unmanaged.empty())
        m_context.findings.add(Severity::Warning, gateway.unmanagedRule, gateway.gateway,
                               spec.gatewayClassNameNode, gateway.unmanaged);
}

void Controllers::missing(GatewayState& gateway, const model::Gateway& spec) {
    const bool assume = !m_context.options.strict;
    if (assume) {
        gateway.classAssumed = true;
        gateway.controllerName = kAssumedController;
    } else {
        gateway.unmanaged = fmt::format("GatewayClass '{}' does not exist", spec.gatewayClassName);
        gateway.unmanagedRule = "gateway.class.required";
    }
    bool& reported = m_reported[spec.gatewayClassName];
    if (assume && reported)
        return;
    reported = true;

    std::vector<std::string_view> names;
    for (const auto& [name, each] : m_classes)
        names.push_back(name);
    const std::string_view near = m_context.findings.nearest(spec.gatewayClassName, names);
    auto& finding = m_context.findings.add(
        assume && near.empty() ? Severity::Info : Severity::Warning, "gateway.class.required",
        gateway.gateway, spec.gatewayClassNameNode,
        fmt::format("GatewayClass '{}' is not loaded{}{}", spec.gatewayClassName,
                    assume ? "; it is assumed to exist and to be accepted" : "", didYouMean(near)));
    const auto& document = m_context.world.object(gateway.gateway).origin.document;
    if (document && !near.empty())
        m_context.findings.suggestScalar(finding, gateway.gateway, document->root()["spec"].id(),
                                         "gatewayClassName", near);
}

}  // namespace gatesight::simulator
