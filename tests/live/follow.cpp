// Follows kinds of a cluster for a test: every change becomes a line of JSON. Ends when its
// standard input ends.
//
// usage: gatesight-follow KUBECONFIG PAGE_SIZE SECONDS_A_WATCH GROUP/KIND...
#include "model/cluster/cluster_watch.h"
#include "model/cluster/connection.h"
#include "model/cluster/discovery.h"

#include <nlohmann/json.hpp>

#include <poll.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <vector>

using namespace gatesight::model;

namespace {

int failed(const ClusterError& error) {
    std::cerr << error.message << '\n';
    return EXIT_FAILURE;
}

void tell(const nlohmann::ordered_json& line) {
    std::cout << line.dump() << '\n' << std::flush;
}

void tellChanges(const std::vector<ObjectChange>& changes) {
    for (const ObjectChange& each : changes)
        tell({{"change", each.kind == ObjectChange::Kind::Delete ? "delete" : "upsert"},
              {"kind", each.type.kind},
              {"namespace", each.namespace_},
              {"name", each.name},
              {"yaml", each.yaml}});
}

/// A watch, and the state of it that was told last.
struct Followed {
    std::string kind;
    std::unique_ptr<ClusterWatch> watch;
    std::string told;

    void tellState() {
        const std::string now = watch->watching() ? "watching" : "listing";
        if (now != told)
            tell({{"kind", kind}, {"state", now}});
        told = now;
    }
};

bool inputEnded() {
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    char byte = 0;
    return poll(&input, 1, 0) > 0 && read(STDIN_FILENO, &byte, 1) <= 0;
}

int follow(HttpClient& client, std::vector<Followed>& followed) {
    std::vector<HttpJob*> jobs;
    for (const Followed& each : followed)
        jobs.push_back(each.watch.get());
    std::stop_source stop;
    client.run(jobs, stop.get_token(), [&] {
        for (Followed& each : followed)
            each.tellState();
        if (inputEnded())
            stop.request_stop();
    });
    for (const Followed& each : followed)
        if (const auto& trouble = each.watch->trouble();
            trouble && trouble->code != ClusterErrorCode::Cancelled)
            return failed(*trouble);
    return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 5)
        return EXIT_FAILURE;
    const ClusterEnvironment environment = clusterEnvironmentOfProcess();
    const auto kubeconfig = loadKubeconfig(argv[1], environment);
    if (!kubeconfig)
        return failed(kubeconfig.error());
    auto connection = connectionOf(*kubeconfig, {}, environment);
    if (!connection)
        return failed(connection.error());
    HttpClient client(std::move(*connection));
    const auto catalogue = discover(client, {});
    if (!catalogue)
        return failed(catalogue.error());
    const WatchLimits limits{.list = {.pageSize = std::strtoul(argv[2], nullptr, 10)},
                             .span = std::chrono::seconds(std::strtol(argv[3], nullptr, 10))};
    std::vector<Followed> followed;
    for (int i = 4; i < argc; ++i) {
        const std::string_view name = argv[i];
        const std::size_t slash = name.rfind('/');
        const std::string kind(name.substr(slash + 1));
        const ApiResource* resource = catalogue->find(name.substr(0, slash), kind);
        if (!resource)
            return failed({ClusterErrorCode::NotFound, "the server has no " + std::string(name)});
        followed.push_back(
            {kind, std::make_unique<ClusterWatch>(*resource, "", limits, tellChanges), ""});
    }
    return follow(client, followed);
}
