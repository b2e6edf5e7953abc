#include "model/cluster/connection.h"

#include "model/cluster/base64.h"
#include "model/cluster/connection_checks.h"
#include "model/cluster/in_cluster.h"
#include "model/cluster/server_url.h"
#include "model/cluster/small_file.h"
#include "model/schema/certificates.h"
#include "model/schema/decode.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

namespace gatesight::model {

namespace {

ClusterError unusable(std::string message) {
    return {ClusterErrorCode::Kubeconfig, std::move(message)};
}

/// Whether a path is outside of both the kubeconfig's folder and the home folder: a foreign
/// kubeconfig could make any file known to a foreign server.
bool isElsewhere(const std::string& path, const std::string& kubeconfig, const std::string& home) {
    namespace fs = std::filesystem;
    const auto within = [&](const fs::path& folder) {
        const fs::path relative = fs::path(path).lexically_relative(folder);
        return !relative.empty() && *relative.begin() != "..";
    };
    const fs::path beside = fs::path(kubeconfig).parent_path();
    return !within(beside.empty() ? fs::path(".") : beside) && (home.empty() || !within(home));
}

/// Fills a Connection step by step; the first trouble ends it.
class Connector {
public:
    Connector(const Kubeconfig& kubeconfig, const ClusterEnvironment& environment,
              const PluginPolicy& policy)
        : m_kubeconfig(kubeconfig), m_environment(environment), m_policy(policy) {}

    std::expected<Connection, ClusterError> connect(const std::string& asked) {
        const auto found = findContext(asked);
        if (!found)
            return std::unexpected(found.error());
        const KubeContext& context = **found;
        m_result.context = context.name;
        if (!context.namespace_.empty())
            m_result.namespace_ = context.namespace_;
        const KubeCluster* cluster = m_kubeconfig.cluster(context.cluster);
        if (!cluster)
            return fail(missing("cluster", context.cluster, context.name, m_kubeconfig.clusters));
        const KubeUser* user = m_kubeconfig.user(context.user);
        if (!user && !context.user.empty())
            return fail(missing("user", context.user, context.name, m_kubeconfig.users));
        if (auto trouble = readCluster(*cluster))
            return std::unexpected(std::move(*trouble));
        m_result.credentials = fixedCredentials({});
        if (user)
            if (auto trouble = readUser(*user, *cluster))
                return std::unexpected(std::move(*trouble));
        if (auto trouble = settleServer(*cluster))
            return std::unexpected(std::move(*trouble));
        return std::move(m_result);
    }

private:
    using Trouble = std::optional<ClusterError>;

    static std::unexpected<ClusterError> fail(std::string message) {
        return std::unexpected(unusable(std::move(message)));
    }

    template <class Entry>
    static std::string missing(std::string_view what, const std::string& name,
                               const std::string& context, const std::vector<Entry>& entries) {
        if (name.empty())
            return fmt::format("context {} names no {}", context, what);
        std::vector<std::string_view> names;
        for (const Entry& each : entries)
            names.push_back(each.name);
        const std::string_view near = nearest(name, names);
        return fmt::format("context {} names the {} {}, which is not there{}", context, what, name,
                           near.empty() ? "" : fmt::format("; did you mean {}?", near));
    }

    std::expected<const KubeContext*, ClusterError> findContext(const std::string& asked) const {
        const std::string& name = asked.empty() ? m_kubeconfig.currentContext : asked;
        if (const KubeContext* context = m_kubeconfig.context(name))
            return context;
        std::vector<std::string_view> names;
        for (const KubeContext& each : m_kubeconfig.contexts)
            names.push_back(each.name);
        if (m_kubeconfig.files.empty())
            return fail("there is no kubeconfig: name one with --kubeconfig or $KUBECONFIG");
        if (name.empty())
            return fail(fmt::format("no context is current; name one with --context: {}",
                                    fmt::join(names, ", ")));
        return fail(fmt::format("there is no context {} in {}; there are: {}", name,
                                fmt::join(m_kubeconfig.files, ", "), fmt::join(names, ", ")));
    }

    /// Reads a file that a field names, into `out`.
    Trouble readNamed(std::string_view field, const std::string& path,
                      const SourceLocation& kubeconfig, std::string& out) {
        if (isElsewhere(path, kubeconfig.file, m_environment.home))
            m_result.warnings.push_back(
                fmt::format("{} of {} is the file {}", field, kubeconfig.file, path));
        auto text = readSmallFile(path);
        if (!text)
            return unusable(fmt::format("{} {} {}", field, path, text.error()));
        out = std::move(*text);
        return {};
    }

