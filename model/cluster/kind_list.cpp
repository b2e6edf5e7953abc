#include "model/cluster/kind_list.h"

#include "model/cluster/reduction.h"
#include "model/cluster/small_json.h"
#include "model/manifest/writer.h"

namespace gatesight::model {

using Json = nlohmann::ordered_json;

SnapshotObject snapshotObject(const GroupKind& kind, const Json& object) {
    const Json& metadata = member(object, "metadata");
    SnapshotObject result{.kind = kind,
                          .namespace_ = textOf(metadata, "namespace"),
                          .name = textOf(metadata, "name"),
                          .yaml = toYaml(object)};
    result.yaml.shrink_to_fit();  // there may be very many
    return result;
}

KindList::KindList(ApiResource resource, const std::string& namespace_, const ListLimits& limits)
    : job(
          std::move(resource), namespace_, limits, [this](Json&& item) { take(item); },
          [this] { forget(); }) {}

void KindList::take(const Json& item) {
    references.add(item);
    Json kept = reduced(item, &removed);
    const ApiResource& resource = job.resource();
    if (resource.kind == kDefinitionKind)
        definitions.push_back(std::move(kept));
    else
        objects.push_back(snapshotObject({resource.group, resource.kind}, kept));
}

void KindList::forget() {
    objects.clear();
    definitions.clear();
    references = {};
    removed = {};
}

}  // namespace gatesight::model
