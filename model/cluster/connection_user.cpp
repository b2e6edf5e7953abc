#include "model/cluster/base64.h"
#include "model/cluster/connection_checks.h"
#include "model/cluster/connection_parts.h"
#include "model/schema/certificates.h"

#include <fmt/format.h>

namespace gatesight::model {

namespace {

using Trouble = std::optional<ClusterError>;

Trouble readClientCertificate(const KubeUser& user, NamedFiles& files, Connection& out) {
    out.clientCertificate = user.clientCertificateData;
    out.clientKey = user.clientKeyData;
    if (!user.clientCertificate.empty())
        if (auto trouble = files.read("client-certificate", user.clientCertificate, user.source,
                                      out.clientCertificate))
            return trouble;
    if (!user.clientKey.empty())
        if (auto trouble = files.read("client-key", user.clientKey, user.source, out.clientKey))
            return trouble;
    if (out.clientCertificate.empty())
        return {};
    const auto certificates = parseCertificates(out.clientCertificate);
    if (certificates.empty())
        return unusableKubeconfig(
            fmt::format("the client certificate of user {} is no certificate", user.name));
    const PrivateKeyFacts key = inspectPrivateKey(out.clientKey);
    if (!key.wellFormed)
        return unusableKubeconfig(
            fmt::format("the client key of user {} is no private key that can be read without "
                        "a password",
                        user.name));
    if (key.publicKeyFingerprint != certificates.front().facts.publicKeyFingerprint)
        return unusableKubeconfig(
            fmt::format("the client key of user {} does not belong to its certificate", user.name));
    return {};
}

Trouble readPlugin(const KubeUser& user, const KubeCluster& cluster,
                   const ClusterEnvironment& environment, const PluginPolicy& policy,
                   Connection& out) {
    KubeCluster told = cluster;
    told.certificateAuthorityData = out.certificateAuthority;
    auto credentials = pluginCredentials(user, told, environment, policy);
    if (!credentials)
        return std::move(credentials.error());
    out.credentials = std::move(*credentials);
    return {};
}

void readImpersonation(const KubeUser& user,
                       std::vector<std::pair<std::string, std::string>>& headers) {
    if (!user.impersonate.empty())
        headers.emplace_back("Impersonate-User", user.impersonate);
    if (!user.impersonateUid.empty())
        headers.emplace_back("Impersonate-Uid", user.impersonateUid);
    for (const std::string& group : user.impersonateGroups)
        headers.emplace_back("Impersonate-Group", group);
    for (const auto& [key, values] : user.impersonateExtra)
        for (const std::string& value : values)
            headers.emplace_back("Impersonate-Extra-" + key, value);
}

}  // namespace

std::optional<ClusterError> applyUser(const KubeUser& user, const KubeCluster& cluster,
                                      NamedFiles& files, const ClusterEnvironment& environment,
                                      const PluginPolicy& policy, Connection& out) {
    if (const auto trouble = troubleWith(user))
        return unusableKubeconfig(*trouble);
    if (auto trouble = readClientCertificate(user, files, out))
        return trouble;
    readImpersonation(user, out.impersonation);
    if (user.exec)
        return readPlugin(user, cluster, environment, policy, out);
    if (!user.tokenFile.empty()) {
        files.noteElsewhere("tokenFile", user.tokenFile, user.source);
        out.credentials = tokenFileCredentials(user.tokenFile, user.token);
    } else if (!user.token.empty()) {
        out.credentials = fixedCredentials("Bearer " + user.token);
    } else if (!user.username.empty() || !user.password.empty()) {
        out.credentials = fixedCredentials(
            "Basic " + encodeBase64(fmt::format("{}:{}", user.username, user.password)));
        out.warnings.push_back(
            fmt::format("user {} has a password; API servers since 1.19 take none", user.name));
    }
    return {};
}

}  // namespace gatesight::model
