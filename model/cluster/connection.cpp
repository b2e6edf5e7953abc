#include "model/cluster/connection.h"

#include "model/cluster/connection_parts.h"
#include "model/cluster/in_cluster.h"
#include "model/schema/decode.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gatesight::model {

namespace {

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
        NamedFiles files(m_environment.home, m_result.warnings);
        if (auto trouble = applyCluster(*cluster, files, m_result))
            return std::unexpected(std::move(*trouble));
        m_result.credentials = fixedCredentials({});
        if (user)
            if (auto trouble = applyUser(*user, *cluster, files, m_environment, m_policy, m_result))
                return std::unexpected(std::move(*trouble));
        if (auto trouble = settleServer(*cluster, m_result))
            return std::unexpected(std::move(*trouble));
        return std::move(m_result);
    }

private:
    static std::unexpected<ClusterError> fail(std::string message) {
        return std::unexpected(unusableKubeconfig(std::move(message)));
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

    const Kubeconfig& m_kubeconfig;
    const ClusterEnvironment& m_environment;
    const PluginPolicy& m_policy;
    Connection m_result;
};

}  // namespace

ClusterError unusableKubeconfig(std::string message) {
    return {ClusterErrorCode::Kubeconfig, std::move(message)};
}

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
