#include "model/schema/tables_common.h"

#include "model/schema/value.h"

#include <algorithm>
#include <set>

namespace gatesight::model {

namespace {

// ---- parentRefs ----

bool sameText(const Value& a, const Value& b) {
    return a.text() == b.text();  // absent and empty are the same here
}

/// api.parentrefs.distinct: a namespace that is written out is another one than the route's own
/// left out.
bool sameParent(const Value& a, const Value& b) {
    return std::ranges::all_of(
        std::array<std::string_view, 4>{"group", "kind", "name", "namespace"},
        [&](std::string_view part) { return sameText(a[part], b[part]); });
}

bool omitted(const Value& part) {
    return part.text().empty() || part.text() == "0";
}

/// Whether every two references to one parent agree on which of `parts` they set.
bool allOrNoneSet(const Value& list, std::span<const std::string_view> parts) {
    if (list.size() < 2)
        return true;
    const std::vector<Value> refs = list.items();
    return std::ranges::all_of(refs, [&](const Value& a) {
        return std::ranges::all_of(refs, [&](const Value& b) {
            return !sameParent(a, b) || std::ranges::all_of(parts, [&](std::string_view part) {
                return omitted(a[part]) == omitted(b[part]);
            });
        });
    });
}

/// Whether no two references to one parent have equal `parts`.
bool distinct(const Value& list, std::span<const std::string_view> parts) {
    if (list.size() < 2)
        return true;
    const std::vector<Value> refs = list.items();
    return std::ranges::all_of(refs, [&](const Value& a) {
        return 1 == std::ranges::count_if(refs, [&](const Value& b) {
                   return sameParent(a, b) &&
                          std::ranges::all_of(parts, [&](std::string_view part) {
                              return sameText(a[part], b[part]);
                          });
               });
    });
}

constexpr std::array<std::string_view, 1> kSection{"sectionName"};
constexpr std::array<std::string_view, 2> kSectionAndPort{"sectionName", "port"};

Verdict sectionsAreSet(const Value& self) {
    return allOrNoneSet(self, kSection);
}
Verdict sectionsDiffer(const Value& self) {
    return distinct(self, kSection);
}
Verdict sectionsAndPortsAreSet(const Value& self) {
    return allOrNoneSet(self, kSectionAndPort);
}
Verdict sectionsOrPortsDiffer(const Value& self) {
    return distinct(self, kSectionAndPort);
}

constexpr SchemaRule kParentReferencesRules[] = {
    {"api.parentrefs.distinct", sectionsAreSet,
     "sectionName must be specified when parentRefs includes 2 or more references to the same "
     "parent",
     SchemaRule::When::Standard},
    {"api.parentrefs.distinct", sectionsDiffer,
     "sectionName must be unique when parentRefs includes 2 or more references to the same parent",
     SchemaRule::When::Standard},
    {"api.parentrefs.distinct", sectionsAndPortsAreSet,
     "sectionName or port must be specified when parentRefs includes 2 or more references to the "
     "same parent",
     SchemaRule::When::Experimental},
    {"api.parentrefs.distinct", sectionsOrPortsDiffer,
     "sectionName or port must be unique when parentRefs includes 2 or more references to the same "
     "parent",
     SchemaRule::When::Experimental}};

constexpr Field kParentReferenceFields[] = {
    defaulted("group", &kGroup, "gateway.networking.k8s.io"),
    defaulted("kind", &kKindName, "Gateway"),
    required("name", &kObjectName),
    optional("namespace", &kNamespaceName),
    optional("port", &kPort),
    optional("sectionName", &kSectionName)};

// ---- session persistence ----

Verdict permanentCookieEnds(const Value& self) {
    return self["cookie"]["lifetimeType"].text() != "Permanent" || self["absoluteTimeout"].valid();
}
Verdict cookieOnlyForCookie(const Value& self) {
    return !self["cookie"] || self["type"].text() == "Cookie";
}
Verdict cookieForCookie(const Value& self) {
    return self["type"].text() != "Cookie" || self["cookie"].valid();
}
Verdict headerOnlyForHeader(const Value& self) {
    return !self["header"] || self["type"].text() == "Header";
}
Verdict headerForHeader(const Value& self) {
    return self["type"].text() != "Header" || self["header"].valid();
}

constexpr SchemaRule kSessionPersistenceRules[] = {
    {"api.default.session-persistence", permanentCookieEnds,
     "AbsoluteTimeout must be specified when cookie lifetimeType is Permanent"},
    {"api.default.session-persistence", cookieOnlyForCookie,
     "cookie must be nil if type is not Cookie"},
    {"api.default.session-persistence", cookieForCookie,
     "cookie must be specified for Cookie type"},
    {"api.default.session-persistence", headerOnlyForHeader,
     "header must be nil if type is not Header"},
    {"api.default.session-persistence", headerForHeader,
     "header must be specified for Header type"}};

constexpr std::array<std::string_view, 2> kLifetimes{"Permanent", "Session"};
constexpr Schema kLifetime = oneOf(kLifetimes);
constexpr Schema kCookiePath = text(0, 1024);
constexpr Field kCookieFields[] = {defaulted("lifetimeType", &kLifetime, "Session"),
                                   optional("name", &kHeaderName),
                                   defaulted("path", &kCookiePath, "/")};
constexpr Schema kCookie = object(kCookieFields);
constexpr Field kSessionHeaderFields[] = {required("name", &kHeaderName)};
constexpr Schema kSessionHeader = object(kSessionHeaderFields);
constexpr std::array<std::string_view, 2> kSessionTypes{"Cookie", "Header"};
constexpr Schema kSessionType = oneOf(kSessionTypes);
constexpr Field kSessionPersistenceFields[] = {
    optional("absoluteTimeout", &kDuration), optional("cookie", &kCookie),
    optional("header", &kSessionHeader), defaulted("type", &kSessionType, "Cookie")};

// ---- selectors ----

constexpr Field kRequirementFields[] = {required("key", &kText), required("operator", &kText),
                                        optional("values", &kTextList)};
constexpr Schema kRequirement = object(kRequirementFields);
constexpr Schema kRequirements = list(&kRequirement);
constexpr Field kLabelSelectorFields[] = {optional("matchExpressions", &kRequirements),
                                          optional("matchLabels", &kTextMap)};

// ---- metadata and status ----

constexpr Field kMetadataFields[] = {optional("annotations", &kTextMap),
                                     optional("creationTimestamp", &kAny),
                                     optional("deletionGracePeriodSeconds", &kAny),
                                     optional("deletionTimestamp", &kAny),
                                     optional("finalizers", &kAny),
                                     optional("generateName", &kAny),
                                     optional("generation", &kAny),
                                     optional("labels", &kTextMap),
                                     optional("managedFields", &kAny),
                                     optional("name", &kAny),
                                     optional("namespace", &kAny),
                                     optional("ownerReferences", &kAny),
                                     optional("resourceVersion", &kAny),
                                     optional("selfLink", &kAny),
                                     optional("uid", &kAny)};

constexpr Schema kTime{.type = ValueType::String, .isTime = true};
constexpr Schema kMessage = text(0, 32768);
constexpr Schema kObservedGeneration = integer(0);
constexpr Schema kReason = text(1, 1024, Pattern::ConditionReason);
constexpr std::array<std::string_view, 3> kConditionStatuses{"True", "False", "Unknown"};
constexpr Schema kConditionStatus = oneOf(kConditionStatuses);
constexpr Schema kConditionType = text(0, 316, Pattern::ConditionType);
constexpr Field kConditionFields[] = {required("lastTransitionTime", &kTime),
                                      required("message", &kMessage),
                                      optional("observedGeneration", &kObservedGeneration),
                                      required("reason", &kReason),
                                      required("status", &kConditionStatus),
                                      required("type", &kConditionType)};
constexpr Schema kCondition = object(kConditionFields);
constexpr std::array<std::string_view, 1> kByType{"type"};
constexpr Schema kSomeConditions = listMap(&kCondition, kByType, 1, 8);
constexpr Schema kControllerName = text(1, 253, Pattern::ControllerName);
constexpr Field kRouteParentFields[] = {required("conditions", &kSomeConditions),
                                        required("controllerName", &kControllerName),
                                        required("parentRef", &kParentReference)};
constexpr Schema kRouteParent = object(kRouteParentFields);
constexpr Schema kRouteParents = list(&kRouteParent, 0, 32);
constexpr Field kRouteStatusFields[] = {required("parents", &kRouteParents)};
constexpr Field kAncestorFields[] = {required("ancestorRef", &kParentReference),
                                     required("conditions", &kSomeConditions),
                                     required("controllerName", &kControllerName)};
constexpr Schema kAncestor = object(kAncestorFields);
constexpr Schema kAncestors = list(&kAncestor, 0, 16);
constexpr Field kPolicyStatusFields[] = {required("ancestors", &kAncestors)};
constexpr Schema kAnyConditions =
    listMap(&kCondition, kByType, 0, std::numeric_limits<std::size_t>::max());
constexpr Field kXBackendParentFields[] = {optional("conditions", &kAnyConditions),
                                           required("controllerName", &kControllerName),
                                           required("parentRef", &kParentReference)};
constexpr Schema kXBackendParent = object(kXBackendParentFields);
constexpr Schema kXBackendParents = list(&kXBackendParent, 0, 32);
constexpr Field kXBackendStatusFields[] = {optional("parents", &kXBackendParents)};

constexpr std::array<std::string_view, 2> kAllOrNone{"All", "None"};

}  // namespace

Verdict servicePortIsThere(const Value& backendRef) {
    return !backendRef["group"].text().empty() || backendRef["kind"].text() != "Service" ||
           backendRef["port"].valid();
}

Verdict ruleNamesDiffer(const Value& rules) {
    std::set<std::string_view> seen;
    const std::vector<Value> items = rules.items();
    return std::ranges::all_of(items, [&](const Value& rule) {
        return !rule["name"] || seen.insert(rule["name"].text()).second;
    });
}

Verdict atMost128Matches(const Value& rules) {
    std::size_t count = 0;
    for (const Value& rule : rules.items())
        count += rule["matches"].size();
    return count <= 128;
}

constexpr Schema kParentReference = object(kParentReferenceFields);
constexpr Schema kParentReferences = list(&kParentReference, 0, 32, kParentReferencesRules);
constexpr Schema kUseDefaultGateways = oneOf(kAllOrNone);
constexpr Schema kRouteHostnames = list(&kHostname, 0, 16);
constexpr Schema kSessionPersistence = object(kSessionPersistenceFields, kSessionPersistenceRules);
constexpr Schema kLabelSelector = object(kLabelSelectorFields);
constexpr Schema kMetadata = object(kMetadataFields);
constexpr Schema kConditions = listMap(&kCondition, kByType, 0, 8);
constexpr Schema kRouteStatus = object(kRouteStatusFields);
constexpr Schema kPolicyStatus = object(kPolicyStatusFields);
constexpr Schema kXBackendStatus = object(kXBackendStatusFields);

}  // namespace gatesight::model
