#include "simulator/traffic/node_json.h"

#include <cmath>

#include "model/manifest/scalar.h"

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

Json integer(std::string_view text) {
    const auto value = model::parseInteger(text);
    if (!value)
        return std::string(text);
    if (!value->negative)
        return value->magnitude;
    // The magnitude of the least integer has no positive counterpart; negating unsigned is safe.
    return static_cast<std::int64_t>(0 - value->magnitude);
}

Json decimal(std::string_view text) {
    const auto value = model::parseFloat(text);
    return value && std::isfinite(*value) ? Json(*value) : Json(std::string(text));
}

}  // namespace

Json jsonOf(model::Node node) {
    switch (node.kind()) {
        case model::NodeKind::Null:
            return nullptr;
        case model::NodeKind::Bool:
            return node.toBool();
        case model::NodeKind::Integer:
            return integer(node.text());
        case model::NodeKind::Float:
            return decimal(node.text());
        case model::NodeKind::String:
            return std::string(node.text());
        case model::NodeKind::Map: {
            Json map = Json::object();
            for (const auto& [key, value] : node.entries())
                map[std::string(key.text())] = jsonOf(value);
            return map;
        }
        case model::NodeKind::List: {
            Json list = Json::array();
            for (const model::Node item : node.items())
                list.push_back(jsonOf(item));
            return list;
        }
    }
    return nullptr;
}

}  // namespace gatesight::simulator
