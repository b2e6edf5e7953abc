#include "model/schema/schema_messages.h"

#include <fmt/format.h>

namespace gatesight::model {

namespace {

constexpr std::size_t kMaxShown = 1024;  // of a value in a message, in bytes

}  // namespace

std::string_view jsonTypeName(NodeKind kind) {
    switch (kind) {
        case NodeKind::Null:
            return "null";
        case NodeKind::Bool:
            return "boolean";
        case NodeKind::Integer:
            return "integer";
        case NodeKind::Float:
            return "number";
        case NodeKind::String:
            return "string";
        case NodeKind::Map:
            return "object";
        case NodeKind::List:
            return "array";
    }
    return "";
}

std::string_view jsonTypeName(ValueType type) {
    switch (type) {
        case ValueType::Object:
        case ValueType::Map:
            return "object";
        case ValueType::List:
            return "array";
        case ValueType::String:
            return "string";
        case ValueType::Integer:
        case ValueType::IntegerOrString:
            return "integer";
        case ValueType::Boolean:
            return "boolean";
        case ValueType::Any:
            break;
    }
    return "";
}

std::string inQuotes(std::string_view text) {
    std::string result = "\"";
    for (const char c : text.substr(0, kMaxShown)) {
        if (c == '"' || c == '\\')
            result += {'\\', c};
        else if (c == '\n')
            result += "\\n";
        else if (c == '\r')
            result += "\\r";
        else if (c == '\t')
            result += "\\t";
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            result +=
                fmt::format("\\x{:02x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        else
            result += c;
    }
    return result + (text.size() > kMaxShown ? "…\"" : "\"");
}

std::string shown(Node node) {
    return node.isString() ? inQuotes(node.text()) : std::string(node.text().substr(0, kMaxShown));
}

std::string apiPathOf(const Tree& tree, NodeId id) {
    std::string path;
    Node at = tree.root();
    while (at && at.id() != id) {
        Node inner;
        if (at.isList()) {
            std::size_t index = 0, found = 0;
            for (const Node item :
                 at.items()) {  // the last item that does not start beyond the node
                if (item.id() > id)
                    break;
                inner = item;
                found = index++;
            }
            path += fmt::format("[{}]", found);
        } else {
            Node key;
            for (const auto& [name, value] : at.entries()) {
                if (name.id() > id)
                    break;
                key = name;
                inner = value;
            }
            path += fmt::format("{}{}", path.empty() ? "" : ".", key.text());
            if (key.id() == id)
                break;
        }
        if (!inner)
            break;
        at = inner;
    }
    return path;
}

std::string wrongType(std::string_view path, std::string_view expected, std::string_view actual) {
    return fmt::format("Invalid value: \"{2}\": {0} in body must be of type {1}: \"{2}\"", path,
                       expected, actual);
}

std::string unsupported(const std::string& value, std::span<const std::string_view> supported) {
    std::string list;
    for (const std::string_view each : supported)
        list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", each);
    return fmt::format("Unsupported value: {}: supported values: {}", value, list);
}

}  // namespace gatesight::model
