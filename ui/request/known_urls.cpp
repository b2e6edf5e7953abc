#include "ui/request/known_urls.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace gatesight::ui {

namespace {

constexpr std::array<std::string_view, 5> kWorkloads{"DaemonSet", "Deployment", "Job", "ReplicaSet",
                                                     "StatefulSet"};

/// "https://host:8443"; empty for listeners that no URL names.
std::string baseOf(const model::Listener& listener, std::string host) {
    const bool tls = listener.protocol == "HTTPS" || listener.protocol == "TLS";
    if ((!tls && listener.protocol != "HTTP") || host.empty())
        return {};
    const std::string_view scheme = listener.protocol == "TLS" ? "tls" : tls ? "https" : "http";
    if (host.starts_with("*."))
        host.replace(0, 1, "any");
    const std::uint16_t usual = tls ? 443 : 80;
    return listener.port == usual ? fmt::format("{}://{}", scheme, host)
                                  : fmt::format("{}://{}:{}", scheme, host, listener.port);
}

void addPaths(std::set<std::string>& urls, const std::string& base, const model::HTTPRoute& route) {
    for (const model::HTTPRouteRule& rule : route.rules)
        for (const model::HTTPRouteMatch& match : rule.matches)
            if (match.path.type != model::HTTPPathMatch::Type::RegularExpression)
                urls.insert(base + match.path.value);
}

}  // namespace

std::vector<std::string> knownUrls(const simulator::Simulation& simulation, std::size_t limit) {
    std::set<std::string> urls;
    for (const simulator::ListenerState& listener : simulation.control->listeners) {
        for (const simulator::Attachment& attachment : listener.attachments) {
            const auto* route =
                std::get_if<model::HTTPRoute>(&simulation.world->object(attachment.route).resource);
            for (const simulator::AttachedHostname& name : attachment.hostnames) {
                const std::string base = baseOf(*listener.spec, name.hostname);
                if (route && !base.empty())
                    addPaths(urls, base, *route);
                else if (!base.empty())
                    urls.insert(base);
                if (urls.size() > limit)
                    return {urls.begin(),
                            std::next(urls.begin(), static_cast<std::ptrdiff_t>(limit))};
            }
        }
    }
    return {urls.begin(), urls.end()};
}

std::vector<KnownSource> knownSources(const simulator::Simulation& simulation, std::size_t limit) {
    std::vector<KnownSource> workloads, pods;
    for (const model::ObjectPtr& object : simulation.world->objects()) {
        const bool pod = object->kind == "Pod";
        if (!pod && std::ranges::find(kWorkloads, object->kind) == kWorkloads.end())
            continue;
        KnownSource known{.title = object->fullName(), .kind = object->kind, .source = {}};
        known.source.namespace_ = object->metadata.namespace_;
        (pod ? known.source.pod : known.source.workload) = object->metadata.name;
        (pod ? pods : workloads).push_back(std::move(known));
    }
    std::ranges::stable_sort(workloads, {}, &KnownSource::title);
    std::ranges::stable_sort(pods, {}, &KnownSource::title);
    workloads.insert(workloads.end(), pods.begin(), pods.end());
    if (workloads.size() > limit)
        workloads.resize(limit);
    return workloads;
}

}  // namespace gatesight::ui
