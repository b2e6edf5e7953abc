#include "app/cli/object_json.h"

#include "model/schema/decode.h"

#include <charconv>

namespace gatesight::cli {

namespace {

constexpr auto kReplaceBroken = Json::error_handler_t::replace;

template <class Number>
bool readNumber(std::string_view text, Number& number) {
    const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), number);
    return trouble == std::errc() && end == text.data() + text.size();
}

Json numberOf(model::Node node) {
    if (std::int64_t whole = 0;
        node.kind() == model::NodeKind::Integer && readNumber(node.text(), whole))
        return whole;
    if (double real = 0; readNumber(node.text(), real))
        return real;
    return node.text();  // hexadecimal and the like: as written
}

}  // namespace

std::string indentedJson(const Json& json) {
    return json.dump(2, ' ', false, kReplaceBroken);
}
std::string compactJson(const Json& json) {
    return json.dump(-1, ' ', false, kReplaceBroken);
}

Json jsonOf(model::Node node) {
    switch (node.kind()) {
        case model::NodeKind::Null:
            return nullptr;
        case model::NodeKind::Bool:
            return node.toBool();
        case model::NodeKind::Integer:
        case model::NodeKind::Float:
            return numberOf(node);
        case model::NodeKind::String:
            return node.text();
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

Json asLoaded(const model::Object& object, model::Channel channel) {
    Json json =
        object.origin.document ? jsonOf(object.origin.document->root()) : stored(object, channel);
    if (!json.is_object())
        return json;
    json.erase("status");
    Json& metadata = json["metadata"];
    if (!metadata.is_object())
        metadata = Json::object();
    if (!object.metadata.namespace_.empty())
        metadata["namespace"] = object.metadata.namespace_;
    metadata["generation"] = object.metadata.generation;
    return json;
}

}  // namespace gatesight::cli
