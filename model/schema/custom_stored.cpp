// Objects of custom kinds as the API server would store them.
#include "model/manifest/writer.h"
#include "model/schema/custom_kinds.h"

namespace gatesight::model {

namespace {

using OrderedJson = nlohmann::ordered_json;

/// As it was written, but for the order of keys.
OrderedJson sortedJson(Node node) {
    return nlohmann::json(toJson(node));
}

OrderedJson storedValue(Node node, const StructuralSchema& schema);

/// api.null-is-absent, unless the schema takes null for a value
bool isAbsent(Node node, const StructuralSchema& schema) {
    return !node || (node.isNull() && !schema.nullable);
}

OrderedJson storedObject(Node node, const StructuralSchema& schema) {
    std::map<std::string, OrderedJson> fields;
    for (const auto& [key, value] : node.entries()) {
        const std::string name(key.text());
        const StructuralSchema* const field = schema.field(name);
        if (field && !isAbsent(value, *field))
            fields[name] = value.isNull() ? OrderedJson() : storedValue(value, *field);
        else if (!field && (schema.preserveUnknown || schema.type == DeclaredType::Any))
            fields[name] = sortedJson(value);
    }
    for (const StructuralSchema::Property& property : schema.properties)
        if (const Node other = property.schema.defaultValue;
            other && isAbsent(node[property.name], property.schema))
            fields[property.name] = storedValue(other, property.schema);
    OrderedJson json = OrderedJson::object();
    for (auto& [name, value] : fields)
        json[name] = std::move(value);
    return json;
}

OrderedJson storedValue(Node node, const StructuralSchema& schema) {
    if (node.isMap())
        return storedObject(node, schema);
    if (!node.isList() || !schema.items)
        return sortedJson(node);
    OrderedJson list = OrderedJson::array();
    for (const Node item : node.items())
        list.push_back(storedValue(item, *schema.items));
    return list;
}

}  // namespace

nlohmann::ordered_json storedAs(const Object& object, Channel channel, const CustomKinds& kinds) {
    OrderedJson json = stored(object, channel);
    const CustomKind* const kind = kinds.of(object);
    const CustomKind::Version* const version = kind ? kind->version(object.version) : nullptr;
    if (!version || !object.origin.document)
        return json;
    const OrderedJson fields = storedObject(object.origin.document->root(), version->schema);
    OrderedJson result = OrderedJson::object();
    for (const char* name : {"apiVersion", "kind", "metadata"})
        result[name] = std::move(json[name]);
    for (const auto& [name, value] : fields.items())
        if (!result.contains(name) && name != "status")
            result[name] = value;
    return result;
}

}  // namespace gatesight::model
