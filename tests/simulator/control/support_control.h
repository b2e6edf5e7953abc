// Clusters from YAML texts and their status as lines, for tests of the control plane.
#pragma once

#include "simulator/control/control_plane.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator::test {

/// A World and what the control plane decided about it.
struct Cluster {
    model::WorldPtr world;
    Options options;
    ControlPlanePtr control;
};

/// The documents, together with what most tests need: GatewayClass `test` of controller
/// `test.dev/controller`, namespaces `infra` (label team=infra) and `apps`, Service `web` with port
/// 80 in both, and credentials. Secrets `infra/good-cert` and `apps/good-cert` are good for
/// *.example.com, `infra/other-cert` for other.test, `infra/bad-cert` is malformed; ConfigMap
/// `infra/good-ca` and `apps/good-ca` hold a CA, `infra/bad-ca` none. Ends the program when the
/// text cannot be read.
[[nodiscard]] Cluster clusterOf(std::string_view yaml, Options options = {});

/// The same without the additions.
[[nodiscard]] Cluster bareClusterOf(std::string_view yaml, Options options = {});

/// The status of the object named by "Gateway infra/gw", one condition or fact a line:
/// "Accepted=True/Accepted", "listener http Accepted=True/Accepted", "listener http
/// attachedRoutes=1", "listener http kinds=HTTPRoute,GRPCRoute", "parent 0 Accepted=True/Accepted"
/// (by parentRef, or "default gw"), "ancestor gw
/// Accepted=True/Accepted", "address IPAddress 192.0.2.1", "feature X", "unwritten 0: why".
[[nodiscard]] std::vector<std::string> statusLines(const Cluster& cluster, std::string_view object);

/// What a test expects of the status of one object: lines that are there and, with "!" in front,
/// lines that are not.
struct Expectation {
    std::string yaml;
    std::string object;  ///< as in statusLines
    std::vector<std::string> lines;
    Options options = {};
};

/// Empty when the status is as expected; otherwise what is wrong, with the whole status.
[[nodiscard]] std::string mismatch(const Expectation& expectation);

/// Options of a controller that lacks a feature.
[[nodiscard]] Options lacking(std::string_view feature);

/// "error refgrant.match HTTPRoute apps/r spec.rules[0]: message", one line a finding.
[[nodiscard]] std::vector<std::string> findingLines(const Cluster& cluster);

/// "Gateway infra/gw" -> its id; ends the program when there is none.
[[nodiscard]] model::ObjectId idOf(const model::World& world, std::string_view object);

/// A ReferenceGrant `<namespace>/g` for everything from one kind of the Gateway API in `from` to
/// `to`, YAML in flow style.
[[nodiscard]] std::string grantYaml(std::string_view namespace_, std::string_view fromKind,
                                    std::string_view from, std::string_view to);

/// A Gateway `infra/gw` of class `test` with listeners in YAML flow style, each one "{name: a,
/// port: 80, protocol: HTTP}".
[[nodiscard]] std::string gatewayYaml(const std::vector<std::string>& listeners,
                                      std::string_view moreSpec = {});

/// An object of the Gateway API called "namespace/name", with this spec in YAML flow style, without
/// braces.
[[nodiscard]] std::string objectYaml(std::string_view kind, std::string_view object,
                                     std::string_view spec);

/// An HTTPRoute `<namespace>/r` with this spec in YAML flow style, without braces.
[[nodiscard]] std::string routeYaml(std::string_view namespace_, std::string_view spec,
                                    std::string_view name = "r");

}  // namespace gatesight::simulator::test
