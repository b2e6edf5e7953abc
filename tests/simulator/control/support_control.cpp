#include "support_control.h"

#include "model/manifest/reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

namespace gatesight::simulator::test {
namespace {

constexpr std::string_view kSurroundings = R"(
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: test}
spec: {controllerName: test.dev/controller}
---
apiVersion: v1
kind: Namespace
metadata: {name: infra, labels: {team: infra}}
---
apiVersion: v1
kind: Namespace
metadata: {name: apps}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: infra}
spec: {ports: [{port: 80}], selector: {app: web}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: apps}
spec: {ports: [{port: 80}], selector: {app: web}}
)";

[[noreturn]] void wrongTest(const std::string& what) {
    std::fprintf(stderr, "the test is wrong: %s\n", what.c_str());
    std::abort();
}

std::shared_ptr<model::Object> coreObject(std::string_view kind, std::string_view namespace_,
                                          std::string_view name, model::Resource resource) {
    auto object = std::make_shared<model::Object>();
    object->version = "v1";
    object->kind = kind;
    object->metadata.namespace_ = namespace_;
    object->metadata.name = name;
    object->resource = std::move(resource);
    return object;
}

model::Secret keyPair(std::string dnsName) {
    model::Secret secret;
    secret.type = "kubernetes.io/tls";
    secret.keys = {"tls.crt", "tls.key"};
    secret.certificates.emplace_back().dnsNames = {std::move(dnsName)};
    secret.certificateWellFormed = secret.keyWellFormed = secret.keyMatches = true;
    return secret;
}

/// Credentials without PEM: the World holds what would have been read from it.
void addCredentials(model::WorldBuilder& builder) {
    model::Secret malformed = keyPair("*.example.com");
    malformed.certificateWellFormed = false;
    model::ConfigMap authority;
    authority.keys = {"ca.crt"};
    authority.authorities.emplace_back().isCA = true;
    model::ConfigMap empty;
    empty.keys = {"ca.crt"};

    for (const std::string_view namespace_ : {"infra", "apps"}) {
        builder.add(coreObject("Secret", namespace_, "good-cert", keyPair("*.example.com")));
        builder.add(coreObject("ConfigMap", namespace_, "good-ca", authority));
    }
    builder.add(coreObject("Secret", "infra", "other-cert", keyPair("other.test")));
    builder.add(coreObject("Secret", "infra", "bad-cert", malformed));
    builder.add(coreObject("ConfigMap", "infra", "bad-ca", empty));
}

void addText(model::WorldBuilder& builder, std::string_view name, std::string_view yaml) {
    const model::Manifests manifests = model::readText(name, std::string(yaml));
    for (const auto& finding : manifests.findings)
        wrongTest(finding.message);
    builder.addLayer(manifests);
}

Cluster computed(model::WorldBuilder builder, Options options) {
    Cluster cluster{
        .world = std::move(builder).build(), .options = std::move(options), .control = {}};
    cluster.control = computeControlPlane(*cluster.world, cluster.options);
    return cluster;
}

void addConditions(std::vector<std::string>& lines, const std::string& prefix,
                   const Conditions& conditions) {
    for (const auto& condition : conditions)
        lines.push_back(fmt::format("{}{}={}/{}", prefix, condition.type,
                                    toString(condition.status), condition.reason));
}

void addListener(std::vector<std::string>& lines, const ListenerState& listener) {
    const std::string prefix = fmt::format("listener {} ", listener.spec->name);
    addConditions(lines, prefix, listener.conditions);
    std::vector<std::string> kinds;
    for (const auto& kind : listener.supportedKinds)
        kinds.push_back(kind.kind);
    lines.push_back(fmt::format("{}kinds={}", prefix, fmt::join(kinds, ",")));
    lines.push_back(fmt::format("{}attachedRoutes={}", prefix, listener.attachedRoutes));
    if (listener.serves)
        lines.push_back(prefix + "serves");
}

void addGateway(std::vector<std::string>& lines, const Cluster& cluster,
                const GatewayState& gateway) {
    if (!gateway.unmanaged.empty())
        lines.push_back("unmanaged: " + gateway.unmanaged);
    addConditions(lines, "", gateway.conditions);
    for (const auto& address : gateway.addresses)
        lines.push_back(fmt::format("address {} {}", address.type, address.value));
    for (const ListenerId id : gateway.listeners)
        addListener(lines, cluster.control->listener(id));
}

void addRoute(std::vector<std::string>& lines, const Cluster& cluster, const RouteState& route) {
    for (const auto& parent : route.parents) {
        const std::string name =
            parent.parentRef == kDefaultGateway
                ? "default " + cluster.world->object(parent.parent).metadata.name
                : std::to_string(parent.parentRef);
        if (parent.controllerName.empty())
            lines.push_back(fmt::format("unwritten {}: {}", name, parent.unwritten));
        addConditions(lines, fmt::format("parent {} ", name), parent.conditions);
    }
}

}  // namespace

