// Schemas that several kinds of the Gateway API share.
#pragma once

#include "model/schema/schema.h"

#include <array>

namespace gatesight::model {

// ---- names and numbers ----

inline constexpr Schema kGroup = text(0, 253, Pattern::Group);
inline constexpr Schema kKindName = text(1, 63, Pattern::Kind);
inline constexpr Schema kObjectName = text(1, 253);
inline constexpr Schema kNamespaceName = text(1, 63, Pattern::Label);
inline constexpr Schema kSectionName = text(1, 253, Pattern::Name);
inline constexpr Schema kHostname = text(1, 253, Pattern::Hostname);
inline constexpr Schema kPreciseHostname = text(1, 253, Pattern::PreciseHostname);
inline constexpr Schema kPort = integer(1, 65535);
inline constexpr Schema kDuration = textLike(Pattern::Duration);
/// What rules over durations give for a text that is none.
inline constexpr std::string_view kNotADuration =
    "type conversion error from 'string' to 'google.protobuf.Duration'";
inline constexpr Schema kHeaderName = text(1, 256, Pattern::HeaderName);
/// Only the experimental channel asks for printable ASCII (api.channel.differences).
inline constexpr Schema kHeaderValue{.type = ValueType::String,
                                     .pattern = Pattern::HeaderValue,
                                     .patternAvailability = Availability::ExperimentalOnly,
                                     .minSize = 1,
                                     .maxSize = 4096};
inline constexpr std::array<std::string_view, 1> kByName{"name"};

// ---- references ----

inline constexpr Field kParametersReferenceFields[] = {
    required("group", &kGroup), required("kind", &kKindName), required("name", &kObjectName)};
/// Within the namespace: group, kind and name, all written out.
inline constexpr Schema kLocalReference = object(kParametersReferenceFields);

inline constexpr Field kNamespacedReferenceFields[] = {
    required("group", &kGroup), required("kind", &kKindName), required("name", &kObjectName),
    optional("namespace", &kNamespaceName)};
inline constexpr Schema kNamespacedReference = object(kNamespacedReferenceFields);

inline constexpr Field kSecretReferenceFields[] = {
    defaulted("group", &kGroup, ""), defaulted("kind", &kKindName, "Secret"),
    required("name", &kObjectName), optional("namespace", &kNamespaceName)};
inline constexpr Schema kSecretReference = object(kSecretReferenceFields);

[[nodiscard]] Verdict servicePortIsThere(const Value& backendRef);
inline constexpr SchemaRule kBackendReferenceRules[] = {
    {"api.backendref.service-port", servicePortIsThere, "Must have port for Service reference"}};
inline constexpr Field kBackendReferenceFields[] = {
    defaulted("group", &kGroup, ""), defaulted("kind", &kKindName, "Service"),
    required("name", &kObjectName), optional("namespace", &kNamespaceName),
    optional("port", &kPort)};
/// Backend of a mirror or of external auth: no weight.
inline constexpr Schema kBackendReference = object(kBackendReferenceFields, kBackendReferenceRules);
inline constexpr Schema kWeight = integer(0, 1'000'000);
inline constexpr Field kWeightedBackendFields[] = {
    defaulted("group", &kGroup, ""), defaulted("kind", &kKindName, "Service"),
    required("name", &kObjectName),  optional("namespace", &kNamespaceName),
    optional("port", &kPort),        defaulted("weight", &kWeight, "1")};
/// Backend of a route without filters of its own.
inline constexpr Schema kWeightedBackend = object(kWeightedBackendFields, kBackendReferenceRules);
/// The fields of a backend of a route that has filters of its own.
[[nodiscard]] consteval std::array<Field, 7> filteredBackendFields(const Schema* filters) {
    return {optional("filters", filters),
            defaulted("group", &kGroup, ""),
            defaulted("kind", &kKindName, "Service"),
            required("name", &kObjectName),
            optional("namespace", &kNamespaceName),
            optional("port", &kPort),
            defaulted("weight", &kWeight, "1")};
}

// ---- what all routes have ----

/// `parentRefs` with its rules.
extern const Schema kParentReferences;
/// One of them, as a status names it too.
extern const Schema kParentReference;
extern const Schema kUseDefaultGateways;
extern const Schema kRouteHostnames;
/// How a header, query parameter or gRPC method is compared.
inline constexpr std::array<std::string_view, 2> kValueMatchTypes{"Exact", "RegularExpression"};
inline constexpr Schema kValueMatchType = oneOf(kValueMatchTypes);
/// No two rules of a route have the same name.
[[nodiscard]] Verdict ruleNamesDiffer(const Value& rules);
/// The rules of a route hold at most 128 matches together (api.limits.route).
[[nodiscard]] Verdict atMost128Matches(const Value& rules);
inline constexpr std::string_view kTooManyMatches =
    "While 16 rules and 64 matches per rule are allowed, the total number of matches across all "
    "rules in a route must be less than 128";
extern const Schema kSessionPersistence;

// ---- selectors ----

extern const Schema kLabelSelector;

// ---- the rest of an object ----

extern const Schema kMetadata;
/// The fields of an object with a spec and a status.
[[nodiscard]] consteval std::array<Field, 5> rootFields(const Schema* spec, const Schema* status) {
    return {optional("apiVersion", &kText), optional("kind", &kText),
            optional("metadata", &kMetadata), required("spec", spec), optional("status", status)};
}
/// `conditions` of a status.
extern const Schema kConditions;
extern const Schema kRouteStatus;
/// `status` of policies: ancestors.
extern const Schema kPolicyStatus;
/// `status` of XBackend.
extern const Schema kXBackendStatus;

}  // namespace gatesight::model
