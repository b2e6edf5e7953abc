// The tables of the kinds tell enumerations, durations and host names by their patterns; what they
// leave open is told by the name of the field, and by what it is a field of.
#include "simulator/capsule/object_names.h"

#include "model/schema/tables.h"
#include "model/schema/tables_common.h"
#include "model/world/snapshot_certificates.h"
#include "simulator/capsule/http_words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <span>

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;
using Words = std::span<const std::string_view>;

bool holds(Words words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

std::string lowered(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

constexpr std::array kKeptFields = std::to_array<std::string_view>(
    {"addressType", "appProtocol", "conditionType", "creationTimestamp", "deletionTimestamp",
     "family", "ipFamilyPolicy", "ipMode", "kind", "listKind", "mode", "operator", "phase", "protocol",
     "restartPolicy", "scope", "scheme", "status", "type"});
constexpr std::array kHostFields = std::to_array<std::string_view>({"address",
                                                                    "addresses",
                                                                    "allowOrigins",
                                                                    "cidr",
                                                                    "clusterIP",
                                                                    "clusterIPs",
                                                                    "domainNames",
                                                                    "except",
                                                                    "externalIPs",
                                                                    "externalName",
                                                                    "hostIP",
                                                                    "hostname",
                                                                    "hostnames",
                                                                    "ip",
                                                                    "ips",
                                                                    "loadBalancerIP",
                                                                    "loadBalancerSourceRanges",
                                                                    "nameservers",
                                                                    "networks",
                                                                    "podIP",
                                                                    "searches",
                                                                    "uri"});
constexpr std::array kPathFields =
    std::to_array<std::string_view>({"path", "replaceFullPath", "replacePrefixMatch"});
constexpr std::array kGroupFields = std::to_array<std::string_view>({"apiVersion", "group"});
/// Maps with keys that are somebody's, and not fields.
constexpr std::array kLabelMaps = std::to_array<std::string_view>(
    {"labels", "matchLabels", "nodeSelector", "options", "selector"});
constexpr std::array kHeaderFieldLists =
    std::to_array<std::string_view>({"add", "header", "headers", "responseHeaders", "set"});
constexpr std::array kHeaderNameLists = std::to_array<std::string_view>(
    {"allowHeaders", "allowedHeaders", "allowedResponseHeaders", "exposeHeaders", "remove"});

std::string textAt(const Json& map, const char* key) {
    const auto found = map.find(key);
    return found != map.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool isExpression(const Json& match) {
    return textAt(match, "type") == "RegularExpression";
}

std::string titleOf(const Json& object) {
    const Json metadata = object.value("metadata", Json::object());
    const std::string namespace_ = textAt(metadata, "namespace");
    return textAt(object, "kind") + " " + namespace_ + (namespace_.empty() ? "" : "/") +
           textAt(metadata, "name");
}

// ---- what expressions look at ----

class Expressions {
public:
    KeptTexts kept;

    void look(const Json& object) {
        m_found = false;
        visit(object, "");
        if (m_found)
            kept.expressions.push_back(titleOf(object));
    }

private:
    void visit(const Json& value, std::string_view key) {
        if (value.is_array()) {
            for (const Json& item : value)
                visit(item, key);
            return;
        }
        if (!value.is_object())
            return;
        if (isExpression(value))
            keep(value, key);
        for (const auto& [name, child] : value.items())
            visit(child, name);
    }

    void keep(const Json& match, std::string_view key) {
        m_found = true;
        if (key == "headers")
            kept.headers.insert(lowered(textAt(match, "name")));
        else if (key == "queryParams")
            kept.parameters.insert(textAt(match, "name"));
        else
            kept.paths = true;
    }

    bool m_found = false;
};

// ---- other names ----

class Renaming {
public:
    Renaming(PartNames& names, const KeptTexts& kept) : m_names(names), m_kept(kept) {}

    Json object(const Json& object) {
        const std::string apiVersion = textAt(object, "apiVersion");
        const std::size_t slash = apiVersion.find('/');
        const std::string group =
            slash == std::string::npos ? std::string() : apiVersion.substr(0, slash);
        const model::KindSchema* const kind = model::kindSchemaOf(group, textAt(object, "kind"));
        const model::Schema* const schema =
            kind ? model::rootSchemaOf(*kind, apiVersion.substr(group.empty() ? 0 : slash + 1))
                 : nullptr;
        m_custom = !isKubernetesGroup(group);
        return map(object, schema, "");
    }

    Json value(const Json& value, const model::Schema* schema, std::string_view key,
               std::string_view parent, TextKind known = TextKind::Kept) {
        if (value.is_array())
            return list(value, schema, key, parent, known);
        if (value.is_object())
            return map(value, schema, key);
        if (!value.is_string())
            return value;
        const auto written = value.get<std::string>();
        const TextKind kind = known != TextKind::Kept ? known : kindOf(schema, key, parent);
        if (key.starts_with("clusterIP") && written == "None")
            return value;  // headless
        // A protocol of somebody's own is named like a label.
        const bool own = key.ends_with("rotocol") && written.contains('/');
        return text(own ? TextKind::LabelKey : kind, written);
    }

private:
    std::string text(TextKind kind, const std::string& text) {
        const bool stays = m_kept.names || (kind == TextKind::Path && m_kept.paths);
        return stays ? text : rewritten(kind, text, m_names);
    }

    Json list(const Json& list, const model::Schema* schema, std::string_view key,
              std::string_view parent, TextKind known) {
        Json result = Json::array();
        for (const Json& item : list)
            result.push_back(value(item, schema ? schema->items : nullptr, key, parent, known));
        return result;
    }

    Json map(const Json& map, const model::Schema* schema, std::string_view key) {
        if (holds(kLabelMaps, key) && (!schema || schema->type == model::ValueType::Map))
            return labels(map);
        if (key == "annotations")
            return annotations(map);
        if (holds(kHeaderFieldLists, key) && map.contains("name"))
            return header(map);
        if (key == "queryParams")
            return parameter(map);
        if (key == "data")
            return data(map);
        const bool custom = !isKubernetesGroup(textAt(map, "group")) || (key.empty() && m_custom);
        Json result = Json::object();
        for (const auto& [name, child] : map.items()) {
            const model::Field* const field = schema ? schema->field(name) : nullptr;
            result[name] = isExpression(map) ? child
                                             : value(child, field ? field->schema : nullptr, name,
                                                     key, kindByPlace(name, key, custom));
        }
        return result;
    }

    /// Where the place tells more than the table; Kept: it does not.
    static TextKind kindByPlace(std::string_view name, std::string_view parent, bool custom) {
        if (name == "kind" && custom)
            return TextKind::Name;
        if (name == "value" && parent == "addresses")
            return TextKind::Host;
        const bool path = (name == "value" && parent == "path") ||
                          (parent == "method" && (name == "service" || name == "method"));
        return path ? TextKind::Path : TextKind::Kept;
    }

    Json labels(const Json& map) {
        Json result = Json::object();
        for (const auto& [name, child] : map.items())
            result[text(TextKind::LabelKey, name)] =
                child.is_string() ? Json(text(TextKind::Name, child.get<std::string>())) : child;
        return result;
    }

    Json header(const Json& map) {
        Json result = map;
        const std::string name = textAt(map, "name");
        result["name"] = text(TextKind::HeaderName, name);
        if (map.contains("value") && map["value"].is_string() && !isExpression(map))
            result["value"] = headerValue(name, map["value"].get<std::string>());
        return result;
    }

    std::string headerValue(const std::string& name, const std::string& value) {
        return renamedHeaderValue(name, value, m_names, m_kept);
    }

    Json parameter(const Json& map) {
        Json result = map;
        const std::string name = textAt(map, "name");
        result["name"] = text(TextKind::Query, name);
        if (!isExpression(map) && !m_kept.parameters.contains(name))
            result["value"] = text(TextKind::Query, textAt(map, "value"));
        return result;
    }

    /// Of Secrets and ConfigMaps: nothing but keys, of which only these mean something.
    Json data(const Json& map) {
        Json result = Json::object();
        for (const auto& [name, child] : map.items()) {
            const bool known = name == "tls.crt" || name == "tls.key" || name == "ca.crt";
            result[known ? std::string(name) : text(TextKind::Name, name)] = child;
        }
        return result;
    }

    Json annotations(const Json& map) {
        Json result = map;
        const auto facts = result.find(model::kCertificateFacts);
        if (facts == result.end() || !facts->is_string() || m_kept.names)
            return result;
        Json json = Json::parse(facts->get<std::string>(), nullptr, false);
        for (const char* list : {"certificates", "authorities"})
            if (json.is_object() && json.contains(list))
                for (Json& certificate : json[list])
                    certificate = this->certificate(certificate);
        *facts = json.dump();
        return result;
    }

    Json certificate(const Json& facts) {
        Json result = Json::object();
        for (const auto& [name, child] : facts.items()) {
            TextKind kind = TextKind::Name;  // hashes are words as well
            if (name == "subject" || name == "issuer")
                kind = TextKind::Subject;
            else if (name == "dnsNames" || name == "uris" || name == "ipAddresses")
                kind = TextKind::Host;
            const bool time = name == "notBefore" || name == "notAfter";
            result[name] = time ? child : value(child, nullptr, name, "", kind);
        }
        return result;
    }

    TextKind kindOf(const model::Schema* schema, std::string_view key,
                    std::string_view parent) const {
        if (schema) {
            if (!schema->values.empty() || schema->isTime)
                return TextKind::Kept;
            switch (schema->pattern) {
                case model::Pattern::Duration:
                case model::Pattern::AddressType:
                case model::Pattern::WellKnownCACertificates:
                    return TextKind::Kept;
                case model::Pattern::Hostname:
                case model::Pattern::PreciseHostname:
                case model::Pattern::DomainName:
                case model::Pattern::CorsOrigin:
                case model::Pattern::AbsoluteURI:
                    return TextKind::Host;
                case model::Pattern::HeaderName:
                    return TextKind::HeaderName;
                case model::Pattern::Path:
                    return TextKind::Path;
                default:
                    break;
            }
        }
        if (key == "name" && parent == "options")
            return TextKind::Kept;  // ndots
        if (key == "key" && parent == "matchExpressions")
            return TextKind::LabelKey;
        if (key == "name" && parent == "versions")
            return TextKind::Kept;
        if (holds(kKeptFields, key))
            return TextKind::Kept;
        if (holds(kHostFields, key))
            return TextKind::Host;
        if (holds(kPathFields, key))
            return TextKind::Path;
        if (holds(kGroupFields, key))
            return TextKind::Group;
        return holds(kHeaderNameLists, key) ? TextKind::HeaderName : TextKind::Name;
    }

    PartNames& m_names;
    const KeptTexts& m_kept;
    bool m_custom = false;
};

}  // namespace

bool KeptTexts::keepsHeader(std::string_view name) const {
    return headers.contains(lowered(name));
}

KeptTexts keptFor(std::span<const Json> objects) {
    Expressions expressions;
    for (const Json& object : objects)
        expressions.look(object);
    return std::move(expressions.kept);
}

Json renamedObject(const Json& object, PartNames& names, const KeptTexts& kept) {
    return Renaming(names, kept).object(object);
}

Json renamedSurroundings(const Json& spec, PartNames& names, const KeptTexts& kept) {
    if (!spec.is_object() || kept.names)
        return spec;
    Json result = Json::object();
    const auto name = [&](const Json& text) {
        return text.is_string() ? Json(rewritten(TextKind::Name, text.get<std::string>(), names))
                                : text;
    };
    if (spec.contains("dns"))
        for (const auto& [host, gateway] : spec["dns"].items())
            result["dns"][rewritten(TextKind::Host, host, names)] = name(gateway);
    if (spec.contains("workloads"))
        for (const Json& workload : spec["workloads"]) {
            Json one = workload;
            one["workload"] = name(workload.value("workload", Json()));
            if (workload.contains("tls"))
                for (const auto& [key, secret] : workload["tls"].items())
                    one["tls"][key] = name(secret);
            if (workload.contains("responseHeaders"))
                for (Json& header : one["responseHeaders"]) {
                    const std::string called = header[0];
                    header[1] =
                        renamedHeaderValue(called, header[1].get<std::string>(), names, kept);
                    header[0] = rewritten(TextKind::HeaderName, called, names);
                }
            result["workloads"].push_back(std::move(one));
        }
    return result;
}

std::vector<model::UnreadPart> renamedUnread(std::vector<model::UnreadPart> unread,
                                             PartNames& names, const KeptTexts& kept) {
    for (model::UnreadPart& part : unread)
        if (!kept.names && !part.namespace_.empty())
            part.namespace_ = rewritten(TextKind::Name, part.namespace_, names);
    return unread;
}

std::string renamedHeaderValue(std::string_view header, std::string_view value, PartNames& names,
                               const KeptTexts& kept) {
    if (kept.names || kept.keepsHeader(header))
        return std::string(value);
    return rewritten(kindOfHeaderValue(header), value, names);
}

}  // namespace gatesight::simulator
