// Kinds that are declared by CustomResourceDefinitions among the loaded objects. A kind that Gatesight
// knows itself keeps its own tables, whatever a definition says.
#pragma once

#include "model/schema/decode.h"
#include "model/schema/structural_schema.h"
#include "model/world/world.h"

#include <nlohmann/json.hpp>

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatesight::model {

struct CustomKind {
    struct Version {
        std::string name;
        bool served = true;
        StructuralSchema schema;
        Unjudged unjudged;
    };
    std::string group, kind, plural;
    bool namespaced = true;
    std::vector<Version> versions;
    ObjectPtr definition;  ///< holds the document that schemas read their defaults from

    /// The version with this name, or null when the definition has none.
    [[nodiscard]] const Version* version(std::string_view name) const;
};

class CustomKinds {
public:
    /// Of all definitions among the objects; of two for one kind the later one counts.
    [[nodiscard]] static CustomKinds of(std::span<const ObjectPtr> objects);

    [[nodiscard]] bool empty() const { return m_kinds.empty(); }
    /// The kind, or null when it is not declared.
    [[nodiscard]] const CustomKind* find(std::string_view group, std::string_view kind) const;
    [[nodiscard]] const CustomKind* of(const Object& object) const {
        return find(object.group, object.kind);
    }
    /// Sorted by group and kind.
    [[nodiscard]] std::vector<const CustomKind*> all() const;

private:
    std::map<std::pair<std::string, std::string>, CustomKind> m_kinds;
};

/// Whether an object is a definition of this kind.
[[nodiscard]] bool declaresKind(const Object& object, std::string_view group,
                                std::string_view kind);

/// What the API server would say about an object of the kind, in its words; what it would drop is a
/// warning. Rules in CEL are not judged.
[[nodiscard]] Findings checkCustom(const Object& object, const CustomKind& kind);
/// What is not judged about the objects of a kind (api.custom.unjudged): one finding at its
/// definition, or none.
[[nodiscard]] Findings unjudgedFindings(const CustomKind& kind);

/// stored() for objects of all kinds: of a custom kind with the defaults of its schema, and without
/// what it does not know.
[[nodiscard]] nlohmann::ordered_json storedAs(const Object& object, Channel channel,
                                              const CustomKinds& kinds);

}  // namespace gatesight::model
