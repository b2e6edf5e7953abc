#include "model/world/cluster_facts.h"

#include "model/world/address_pool.h"

#include <algorithm>

namespace gatesight::model {

namespace {

constexpr std::string_view kZoneLabel = "topology.kubernetes.io/zone";
constexpr std::uint32_t kNodeBlock = 172u << 24 | 18u << 16;  // 172.18.0.0/16

NodeFacts nodeFactsOf(const Object& object) {
    NodeFacts facts{
        .name = object.metadata.name, .zone = {}, .address = {}, .labels = object.metadata.labels};
    if (const auto zone = facts.labels.find(kZoneLabel); zone != facts.labels.end())
        facts.zone = zone->second;
    if (!object.origin.document)
        return facts;
    for (const Node each : object.origin.document->root()["status"]["addresses"].items())
        if (each["type"].text() == "InternalIP" && facts.address.empty())
            facts.address = each["address"].text();
    return facts;
}

bool asksForIPv6(const Service& service) {
    return std::ranges::find(service.ipFamilies, "IPv6") != service.ipFamilies.end() ||
           std::ranges::any_of(service.clusterIPs,
                               [](const std::string& each) { return each.contains(':'); });
}

}  // namespace

std::string_view ClusterFacts::zoneOf(std::string_view node) const {
    const auto found = nodes.find(node);
    return found == nodes.end() ? std::string_view() : std::string_view(found->second.zone);
}

std::string ClusterFacts::addressOf(std::string_view node) const {
    if (const auto found = nodes.find(node); found != nodes.end() && !found->second.address.empty())
        return found->second.address;
    return addressText(AddressPool(kNodeBlock, 16).take("", node).value_or(kNodeBlock + 1));
}

ClusterFacts clusterFactsOf(const ObjectSet& objects) {
    ClusterFacts facts;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const Object& object = *objects[i];
        if (object.kind == "Node" && object.group.empty())
            facts.nodes.emplace(object.metadata.name, nodeFactsOf(object));
        else if (const auto* service = std::get_if<Service>(&object.resource))
            facts.dualStack = facts.dualStack || asksForIPv6(*service);
    }
    return facts;
}

}  // namespace gatesight::model
