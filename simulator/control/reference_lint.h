// What lint says about references: the grant that is missing, the name that was meant.
#pragma once

#include "simulator/control/context.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// Reports a reference that needs a ReferenceGrant, with the grant as a suggested edit.
void reportMissingGrant(ControlContext& context, std::string_view rule, model::ObjectId object,
                        model::NodeId node, const Referrer& referrer, const Referent& referent,
                        std::string message);

/// Names of the objects of a kind in a namespace, in the World's order.
[[nodiscard]] std::vector<std::string_view> namesOfKind(const model::World& world,
                                                        std::string_view group,
                                                        std::string_view kind,
                                                        std::string_view namespace_);

/// What was meant by a reference to an object that is not there.
struct MeantObject {
    std::string_view name;        ///< near in the namespace of the reference, or empty
    std::string_view namespace_;  ///< with an object of the very name, or empty
};
[[nodiscard]] MeantObject meantBy(ControlContext& context, const Referent& missing);
/// " (did you mean 'x'?)", " (there is one in namespace 'y')", or nothing.
[[nodiscard]] std::string suggestion(const MeantObject& meant);
/// Offers to write the name, or the namespace, into the reference at `node`.
void suggestMeant(ControlContext& context, model::Finding& finding, model::ObjectId object,
                  model::NodeId node, const MeantObject& meant);

/// "Secret infra/cert", for messages.
[[nodiscard]] std::string describe(const Referent& referent);

}  // namespace gatesight::simulator
