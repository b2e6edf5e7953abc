#include "model/cluster/connection_checks.h"

#include <fmt/format.h>

namespace gatesight::model {

std::optional<std::string> troubleWith(const KubeCluster& cluster) {
    const bool authority =
        !cluster.certificateAuthority.empty() || !cluster.certificateAuthorityData.empty();
    if (cluster.server.empty())
        return fmt::format("cluster {} has no server", cluster.name);
    if (!cluster.certificateAuthority.empty() && !cluster.certificateAuthorityData.empty())
        return fmt::format(
            "cluster {} has both certificate-authority and certificate-authority-data",
            cluster.name);
    if (cluster.insecureSkipTlsVerify && authority)
        return fmt::format(
            "cluster {} has a certificate authority and insecure-skip-tls-verify, which "
            "contradict each other",
            cluster.name);
    return std::nullopt;
}

std::optional<std::string> troubleWith(const KubeUser& user) {
    const auto says = [&](std::string_view what) {
        return fmt::format("user {} {}", user.name, what);
    };
    const bool certificate = !user.clientCertificate.empty() || !user.clientCertificateData.empty();
    const bool key = !user.clientKey.empty() || !user.clientKeyData.empty();
    const bool token = !user.token.empty() || !user.tokenFile.empty();
    const bool basic = !user.username.empty() || !user.password.empty();
    if (!user.authProvider.empty())
        return fmt::format(
            "user {} uses the auth-provider {}, which kubectl dropped in 1.26; its successor is a "
            "credential plugin (exec)",
            user.name, user.authProvider);
    if (!user.clientCertificate.empty() && !user.clientCertificateData.empty())
        return says("has both client-certificate and client-certificate-data");
    if (!user.clientKey.empty() && !user.clientKeyData.empty())
        return says("has both client-key and client-key-data");
    if (certificate != key)
        return says(certificate ? "has a client certificate without its key"
                                : "has a client key without its certificate");
    if (token && basic)
        return says("has a token and a password; only one of them can be sent");
    if (user.exec && (token || basic))
        return says("has a credential plugin beside a token or password; only one can be sent");
    if (user.impersonate.empty() &&
        (!user.impersonateUid.empty() || !user.impersonateGroups.empty() ||
         !user.impersonateExtra.empty()))
        return says("impersonates groups, a uid or extras without a user (as)");
    return std::nullopt;
}

}  // namespace gatesight::model
