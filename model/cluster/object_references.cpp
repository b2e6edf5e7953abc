#include "model/cluster/object_references.h"

#include "model/cluster/small_json.h"

#include <algorithm>

namespace gatesight::model {

namespace {

using Json = nlohmann::ordered_json;

class Gatherer {
public:
    Gatherer(GatheredReferences& out, std::string namespace_)
        : m_out(out), m_namespace(std::move(namespace_)) {}

    void walk(const Json& value) {
        if (value.is_object())
            take(value);
        if (value.is_structured())
            for (const Json& each : value)
                walk(each);
    }

private:
    void take(const Json& map) {
        const std::string kind = textOf(map, "kind"), group = textOf(map, "group");
        const std::string name = textOf(map, "name"), other = textOf(map, "namespace");
        if (kind.empty() || name.empty())
            return;
        ObjectKey key{other.empty() ? m_namespace : other, name};
        if (group.empty() && kind == "Secret")
            m_out.secrets.insert(std::move(key));
        else if (group.empty() && kind == "ConfigMap")
            m_out.configMaps.insert(std::move(key));
        else if (!group.empty() &&
                 !std::ranges::binary_search(importedKinds(), GroupKind{group, kind}))
            m_out.kinds.insert({group, kind});
    }

    GatheredReferences& m_out;
    std::string m_namespace;
};

}  // namespace

void GatheredReferences::add(const Json& object) {
    Gatherer(*this, textOf(member(object, "metadata"), "namespace")).walk(member(object, "spec"));
}

}  // namespace gatesight::model
