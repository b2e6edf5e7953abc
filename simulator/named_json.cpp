#include "simulator/named_json.h"

namespace gatesight::simulator {

using Json = nlohmann::ordered_json;

void addText(Json& json, const char* key, const std::string& text) {
    if (!text.empty())
        json[key] = text;
}

Json referenceJson(const model::ObjectReference& object) {
    Json json = Json::object();
    addText(json, "apiVersion", object.apiVersion);
    addText(json, "kind", object.kind);
    addText(json, "namespace", object.namespace_);
    addText(json, "name", object.name);
    return json;
}

Json placeJson(const model::SourceLocation& source) {
    Json json = {{"file", source.file}};
    if (source.position.known()) {
        json["line"] = source.position.line;
        if (source.position.column != 0)
            json["column"] = source.position.column;
    }
    return json;
}

}  // namespace gatesight::simulator
