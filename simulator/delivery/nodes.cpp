#include "simulator/delivery/nodes.h"

namespace gatesight::simulator {

namespace {

constexpr std::string_view kZoneLabel = "topology.kubernetes.io/zone";

}  // namespace

std::string zoneOfNode(const model::World& world, std::string_view node) {
    const model::ObjectId id = node.empty() ? model::ObjectId() : world.find("", "Node", "", node);
    if (!id.valid())
        return {};
    const auto& labels = world.object(id).metadata.labels;
    const auto found = labels.find(kZoneLabel);
    return found == labels.end() ? std::string() : found->second;
}

std::vector<std::string> addressesOfNode(const model::Object& node) {
    std::vector<std::string> addresses;
    if (!node.origin.document)
        return addresses;
    for (const model::Node each : node.origin.document->root()["status"]["addresses"].items())
        if (!each["address"].text().empty())
            addresses.emplace_back(each["address"].text());
    return addresses;
}

}  // namespace gatesight::simulator
