// Which references across namespaces are permitted (RULES section 13).
#pragma once

#include "model/world/world.h"

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatesight::simulator {

/// Who refers.
struct Referrer {
    std::string_view group, kind, namespace_;
};

/// What is referred to.
struct Referent {
    std::string_view group, kind, namespace_, name;
};

/// Answer to "may it?". Never tells whether the referent exists.
struct Permission {
    bool granted = false;
    model::ObjectId grant;  ///< the first ReferenceGrant that permits it; invalid inside one
                            ///< namespace, which needs none
};

/// All ReferenceGrants of a World, found by what they connect; a look-up costs the same with one
/// grant and with thousands. Notes which grants were of use.
class ReferenceGrants {
public:
    explicit ReferenceGrants(const model::World& world);

    [[nodiscard]] Permission permit(const Referrer& referrer, const Referent& referent);

    /// Grants that no reference asked for so far has needed, in the World's order.
    [[nodiscard]] std::vector<model::ObjectId> unused() const;
    /// Names of what references of `from` have needed the entry `to` of a grant in `namespace_`
    /// for.
    [[nodiscard]] std::set<std::string> needed(const model::ReferenceGrant::From& from,
                                               const model::ReferenceGrant::To& to,
                                               std::string_view namespace_) const;

private:
    struct Entry {
        std::vector<std::uint32_t> grants;  // indexes into m_grants
        bool used = false;
        std::set<std::string> names;  // of what was needed, by an entry for all of the kind
    };
    Entry* find(const Referrer& referrer, const Referent& referent, bool byName);

    std::vector<model::ObjectId> m_grants;
    std::unordered_map<std::string, Entry> m_entries;
};

/// Whether every reference of such objects is looked at, so that "nobody needs it" can be said of
/// what is granted to them.
[[nodiscard]] bool followsReferences(const model::ReferenceGrant::From& from);

/// The grant that would permit a reference, as YAML to be added.
[[nodiscard]] std::string grantYaml(const Referrer& referrer, const Referent& referent);

}  // namespace gatesight::simulator