    Trouble readCluster(const KubeCluster& cluster) {
        if (const auto trouble = troubleWith(cluster))
            return unusable(*trouble);
        m_result.tlsServerName = cluster.tlsServerName;
        m_result.insecureSkipTlsVerify = cluster.insecureSkipTlsVerify;
        m_result.proxyUrl = cluster.proxyUrl;
        m_result.compression = !cluster.disableCompression;
        m_result.certificateAuthority = cluster.certificateAuthorityData;
        if (!cluster.certificateAuthority.empty())
            if (auto trouble = readNamed("certificate-authority", cluster.certificateAuthority,
                                         cluster.source, m_result.certificateAuthority))
                return trouble;
        if (!m_result.certificateAuthority.empty() &&
            parseCertificates(m_result.certificateAuthority).empty())
            return unusable(fmt::format("the certificate authority of cluster {} is no certificate",
                                        cluster.name));
        if (cluster.insecureSkipTlsVerify)
            m_result.warnings.push_back(fmt::format(
                "the certificate of cluster {} is NOT verified (insecure-skip-tls-verify): whoever "
                "stands between can read and change everything, credentials too",
                cluster.name));
        return {};
    }

    Trouble readClientCertificate(const KubeUser& user) {
        m_result.clientCertificate = user.clientCertificateData;
        m_result.clientKey = user.clientKeyData;
        if (!user.clientCertificate.empty())
            if (auto trouble = readNamed("client-certificate", user.clientCertificate, user.source,
                                         m_result.clientCertificate))
                return trouble;
        if (!user.clientKey.empty())
            if (auto trouble =
                    readNamed("client-key", user.clientKey, user.source, m_result.clientKey))
                return trouble;
        if (m_result.clientCertificate.empty())
            return {};
        const auto certificates = parseCertificates(m_result.clientCertificate);
        if (certificates.empty())
            return unusable(
                fmt::format("the client certificate of user {} is no certificate", user.name));
        const PrivateKeyFacts key = inspectPrivateKey(m_result.clientKey);
        if (!key.wellFormed)
            return unusable(
                fmt::format("the client key of user {} is no private key that can be read without "
                            "a password",
                            user.name));
        if (key.publicKeyFingerprint != certificates.front().facts.publicKeyFingerprint)
            return unusable(fmt::format(
                "the client key of user {} does not belong to its certificate", user.name));
        return {};
    }

    Trouble readUser(const KubeUser& user, const KubeCluster& cluster) {
        if (const auto trouble = troubleWith(user))
            return unusable(*trouble);
        if (auto trouble = readClientCertificate(user))
            return trouble;
        readImpersonation(user);
        if (user.exec)
            return readPlugin(user, cluster);
        if (!user.tokenFile.empty()) {
            if (isElsewhere(user.tokenFile, user.source.file, m_environment.home))
                m_result.warnings.push_back(fmt::format("tokenFile of {} is the file {}",
                                                        user.source.file, user.tokenFile));
            m_result.credentials = tokenFileCredentials(user.tokenFile, user.token);
        } else if (!user.token.empty()) {
            m_result.credentials = fixedCredentials("Bearer " + user.token);
        } else if (!user.username.empty() || !user.password.empty()) {
            m_result.credentials = fixedCredentials(
                "Basic " + encodeBase64(fmt::format("{}:{}", user.username, user.password)));
            m_result.warnings.push_back(
                fmt::format("user {} has a password; API servers since 1.19 take none", user.name));
        }
        return {};
    }

    Trouble readPlugin(const KubeUser& user, const KubeCluster& cluster) {
        KubeCluster told = cluster;
        told.certificateAuthorityData = m_result.certificateAuthority;
        auto credentials = pluginCredentials(user, told, m_environment, m_policy);
        if (!credentials)
            return std::move(credentials.error());
        m_result.credentials = std::move(*credentials);
        return {};
    }

    void readImpersonation(const KubeUser& user) {
        auto& headers = m_result.impersonation;
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

    /// A server without a scheme is spoken to in TLS when anything about TLS is said.
    Trouble settleServer(const KubeCluster& cluster) {
        m_result.server = cluster.server;
        if (!m_result.server.contains("://")) {
            const bool tls = !m_result.certificateAuthority.empty() ||
                             m_result.insecureSkipTlsVerify || !m_result.clientKey.empty();
            m_result.server.insert(0, tls ? "https://" : "http://");
        }
        while (m_result.server.ends_with('/'))
            m_result.server.pop_back();
        // Not quoted: there may be a password in it.
        if (!parseServerUrl(m_result.server))
            return unusable(
                fmt::format("the server of cluster {} is no URL of http or https, or it "
                            "holds a user or query",
                            cluster.name));
        if (m_result.server.starts_with("http://"))
            m_result.warnings.push_back(fmt::format(
                "cluster {} is spoken to without TLS: credentials and answers are in the open",
                cluster.name));
        return {};
    }

    const Kubeconfig& m_kubeconfig;
    const ClusterEnvironment& m_environment;
    const PluginPolicy& m_policy;
    Connection m_result;
};

}  // namespace

std::expected<Connection, ClusterError> connectionOf(const Kubeconfig& kubeconfig,
                                                     const std::string& context,
                                                     const ClusterEnvironment& environment,
                                                     const PluginPolicy& policy) {
    if (kubeconfig.contexts.empty() && kubeconfig.clusters.empty() && context.empty())
        if (auto inside = inClusterConnection(environment))
            return std::move(*inside);
    return Connector(kubeconfig, environment, policy).connect(context);
}

}  // namespace gatesight::model
