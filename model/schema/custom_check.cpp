// Checks objects of custom kinds by their structural schema, in the API server's words.
#include "model/kinds/timestamp.h"
#include "model/schema/custom_kinds.h"
#include "model/schema/schema_messages.h"
#include "model/schema/source_lines.h"
#include "model/schema/text_pattern.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <set>

namespace gatesight::model {

namespace {

constexpr std::size_t kMostCustomFindings = 200;  // of one object

bool takes(DeclaredType type, NodeKind kind) {
    switch (type) {
        case DeclaredType::Any:
            return true;
        case DeclaredType::Object:
            return kind == NodeKind::Map;
        case DeclaredType::Array:
            return kind == NodeKind::List;
        case DeclaredType::String:
            return kind == NodeKind::String;
        case DeclaredType::Integer:
            return kind == NodeKind::Integer;
        case DeclaredType::Number:
            return kind == NodeKind::Integer || kind == NodeKind::Float;
        case DeclaredType::Boolean:
            return kind == NodeKind::Bool;
        case DeclaredType::IntegerOrString:
            return kind == NodeKind::Integer || kind == NodeKind::String;
    }
    return true;
}

std::size_t charactersOf(std::string_view text) {
    // bytes that do not continue a UTF-8 sequence
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

/// What tells the items of a set or of a list with keys apart.
std::string tellApart(Node item, const std::vector<std::string>& keys) {
    if (keys.empty())
        return item.isScalar() ? shown(item) : std::string();
    std::string text;
    for (const std::string& key : keys)
        text += fmt::format("{}\"{}\":{}", text.empty() ? "" : ",", key, shown(item[key]));
    return "{" + text + "}";
}

class CustomCheck {
public:
    explicit CustomCheck(const Object& object)
        : m_document(*object.origin.document), m_object(object.reference()) {}

    /// What stands at the top of every object is not the definition's to describe.
    void checkRoot(const StructuralSchema& schema) {
        const Node root = m_document.root();
        for (const auto& [key, value] : root.entries())
            if (key.text() != "apiVersion" && key.text() != "kind" && key.text() != "metadata" &&
                key.text() != "status")  // api.status.dropped-on-create
                checkEntry(root, key, value, schema);
        checkRequired(root, schema);
    }
    void refuseVersion(const CustomKind& kind);
    [[nodiscard]] Findings take() && { return std::move(m_findings); }

private:
    void check(Node node, const StructuralSchema& schema);
    void checkEntry(Node map, Node key, Node value, const StructuralSchema& schema);
    void checkObject(Node node, const StructuralSchema& schema);
    void checkArray(Node node, const StructuralSchema& schema);
    void checkDuplicates(Node node, const StructuralSchema& schema);
    void checkRequired(Node node, const StructuralSchema& schema);
    void checkValues(Node node, const StructuralSchema& schema);
    void checkText(Node node, const StructuralSchema& schema);
    void checkNumber(Node node, const StructuralSchema& schema);
    void checkCount(Node node, std::optional<std::uint64_t> least,
                    std::optional<std::uint64_t> most, std::string_view what);
    void reportUnknown(Node map, Node key, const StructuralSchema& schema);
    void suggest(Finding* finding, Node at, std::string_view meant, std::string_view verb);
    Finding* add(Severity severity, std::string_view rule, Node at, std::string path,
                 std::string message);
    Finding* refuse(std::string_view rule, Node at, std::string message) {
        return add(Severity::Error, rule, at, pathOf(at), std::move(message));
    }
    [[nodiscard]] std::string pathOf(Node node) const {
        return apiPathOf(m_document.tree, node.id());
    }

    const Document& m_document;
    ObjectReference m_object;
    SourceLines m_lines;
    Findings m_findings;
    std::size_t m_reported = 0;
};

Finding* CustomCheck::add(Severity severity, std::string_view rule, Node at, std::string path,
                          std::string message) {
    if (++m_reported > kMostCustomFindings)
        return nullptr;
    if (m_reported == kMostCustomFindings)
        message += " (further findings of this document are left out)";
    Finding& finding = m_findings.emplace_back();
    finding.severity = severity;
    finding.rule = rule;
    finding.message = std::move(message);
    finding.object = m_object;
    finding.field = std::move(path);
    finding.source = m_document.locate(at.id());
    return &finding;
}

void CustomCheck::suggest(Finding* finding, Node at, std::string_view meant,
                          std::string_view verb) {
    if (!finding || meant.empty())
        return;
    if (const std::size_t length =
            m_lines.scalarLength(m_document.source, at.position(), at.text()))
        finding->edit = SuggestedEdit{.description = fmt::format("{} {}", verb, meant),
                                      .source = m_document.locate(at.id()),
                                      .length = length,
                                      .replacement = std::string(meant)};
}

void CustomCheck::refuseVersion(const CustomKind& kind) {
    std::string served;
    for (const CustomKind::Version& version : kind.versions)
        if (version.served)
            served += (served.empty() ? "" : ", ") + version.name;
    refuse("api.versions.served", m_document.root()["apiVersion"],
           fmt::format("no matches for kind \"{}\" in version \"{}\"; its definition serves {}",
                       m_object.kind, m_object.apiVersion, served.empty() ? "none" : served));
}

// ---- objects and lists ----

void CustomCheck::check(Node node, const StructuralSchema& schema) {
    if (!takes(schema.type, node.kind())) {
        refuse("api.schema.type", node,
               wrongType(pathOf(node), toString(schema.type), jsonTypeName(node.kind())));
        return;
    }
    if (!schema.values.empty())
        checkValues(node, schema);
    if (node.isMap())
        checkObject(node, schema);
    else if (node.isList())
        checkArray(node, schema);
    else if (node.isString())
        checkText(node, schema);
    else if (node.kind() == NodeKind::Integer || node.kind() == NodeKind::Float)
        checkNumber(node, schema);
}

void CustomCheck::checkEntry(Node map, Node key, Node value, const StructuralSchema& schema) {
    const StructuralSchema* const field = schema.field(key.text());
    if (!field) {
        if (!schema.preserveUnknown && schema.type != DeclaredType::Any)
            reportUnknown(map, key, schema);
    } else if (!value.isNull()) {  // api.null-is-absent
        check(value, *field);
    }
}

void CustomCheck::checkObject(Node node, const StructuralSchema& schema) {
    checkCount(node, schema.minProperties, schema.maxProperties, "properties");
    for (const auto& [key, value] : node.entries())
        checkEntry(node, key, value, schema);
    checkRequired(node, schema);
}

void CustomCheck::checkRequired(Node node, const StructuralSchema& schema) {
    for (const StructuralSchema::Property& property : schema.properties) {
        const Node value = node[property.name];
        const bool there = value && (!value.isNull() || property.schema.nullable);
        if (!property.required || there || property.schema.defaultValue)
            continue;
        const std::string parent = pathOf(node);
        add(Severity::Error, "api.schema.required", node,
            fmt::format("{}{}{}", parent, parent.empty() ? "" : ".", property.name),
            "Required value");
    }
}

void CustomCheck::reportUnknown(Node map, Node key, const StructuralSchema& schema) {
    const std::string path = pathOf(key);
    Finding* const finding = add(Severity::Warning, "api.prune.unknown-fields", key, path,
                                 fmt::format("unknown field \"{}\"", path));
    std::vector<std::string_view> names;
    for (const StructuralSchema::Property& property : schema.properties)
        if (!map[property.name])
            names.push_back(property.name);
    const std::string_view meant = nearest(key.text(), names);
    if (finding && !meant.empty())
        finding->message += fmt::format("; did you mean \"{}\"?", meant);
    suggest(finding, key, meant, "Rename to");
}

void CustomCheck::checkArray(Node node, const StructuralSchema& schema) {
    checkCount(node, schema.minItems, schema.maxItems, "items");
    if (schema.items)
        for (const Node item : node.items())
            check(item, *schema.items);
    if (schema.isSet || !schema.keys.empty())
        checkDuplicates(node, schema);
}

void CustomCheck::checkDuplicates(Node node, const StructuralSchema& schema) {
    std::set<std::string> seen;
    for (const Node item : node.items()) {
        std::string identity = tellApart(item, schema.keys);
        if (!identity.empty() && !seen.insert(identity).second)
            refuse("api.listmap.case-sensitive", item,
                   fmt::format("Duplicate value: {}", identity));
    }
}

void CustomCheck::checkCount(Node node, std::optional<std::uint64_t> least,
                             std::optional<std::uint64_t> most, std::string_view what) {
    if (most && node.size() > *most)
        refuse("api.schema.length", node,
               fmt::format("Too many: {}: must have at most {} items", node.size(), *most));
    else if (least && node.size() < *least)
        refuse("api.schema.length", node,
               fmt::format("Invalid value: {}: {} in body should have at least {} {}", node.size(),
                           pathOf(node), *least, what));
}

// ---- scalars ----

void CustomCheck::checkValues(Node node, const StructuralSchema& schema) {
    if (!node.isScalar() || std::ranges::find(schema.values, node.text()) != schema.values.end())
        return;
    const std::vector<std::string_view> allowed(schema.values.begin(), schema.values.end());
    Finding* const finding =
        refuse("api.schema.enum", node, unsupported(shown(node), allowed));
    suggest(finding, node, nearest(node.text(), allowed), "Change to");
}

void CustomCheck::checkText(Node node, const StructuralSchema& schema) {
    const std::size_t size = charactersOf(node.text());
    const auto invalid = [&](std::string_view rule, const std::string& why) {
        refuse(rule, node,
               fmt::format("Invalid value: {}: {} in body {}", inQuotes(node.text()),
                           pathOf(node), why));
    };
    if (schema.maxLength && size > *schema.maxLength)
        refuse("api.schema.length", node,
               fmt::format("Too long: may not be more than {} bytes", *schema.maxLength));
    else if (schema.minLength && size < *schema.minLength)
        invalid("api.schema.length",
                fmt::format("should be at least {} chars long", *schema.minLength));
    else if (schema.pattern && !schema.pattern->matches(node.text()))
        invalid("api.schema.pattern", fmt::format("should match '{}'", schema.pattern->text()));
    else if (schema.isTime && !parseTimestamp(node.text()))
        invalid("api.schema.type",
                fmt::format("must be of type date-time: {}", inQuotes(node.text())));
}

void CustomCheck::checkNumber(Node node, const StructuralSchema& schema) {
    double number = 0;
    const std::string_view text = node.text();
    if (std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc())
        return;
    const auto invalid = [&](const std::string& why) {
        refuse("api.schema.range", node,
               fmt::format("Invalid value: {}: {} in body should be {}", text, pathOf(node), why));
    };
    const auto orEqual = [](bool exclusive) { return exclusive ? "" : " or equal to"; };
    if (schema.minimum &&
        (schema.exclusiveMinimum ? number <= *schema.minimum : number < *schema.minimum))
        invalid(fmt::format("greater than{} {}", orEqual(schema.exclusiveMinimum),
                            *schema.minimum));
    else if (schema.maximum &&
             (schema.exclusiveMaximum ? number >= *schema.maximum : number > *schema.maximum))
        invalid(
            fmt::format("less than{} {}", orEqual(schema.exclusiveMaximum), *schema.maximum));
    else if (schema.multipleOf && *schema.multipleOf > 0 &&
             std::abs(std::remainder(number, *schema.multipleOf)) > 1e-9 * *schema.multipleOf)
        invalid(fmt::format("a multiple of {}", *schema.multipleOf));
}

}  // namespace

Findings checkCustom(const Object& object, const CustomKind& kind) {
    if (!object.origin.document)
        return {};
    CustomCheck check(object);
    const CustomKind::Version* const version = kind.version(object.version);
    if (!version || !version->served)
        check.refuseVersion(kind);
    else
        check.checkRoot(version->schema);
    return std::move(check).take();
}

Findings unjudgedFindings(const CustomKind& kind) {
    Unjudged all;
    for (const CustomKind::Version& version : kind.versions)
        if (version.served)
            for (const auto& [what, count] : version.unjudged)
                all[what] = std::max(all[what], count);
    if (all.empty())
        return {};
    std::string words;
    for (const auto& [what, count] : all)
        words += fmt::format("{}{}{}", words.empty() ? "" : ", ", what,
                             count > 1 ? fmt::format(" ({})", count) : "");
    Finding finding;
    finding.severity = Severity::Info;
    finding.rule = "api.custom.unjudged";
    finding.message = fmt::format(
        "of what is asked of every {}, this is not judged: {}; the API server may refuse more",
        kind.kind, words);
    finding.object = kind.definition->reference();
    finding.source = kind.definition->origin.locate();
    return {std::move(finding)};
}

}  // namespace gatesight::model
