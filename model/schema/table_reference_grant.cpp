#include "model/schema/tables.h"
#include "model/schema/tables_common.h"

namespace gatesight::model {

namespace {

constexpr Field kFromFields[] = {required("group", &kGroup), required("kind", &kKindName),
                                 required("namespace", &kNamespaceName)};
constexpr Schema kFrom = object(kFromFields);
constexpr Schema kFroms = list(&kFrom, 1, 16);
constexpr Field kToFields[] = {required("group", &kGroup), required("kind", &kKindName),
                               optional("name", &kObjectName)};
constexpr Schema kTo = object(kToFields);
constexpr Schema kTos = list(&kTo, 1, 16);
constexpr Field kSpecFields[] = {required("from", &kFroms), required("to", &kTos)};
constexpr Schema kSpec = object(kSpecFields);

constexpr Field kRootFields[] = {optional("apiVersion", &kText), optional("kind", &kText),
                                 optional("metadata", &kMetadata), required("spec", &kSpec)};

}  // namespace

constexpr Schema kReferenceGrantSchema = object(kRootFields);

}  // namespace gatesight::model
