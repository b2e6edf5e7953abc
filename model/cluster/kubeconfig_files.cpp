// Which files kubectl reads, and how several become one.
#include "model/cluster/kubeconfig.h"
#include "model/cluster/small_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

namespace gatesight::model {

namespace {

constexpr std::size_t kMaxKubeconfig = std::size_t{16} << 20;

/// The entries of $KUBECONFIG, each once; empty ones do not count.
std::vector<std::string> pathsOf(std::string_view list) {
    std::vector<std::string> result;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(':'), list.size());
        const std::string path(list.substr(0, end));
        if (!path.empty() && std::ranges::find(result, path) == result.end())
            result.push_back(path);
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return result;
}

std::vector<std::string> kubeconfigPaths(const ClusterEnvironment& environment) {
    if (const std::string list = environment.variable("KUBECONFIG"); !list.empty())
        return pathsOf(list);
    if (environment.home.empty())
        return {};
    return {environment.home + "/.kube/config"};
}

template <class Entry>
void mergeEntries(std::vector<Entry>& all, std::vector<Entry> more) {
    for (Entry& entry : more)
        if (std::ranges::find(all, entry.name, &Entry::name) == all.end())
            all.push_back(std::move(entry));
}

/// Whole entries: of a user in two files nothing of the second one is used.
void mergeFile(Kubeconfig& all, Kubeconfig more) {
    mergeEntries(all.clusters, std::move(more.clusters));
    mergeEntries(all.users, std::move(more.users));
    mergeEntries(all.contexts, std::move(more.contexts));
    if (all.currentContext.empty())
        all.currentContext = std::move(more.currentContext);
    std::ranges::move(more.files, std::back_inserter(all.files));
    std::ranges::move(more.findings, std::back_inserter(all.findings));
}

ClusterError unreadableFile(const std::string& path, const std::string& why) {
    return {ClusterErrorCode::Kubeconfig, fmt::format("the kubeconfig {} {}", path, why)};
}

}  // namespace

std::expected<Kubeconfig, ClusterError> loadKubeconfig(const std::string& explicitPath,
                                                       const ClusterEnvironment& environment) {
    const bool asked = !explicitPath.empty();
    const std::vector<std::string> paths =
        asked ? std::vector{explicitPath} : kubeconfigPaths(environment);
    Kubeconfig result;
    for (const std::string& path : paths) {
        std::error_code trouble;
        if (!asked && !std::filesystem::exists(path, trouble) && !trouble)
            continue;
        auto text = readSmallFile(path, kMaxKubeconfig);
        if (!text)
            return std::unexpected(unreadableFile(path, text.error()));
        mergeFile(result, readKubeconfig(path, std::move(*text)));
    }
    return result;
}

}  // namespace gatesight::model
