// kubeconfig as kubectl reads it: which clusters, users and contexts there are. Reading never runs
// a program, never follows a reference to another file, and never writes.
#pragma once

#include "model/cluster/cluster_environment.h"
#include "model/cluster/cluster_error.h"
#include "model/manifest/finding.h"

#include <expected>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gatesight::model {

/// `clusters[].cluster`. Paths are absolute, or relative to the current folder like that of the
/// file they stand in.
struct KubeCluster {
    std::string name;
    std::string server;
    std::string tlsServerName;
    bool insecureSkipTlsVerify = false;
    std::string certificateAuthority;      ///< path
    std::string certificateAuthorityData;  ///< PEM
    std::string proxyUrl;
    bool disableCompression = false;
    SourceLocation source;
};

/// `users[].user.exec`: a program that prints a credential.
struct ExecPlugin {
    enum class Interactive { Never, IfAvailable, Always };
    std::string apiVersion;
    std::string command;  ///< as written; with a slash it is relative to the kubeconfig
    std::vector<std::string> args;
    std::vector<std::pair<std::string, std::string>> env;
    std::string installHint;
    bool provideClusterInfo = false;
    std::optional<Interactive> interactive;  ///< v1 wants it written
};

/// `users[].user`
struct KubeUser {
    std::string name;
    std::string clientCertificate, clientKey;          ///< paths
    std::string clientCertificateData, clientKeyData;  ///< PEM
    std::string token, tokenFile;
    std::string username, password;
    std::string impersonate, impersonateUid;
    std::vector<std::string> impersonateGroups;
    std::map<std::string, std::vector<std::string>> impersonateExtra;
    std::string authProvider;  ///< its name; kubectl lost it in 1.26
    std::optional<ExecPlugin> exec;
    SourceLocation source;
};

/// `contexts[].context`
struct KubeContext {
    std::string name, cluster, user, namespace_;
    SourceLocation source;
};

struct Kubeconfig {
    std::vector<KubeCluster> clusters;  ///< in reading order; names are unique
    std::vector<KubeUser> users;
    std::vector<KubeContext> contexts;
    std::string currentContext;
    std::vector<std::string> files;  ///< those that were read
    /// Errors are what kubectl refuses the file for. Messages hold no value of the file.
    Findings findings;

    [[nodiscard]] bool usable() const;
    [[nodiscard]] const KubeContext* context(std::string_view name) const;
    [[nodiscard]] const KubeCluster* cluster(std::string_view name) const;
    [[nodiscard]] const KubeUser* user(std::string_view name) const;
};

/// The text of one kubeconfig; `name` is its path, by which relative paths are resolved.
[[nodiscard]] Kubeconfig readKubeconfig(std::string_view name, std::string text);

/// What kubectl would read: the file given with --kubeconfig; else the files of $KUBECONFIG, of
/// which the first to name something wins and missing ones are passed over; else ~/.kube/config.
/// Empty when none of them exists. An error when a file exists and cannot be read, or when the one
/// that was asked for does not exist.
[[nodiscard]] std::expected<Kubeconfig, ClusterError> loadKubeconfig(
    const std::string& explicitPath, const ClusterEnvironment& environment);

}  // namespace gatesight::model
