#include "model/cluster/in_cluster.h"

#include "model/cluster/small_file.h"
#include "model/text/text.h"

#include <fmt/format.h>

namespace gatesight::model {

std::optional<Connection> inClusterConnection(const ClusterEnvironment& environment) {
    const std::string host = environment.variable("KUBERNETES_SERVICE_HOST");
    const std::string port = environment.variable("KUBERNETES_SERVICE_PORT");
    const std::string& folder = environment.serviceAccountFolder;
    if (host.empty() || port.empty() || !readSmallFile(folder + "/token"))
        return std::nullopt;
    Connection result;
    result.server =
        fmt::format("https://{}:{}", host.contains(':') ? "[" + host + "]" : host, port);
    result.certificateAuthority = readSmallFile(folder + "/ca.crt").value_or("");
    result.credentials = tokenFileCredentials(folder + "/token", {});
    if (const auto text = readSmallFile(folder + "/namespace"); text && !trimmed(*text).empty())
        result.namespace_ = trimmed(*text);
    return result;
}

}  // namespace gatesight::model
