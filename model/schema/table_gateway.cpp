#include "model/schema/tables.h"
#include "model/schema/tables_common.h"
#include "model/schema/tables_listener.h"
#include "model/schema/value.h"

#include <algorithm>

namespace gatesight::model {

namespace {

// ---- addresses ----

bool valuesOfTypeDiffer(const Value& addresses, std::string_view type) {
    const std::vector<Value> items = addresses.items();
    const auto isOfType = [&](const Value& each) {
        return each["type"].text() == type && each["value"];
    };
    return std::ranges::all_of(items, [&](const Value& a) {
        return !isOfType(a) || 1 == std::ranges::count_if(items, [&](const Value& b) {
                                   return isOfType(b) && a["value"].text() == b["value"].text();
                               });
    });
}
Verdict ipAddressesDiffer(const Value& self) {
    return valuesOfTypeDiffer(self, "IPAddress");
}
Verdict hostnamesDiffer(const Value& self) {
    return valuesOfTypeDiffer(self, "Hostname");
}
Verdict hostnameIsOne(const Value& self) {
    const Value value = self["value"];
    return self["type"].text() != "Hostname" || !value || matches(Pattern::Hostname, value.text());
}

constexpr SchemaRule kAddressRules[] = {
    {"api.hostname.syntax", hostnameIsOne,
     R"(Hostname value must be empty or contain only valid characters (matching ^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$))"}};
constexpr SchemaRule kStatusAddressRules[] = {
    {"api.hostname.syntax", hostnameIsOne,
     R"(Hostname value must only contain valid characters (matching ^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$))"}};
constexpr Schema kAddressType = text(1, 253, Pattern::AddressType);
constexpr Schema kAddressValue = text(0, 253);
constexpr Schema kStatusAddressValue = text(1, 253);
constexpr Field kAddressFields[] = {defaulted("type", &kAddressType, "IPAddress"),
                                    optional("value", &kAddressValue)};
constexpr Field kStatusAddressFields[] = {defaulted("type", &kAddressType, "IPAddress"),
                                          required("value", &kStatusAddressValue)};
consteval Schema addressOf(std::span<const Field> fields, std::span<const SchemaRule> rules) {
    Schema schema = object(fields, rules);
    schema.ipAddressUnion = true;
    return schema;
}
constexpr Schema kAddress = addressOf(kAddressFields, kAddressRules);
constexpr Schema kStatusAddress = addressOf(kStatusAddressFields, kStatusAddressRules);
constexpr SchemaRule kAddressesRules[] = {
    {"api.quirk.address-value", ipAddressesDiffer, "IPAddress values must be unique"},
    {"api.quirk.address-value", hostnamesDiffer, "Hostname values must be unique"}};
constexpr Schema kAddresses = list(&kAddress, 0, 16, kAddressesRules);
constexpr Schema kStatusAddresses = list(&kStatusAddress, 0, 16);

// ---- infrastructure ----

std::vector<std::string_view> keysOf(const Value& map) {
    std::vector<std::string_view> result;
    for (const auto& [key, value] : map.node().entries())
        result.push_back(key.text());
    return result;
}
Verdict keysAreQualifiedNames(const Value& self) {
    return std::ranges::all_of(
        keysOf(self), [](std::string_view key) { return matches(Pattern::LabelKey, key); });
}
Verdict keyPrefixesAreShort(const Value& self) {
    return std::ranges::all_of(keysOf(self), [](std::string_view key) {
        return std::min(key.find('/'), key.size()) < 253;
    });
}

constexpr SchemaRule kLabelsRules[] = {
    {"api.limits.gateway", keysAreQualifiedNames,
     "Label keys must be in the form of an optional DNS subdomain "
     "prefix followed by a required name segment of up to 63 "
     "characters."},
    {"api.limits.gateway", keyPrefixesAreShort,
     "If specified, the label key's prefix must be a DNS subdomain "
     "not longer than 253 characters in total."}};
constexpr SchemaRule kAnnotationsRules[] = {
    {"api.limits.gateway", keysAreQualifiedNames,
     "Annotation keys must be in the form of an optional DNS subdomain prefix followed by a "
     "required name segment of up to 63 "
     "characters."},
    {"api.limits.gateway", keyPrefixesAreShort,
     "If specified, the annotation key's prefix must be a DNS subdomain not longer than 253 "
     "characters in total."}};
constexpr Schema kLabelValue = text(0, 63, Pattern::LabelValue);
constexpr Schema kAnnotationValue = text(0, 4096);
constexpr Schema kLabels = mapOf(&kLabelValue, 8, kLabelsRules);
constexpr Schema kAnnotations = mapOf(&kAnnotationValue, 16, kAnnotationsRules);
constexpr Field kInfrastructureFields[] = {optional("annotations", &kAnnotations),
                                           optional("labels", &kLabels),
                                           optional("parametersRef", &kLocalReference)};
constexpr Schema kInfrastructure = object(kInfrastructureFields);

// ---- allowedListeners ----

constexpr std::array<std::string_view, 4> kListenersFrom{"All", "Selector", "Same", "None"};
constexpr Schema kListenerNamespacesFrom = oneOf(kListenersFrom);
constexpr Field kListenerNamespacesFields[] = {defaulted("from", &kListenerNamespacesFrom, "None"),
                                               optional("selector", &kLabelSelector)};
constexpr Schema kListenerNamespaces = object(kListenerNamespacesFields);
constexpr Field kAllowedListenersFields[] = {
    defaulted("namespaces", &kListenerNamespaces, kEmptyMap)};
constexpr Schema kAllowedListeners = object(kAllowedListenersFields);

// ---- tls ----

constexpr Schema kAuthorities = list(&kNamespacedReference, 1, 16);
constexpr std::array<std::string_view, 2> kValidationModes{"AllowValidOnly",
                                                           "AllowInsecureFallback"};
constexpr Schema kValidationMode = oneOf(kValidationModes);
constexpr Field kValidationFields[] = {required("caCertificateRefs", &kAuthorities),
                                       defaulted("mode", &kValidationMode, "AllowValidOnly")};
constexpr Schema kValidation = object(kValidationFields);
constexpr Field kFrontendTLSFields[] = {optional("validation", &kValidation)};
constexpr Schema kFrontendTLS = object(kFrontendTLSFields);
constexpr Field kPortTLSFields[] = {required("port", &kPort), required("tls", &kFrontendTLS)};
constexpr Schema kPortTLS = object(kPortTLSFields);
Verdict portsDiffer(const Value& self) {
    const std::vector<Value> items = self.items();
    return std::ranges::all_of(items, [&](const Value& a) {
        return 1 == std::ranges::count_if(items, [&](const Value& b) {
                   return a["port"].integer() == b["port"].integer();
               });
    });
}
constexpr SchemaRule kPortsTLSRules[] = {
    {"api.listmap.case-sensitive", portsDiffer,
     "Port for TLS configuration must be unique within the Gateway"}};
constexpr std::array<std::string_view, 1> kByPort{"port"};
constexpr Schema kPortsTLS = listMap(&kPortTLS, kByPort, 0, 64, kPortsTLSRules);
constexpr Field kFrontendFields[] = {required("default", &kFrontendTLS),
                                     optional("perPort", &kPortsTLS)};
constexpr Schema kFrontend = object(kFrontendFields);
constexpr Field kBackendFields[] = {optional("clientCertificateRef", &kSecretReference)};
constexpr Schema kBackend = object(kBackendFields);
constexpr Field kTLSFields[] = {optional("backend", &kBackend), optional("frontend", &kFrontend)};
constexpr Schema kTLS = object(kTLSFields);

// ---- the whole ----

constexpr std::array<std::string_view, 2> kScopes{"All", "None"};
constexpr Schema kDefaultScope = oneOf(kScopes);
constexpr Field kSpecFields[] = {optional("addresses", &kAddresses),
                                 optional("allowedListeners", &kAllowedListeners),
                                 experimental(optional("defaultScope", &kDefaultScope)),
                                 required("gatewayClassName", &kObjectName),
                                 optional("infrastructure", &kInfrastructure),
                                 required("listeners", &kListeners),
                                 optional("tls", &kTLS)};
constexpr Schema kSpec = object(kSpecFields);
constexpr Field kStatusFields[] = {
    optional("addresses", &kStatusAddresses), optional("attachedListenerSets", &kInteger),
    optional("conditions", &kConditions), optional("listeners", &kListenerStatuses)};
constexpr Schema kStatus = object(kStatusFields);
constexpr auto kRootFields = rootFields(&kSpec, &kStatus);

}  // namespace

constexpr Schema kGatewaySchema = object(kRootFields);

}  // namespace gatesight::model
