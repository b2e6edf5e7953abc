#include "ui/session/read_cluster.h"

#include "model/cluster/freed_memory.h"
#include "model/cluster/plugin_consent.h"

#include <fmt/format.h>

namespace gatesight::ui {

namespace {

using model::ClusterErrorCode;

/// What a person can do about it.
std::string adviceFor(ClusterErrorCode code) {
    switch (code) {
        case ClusterErrorCode::Kubeconfig:
            return "Choose another kubeconfig or context.";
        case ClusterErrorCode::PluginDenied:
        case ClusterErrorCode::PluginFailed:
            return "Log in with kubectl, or choose a context with another user.";
        case ClusterErrorCode::NameNotFound:
        case ClusterErrorCode::Unreachable:
        case ClusterErrorCode::TimedOut:
        case ClusterErrorCode::Proxy:
            return "Check the network, the VPN and the proxy, then open it again.";
        case ClusterErrorCode::CertificateUntrusted:
        case ClusterErrorCode::CertificateName:
        case ClusterErrorCode::Tls:
            return "Check the server and the certificate authority in the kubeconfig.";
        case ClusterErrorCode::CertificateExpired:
        case ClusterErrorCode::CertificateNotYetValid:
            return "Check the clocks of both machines and the server's certificate.";
        case ClusterErrorCode::ClientCertificate:
        case ClusterErrorCode::Unauthorized:
            return "Log in again, then open it again.";
        case ClusterErrorCode::Forbidden:
            return "Ask for the rights that the manual of gatesight import lists, or choose a namespace.";
        default:
            return "Open it again in a while.";
    }
}

LoadError errorOf(const model::ClusterError& error) {
    if (error.code == ClusterErrorCode::Cancelled)
        return {};
    return {.cause = error.message, .advice = adviceFor(error.code)};
}

std::string sayFindings(const model::Kubeconfig& kubeconfig) {
    for (const model::Finding& finding : kubeconfig.findings)
        if (finding.severity == model::Severity::Error)
            return fmt::format("{}:{}: {}", finding.source.file, finding.source.position.line, finding.message);
    return "the kubeconfig cannot be used";
}

LoadProgress progressOf(const model::ImportProgress& now) {
    return {.stage = LoadProgress::Stage::Importing,
            .detail = fmt::format("{} of {} kinds, {} objects, {:.1f} MiB", now.kinds, now.kindsTotal, now.objects,
                                  static_cast<double>(now.bytes) / (1024.0 * 1024.0)),
            .permille = now.kindsTotal == 0 ? -1 : static_cast<int>(1000 * now.kinds / now.kindsTotal)};
}

std::expected<model::Connection, LoadError> connect(const ClusterChoice& choice, const std::set<std::string>& allowedPlugins) {
    model::ClusterEnvironment environment = model::clusterEnvironmentOfProcess();
    environment.interactive = false;  // a window has no terminal to ask on
    const auto kubeconfig = model::loadKubeconfig(choice.kubeconfig, environment);
    if (!kubeconfig)
        return std::unexpected(errorOf(kubeconfig.error()));
    if (!kubeconfig->usable())
        return std::unexpected(LoadError{.cause = sayFindings(*kubeconfig), .advice = adviceFor(ClusterErrorCode::Kubeconfig)});
    std::optional<model::PluginCall> refused;
    auto connection = model::connectionOf(*kubeconfig, choice.context, environment, [&](const model::PluginCall& call) {
        const bool allowed = allowedPlugins.contains(model::fingerprintOf(call));
        if (!allowed)
            refused = call;
        return allowed;
    });
    if (connection)
        return std::move(*connection);
    LoadError error = errorOf(connection.error());
    error.plugin = std::move(refused);
    return std::unexpected(std::move(error));
}

}  // namespace

std::expected<LiveClusterPtr, LoadError> readCluster(const ClusterChoice& choice, const std::set<std::string>& allowedPlugins,
                                                     const std::stop_token& stop, const LoadReport& report) {
    const model::FreedMemoryWiped wiped;
    report({.stage = LoadProgress::Stage::Importing, .detail = "connecting"});
    auto connection = connect(choice, allowedPlugins);
    if (!connection)
        return std::unexpected(std::move(connection.error()));
    auto cluster = std::make_shared<LiveCluster>();
    cluster->connection = std::make_shared<const model::Connection>(std::move(*connection));
    cluster->name = cluster->connection->context.empty() ? "this cluster" : cluster->connection->context;
    model::HttpClient client(*cluster->connection);
    auto snapshot = model::importCluster(client, {.namespaces = choice.namespaces, .secrets = choice.secrets, .list = {}}, stop,
                                         [&](const model::ImportProgress& now) { report(progressOf(now)); });
    if (!snapshot)
        return std::unexpected(errorOf(snapshot.error()));
    cluster->snapshot = std::move(*snapshot);
    return cluster;
}

model::Manifests manifestsOf(const LiveCluster& cluster) {
    return model::readText(cluster.name + ".yaml", model::snapshotText(cluster.snapshot));
}

}  // namespace gatesight::ui
