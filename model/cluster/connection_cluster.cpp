#include "model/cluster/connection_checks.h"
#include "model/cluster/connection_parts.h"
#include "model/cluster/server_url.h"
#include "model/schema/certificates.h"

#include <fmt/format.h>

namespace gatesight::model {

std::optional<ClusterError> applyCluster(const KubeCluster& cluster, NamedFiles& files,
                                         Connection& out) {
    if (const auto trouble = troubleWith(cluster))
        return unusableKubeconfig(*trouble);
    out.tlsServerName = cluster.tlsServerName;
    out.insecureSkipTlsVerify = cluster.insecureSkipTlsVerify;
    out.proxyUrl = cluster.proxyUrl;
    out.compression = !cluster.disableCompression;
    out.certificateAuthority = cluster.certificateAuthorityData;
    if (!cluster.certificateAuthority.empty())
        if (auto trouble = files.read("certificate-authority", cluster.certificateAuthority,
                                      cluster.source, out.certificateAuthority))
            return trouble;
    if (!out.certificateAuthority.empty() && parseCertificates(out.certificateAuthority).empty())
        return unusableKubeconfig(
            fmt::format("the certificate authority of cluster {} is no certificate", cluster.name));
    if (cluster.insecureSkipTlsVerify)
        out.warnings.push_back(fmt::format(
            "the certificate of cluster {} is NOT verified (insecure-skip-tls-verify): whoever "
            "stands between can read and change everything, credentials too",
            cluster.name));
    return {};
}

/// A server without a scheme is spoken to in TLS when anything about TLS is said.
std::optional<ClusterError> settleServer(const KubeCluster& cluster, Connection& out) {
    out.server = cluster.server;
    if (!out.server.contains("://")) {
        const bool tls = !out.certificateAuthority.empty() || out.insecureSkipTlsVerify ||
                         !out.clientKey.empty();
        out.server.insert(0, tls ? "https://" : "http://");
    }
    while (out.server.ends_with('/'))
        out.server.pop_back();
    // Not quoted: there may be a password in it.
    if (!parseServerUrl(out.server))
        return unusableKubeconfig(
            fmt::format("the server of cluster {} is no URL of http or https, or it "
                        "holds a user or query",
                        cluster.name));
    if (out.server.starts_with("http://"))
        out.warnings.push_back(fmt::format(
            "cluster {} is spoken to without TLS: credentials and answers are in the open",
            cluster.name));
    return {};
}

}  // namespace gatesight::model
