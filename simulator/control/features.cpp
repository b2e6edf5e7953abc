#include "simulator/control/features.h"

#include <algorithm>
#include <array>

namespace gatesight::simulator {
namespace {

constexpr std::array kFeatures = std::to_array<Feature>({
    {"BackendTLSPolicy"},
    {"BackendTLSPolicySANValidation"},
    {"GRPCRoute"},
    {"GRPCRouteDefaultGateway", true, false},
    {"GRPCRouteNamedRouteRule"},
    {"GRPCRouteRequestHeaderModifier"},
    {"GRPCRouteSessionPersistence", true, false},
    {"GRPCRouteSessionPersistenceHeader", true, false},
    {"Gateway"},
    {"GatewayAddressEmpty"},
    {"GatewayBackendClientCertificate"},
    {"GatewayFrontendClientCertificateValidation"},
    {"GatewayFrontendClientCertificateValidationInsecureFallback"},
    {"GatewayHTTPListenerIsolation"},
    {"GatewayHTTPSListenerDetectMisdirectedRequests"},
    {"GatewayInfrastructurePropagation"},
    {"GatewayPort8080"},
    {"GatewayStaticAddresses"},
    {"HTTPRoute"},
    {"HTTPRoute303RedirectStatusCode"},
    {"HTTPRoute307RedirectStatusCode"},
    {"HTTPRoute308RedirectStatusCode"},
    {"HTTPRouteBackendProtocolH2C"},
    {"HTTPRouteBackendProtocolWebSocket"},
    {"HTTPRouteBackendRequestHeaderModification"},
    {"HTTPRouteBackendRequestRedirect"},
    {"HTTPRouteBackendTimeout"},
    {"HTTPRouteBackendURLRewrite"},
    {"HTTPRouteCORS"},
    {"HTTPRouteDefaultGateway", true, false},
    {"HTTPRouteDestinationPortMatching", true},
    {"HTTPRouteExternalAuth", true, false},
    {"HTTPRouteExternalAuthForwardBody", true, false},
    {"HTTPRouteExternalAuthGRPC", true, false},
    {"HTTPRouteExternalAuthHTTP", true, false},
    {"HTTPRouteHostRewrite"},
    {"HTTPRouteMethodMatching"},
    {"HTTPRouteNamedRouteRule"},
    {"HTTPRouteParentRefPort"},
    {"HTTPRoutePathRedirect"},
    {"HTTPRoutePathRewrite"},
    {"HTTPRoutePortRedirect"},
    {"HTTPRouteQueryParamMatching"},
    {"HTTPRouteRequestMirror"},
    {"HTTPRouteRequestMultipleMirrors"},
    {"HTTPRouteRequestPercentageMirror"},
    {"HTTPRouteRequestTimeout"},
    {"HTTPRouteResponseHeaderModification"},
    {"HTTPRouteRetry", true},
    {"HTTPRouteRetryBackendTimeout", true},
    {"HTTPRouteRetryConnectionError", true},
    {"HTTPRouteSchemeRedirect"},
    {"HTTPRouteSessionPersistence", true, false},
    {"HTTPRouteSessionPersistenceCookieLifetimeTypePermanent", true, false},
    {"ListenerSet"},
    {"Mesh"},
    {"MeshClusterIPMatching"},
    {"MeshConsumerRoute"},
    {"MeshHTTPRouteBackendRequestHeaderModification"},
    {"MeshHTTPRouteNamedRouteRule"},
    {"MeshHTTPRouteQueryParamMatching"},
    {"MeshHTTPRouteRedirectPath"},
    {"MeshHTTPRouteRedirectPort"},
    {"MeshHTTPRouteRewritePath"},
    {"MeshHTTPRouteSchemeRedirect"},
    {"ReferenceGrant"},
    {"TCPRoute"},
    {"TLSRoute"},
    {"TLSRouteModeMixed", true},
    {"TLSRouteModeTerminate"},
    {"UDPRoute"},
});

static_assert(std::ranges::is_sorted(kFeatures, {}, &Feature::name));

}  // namespace

std::span<const Feature> features() {
    return kFeatures;
}

bool isFeature(std::string_view name) {
    return std::ranges::binary_search(kFeatures, name, {}, &Feature::name);
}

std::vector<std::string> supportedFeatures(const Options& options) {
    std::vector<std::string> result;
    for (const Feature& feature : kFeatures) {
        const bool installed =
            !feature.experimental || options.channel == model::Channel::Experimental;
        if (feature.published && installed && options.supports(feature.name))
            result.emplace_back(feature.name);
    }
    return result;
}

}  // namespace gatesight::simulator
