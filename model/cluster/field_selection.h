// Which fields of an object stay: a list of what may, since a list of what must not can never be
// whole.
#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <string_view>

namespace gatesight::model {

/// Written as names, with what stays below a name in braces: "spec{type ports} status{phase}". A
/// name without braces keeps its whole value. Lists are looked through.
class FieldSelection {
public:
    explicit FieldSelection(std::string_view text);

    /// What stays of a value; keys keep their order.
    [[nodiscard]] nlohmann::ordered_json of(const nlohmann::ordered_json& value) const;

private:
    FieldSelection() = default;
    void read(std::string_view& text);

    std::map<std::string, FieldSelection, std::less<>> m_fields;
    bool m_whole = true;  // until a field is named
};

}  // namespace gatesight::model
