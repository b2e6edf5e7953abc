#include "ui/yaml/yaml_completion.h"

#include "model/schema/tables.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace gatesight::ui {

namespace {

using model::Field;
using model::Schema;
using model::ValueType;

/// A line as far as its indentation and key tell.
struct Line {
    std::size_t indent = 0;  ///< column of the first dash or of the key
    std::size_t column = 0;  ///< column of the key, behind the dashes
    bool item = false;       ///< begins a list item
    std::string_view key;    ///< empty: the line has none
    std::string_view value;  ///< behind the colon, without blanks around it

    [[nodiscard]] bool blank() const { return key.empty() && value.empty() && !item; }
};

std::string_view withoutBlanks(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

Line lineOf(std::string_view text) {
    Line line;
    line.indent = std::min(text.find_first_not_of(' '), text.size());
    line.column = line.indent;
    while (text.substr(line.column).starts_with("- ") || text.substr(line.column) == "-") {
        line.item = true;
        line.column = std::min(text.find_first_not_of(' ', line.column + 1), text.size());
    }
    std::string_view rest = text.substr(line.column);
    if (rest.starts_with('#'))
        return line;
    const std::size_t colon = rest.find(':');
    if (colon != std::string_view::npos && (colon + 1 == rest.size() || rest[colon + 1] == ' ')) {
        line.key = rest.substr(0, colon);
        line.value = withoutBlanks(rest.substr(colon + 1));
    } else {
        line.value = withoutBlanks(rest);
    }
    return line;
}

std::string_view unquoted(std::string_view text) {
    if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') &&
        text.back() == text.front())
        return text.substr(1, text.size() - 2);
    return text;
}

/// The document around the cursor.
class Place {
public:
    Place(std::string_view yaml, std::size_t cursor) {
        const std::size_t lineStart = cursor == 0 ? 0 : yaml.rfind('\n', cursor - 1) + 1;
        m_typed = yaml.substr(lineStart, cursor - lineStart);
        readDocument(yaml, lineStart);
        for (const Line& line : m_lines)
            if (line.column == 0 && line.key == "kind")
                m_kind = unquoted(line.value);
            else if (line.column == 0 && line.key == "apiVersion")
                m_apiVersion = unquoted(line.value);
        findPath();
    }

    [[nodiscard]] std::string_view typed() const { return m_typed; }
    [[nodiscard]] std::string_view kind() const { return m_kind; }
    [[nodiscard]] std::string_view group() const {
        const std::size_t slash = m_apiVersion.find('/');
        return slash == std::string_view::npos ? std::string_view() : m_apiVersion.substr(0, slash);
    }
    /// Keys that lead to the map around the cursor.
    [[nodiscard]] const std::vector<std::string_view>& path() const { return m_path; }
    [[nodiscard]] std::string_view parent() const {
        return m_path.empty() ? std::string_view() : m_path.back();
    }
    /// Column of the key on the cursor's line.
    [[nodiscard]] std::size_t column() const { return lineOf(m_typed).column; }

    /// The lines beside the cursor's in the same map, without its own.
    [[nodiscard]] std::vector<Line> siblings() const {
        std::vector<Line> result;
        const std::size_t wanted = column();
        const auto collect = [&](const Line& line) {
            if (line.blank() || line.column > wanted)
                return true;
            if (line.column < wanted)
                return false;
            result.push_back(line);
            return true;
        };
        // Upwards to the line that begins the item, downwards to the next item.
        if (!lineOf(m_typed).item)
            for (std::size_t i = m_current; i-- > 0;)
                if (!collect(m_lines[i]) || (m_lines[i].column == wanted && m_lines[i].item))
                    break;
        for (std::size_t i = m_current + 1; i < m_lines.size(); ++i)
            if ((m_lines[i].item && m_lines[i].indent < wanted) || !collect(m_lines[i]))
                break;
        return result;
    }

private:
    void readDocument(std::string_view yaml, std::size_t lineStart) {
        std::size_t begin = yaml.rfind("\n---", lineStart);
        begin = begin == std::string_view::npos ? 0 : begin + 1;
        for (std::size_t at = begin; at <= yaml.size();) {
            const std::size_t end = std::min(yaml.find('\n', at), yaml.size());
            const std::string_view text = yaml.substr(at, end - at);
            if (at > lineStart && text.starts_with("---"))
                break;
            if (at == lineStart)
                m_current = m_lines.size();
            m_lines.push_back(text.starts_with("---") ? Line() : lineOf(text));
            at = end + 1;
        }
    }

