// Which fields of an object stay: a list of what may, since a list of what must not can never be
// whole.
#pragma once

#include "model/cluster/removed_fields.h"

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

    /// What stays of a value; keys keep their order. What goes is counted in `removed`, which may be null.
    [[nodiscard]] nlohmann::ordered_json of(const nlohmann::ordered_json& value, RemovedFields* removed = nullptr) const;

private:
    FieldSelection() = default;
    void read(std::string_view& text);
    [[nodiscard]] nlohmann::ordered_json select(const nlohmann::ordered_json& value, RemovedFields* removed,
                                                std::string& path) const;
    [[nodiscard]] nlohmann::ordered_json selectFields(const nlohmann::ordered_json& value, RemovedFields* removed,
                                                      std::string& path) const;

    std::map<std::string, FieldSelection, std::less<>> m_fields;
    bool m_whole = true;  // until a field is named
};

}  // namespace gatesight::model
