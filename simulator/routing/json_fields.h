// Reads the fields of one JSON object and remembers the first thing wrong with it.
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// One object of JSON, read field by field. Absent fields leave their target alone. After all
/// fields were asked for, `finish` complains about those nobody asked for. Keeps references to
/// `json`, which has to live longer.
class JsonFields {
public:
    /// `path` names the object in errors: "" or "tls.".
    explicit JsonFields(const nlohmann::ordered_json& json, std::string path = {});

    void read(std::string_view name, std::string& target);
    void read(std::string_view name, std::optional<std::string>& target);
    void read(std::string_view name, std::optional<std::uint16_t>& target);
    void read(std::string_view name, std::uint32_t& target, std::uint32_t least);
    void read(std::string_view name, std::uint64_t& target);
    void read(std::string_view name, int& target);
    void read(std::string_view name, std::vector<std::string>& target);
    void read(std::string_view name, std::vector<int>& target);
    void read(std::string_view name, std::vector<std::int64_t>& target);
    /// A list of [name, value], or an object of name: value (scenarios).
    void readHeaders(std::string_view name,
                     std::vector<std::pair<std::string, std::string>>& target);
    /// A nested object, read by `reader(JsonFields&)`.
    template <class Reader>
    void readObject(std::string_view name, const Reader& reader) {
        const nlohmann::ordered_json* value = take(name);
        if (!value || !expect(value->is_object(), name, "an object"))
            return;
        JsonFields nested(*value, m_path + std::string(name) + ".");
        reader(nested);
        nested.finish();
        if (failed() || !nested.failed())
            return;
        m_error = nested.m_error;
    }

    /// The value of a field, or null; it counts as asked for. JSON's null is as absent.
    [[nodiscard]] const nlohmann::ordered_json* take(std::string_view name);
    /// Says that the field should have been `wanted` unless `good`; returns `good`.
    bool expect(bool good, std::string_view name, std::string_view wanted);
    void fail(std::string message);
    void finish();

    [[nodiscard]] bool failed() const { return !m_error.empty(); }
    [[nodiscard]] const std::string& error() const { return m_error; }

private:
    /// The value when it is a whole number from `least` to `most`.
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view name,
                                                     const nlohmann::ordered_json& value,
                                                     std::int64_t least, std::int64_t most);
    template <class T>
    void readNumbers(std::string_view name, std::vector<T>& target, std::int64_t most);

    const nlohmann::ordered_json& m_json;
    std::string m_path;
    std::vector<std::string_view> m_known;
    std::string m_error;
};

}  // namespace gatesight::simulator