    void findPath() {
        const Line here = lineOf(m_typed);
        std::size_t column = here.column;
        // A list may stand at the column of its key: "rules:" above "- matches:".
        bool item = here.item;
        std::size_t dash = here.indent;
        for (std::size_t i = m_current; i-- > 0;) {
            const Line& line = m_lines[i];
            if (line.blank())
                continue;
            const bool opens = !line.key.empty() && line.value.empty();
            const bool above = line.column < column || (item && line.column <= dash);
            if (opens && above) {
                m_path.insert(m_path.begin(), line.key);
                column = line.column;
                item = line.item;
                dash = line.indent;
            } else if (line.item && line.column == column && !item) {
                // The first key of the item that the cursor is in.
                item = true;
                dash = line.indent;
            }
        }
    }

    std::string_view m_typed, m_kind, m_apiVersion;
    std::vector<Line> m_lines;
    std::size_t m_current = 0;
    std::vector<std::string_view> m_path;
};

const Schema* inside(const Schema* schema) {
    while (schema && (schema->type == ValueType::List || schema->type == ValueType::Map) &&
           schema->items)
        schema = schema->items;
    return schema;
}

/// The schema of the map at the end of a path; null when it is not known.
const Schema* schemaAt(const Schema* root, std::span<const std::string_view> path) {
    const Schema* schema = root;
    for (const std::string_view key : path) {
        if (!schema)
            return nullptr;
        const Schema* container = schema->type == ValueType::List ? inside(schema) : schema;
        if (!container)
            return nullptr;
        if (container->type == ValueType::Map) {
            schema = container->items;
            continue;
        }
        const Field* field = container->field(key);
        schema = field ? field->schema : nullptr;
    }
    return schema && schema->type == ValueType::List ? inside(schema) : schema;
}

std::string_view word(ValueType type) {
    switch (type) {
        case ValueType::Object:
        case ValueType::Map:
            return "map";
        case ValueType::List:
            return "list";
        case ValueType::String:
            return "text";
        case ValueType::Integer:
            return "number";
        case ValueType::Boolean:
            return "true or false";
        case ValueType::IntegerOrString:
            return "number or text";
        case ValueType::Any:
            return "";
    }
    return "";
}

class Offers {
public:
    Offers(const Place& place, const model::World* world, model::Channel channel)
        : m_place(place), m_world(world), m_experimental(channel == model::Channel::Experimental) {}

    void keys(std::string_view prefix) {
        std::set<std::string_view> taken;
        for (const Line& line : m_place.siblings())
            taken.insert(line.key);
        const Schema* schema = mapSchema();
        if (!schema && m_place.path().empty())
            for (const std::string_view key : {"apiVersion", "kind", "metadata", "spec"})
                addKey(key, nullptr, taken, prefix);
        if (!schema || schema->type != ValueType::Object)
            return;
        for (const Field& field : schema->fields)
            if (m_experimental || field.availability == model::Availability::Always)
                addKey(field.name, &field, taken, prefix);
        std::ranges::stable_partition(m_found,
                                      [](const Completion& c) { return c.detail == "required"; });
    }

    void values(std::string_view key, std::string_view prefix) {
        m_prefix = prefix;
        if (m_place.path().empty() && key == "kind") {
            for (const model::KindSchema& kind : model::kindSchemas())
                add(kind.kind, kind.group);
            return;
        }
        if (m_place.path().empty() && key == "apiVersion") {
            apiVersions();
            return;
        }
        if (const Schema* map = mapSchema(); map && map->type == ValueType::Object)
            if (const Field* field = map->field(key)) {
                for (const std::string_view value : field->schema->valuesIn(m_experimental))
                    add(value, {});
                if (field->schema->type == ValueType::Boolean)
                    for (const std::string_view value : {"true", "false"})
                        add(value, {});
            }
        if (m_world)
            names(key);
    }

    std::vector<Completion> take() { return std::move(m_found); }

private:
    [[nodiscard]] const Schema* mapSchema() const {
        const model::KindSchema* kind = model::kindSchemaOf(m_place.group(), m_place.kind());
        return kind ? schemaAt(kind->root, m_place.path()) : nullptr;
    }

