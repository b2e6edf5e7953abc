#include "model/schema/tables.h"
#include "model/schema/tables_common.h"
#include "model/schema/tables_listener.h"

namespace gatesight::model {

namespace {

constexpr Field kParentFields[] = {defaulted("group", &kGroup, "gateway.networking.k8s.io"),
                                   defaulted("kind", &kKindName, "Gateway"),
                                   required("name", &kObjectName),
                                   optional("namespace", &kNamespaceName)};
constexpr Schema kParent = object(kParentFields);
constexpr Field kSpecFields[] = {required("listeners", &kListeners),
                                 required("parentRef", &kParent)};
constexpr Schema kSpec = object(kSpecFields);
constexpr Field kStatusFields[] = {optional("conditions", &kConditions),
                                   optional("listeners", &kListenerStatuses)};
constexpr Schema kStatus = object(kStatusFields);
constexpr auto kRootFields = rootFields(&kSpec, &kStatus);

}  // namespace

constexpr Schema kListenerSetSchema = object(kRootFields);

}  // namespace gatesight::model
