#include "model/schema/tables.h"
#include "model/schema/tables_backend_tls.h"
#include "model/schema/tables_common.h"
#include "model/schema/union_rules.h"

namespace gatesight::model {

namespace {

// ---- validation ----

Verdict hostnameForHostname(const Value& self) {
    return self["type"].text() != "Hostname" || !self["hostname"].text().empty();
}
Verdict hostnameOnlyForHostname(const Value& self) {
    return self["type"].text() == "Hostname" || self["hostname"].text().empty();
}
Verdict uriForURI(const Value& self) {
    return self["type"].text() != "URI" || !self["uri"].text().empty();
}
Verdict uriOnlyForURI(const Value& self) {
    return self["type"].text() == "URI" || self["uri"].text().empty();
}
constexpr SchemaRule kNameRules[] = {
    {"btp.san", hostnameForHostname,
     "SubjectAltName element must contain Hostname, if Type is set to Hostname"},
    {"btp.san", hostnameOnlyForHostname,
     "SubjectAltName element must not contain Hostname, if Type is not set to Hostname"},
    {"btp.san", uriForURI, "SubjectAltName element must contain URI, if Type is set to URI"},
    {"btp.san", uriOnlyForURI,
     "SubjectAltName element must not contain URI, if Type is not set to URI"}};
constexpr std::array<std::string_view, 2> kNameTypes{"Hostname", "URI"};
constexpr Schema kNameType = oneOf(kNameTypes);
constexpr Schema kURI = text(1, 253, Pattern::AbsoluteURI);
constexpr Field kNameFields[] = {optional("hostname", &kHostname), required("type", &kNameType),
                                 optional("uri", &kURI)};
constexpr Schema kName = object(kNameFields, kNameRules);
constexpr Schema kNames = list(&kName, 0, 5);

bool namesAuthorities(const Value& validation) {
    return validation["caCertificateRefs"].size() > 0;
}
bool trustsWellKnown(const Value& validation) {
    return !validation["wellKnownCACertificates"].text().empty();
}
Verdict notBothTrusts(const Value& self) {
    return !namesAuthorities(self) || !trustsWellKnown(self);
}
Verdict someTrust(const Value& self) {
    return namesAuthorities(self) || trustsWellKnown(self);
}
constexpr SchemaRule kValidationRules[] = {
    {"btp.wellknown", notBothTrusts,
     "must not contain both CACertificateRefs and WellKnownCACertificates"},
    {"btp.wellknown", someTrust,
     "must specify either CACertificateRefs or WellKnownCACertificates"}};
constexpr Schema kAuthorities = list(&kLocalReference, 0, 8);
constexpr Schema kWellKnown = text(1, 253, Pattern::WellKnownCACertificates);
constexpr Field kValidationFields[] = {
    optional("caCertificateRefs", &kAuthorities), required("hostname", &kPreciseHostname),
    optional("subjectAltNames", &kNames), optional("wellKnownCACertificates", &kWellKnown)};

// ---- targets ----

bool sameTarget(const Value& a, const Value& b) {
    return a["group"].text() == b["group"].text() && a["kind"].text() == b["kind"].text() &&
           a["name"].text() == b["name"].text();
}
Verdict sectionsAreSet(const Value& self) {
    const std::vector<Value> refs = self.items();
    return std::ranges::all_of(refs, [&](const Value& a) {
        return std::ranges::all_of(refs, [&](const Value& b) {
            return !sameTarget(a, b) ||
                   a["sectionName"].text().empty() == b["sectionName"].text().empty();
        });
    });
}
Verdict sectionsDiffer(const Value& self) {
    const std::vector<Value> refs = self.items();
    return std::ranges::all_of(refs, [&](const Value& a) {
        return 1 == std::ranges::count_if(refs, [&](const Value& b) {
                   return sameTarget(a, b) && a["sectionName"].text() == b["sectionName"].text();
               });
    });
}
constexpr SchemaRule kTargetsRules[] = {
    {"btp.section-name", sectionsAreSet,
     "sectionName must be specified when targetRefs includes 2 or "
     "more references to the same target"},
    {"btp.section-name", sectionsDiffer,
     "sectionName must be unique when targetRefs includes 2 or more "
     "references to the same target"}};
constexpr Field kTargetFields[] = {required("group", &kGroup), required("kind", &kKindName),
                                   required("name", &kObjectName),
                                   optional("sectionName", &kSectionName)};
constexpr Schema kTarget = object(kTargetFields);
constexpr Schema kTargets = list(&kTarget, 1, 16, kTargetsRules);

constexpr Schema kOption = text(0, 4096);
constexpr Schema kOptions = mapOf(&kOption, 16);
constexpr Field kSpecFields[] = {optional("options", &kOptions), required("targetRefs", &kTargets),
                                 required("validation", &kBackendTLSValidation)};
constexpr Schema kSpec = object(kSpecFields);
constexpr auto kRootFields = rootFields(&kSpec, &kPolicyStatus);

}  // namespace

constexpr Schema kBackendTLSValidation = object(kValidationFields, kValidationRules);
constexpr Schema kBackendTLSPolicySchema = object(kRootFields);

}  // namespace gatesight::model
