// What a cluster and a user of a kubeconfig make of a Connection.
#pragma once

#include "model/cluster/connection.h"

#include <optional>
#include <string>
#include <string_view>

namespace gatesight::model {

/// For what is wrong with a kubeconfig, or with what it names.
[[nodiscard]] ClusterError unusableKubeconfig(std::string message);

/// Reads the files that fields of a kubeconfig name.
class NamedFiles {
public:
    NamedFiles(std::string home, std::vector<std::string>& warnings)
        : m_home(std::move(home)), m_warnings(warnings) {}

    /// Reads a file into `out`; why it failed, if it did.
    [[nodiscard]] std::optional<ClusterError> read(std::string_view field, const std::string& path,
                                                   const SourceLocation& kubeconfig,
                                                   std::string& out);
    /// Warns of a file that is outside of both the kubeconfig's folder and the home folder: a
    /// foreign kubeconfig could make any file known to a foreign server.
    void noteElsewhere(std::string_view field, const std::string& path,
                       const SourceLocation& kubeconfig);

private:
    std::string m_home;
    std::vector<std::string>& m_warnings;
};

/// Trust, proxy and compression; why it failed, if it did.
[[nodiscard]] std::optional<ClusterError> applyCluster(const KubeCluster& cluster,
                                                       NamedFiles& files, Connection& out);
/// Certificates, credentials and impersonation; after the cluster, which plugins are told of.
[[nodiscard]] std::optional<ClusterError> applyUser(const KubeUser& user,
                                                    const KubeCluster& cluster, NamedFiles& files,
                                                    const ClusterEnvironment& environment,
                                                    const PluginPolicy& policy, Connection& out);
/// The server's address; after the user, since a key says that TLS is meant.
[[nodiscard]] std::optional<ClusterError> settleServer(const KubeCluster& cluster, Connection& out);

}  // namespace gatesight::model