Cluster clusterOf(std::string_view yaml, Options options) {
    model::WorldBuilder builder({.channel = options.channel});
    addText(builder, "surroundings.yaml", kSurroundings);
    addCredentials(builder);
    addText(builder, "test.yaml", yaml);
    return computed(std::move(builder), std::move(options));
}

Cluster bareClusterOf(std::string_view yaml, Options options) {
    model::WorldBuilder builder({.channel = options.channel});
    addText(builder, "test.yaml", yaml);
    return computed(std::move(builder), std::move(options));
}

model::ObjectId idOf(const model::World& world, std::string_view object) {
    for (std::uint32_t i = 0; i < world.objects().size(); ++i) {
        const model::Object& candidate = world.object(model::ObjectId{i});
        if (fmt::format("{} {}", candidate.kind, candidate.fullName()) == object)
            return model::ObjectId{i};
    }
    wrongTest(fmt::format("there is no {}", object));
}

std::vector<std::string> statusLines(const Cluster& cluster, std::string_view object) {
    const model::ObjectId id = idOf(*cluster.world, object);
    std::vector<std::string> lines;
    if (const auto* gateway = cluster.control->gateway(id))
        addGateway(lines, cluster, *gateway);
    if (const auto* route = cluster.control->route(id))
        addRoute(lines, cluster, *route);
    if (const auto* set = cluster.control->listenerSet(id)) {
        if (!set->unwritten.empty())
            lines.push_back("unwritten: " + set->unwritten);
        addConditions(lines, "", set->conditions);
        for (const ListenerId listener : set->listeners)
            addListener(lines, cluster.control->listener(listener));
    }
    if (const auto* policy = cluster.control->backendTlsPolicy(id)) {
        for (const PolicyAncestor& ancestor : policy->ancestors)
            addConditions(
                lines,
                fmt::format("ancestor {} ", cluster.world->object(ancestor.gateway).metadata.name),
                ancestor.conditions);
    }
    if (const auto* gatewayClass = cluster.control->gatewayClass(id)) {
        addConditions(lines, "", gatewayClass->conditions);
        for (const std::string& feature : gatewayClass->supportedFeatures)
            lines.push_back("feature " + feature);
    }
    return lines;
}

std::string mismatch(const Expectation& expectation) {
    const Cluster cluster = clusterOf(expectation.yaml, expectation.options);
    const std::vector<std::string> lines = statusLines(cluster, expectation.object);
    std::string wrong;
    for (const std::string& expected : expectation.lines) {
        const bool absent = expected.starts_with('!');
        const std::string line = absent ? expected.substr(1) : expected;
        if ((std::ranges::find(lines, line) != lines.end()) == absent)
            wrong += fmt::format("{} '{}'\n", absent ? "unexpected" : "missing", line);
    }
    return wrong.empty() ? wrong : fmt::format("{}status:\n  {}", wrong, fmt::join(lines, "\n  "));
}

Options lacking(std::string_view feature) {
    Options options;
    options.without.emplace(feature);
    return options;
}

std::vector<std::string> findingLines(const Cluster& cluster) {
    std::vector<std::string> lines;
    for (const auto& finding : cluster.control->findings)
        lines.push_back(fmt::format("{} {} {} {}: {}", model::toString(finding.severity),
                                    finding.rule, model::toString(finding.object), finding.field,
                                    finding.message));
    return lines;
}

std::string grantYaml(std::string_view namespace_, std::string_view fromKind, std::string_view from,
                      std::string_view to) {
    return fmt::format(
        "---\n"
        "apiVersion: gateway.networking.k8s.io/v1beta1\n"
        "kind: ReferenceGrant\n"
        "metadata: {{name: g, namespace: {}}}\n"
        "spec: {{from: [{{group: gateway.networking.k8s.io, kind: {}, namespace: {}}}], to: "
        "[{}]}}\n",
        namespace_, fromKind, from, to);
}

std::string gatewayYaml(const std::vector<std::string>& listeners, std::string_view moreSpec) {
    return fmt::format(
        "---\n"
        "apiVersion: gateway.networking.k8s.io/v1\n"
        "kind: Gateway\n"
        "metadata: {{name: gw, namespace: infra}}\n"
        "spec: {{gatewayClassName: test, listeners: [{}]{}{}}}\n",
        fmt::join(listeners, ", "), moreSpec.empty() ? "" : ", ", moreSpec);
}

std::string objectYaml(std::string_view kind, std::string_view object, std::string_view spec) {
    const std::size_t slash = object.find('/');
    return fmt::format(
        "---\n"
        "apiVersion: gateway.networking.k8s.io/v1\n"
        "kind: {}\n"
        "metadata: {{name: {}, namespace: {}}}\n"
        "spec: {{{}}}\n",
        kind, object.substr(slash + 1), object.substr(0, slash), spec);
}

std::string routeYaml(std::string_view namespace_, std::string_view spec, std::string_view name) {
    return fmt::format(
        "---\n"
        "apiVersion: gateway.networking.k8s.io/v1\n"
        "kind: HTTPRoute\n"
        "metadata: {{name: {}, namespace: {}}}\n"
        "spec: {{{}}}\n",
        name, namespace_, spec);
}

}  // namespace gatesight::simulator::test
