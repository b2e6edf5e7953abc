#include "simulator/traffic/matrix.h"

#include <algorithm>

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

std::string textOf(const Json& value) {
    return value.is_string() ? value.get<std::string>()
                             : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Goes through the text once, so that what was put in is not looked at again.
Json substitutedText(const std::string& text, const Combination& combination) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        bool found = false;
        for (const auto& [name, value] : combination) {
            const std::size_t length = name.size() + 2;
            if (text[at] != '{' || text.compare(at + 1, name.size(), name) != 0 ||
                at + length > text.size() || text[at + length - 1] != '}')
                continue;
            if (length == text.size())
                return value;
            result += textOf(value);
            at += length;
            found = true;
            break;
        }
        if (!found)
            result += text[at++];
    }
    return result;
}

}  // namespace

std::expected<std::vector<Combination>, std::string> combinations(const Json& matrix) {
    std::vector<Combination> result{{}};
    if (matrix.is_null())
        return result;
    if (!matrix.is_object() || matrix.empty())
        return std::unexpected("matrix has to be a map of parameters, each with a list of values");
    for (const auto& [name, values] : matrix.items()) {
        if (name.empty() || !values.is_array() || values.empty())
            return std::unexpected(
                fmt::format("matrix.{} has to be a list of at least one value", name));
        if (result.size() * values.size() > kMostCombinations)
            return std::unexpected(
                fmt::format("the matrix makes more than {} combinations", kMostCombinations));
        std::vector<Combination> longer;
        longer.reserve(result.size() * values.size());
        for (const Combination& combination : result) {
            for (const Json& value : values) {
                longer.push_back(combination);
                longer.back().emplace_back(name, value);
            }
        }
        result = std::move(longer);
    }
    return result;
}

Json substituted(const Json& value, const Combination& combination) {
    if (combination.empty())
        return value;
    if (value.is_string())
        return substitutedText(value.get_ref<const std::string&>(), combination);
    if (value.is_array()) {
        Json list = Json::array();
        for (const Json& item : value)
            list.push_back(substituted(item, combination));
        return list;
    }
    if (value.is_object()) {
        Json map = Json::object();
        for (const auto& [key, item] : value.items())
            map[key] = substituted(item, combination);
        return map;
    }
    return value;
}

bool namesParameter(const Json& value, std::string_view name) {
    if (value.is_string())
        return value.get_ref<const std::string&>().contains(fmt::format("{{{}}}", name));
    return value.is_structured() && std::ranges::any_of(value, [name](const Json& item) {
               return namesParameter(item, name);
           });
}

std::string describe(const Combination& combination) {
    std::string result;
    for (const auto& [name, value] : combination)
        result += fmt::format("{}{}: {}", result.empty() ? "" : ", ", name, textOf(value));
    return result;
}

}  // namespace gatesight::simulator