    void addKey(std::string_view name, const Field* field, const std::set<std::string_view>& taken,
                std::string_view prefix) {
        if (taken.contains(name) || !name.starts_with(prefix))
            return;
        const ValueType type = field ? field->schema->type : ValueType::Object;
        const bool opens =
            type == ValueType::Object || type == ValueType::Map || type == ValueType::List;
        m_found.push_back({std::string(name), std::string(name) + (opens ? ":" : ": "),
                           std::string(field && field->required ? "required" : word(type))});
    }

    void add(std::string_view value, std::string_view detail) {
        if (value.starts_with(m_prefix) && !value.empty())
            m_found.push_back({std::string(value), std::string(value), std::string(detail)});
    }

    void apiVersions() {
        std::set<std::string> all;
        for (const model::KindSchema& kind : model::kindSchemas())
            if (m_place.kind().empty() || kind.kind == m_place.kind())
                for (const model::ServedVersion& version : kind.versions)
                    all.insert(kind.group.empty()
                                   ? std::string(version.version)
                                   : std::string(kind.group) + "/" + std::string(version.version));
        for (const std::string& version : all)
            add(version, {});
    }

    /// Value of a key beside the cursor's, or empty.
    [[nodiscard]] std::string_view beside(std::string_view key) const {
        for (const Line& line : m_place.siblings())
            if (line.key == key)
                return unquoted(line.value);
        return {};
    }

    /// Kind that `name` refers to in the list or map around it.
    [[nodiscard]] std::string_view referredKind() const {
        if (const std::string_view kind = beside("kind"); !kind.empty())
            return kind;
        constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kKinds{
            {{"backendRef", "Service"},
             {"backendRefs", "Service"},
             {"caCertificateRefs", "ConfigMap"},
             {"certificateRefs", "Secret"},
             {"clientCertificateRef", "Secret"},
             {"parentRefs", "Gateway"}}};
        const auto found = std::ranges::find(kKinds, m_place.parent(),
                                             &std::pair<std::string_view, std::string_view>::first);
        return found == kKinds.end() ? std::string_view() : found->second;
    }

    void names(std::string_view key) {
        if (key == "namespace") {
            for (const std::string& name : m_world->namespaces())
                add(name, {});
        } else if (key == "gatewayClassName") {
            for (const auto& found : m_world->all<model::GatewayClass>())
                add(found.metadata().name, {});
        } else if (key == "name") {
            objectNames(referredKind());
        } else if (key == "sectionName") {
            for (const auto& gateway : m_world->all<model::Gateway>())
                if (const std::string_view name = beside("name");
                    name.empty() || gateway.metadata().name == name)
                    for (const model::Listener& listener : gateway->listeners)
                        add(listener.name, gateway.metadata().name);
        } else if (key == "port") {
            for (const auto& service : m_world->all<model::Service>())
                if (service.metadata().name == beside("name"))
                    for (const model::ServicePort& port : service->ports)
                        add(std::to_string(port.port), port.name);
        }
        std::ranges::sort(m_found);
        const auto doubles = std::ranges::unique(m_found);
        m_found.erase(doubles.begin(), doubles.end());
    }

    void objectNames(std::string_view kind) {
        const std::string_view wanted = beside("namespace");
        if (!kind.empty())
            for (const model::ObjectPtr& object : m_world->objects())
                if (object->kind == kind &&
                    (wanted.empty() || object->metadata.namespace_ == wanted))
                    add(object->metadata.name, object->metadata.namespace_);
    }

    const Place& m_place;
    const model::World* m_world;
    bool m_experimental;
    std::string_view m_prefix;
    std::vector<Completion> m_found;
};

}  // namespace

Completions completionsAt(std::string_view yaml, std::size_t cursor, const model::World* world,
                          model::Channel channel) {
    cursor = std::min(cursor, yaml.size());
    const Place place(yaml, cursor);
    const Line line = lineOf(place.typed());
    Offers offers(place, world, channel);
    Completions result{.from = cursor, .offers = {}};
    if (place.typed().contains('#'))
        return result;
    const std::string_view word =
        line.key.empty() ? place.typed().substr(std::min(line.column, place.typed().size()))
                         : line.value;
    result.from = cursor - word.size();
    if (line.key.empty())
        offers.keys(word);
    else
        offers.values(line.key, word);
    result.offers = offers.take();
    // What is already written in full needs no offer.
    if (result.offers.size() == 1 && result.offers.front().text == word)
        result.offers.clear();
    return result;
}

}  // namespace gatesight::ui
