// How a user proves who it is: a credential that may have to be read, or asked for, again and
// again. Credentials live in memory only.
#pragma once

#include "model/cluster/cluster_environment.h"
#include "model/cluster/cluster_error.h"
#include "model/cluster/kubeconfig.h"

#include <expected>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace gatesight::model {

struct Credential {
    std::string authorization;      ///< value of the header; empty: none is sent
    std::string clientCertificate;  ///< PEM; empty: that of the kubeconfig, if any
    std::string clientKey;
};

class Credentials {
public:
    Credentials() = default;
    Credentials(const Credentials&) = delete;
    Credentials& operator=(const Credentials&) = delete;
    virtual ~Credentials() = default;

    /// The credential for the next request.
    [[nodiscard]] virtual std::expected<Credential, ClusterError> current(
        const std::stop_token& stop) = 0;
    /// The server did not take it: forgets what was kept. Whether a new one may differ.
    virtual bool renew() { return false; }
};

/// Everything about a credential plugin that a person has to agree to. Two calls are the same only
/// when all of it is.
struct PluginCall {
    std::string program;  ///< absolute, links followed
    std::vector<std::string> args;
    std::vector<std::pair<std::string, std::string>> env;
    std::string kubeconfig;  ///< the file that wants it to run

    auto operator<=>(const PluginCall&) const = default;
};

/// For people: program, arguments, names of variables, file. Arguments that look like they carry a
/// secret are masked, values of variables are left out.
[[nodiscard]] std::string toString(const PluginCall& call);

/// Whether a plugin may run. Empty: none may.
using PluginPolicy = std::function<bool(const PluginCall&)>;

/// The same header value for ever; empty for none.
[[nodiscard]] std::shared_ptr<Credentials> fixedCredentials(std::string authorization);
/// A bearer token in a file, which is read again every minute, as kubectl does.
/// `fallback` is used while the file cannot be read; may be empty.
[[nodiscard]] std::shared_ptr<Credentials> tokenFileCredentials(std::string path,
                                                                std::string fallback);
/// A plugin, run when first needed, and again when its credential expired or was not taken. `user`
/// has one.
[[nodiscard]] std::expected<std::shared_ptr<Credentials>, ClusterError> pluginCredentials(
    const KubeUser& user, const KubeCluster& cluster, const ClusterEnvironment& environment,
    const PluginPolicy& policy);

}  // namespace gatesight::model
