#include "simulator/options.h"

#include "model/schema/decode.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace gatesight::simulator {
namespace {

constexpr std::string_view kDataPlane = "gateway-data-plane";

/// What is said about a choice, how the n-th of its values is set, and which one is.
struct Choice {
    SpecChoiceInfo info;
    void (*set)(SpecChoices& choices, std::size_t value);
    std::size_t (*get)(const SpecChoices& choices);
};

template <auto Member>
void setMember(SpecChoices& choices, std::size_t value) {
    auto& member = choices.*Member;
    member = static_cast<std::remove_reference_t<decltype(member)>>(value);
}

template <auto Member>
std::size_t getMember(const SpecChoices& choices) {
    return static_cast<std::size_t>(choices.*Member);
}

void setDataPlane(SpecChoices& choices, std::size_t value) {
    choices.gatewayDataPlane = {static_cast<SpecChoices::GatewayDataPlane>(value)};
}

std::size_t getDataPlane(const SpecChoices& choices) {
    return static_cast<std::size_t>(choices.gatewayDataPlane.where);
}

const std::vector<Choice>& table() {
    // Values stand in the order of their enumerators.
    static const std::vector<Choice> choices = {
        {{"cors-credentials",
          {"configuration", "request"},
          "what \"with credentials\" means for CORS: allowCredentials of the filter, or whether "
          "the request "
          "carries credentials",
          "diff.cors-credentials"},
         setMember<&SpecChoices::corsCredentials>,
         getMember<&SpecChoices::corsCredentials>},
        {{"ext-auth-body",
          {"refuse", "truncate"},
          "a body larger than an ExternalAuth filter forwards: the request is refused, or the body "
          "is cut for the auth service",
          "diff.extauth-body"},
         setMember<&SpecChoices::extAuthBody>,
         getMember<&SpecChoices::extAuthBody>},
        {{kDataPlane,
          {"own-pods", "shared-pods", "node", "outside"},
          "where the proxies of a Gateway run, for network policies: Pods of its own in its "
          "namespace, Pods of the controller that all Gateways share (shared-pods:NAMESPACE or "
          "shared-pods:NAMESPACE/WORKLOAD says which), the nodes, or outside of the cluster",
          "np.gateway-source",
          true},
         setDataPlane,
         getDataPlane},
        {{"host-fallthrough",
          {"next-hostname", "not-found"},
          "a request that fits the best hostname but none of its rules: the next best hostname "
          "answers, or 404",
          "httproute.host.fallthrough"},
         setMember<&SpecChoices::hostFallthrough>,
         getMember<&SpecChoices::hostFallthrough>},
        {{"hostname-precedence",
          {"intersected", "route-own"},
          "the hostname that is compared for precedence: what route and listener have in common, "
          "or the "
          "route's own",
          "httproute.host.precedence"},
         setMember<&SpecChoices::hostnamePrecedence>,
         getMember<&SpecChoices::hostnamePrecedence>},
        {{"http-grpc-hostname",
          {"older-route", "both"},
          "an HTTPRoute and a GRPCRoute whose hostnames meet on a listener: the older one alone is "
          "accepted, or both are",
          "route.conflict.http-grpc"},
         setMember<&SpecChoices::httpGrpcHostname>,
         getMember<&SpecChoices::httpGrpcHostname>},
        {{"ip-block-pods",
          {"match", "ignore"},
          "whether an ipBlock of a NetworkPolicy holds for the addresses of Pods, too, or only for "
          "those outside of the cluster",
          "np.peer.ip-block"},
         setMember<&SpecChoices::ipBlockPods>,
         getMember<&SpecChoices::ipBlockPods>},
        {{"listener-set-conflict",
          {"first-wins", "nobody-wins"},
          "listeners of a Gateway and its ListenerSets that conflict: the first keeps its place, "
          "or all of them lose it",
          "listener.conflict.across-listenersets-has-winner"},
         setMember<&SpecChoices::listenerSetConflict>,
         getMember<&SpecChoices::listenerSetConflict>},
        {{"network-policies",
          {"enforced", "ignored"},
          "whether the cluster's network plugin knows network policies",
          "np.needs-plugin"},
         setMember<&SpecChoices::networkPolicies>,
         getMember<&SpecChoices::networkPolicies>},
        {{"no-endpoints",
          {"503", "500"},
          "the status for a Service without ready endpoints",
          "backendref.no-endpoints-503"},
         setMember<&SpecChoices::noEndpoints>,
         getMember<&SpecChoices::noEndpoints>},
        {{"path-normalisation",
          {"none", "dot-segments", "dot-segments-and-slashes"},
          "what is done to a path before it is matched: nothing, removal of dot segments, or that "
          "and merging "
          "of slashes",
          "httproute.match.path.normalisation"},
         setMember<&SpecChoices::pathNormalisation>,
         getMember<&SpecChoices::pathNormalisation>},
        {{"regex-order",
          {"between-exact-and-prefix", "after-prefix"},
          "where paths that are regular expressions stand in the order of precedence",
          "httproute.match.precedence.regex"},
         setMember<&SpecChoices::regexOrder>,
         getMember<&SpecChoices::regexOrder>},
        {{"root-prefix",
          {"exact-hit", "keep-slash"},
          "the path / where the prefix / is replaced by /xyz: it becomes /xyz as an exact hit "
          "does, or /xyz/ as its slash stays",
          "filter.path.replace-prefix.exact-hit"},
         setMember<&SpecChoices::rootPrefix>,
         getMember<&SpecChoices::rootPrefix>},
    };
    return choices;
}

const Choice* choiceNamed(std::string_view name) {
    const auto found =
        std::ranges::find(table(), name, [](const Choice& each) { return each.info.name; });
    return found == table().end() ? nullptr : &*found;
}

/// Splits "OPTION.CLASS"; no name of a choice holds a dot, those of classes may.
std::pair<std::string_view, std::optional<std::string_view>> splitClass(std::string_view name) {
    const std::size_t dot = name.find('.');
    if (dot == std::string_view::npos)
        return {name, std::nullopt};
    return {name.substr(0, dot), name.substr(dot + 1)};
}

std::string unknownOption(std::string_view name) {
    std::vector<std::string_view> names;
    std::ranges::transform(specChoices(), std::back_inserter(names), &SpecChoiceInfo::name);
    const std::string_view near = model::nearest(name, names);
    if (!near.empty())
        return fmt::format("there is no choice '{}'; did you mean '{}'?", name, near);
    return fmt::format("there is no choice '{}'; there are {}", name, fmt::join(names, ", "));
}

/// "shared-pods" and "contour/envoy" of "shared-pods:contour/envoy"; no other value has a second
/// part.
std::pair<std::string_view, std::optional<std::string_view>> splitPods(std::string_view name,
                                                                       std::string_view value) {
    const std::size_t colon = value.find(':');
    if (name != kDataPlane || colon == std::string_view::npos ||
        value.substr(0, colon) != "shared-pods")
        return {value, std::nullopt};
    return {value.substr(0, colon), value.substr(colon + 1)};
}

/// NAMESPACE or NAMESPACE/WORKLOAD
bool isPodsName(std::string_view text) {
    const std::size_t slash = text.find('/');
    return !text.empty() && slash != 0 && slash + 1 != text.size() &&
           (slash == std::string_view::npos || text.find('/', slash + 1) == std::string_view::npos);
}

}  // namespace

