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
inline constexpr Rule kBackendReferenceRules[] = {
    {"api.backendref.service-port", servicePortIsThere, "Must have port for Service reference"}};
inline constexpr Field kBackendReferenceFields[] = {
    defaulted("group", &kGroup, ""), defaulted("kind", &kKindName, "Service"),
    required("name", &kObjectName), optional("namespace", &kNamespaceName),
    optional("port", &kPort)};
/// Backend of a mirror or of external auth: no weight.
inline constexpr Schema kBackendReference = object(kBackendReferenceFields, kBackendReferenceRules);
inline constexpr Schema kWeight = integer(0, 1'000'000);

// ---- what all routes have ----

/// `parentRefs` with its rules.
extern const Schema kParentReferences;
extern const Schema kUseDefaultGateways;
extern const Schema kRouteHostnames;
/// Filter lists share this check: how often a type may stand in them (api.filter.repeat).
[[nodiscard]] bool atMostOne(const Value& filters, std::string_view type);
extern const Schema kSessionPersistence;

// ---- selectors ----

extern const Schema kLabelSelector;

// ---- the rest of an object ----

extern const Schema kMetadata;
/// `conditions` of a status.
extern const Schema kConditions;
extern const Schema kRouteStatus;

}  // namespace gatesight::model
