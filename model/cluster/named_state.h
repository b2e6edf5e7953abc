// The Secrets and ConfigMaps that other objects name, as far as they are kept: of a Secret the
// facts of its certificates, which depend on those of all others, for one may have signed another.
#pragma once

#include "model/cluster/cluster_import.h"
#include "model/cluster/object_references.h"
#include "model/cluster/secret_facts.h"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

namespace gatesight::model {

struct NamedKey {
    enum class Kind { ConfigMap, Secret };
    Kind kind = Kind::ConfigMap;
    ObjectKey key;
    auto operator<=>(const NamedKey&) const = default;
};

class NamedState {
public:
    /// Whether the user lets Secrets be read; without that they are not even known by name.
    explicit NamedState(bool secrets) : m_secrets(secrets) {}

    [[nodiscard]] bool secrets() const { return m_secrets; }
    /// Something names it; whether it is there is not known. True when that is new.
    bool name(const NamedKey& key) { return m_named.try_emplace(key).second; }
    /// … and all that objects refer to; no Secrets unless these may be read. Those that are new.
    std::vector<NamedKey> name(const GatheredReferences& references);
    /// As the server has it now; reduced here. What goes is counted in `removed`, which may be
    /// null.
    void put(const NamedKey& key, const nlohmann::ordered_json& object,
             RemovedFields* removed = nullptr);
    /// The server has it no more.
    void remove(const NamedKey& key) { m_named[key] = {}; }

    [[nodiscard]] std::vector<NamedKey> keys() const;
    /// The version that was put; empty when it is not there.
    [[nodiscard]] std::string versionOf(const NamedKey& key) const;
    /// Those that are there, as objects of a snapshot, by kind, namespace and name.
    [[nodiscard]] std::vector<SnapshotObject> objects() const;

private:
    struct Entry {
        nlohmann::ordered_json object;  ///< reduced; null: not there
        std::string version;
        Secret facts;
        std::vector<Certificate> authorities;  ///< of a ConfigMap
        CertificateStore certificates;         ///< public ones, to tell which one signed which
    };

    static void takeConfigMap(Entry& entry, const nlohmann::ordered_json& object,
                              RemovedFields* removed);

    bool m_secrets;
    std::map<NamedKey, Entry> m_named;
};

}  // namespace gatesight::model
