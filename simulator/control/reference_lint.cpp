#include "simulator/control/reference_lint.h"

#include <fmt/format.h>

namespace gatesight::simulator {

void reportMissingGrant(ControlContext& context, std::string_view rule, model::ObjectId object,
                        model::NodeId node, const Referrer& referrer, const Referent& referent,
                        std::string message) {
    auto& finding =
        context.findings.add(model::Severity::Error, rule, object, node,
                             fmt::format("{}; add a ReferenceGrant in namespace '{}' from {} of "
                                         "namespace '{}' to {} '{}'",
                                         message, referent.namespace_, referrer.kind,
                                         referrer.namespace_, referent.kind, referent.name));
    context.findings.suggestDocument(
        finding, object,
        fmt::format("add the ReferenceGrant that permits it, in namespace '{}'",
                    referent.namespace_),
        grantYaml(referrer, referent));
}

std::vector<std::string_view> namesOfKind(const model::World& world, std::string_view group,
                                          std::string_view kind, std::string_view namespace_) {
    std::vector<std::string_view> names;
    for (const model::ObjectId id : world.ofKind(group, kind, namespace_))
        names.push_back(world.object(id).metadata.name);
    return names;
}

MeantObject meantBy(ControlContext& context, const Referent& missing) {
    MeantObject meant;
    meant.name = context.findings.nearest(
        missing.name, namesOfKind(context.world, missing.group, missing.kind, missing.namespace_));
    if (meant.name.empty())
        meant.namespace_ =
            context.findings.namespaceWith(missing.group, missing.kind, missing.name);
    return meant;
}

std::string suggestion(const MeantObject& meant) {
    return meant.namespace_.empty()
               ? didYouMean(meant.name)
               : fmt::format(" (there is one in namespace '{}')", meant.namespace_);
}

void suggestMeant(ControlContext& context, model::Finding& finding, model::ObjectId object,
                  model::NodeId node, const MeantObject& meant) {
    context.findings.suggestScalar(finding, object, node, "name", meant.name);
    const auto& document = context.world.object(object).origin.document;
    if (meant.namespace_.empty() || !document || node == model::kNoNode)
        return;
    if (document->tree.node(node)["namespace"])
        context.findings.suggestScalar(finding, object, node, "namespace", meant.namespace_);
    else
        context.findings.suggestKey(finding, object, node, "namespace", meant.namespace_);
}

std::string describe(const Referent& referent) {
    return fmt::format("{} {}/{}", referent.kind, referent.namespace_, referent.name);
}

}  // namespace gatesight::simulator