std::span<const SpecChoiceInfo> specChoices() {
    static const std::vector<SpecChoiceInfo> infos = [] {
        std::vector<SpecChoiceInfo> result;
        std::ranges::transform(table(), std::back_inserter(result), &Choice::info);
        return result;
    }();
    return infos;
}

std::string choiceValue(const SpecChoices& choices, std::string_view name) {
    const Choice* choice = choiceNamed(name);
    if (!choice)
        return {};
    return choice->info.perClass ? toString(choices.gatewayDataPlane)
                                 : std::string(choice->info.values[choice->get(choices)]);
}

std::string toString(const SpecChoices::DataPlane& plane) {
    const auto& values = choiceNamed(kDataPlane)->info.values;
    std::string text(values[static_cast<std::size_t>(plane.where)]);
    return plane.sharedPods.empty() ? text : text + ":" + plane.sharedPods;
}

std::expected<void, std::string> setChoice(SpecChoices& choices, std::string_view assignment) {
    const std::size_t equals = assignment.find('=');
    const auto [name, gatewayClass] = splitClass(assignment.substr(0, equals));
    const Choice* choice = choiceNamed(name);
    if (!choice)
        return std::unexpected(unknownOption(name));
    if (gatewayClass && (!choice->info.perClass || gatewayClass->empty()))
        return std::unexpected(
            choice->info.perClass
                ? fmt::format("'{}.' needs the name of a GatewayClass", name)
                : fmt::format("'{}' is not chosen for single GatewayClasses", name));

    const auto& values = choice->info.values;
    if (equals == std::string_view::npos)
        return std::unexpected(
            fmt::format("'{}' needs a value: one of {}", name, fmt::join(values, ", ")));
    const auto [value, pods] = splitPods(name, assignment.substr(equals + 1));
    if (pods && !isPodsName(*pods))
        return std::unexpected(
            fmt::format("'{}' names no Pods; it is {}:NAMESPACE or {}:NAMESPACE/WORKLOAD", *pods,
                        value, value));
    const auto found = std::ranges::find(values, value);
    if (found == values.end())
        return std::unexpected(fmt::format("'{}' is not a value of '{}'; it is one of {}", value,
                                           name, fmt::join(values, ", ")));
    const auto number = static_cast<std::size_t>(found - values.begin());
    SpecChoices::DataPlane& plane = gatewayClass
                                        ? choices.dataPlaneOfClass[std::string(*gatewayClass)]
                                        : choices.gatewayDataPlane;
    if (choice->info.perClass)
        plane = {static_cast<SpecChoices::GatewayDataPlane>(number),
                 std::string(pods.value_or(""))};
    else
        choice->set(choices, number);
    return {};
}

}  // namespace gatesight::simulator
