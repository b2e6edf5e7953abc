#include "model/schema/tables.h"
#include "model/schema/tables_backend_tls.h"
#include "model/schema/tables_common.h"
#include "model/schema/value.h"

namespace gatesight::model {

namespace {

Verdict hostnameForType(const Value& self) {
    return (self["type"].text() == "ExternalHostname") == self["externalHostname"].valid();
}
Verdict isOutsideTheCluster(const Value& self) {
    return !self.text().ends_with(".cluster.local");
}
/// The rule compares an optional with null, so it refuses every name
/// (api.quirk.xbackend-port-name).
Verdict portNameIsEmpty(const Value& self) {
    return self.text().empty();
}
Verdict certificateForMode(const Value& self) {
    return (self["mode"].text() == "ClientAndServer") == self["clientCertificateRef"].valid();
}

constexpr SchemaRule kExternalNameRules[] = {
    {"xbackend.type", isOutsideTheCluster,
     "hostname must not be an IP address or end with .cluster.local"}};
constexpr Schema kExternalName{.type = ValueType::String,
                               .pattern = Pattern::PreciseHostname,
                               .minSize = 1,
                               .maxSize = 253,
                               .rules = kExternalNameRules};
constexpr Field kExternalHostnameFields[] = {required("hostname", &kExternalName)};
constexpr Schema kExternalHostname = object(kExternalHostnameFields);
constexpr SchemaRule kPortNameRules[] = {
    {"api.quirk.xbackend-port-name", portNameIsEmpty, "Name must be a valid DNS label"}};
constexpr Schema kPortName{.type = ValueType::String, .maxSize = 63, .rules = kPortNameRules};
constexpr Field kPortOfBackendFields[] = {optional("name", &kPortName), required("port", &kPort)};
constexpr Schema kPortOfBackend = object(kPortOfBackendFields);
constexpr std::array<std::string_view, 6> kProtocols{"TCP",    "HTTP", "HTTP2",
                                                     "HTTP11", "H2C",  "MCP"};
constexpr Schema kProtocol = oneOf(kProtocols);
constexpr SchemaRule kTLSRules[] = {
    {"xbackend.tls", certificateForMode,
     "clientCertificateRef must be set if and only if mode is ClientAndServer"}};
constexpr std::array<std::string_view, 3> kModes{"None", "ServerOnly", "ClientAndServer"};
constexpr Schema kMode = oneOf(kModes);
constexpr Field kTLSFields[] = {optional("clientCertificateRef", &kSecretReference),
                                required("mode", &kMode),
                                optional("validation", &kBackendTLSValidation)};
constexpr Schema kTLS = object(kTLSFields, kTLSRules);
constexpr std::array<std::string_view, 1> kTypes{"ExternalHostname"};
constexpr Schema kType = oneOf(kTypes);
constexpr SchemaRule kSpecRules[] = {
    {"xbackend.type", hostnameForType,
     "externalHostname must be set when type is ExternalHostname and must be unset otherwise"}};
constexpr Field kSpecFields[] = {
    optional("externalHostname", &kExternalHostname), required("port", &kPortOfBackend),
    optional("protocol", &kProtocol), optional("tls", &kTLS), required("type", &kType)};
constexpr Schema kSpec = object(kSpecFields, kSpecRules);
constexpr auto kRootFields = rootFields(&kSpec, &kXBackendStatus);

}  // namespace

constexpr Schema kXBackendSchema = object(kRootFields);

}  // namespace gatesight::model
