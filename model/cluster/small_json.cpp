#include "model/cluster/small_json.h"

#include "model/schema/certificates.h"

namespace gatesight::model {

namespace {

constexpr int kMaxNesting = 100;  // as of the reader of manifests

bool nestedTooDeeply(std::string_view text) {
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            if (++depth > kMaxNesting)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

}  // namespace

std::optional<nlohmann::ordered_json> parseJson(std::string_view text) {
    if (nestedTooDeeply(text))
        return std::nullopt;
    auto value = nlohmann::ordered_json::parse(text, nullptr, false);
    if (value.is_discarded())
        return std::nullopt;
    return value;
}

const nlohmann::ordered_json& member(const nlohmann::ordered_json& map, std::string_view key) {
    static const nlohmann::ordered_json kNull;
    if (!map.is_object())
        return kNull;
    const auto found = map.find(key);
    return found == map.end() ? kNull : *found;
}

std::string textOf(const nlohmann::ordered_json& map, std::string_view key) {
    return std::string(viewOf(map, key));
}

std::string_view viewOf(const nlohmann::ordered_json& map, std::string_view key) {
    const nlohmann::ordered_json& value = member(map, key);
    return value.is_string() ? value.get_ref<const std::string&>() : std::string_view();
}

void wipeTexts(nlohmann::ordered_json& value) {
    if (value.is_string())
        wipe(value.get_ref<std::string&>());
    else if (value.is_structured())
        for (auto& each : value)
            wipeTexts(each);
}

}  // namespace gatesight::model
