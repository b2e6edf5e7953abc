#include "app/cli/object_json.h"

#include "model/manifest/writer.h"
#include "model/schema/decode.h"

namespace gatesight::cli {

namespace {

constexpr auto kReplaceBroken = Json::error_handler_t::replace;

}  // namespace

std::string indentedJson(const Json& json) {
    return json.dump(2, ' ', false, kReplaceBroken);
}
std::string compactJson(const Json& json) {
    return json.dump(-1, ' ', false, kReplaceBroken);
}

Json asLoaded(const model::Object& object, model::Channel channel) {
    Json json = object.origin.document ? model::toJson(object.origin.document->root())
                                       : stored(object, channel);
    if (!json.is_object())
        return json;
    json.erase("status");
    Json& metadata = json["metadata"];
    if (!metadata.is_object())
        metadata = Json::object();
    if (!object.metadata.namespace_.empty())
        metadata["namespace"] = object.metadata.namespace_;
    metadata["generation"] = object.metadata.generation;
    return json;
}

}  // namespace gatesight::cli
