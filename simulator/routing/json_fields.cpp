#include "simulator/routing/json_fields.h"

#include "model/schema/decode.h"
#include "model/text/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kMost32 = std::numeric_limits<std::uint32_t>::max();
constexpr std::int64_t kMost64 = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMostInt = std::numeric_limits<int>::max();

/// Longest text of a wrong value that an error repeats.
constexpr std::size_t kLongestWrongValue = 60;

std::string shown(const Json& value) {
    return model::shortened(value.dump(-1, ' ', false, Json::error_handler_t::replace),
                            kLongestWrongValue);
}

}  // namespace

JsonFields::JsonFields(const Json& json, std::string path) : m_json(json), m_path(std::move(path)) {
    if (!json.is_object())
        fail(fmt::format("expected an object, got {}", shown(json)));
}

const Json* JsonFields::take(std::string_view name) {
    m_known.push_back(name);
    if (failed())
        return nullptr;
    const auto found = m_json.find(name);
    return found == m_json.end() || found->is_null() ? nullptr : &*found;
}

void JsonFields::fail(std::string message) {
    if (m_error.empty())
        m_error = std::move(message);
}

bool JsonFields::expect(bool good, std::string_view name, std::string_view wanted) {
    if (!good) {
        const auto found = m_json.find(name);
        fail(fmt::format("{}{} has to be {}{}", m_path, name, wanted,
                         found == m_json.end() ? "" : ", not " + shown(*found)));
    }
    return good;
}

void JsonFields::read(std::string_view name, std::string& target) {
    const Json* value = take(name);
    if (value && expect(value->is_string(), name, "a text"))
        target = value->get<std::string>();
}

void JsonFields::read(std::string_view name, std::optional<std::string>& target) {
    const Json* value = take(name);
    if (value && expect(value->is_string(), name, "a text"))
        target = value->get<std::string>();
}

std::optional<std::int64_t> JsonFields::number(std::string_view name, const Json& value,
                                               std::int64_t least, std::int64_t most) {
    const bool fits = value.is_number_unsigned()
                          ? value.get<std::uint64_t>() <= static_cast<std::uint64_t>(most) &&
                                static_cast<std::int64_t>(value.get<std::uint64_t>()) >= least
                          : value.is_number_integer() && value.get<std::int64_t>() >= least &&
                                value.get<std::int64_t>() <= most;
    if (!expect(fits, name, fmt::format("a whole number from {} to {}", least, most)))
        return std::nullopt;
    return value.get<std::int64_t>();
}

void JsonFields::read(std::string_view name, std::optional<std::uint16_t>& target) {
    if (const Json* value = take(name)) {
        if (const auto result = number(name, *value, 1, 65535))
            target = static_cast<std::uint16_t>(*result);
    }
}

void JsonFields::read(std::string_view name, std::uint32_t& target, std::uint32_t least) {
    if (const Json* value = take(name)) {
        if (const auto result = number(name, *value, least, kMost32))
            target = static_cast<std::uint32_t>(*result);
    }
}

void JsonFields::read(std::string_view name, std::uint64_t& target) {
    if (const Json* value = take(name)) {
        if (const auto result = number(name, *value, 0, kMost64))
            target = static_cast<std::uint64_t>(*result);
    }
}

void JsonFields::read(std::string_view name, int& target) {
    if (const Json* value = take(name)) {
        if (const auto result = number(name, *value, 0, kMostInt))
            target = static_cast<int>(*result);
    }
}

void JsonFields::read(std::string_view name, std::vector<std::string>& target) {
    const Json* value = take(name);
    if (!value)
        return;
    const bool texts = value->is_array() &&
                       std::ranges::all_of(*value, [](const Json& j) { return j.is_string(); });
    if (expect(texts, name, "a list of texts"))
        target = value->get<std::vector<std::string>>();
}

template <class T>
void JsonFields::readNumbers(std::string_view name, std::vector<T>& target, std::int64_t most) {
    const Json* value = take(name);
    if (!value || !expect(value->is_array(), name, "a list of numbers"))
        return;
    for (const Json& item : *value) {
        const auto result = number(name, item, 0, most);
        if (!result)
            return;
        target.push_back(static_cast<T>(*result));
    }
}

void JsonFields::read(std::string_view name, std::vector<int>& target) {
    readNumbers(name, target, kMostInt);
}

void JsonFields::read(std::string_view name, std::vector<std::int64_t>& target) {
    readNumbers(name, target, kMost64);
}

void JsonFields::readHeaders(std::string_view name,
                             std::vector<std::pair<std::string, std::string>>& target) {
    const Json* value = take(name);
    if (!value)
        return;
    if (value->is_object()) {
        for (const auto& [header, text] : value->items()) {
            if (!expect(text.is_string(), name, "header names with a text each"))
                return;
            target.emplace_back(header, text.get<std::string>());
        }
        return;
    }
    if (!expect(value->is_array(), name, "a list of [name, value]"))
        return;
    for (const Json& pair : *value) {
        const bool good =
            pair.is_array() && pair.size() == 2 && pair[0].is_string() && pair[1].is_string();
        if (!expect(good, name, "a list of [name, value]"))
            return;
        target.emplace_back(pair[0].get<std::string>(), pair[1].get<std::string>());
    }
}

void JsonFields::finish() {
    if (failed())
        return;
    for (const auto& item : m_json.items()) {
        if (std::ranges::find(m_known, item.key()) != m_known.end())
            continue;
        const std::string_view near = model::nearest(item.key(), m_known);
        fail(fmt::format("unknown field {}{}{}", m_path, item.key(),
                         near.empty() ? "" : fmt::format("; did you mean {}?", near)));
        return;
    }
}

}  // namespace gatesight::simulator
