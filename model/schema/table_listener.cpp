#include "model/schema/tables_common.h"
#include "model/schema/tables_listener.h"
#include "model/schema/value.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

namespace gatesight::model {

namespace {

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, text) != words.end();
}

template <class Condition>
bool allListeners(const Value& listeners, Condition condition) {
    const std::vector<Value> items = listeners.items();
    return std::ranges::all_of(items, condition);
}

// ---- api.listener.tls-shape ----

Verdict noTLSWithoutEncryption(const Value& self) {
    return allListeners(self, [](const Value& each) {
        return !isOneOf(each["protocol"].text(), {"HTTP", "TCP", "UDP"}) || !each["tls"];
    });
}
Verdict httpsTerminates(const Value& self) {
    return allListeners(self, [](const Value& each) {
        return each["protocol"].text() != "HTTPS" || !each["tls"] ||
               isOneOf(each["tls"]["mode"].text(), {"", "Terminate"});
    });
}
Verdict tlsHasMode(const Value& self) {
    return allListeners(self, [](const Value& each) {
        return each["protocol"].text() != "TLS" || !each["tls"]["mode"].text().empty();
    });
}
Verdict noHostnameOnLayer4(const Value& self) {
    return allListeners(self, [](const Value& each) {
        return !isOneOf(each["protocol"].text(), {"TCP", "UDP"}) || each["hostname"].text().empty();
    });
}

// ---- api.listener.unique ----

Verdict namesDiffer(const Value& self) {
    std::set<std::string_view> seen;
    return allListeners(self,
                        [&](const Value& each) { return seen.insert(each["name"].text()).second; });
}
/// An unset hostname is a value of its own.
Verdict placesDiffer(const Value& self) {
    std::set<std::tuple<std::int64_t, std::string_view, bool, std::string_view>> seen;
    return allListeners(self, [&](const Value& each) {
        const Value hostname = each["hostname"];
        return seen
            .emplace(each["port"].integer(), each["protocol"].text(), hostname.valid(),
                     hostname.text())
            .second;
    });
}

constexpr SchemaRule kListenersRules[] = {
    {"api.listener.tls-shape", noTLSWithoutEncryption,
     "tls must not be specified for protocols ['HTTP', 'TCP', 'UDP']"},
    {"api.listener.tls-shape", httpsTerminates, "tls mode must be Terminate for protocol HTTPS"},
    {"api.listener.tls-shape", tlsHasMode, "tls mode must be set for protocol TLS"},
    {"api.listener.tls-shape", noHostnameOnLayer4,
     "hostname must not be specified for protocols ['TCP', 'UDP']"},
    {"api.listener.unique", namesDiffer, "Listener name must be unique within the Gateway"},
    {"api.listener.unique", placesDiffer,
     "Combination of port, protocol and hostname must be unique for each listener"}};

// ---- tls ----

/// One of the two decides alone when the other is missing; both missing cannot be computed
/// (api.cel.error-absorbing).
Verdict terminatesWithCertificate(const Value& self) {
    if (self["mode"].text() != "Terminate" || self["certificateRefs"].size() > 0 ||
        self["options"].size() > 0)
        return true;
    if (!self["certificateRefs"])
        return Verdict::failing("no such key: certificateRefs");
    if (!self["options"])
        return Verdict::failing("no such key: options");
    return false;
}
constexpr SchemaRule kTLSRules[] = {
    {"api.cel.error-absorbing", terminatesWithCertificate,
     "certificateRefs or options must be specified when mode is Terminate"}};
constexpr Schema kCertificates = list(&kSecretReference, 0, 64);
constexpr std::array<std::string_view, 2> kModes{"Terminate", "Passthrough"};
constexpr Schema kMode = oneOf(kModes);
constexpr Schema kOption = text(0, 4096);
constexpr Schema kOptions = mapOf(&kOption, 16);
constexpr Field kTLSFields[] = {optional("certificateRefs", &kCertificates),
                                defaulted("mode", &kMode, "Terminate"),
                                optional("options", &kOptions)};
constexpr Schema kTLS = object(kTLSFields, kTLSRules);

// ---- allowedRoutes ----

constexpr Field kRouteKindFields[] = {defaulted("group", &kGroup, "gateway.networking.k8s.io"),
                                      required("kind", &kKindName)};
constexpr Schema kRouteKind = object(kRouteKindFields);
constexpr Schema kRouteKinds = list(&kRouteKind, 0, 8);
constexpr std::array<std::string_view, 3> kRoutesFrom{"All", "Selector", "Same"};
constexpr Schema kRouteNamespacesFrom = oneOf(kRoutesFrom);
constexpr Field kRouteNamespacesFields[] = {defaulted("from", &kRouteNamespacesFrom, "Same"),
                                            optional("selector", &kLabelSelector)};
constexpr Schema kRouteNamespaces = object(kRouteNamespacesFields);
constexpr Field kAllowedRoutesFields[] = {optional("kinds", &kRouteKinds),
                                          defaulted("namespaces", &kRouteNamespaces, kEmptyMap)};
constexpr Schema kAllowedRoutes = object(kAllowedRoutesFields);

// ---- the whole ----

constexpr Schema kProtocol = text(1, 255, Pattern::Protocol);
constexpr Field kListenerFields[] = {defaulted("allowedRoutes", &kAllowedRoutes, kEmptyMap),
                                     optional("hostname", &kHostname),
                                     required("name", &kSectionName),
                                     required("port", &kPort),
                                     required("protocol", &kProtocol),
                                     optional("tls", &kTLS)};
constexpr Schema kListener = object(kListenerFields);

constexpr Field kListenerStatusFields[] = {
    required("attachedRoutes", &kInteger), required("conditions", &kConditions),
    required("name", &kSectionName), optional("supportedKinds", &kRouteKinds)};
constexpr Schema kListenerStatus = object(kListenerStatusFields);

}  // namespace

constexpr Schema kListeners = listMap(&kListener, kByName, 1, 64, kListenersRules);
constexpr Schema kListenerStatuses = listMap(&kListenerStatus, kByName, 0, 64);

}  // namespace gatesight::model
