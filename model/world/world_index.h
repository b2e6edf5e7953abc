// What a World keeps besides its objects: look-up tables, and what is needed to lay an edit over
// it.
#pragma once

#include "model/schema/decode.h"
#include "model/world/snapshot_head.h"
#include "model/world/world.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gatesight::model {

/// Identity of an object. A view: the texts belong to the object itself, or to whoever asks.
struct IdentityView {
    std::string_view group, kind, namespace_, name;
    bool operator==(const IdentityView&) const = default;
};

[[nodiscard]] inline IdentityView identityOf(const Object& object) {
    return {object.group, object.kind, object.metadata.namespace_, object.metadata.name};
}

struct IdentityHash {
    [[nodiscard]] std::size_t operator()(const IdentityView& identity) const {
        const std::hash<std::string_view> hash;
        std::size_t result = hash(identity.name);
        // Without the group: kinds of one name in two groups are rare, and told apart when compared.
        for (const std::string_view part : {identity.namespace_, identity.kind})
            result = result * 0x9E3779B97F4A7C15u +
                     hash(part);  // odd multiplier: no part cancels another
        return result;
    }
};

template <class T>
using IdentityMap = std::unordered_map<IdentityView, T, IdentityHash>;

/// One object that was loaded (not derived), with what was found and kept when it was decoded.
struct LoadedObject {
    ObjectPtr object;  ///< null: removed
    std::shared_ptr<const Findings> findings;
    std::shared_ptr<const CertificateStore> certificates;
    std::uint32_t layer = 0;
};

/// Whether the signature on one certificate (first) was made by the key of another (second), by
/// fingerprint.
using SignatureChecks = std::map<std::pair<std::string, std::string>, bool>;

/// Everything that was derived from one loaded object.
struct DerivedGroup {
    ObjectPtr source;
    std::uint64_t inputs = 0;  ///< hash of what else they were made of
    std::vector<ObjectPtr> objects;
};

struct WorldIndex {
    IdentityMap<ObjectId> byIdentity;
    /// By group and kind; and by group, kind and namespace. `name` is empty in these keys.
    IdentityMap<std::vector<ObjectId>> byKind, byKindAndNamespace;
    std::unordered_map<std::string_view, Labels> namespaceLabels;
    Labels noLabels;
    /// By namespace and name of the Service; and, with its kind, of the ServiceImport.
    IdentityMap<std::vector<ObjectId>> slices;
    std::unordered_map<std::string_view, ObjectId> podsByAddress;

    std::vector<LoadedObject>
        loaded;  ///< in load order; the World's objects without the derived ones
    std::vector<DerivedGroup> derived;
    std::shared_ptr<const SignatureChecks> signatures;
    Findings textFindings;
    std::vector<UnreadPart> unread;
    std::uint32_t nextOrder = 0;
    WorldOptions options;
};

struct World::Index : WorldIndex {};

}  // namespace gatesight::model
