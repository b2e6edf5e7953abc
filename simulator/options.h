// The choices of a simulation: what the spec leaves open, what the controller lacks, what is assumed.
#pragma once

#include "model/world/world.h"

#include <expected>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace gatesight::simulator {

/// Where the released text leaves room. The first value of each is the default. Named on the command line as
/// `--spec OPTION=VALUE`; a choice that decides an answer is named in its trace.
struct SpecChoices {
    /// Hostname compared for precedence (httproute.host.precedence): the intersected one, or the route's own.
    enum class HostnamePrecedence { Intersected, RouteOwn } hostnamePrecedence{};
    /// A request that fits the best hostname but none of its rules (httproute.host.fallthrough).
    enum class HostFallthrough { NextHostname, NotFound } hostFallthrough{};
    /// Where regular-expression paths stand (httproute.match.precedence.regex).
    enum class RegexOrder { BetweenExactAndPrefix, AfterPrefix } regexOrder{};
    /// What is done to a path before matching (httproute.match.path.normalisation).
    enum class PathNormalisation { None, DotSegments, DotSegmentsAndSlashes } pathNormalisation{};
    /// A Service without ready endpoints (backendref.no-endpoints-503).
    enum class NoEndpoints { Status503, Status500 } noEndpoints{};
    /// What "with credentials" means for CORS (diff.cors-credentials).
    enum class CorsCredentials { Configuration, Request } corsCredentials{};
    /// An HTTPRoute and a GRPCRoute whose hostnames meet on a listener (route.conflict.http-grpc).
    enum class HttpGrpcHostname { OlderRoute, Both } httpGrpcHostname{};
    /// A body larger than an ExternalAuth filter forwards (diff.extauth-body).
    enum class ExtAuthBody { Refuse, Truncate } extAuthBody{};
    /// Listeners of a Gateway and its ListenerSets that conflict
    /// (listener.conflict.across-listenersets-has-winner).
    enum class ListenerSetConflict { FirstWins, NobodyWins } listenerSetConflict{};
    /// The path "/" where the prefix "/" is replaced (filter.path.replace-prefix.exact-hit).
    enum class RootPrefix { ExactHit, KeepSlash } rootPrefix{};
    /// Where the proxies of a Gateway run, for network policies (np.gateway-source).
    enum class GatewayDataPlane { OwnPods, SharedPods, Node, Outside };
    struct DataPlane {
        GatewayDataPlane where{};
        std::string sharedPods = {};  ///< "NAMESPACE" or "NAMESPACE/WORKLOAD" of SharedPods; empty: nobody says
        bool operator==(const DataPlane&) const = default;
    };
    DataPlane gatewayDataPlane;
    /// The same for Gateways of single GatewayClasses, by name: controllers differ.
    std::map<std::string, DataPlane, std::less<>> dataPlaneOfClass;
    /// Whether an ipBlock of a NetworkPolicy holds for the addresses of Pods (np.peer.ip-block).
    enum class IpBlockPods { Match, Ignore } ipBlockPods{};
    /// Whether the cluster's network plugin knows network policies (np.needs-plugin).
    enum class NetworkPolicies { Enforced, Ignored } networkPolicies{};

    /// What holds for Gateways of a class.
    [[nodiscard]] const DataPlane& dataPlane(std::string_view gatewayClass) const {
        const auto found = dataPlaneOfClass.find(gatewayClass);
        return found == dataPlaneOfClass.end() ? gatewayDataPlane : found->second;
    }
};

/// As `--spec gateway-data-plane=` takes it: "node", "shared-pods:contour/envoy".
[[nodiscard]] std::string toString(const SpecChoices::DataPlane& plane);

/// Name, values and meaning of each choice, for help texts and for the desktop; sorted by name.
struct SpecChoiceInfo {
    std::string_view name;
    std::vector<std::string_view> values;  ///< the default first
    std::string_view meaning;
    std::string_view rule;
    bool perClass = false;  ///< "OPTION.CLASS=VALUE" sets it for the Gateways of one GatewayClass
};
[[nodiscard]] std::span<const SpecChoiceInfo> specChoices();

/// The value that a choice of specChoices() has; empty for a name that is none.
[[nodiscard]] std::string choiceValue(const SpecChoices& choices, std::string_view name);

/// Sets the choice named in "OPTION=VALUE" or "OPTION.CLASS=VALUE"; the error names the nearest option or the values there are.
[[nodiscard]] std::expected<void, std::string> setChoice(SpecChoices& choices, std::string_view assignment);

struct Options {
    SpecChoices choices;
    bool strict = false;  ///< a GatewayClass that is not loaded is not assumed
    model::Channel channel = model::Channel::Experimental;
    std::set<std::string, std::less<>> without;  ///< names of features (RULES section 23) the controller lacks

    [[nodiscard]] bool supports(std::string_view feature) const { return !without.contains(feature); }
};

}  // namespace gatesight::simulator
