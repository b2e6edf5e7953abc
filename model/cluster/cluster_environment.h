// What reading a kubeconfig takes from the process around it, as an argument, so that tests say it.
#pragma once

#include <map>
#include <string>

namespace gatesight::model {

struct ClusterEnvironment {
    std::map<std::string, std::string, std::less<>> variables;
    std::string home;  ///< where .kube/config lies; empty: there is none
    /// Where Pods find their ServiceAccount.
    std::string serviceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";
    bool interactive = false;  ///< standard input and error are terminals

    /// The value of a variable; empty when it is not set.
    [[nodiscard]] std::string variable(std::string_view name) const;
};

/// The environment of this process.
[[nodiscard]] ClusterEnvironment clusterEnvironmentOfProcess();

}  // namespace gatesight::model
