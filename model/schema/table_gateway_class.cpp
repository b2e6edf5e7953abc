// GatewayClass and XMesh, which have the same fields.
#include "model/schema/tables.h"
#include "model/schema/tables_common.h"

namespace gatesight::model {

namespace {

constexpr Schema kControllerName{.type = ValueType::String,
                                 .pattern = Pattern::ControllerName,
                                 .immutable = true,  // api.gatewayclass.immutable-controller
                                 .minSize = 1,
                                 .maxSize = 253};
constexpr Schema kDescription = text(0, 64);
constexpr Field kSpecFields[] = {required("controllerName", &kControllerName),
                                 optional("description", &kDescription),
                                 optional("parametersRef", &kNamespacedReference)};
constexpr Schema kSpec = object(kSpecFields);

constexpr Field kFeatureFields[] = {required("name", &kText)};
constexpr Schema kFeature = object(kFeatureFields);
constexpr Schema kFeatures = listMap(&kFeature, kByName, 0, 64);
constexpr Field kStatusFields[] = {optional("conditions", &kConditions),
                                   optional("supportedFeatures", &kFeatures)};
constexpr Schema kStatus = object(kStatusFields);

constexpr auto kRootFields = rootFields(&kSpec, &kStatus);

}  // namespace

constexpr Schema kGatewayClassSchema = object(kRootFields);
constexpr Schema kXMeshSchema = object(kRootFields);

}  // namespace gatesight::model
