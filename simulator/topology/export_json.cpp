#include "simulator/topology/export.h"
#include "simulator/topology/export_text.h"

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

void put(Json& json, const char* name, const std::string& value) {
    // JSON escapes control characters by itself, but only takes UTF-8.
    if (!value.empty())
        json[name] = visible(value);
}

Json nodeJson(const GraphNode& node) {
    Json json;
    json["key"] = visible(node.key);
    json["role"] = toString(node.role);
    json["state"] = toString(node.state);
    put(json, "kind", node.kind);
    put(json, "namespace", node.namespace_);
    put(json, "title", node.title);
    put(json, "subtitle", node.subtitle);
    put(json, "why", node.why);
    put(json, "nearest", node.nearest);
    return json;
}

Json wayJson(const ExitWay& way) {
    Json json;
    json["verdict"] = toString(way.verdict);
    put(json, "gateway", way.gateway);
    if (way.pods() > 0)
        json["pods"] = {
            {"allowed", way.allowed}, {"denied", way.denied}, {"unknown", way.unknown}};
    put(json, "why", way.why);
    return json;
}

Json edgeJson(const Topology& topology, const GraphEdge& edge) {
    Json json;
    json["from"] = visible(topology.nodes()[edge.from].key);
    json["to"] = visible(topology.nodes()[edge.to].key);
    json["state"] = toString(edge.state);
    put(json, "label", edge.label);
    if (edge.denominator != 0)
        json["share"] = {{"numerator", edge.numerator}, {"denominator", edge.denominator}};
    put(json, "grant", edge.grant);
    if (edge.mirror)
        json["mirror"] = true;
    put(json, "why", edge.why);
    for (const ExitWay& way : edge.ways)
        json["policies"].push_back(wayJson(way));
    return json;
}

Json bandJson(const NamespaceBand& band) {
    return {{"namespace", visible(band.namespace_)},
            {"role", toString(band.role)},
            {"x", band.x},
            {"y", band.y},
            {"width", band.width},
            {"height", band.height}};
}

}  // namespace

Json toJson(const Topology& topology, const Layout& layout) {
    Json json;
    json["apiVersion"] = "gatesight.dev/v1alpha1";
    json["kind"] = "Topology";
    json["width"] = layout.width;
    json["height"] = layout.height;
    Json& nodes = json["nodes"] = Json::array();
    for (std::size_t i = 0; i < topology.nodes().size(); ++i) {
        Json node = nodeJson(topology.nodes()[i]);
        if (i < layout.position.size()) {
            node["x"] = layout.position[i].x;
            node["y"] = layout.position[i].y;
        }
        nodes.push_back(std::move(node));
    }
    Json& edges = json["edges"] = Json::array();
    for (std::size_t i = 0; i < topology.edges().size(); ++i) {
        Json edge = edgeJson(topology, topology.edges()[i]);
        if (i < layout.bends.size())
            for (const Point& bend : layout.bends[i])
                edge["bends"].push_back({{"x", bend.x}, {"y", bend.y}});
        edges.push_back(std::move(edge));
    }
    Json& bands = json["bands"] = Json::array();
    for (const NamespaceBand& band : layout.bands)
        bands.push_back(bandJson(band));
    return json;
}

}  // namespace gatesight::simulator
