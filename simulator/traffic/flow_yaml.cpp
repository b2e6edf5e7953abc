#include "simulator/traffic/flow_yaml.h"

#include "model/manifest/writer.h"

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kColumns = 100;

/// Braces, brackets and commas end a plain text in here, for some readers question marks as well.
std::string flowScalar(const Json& value) {
    if (!value.is_string())
        return value.dump();
    std::string text = model::toYaml(value);
    while (text.ends_with('\n'))
        text.pop_back();
    const bool quoted = text.starts_with('"') || text.starts_with('\'');
    const bool fits = quoted ? text.find('\n') == std::string::npos
                             : text.find_first_of(",?[]{}\n") == std::string::npos;
    return fits ? text : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string oneLine(const Json& value) {
    if (!value.is_structured())
        return flowScalar(value);
    std::string text;
    for (const auto& [key, each] : value.items())
        text += (text.empty() ? "" : ", ") +
                (value.is_object() ? flowScalar(key) + ": " : std::string()) + oneLine(each);
    return value.is_object() ? "{" + text + "}" : "[" + text + "]";
}

}  // namespace

std::string flowYaml(const Json& value, std::size_t column) {
    std::string text = oneLine(value);
    if (!value.is_object() || column + text.size() <= kColumns)
        return text;
    text = "{";
    std::size_t used = column + 1;
    for (const auto& [key, each] : value.items()) {
        const std::string entry = flowScalar(key) + ": " + oneLine(each);
        const bool first = text.size() == 1;
        if (!first && used + entry.size() + 3 > kColumns) {
            text += ",\n" + std::string(column + 1, ' ');
            used = column + 1;
        } else if (!first) {
            text += ", ";
            used += 2;
        }
        text += entry;
        used += entry.size();
    }
    return text + "}";
}

}  // namespace gatesight::simulator
