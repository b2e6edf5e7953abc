// Everything it takes to talk to one API server: a context of a kubeconfig with its files read and
// its contradictions found.
#pragma once

#include "model/cluster/credentials.h"
#include "model/cluster/kubeconfig.h"

#include <expected>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace gatesight::model {

struct Connection {
    std::string server;         ///< "https://10.0.0.1:6443/prefix", without a slash at its end
    std::string tlsServerName;  ///< asked for and checked instead of the server's own name
    bool insecureSkipTlsVerify = false;
    std::string certificateAuthority;          ///< PEM; empty: what the system trusts
    std::string clientCertificate, clientKey;  ///< PEM; empty: none
    std::string proxyUrl;                      ///< empty: as the environment says
    bool compression = true;
    std::shared_ptr<Credentials> credentials;
    std::vector<std::pair<std::string, std::string>> impersonation;  ///< headers
    std::string namespace_ = "default";
    std::string context;  ///< empty inside of a cluster
    /// What a person should know before anything is sent, one sentence each.
    std::vector<std::string> warnings;
};

/// The connection of a context; the current one when `context` is empty. Without any kubeconfig,
/// and inside of a Pod, that of its ServiceAccount. Runs no program yet.
[[nodiscard]] std::expected<Connection, ClusterError> connectionOf(
    const Kubeconfig& kubeconfig, const std::string& context, const ClusterEnvironment& environment,
    const PluginPolicy& policy = {});

}  // namespace gatesight::model
