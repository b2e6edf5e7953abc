// Steps, in the API server's order: every value is checked by itself (type, then limits, then what
// is inside), lists for duplicates; rules over several fields run when all that is done, unless an
// error was found that would make them meaningless. Cost: linear in the nodes of the document; a
// bounded number of findings is kept.
#include "model/schema/check.h"

#include "model/kinds/timestamp.h"
#include "model/schema/comparison.h"
#include "model/schema/decode.h"
#include "model/schema/schema_messages.h"

#include <fmt/format.h>
#include <string>
#include <unordered_map>

namespace gatesight::model {

namespace {

constexpr std::size_t kMaxFindings = 500;  // of one document
constexpr std::string_view kUnknownField = "api.prune.unknown-fields";

/// The rule that limits the lists of a kind.
std::string_view limitsOf(std::string_view kind) {
    if (kind.ends_with("Route"))
        return "api.limits.route";
    return kind == "Gateway" || kind == "ListenerSet" ? "api.limits.gateway" : "api.schema.length";
}

std::size_t characters(std::string_view text) {
    // bytes that do not continue a UTF-8 sequence
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

bool fits(ValueType type, NodeKind kind) {
    switch (type) {
        case ValueType::Object:
        case ValueType::Map:
            return kind == NodeKind::Map;
        case ValueType::List:
            return kind == NodeKind::List;
        case ValueType::String:
            return kind == NodeKind::String;
        case ValueType::Integer:
            return kind == NodeKind::Integer;
        case ValueType::IntegerOrString:
            return kind == NodeKind::Integer || kind == NodeKind::String;
        case ValueType::Boolean:
            return kind == NodeKind::Bool;
        case ValueType::Any:
            return true;
    }
    return true;
}

bool limitsFields(const Schema& object) {
    return object.minSize != 0 || object.maxSize != std::numeric_limits<std::size_t>::max();
}

/// Fields that are left when the unknown ones are dropped.
std::size_t knownFields(const Value& object) {
    const auto& fields = object.schema().fields;
    return static_cast<std::size_t>(std::ranges::count_if(
        fields, [&](const Field& field) { return object.at(field).valid(); }));
}

}  // namespace

// ---- findings ----

std::string SchemaCheck::pathOf(Node node) const {
    return apiPathOf(m_input.document.tree, node.id());
}

std::string_view SchemaCheck::inBody(std::string_view path) const {
    if (!m_input.base.empty() && path.size() > m_input.base.size())
        path.remove_prefix(m_input.base.size() + 1);
    return path;
}

Finding* SchemaCheck::add(Severity severity, std::string_view rule, Node at, std::string path,
                          std::string message) {
    if (++m_reported > kMaxFindings)
        return nullptr;
    Finding finding;
    finding.severity = severity;
    finding.rule = rule;
    finding.message = std::move(message);
    finding.object = m_input.object;
    finding.field = std::move(path);
    finding.source = m_input.document.locate(at ? at.id() : m_input.document.root().id());
    if (m_reported == kMaxFindings)
        finding.message += " (further findings of this document are left out)";
    m_findings.push_back(std::move(finding));
    return &m_findings.back();
}

void SchemaCheck::refuse(std::string_view rule, Node at, std::string path, std::string message,
                         bool blocking) {
    if (m_unchanged)  // api.ratcheting
        return;
    m_blocked = m_blocked || blocking;
    (void)add(Severity::Error, rule, at, std::move(path), std::move(message));
}

void SchemaCheck::reportUnknown(const Value& parent, Node key) {
    const Field* const hidden = parent.schema().field(key.text());
    std::string path = pathOf(key);
    if (hidden != nullptr) {  // known, but not in this channel
        (void)add(Severity::Warning, kUnknownField, key, path,
                  fmt::format("\"{}\" exists only in the experimental channel; here it is dropped",
                              path));
        return;
    }
    Finding* const finding =
        add(Severity::Warning, kUnknownField, key, path, fmt::format("unknown field \"{}\"", path));
    if (finding == nullptr)
        return;
    std::vector<std::string_view> names;
    for (const Field& field : parent.schema().fields)
        if (!parent.node()[field.name])
            names.push_back(field.name);
    const std::string_view meant = nearest(key.text(), names);
    if (meant.empty())
        return;
    finding->message += fmt::format("; did you mean \"{}\"?", meant);
    if (const std::size_t length =
            m_lines.scalarLength(m_input.document.source, key.position(), key.text()))
        finding->edit = SuggestedEdit{.description = fmt::format("Rename to {}", meant),
                                      .source = m_input.document.locate(key.id()),
                                      .length = length,
                                      .replacement = std::string(meant)};
}

// A cluster with the standard channel would go on as if it were not written.
void SchemaCheck::reportExperimental(Node key) {
    std::string path = pathOf(key);
    std::string message = fmt::format(
        "\"{}\" exists only in the experimental channel; the standard channel drops it", path);
    (void)add(Severity::Info, kUnknownField, key, std::move(path), std::move(message));
}

void SchemaCheck::suggestValue(Finding& finding, const Value& value) {
    const std::string_view meant =
        nearest(value.text(), value.schema().valuesIn(m_input.experimental));
    if (meant.empty())
        return;
    if (const std::size_t length =
            m_lines.scalarLength(m_input.document.source, value.node().position(), value.text()))
        finding.edit = SuggestedEdit{.description = fmt::format("Change to {}", meant),
                                     .source = m_input.document.locate(value.node().id()),
                                     .length = length,
                                     .replacement = std::string(meant)};
}

// ---- values by themselves ----

void SchemaCheck::walk(const Value& value) {
    m_root = m_input.document.root().id();
    const Node root = m_input.old == nullptr ? Node() : m_input.old->root();
    if (const Node old = m_input.base.empty() ? root : root[m_input.base])
        m_old = Value(old, &value.schema(), m_input.experimental);
    visit(value, m_old);
}

void SchemaCheck::visit(const Value& value, const Value& old) {
    const bool within = m_unchanged;
    m_unchanged = within || (old && sameValue(value, old));
    judge(value, old);
    m_unchanged = within;
}

void SchemaCheck::judge(const Value& value, const Value& old) {
    const Schema& schema = value.schema();
    if (schema.type == ValueType::Any || value.isDefault())
        return;
    const bool rightType = checkType(value);
    if (!schema.values.empty())
        checkValues(value);
    if (!rightType) {
        if (schema.ipAddressUnion)  // what is no object has neither type nor value, so both
                                    // alternatives hold
            refuse("api.quirk.address-value", value.node(), std::string(m_input.base),
                   fmt::format("Invalid value: \"\": \"{}\" must validate one and only one schema "
                               "(oneOf). Found 2 valid "
                               "alternatives",
                               inBody(pathOf(value.node()))),
                   false);
        return;
    }
    switch (schema.type) {
        case ValueType::Object:
            visitObject(value, old);
            break;
        case ValueType::Map:
            visitMap(value, old);
            break;
        case ValueType::List:
            visitList(value, old);
            break;
        case ValueType::String:
            visitText(value);
            break;
        case ValueType::Integer:
            visitInteger(value);
            break;
        case ValueType::Boolean:
        case ValueType::IntegerOrString:
        case ValueType::Any:
            break;
    }
    if (!schema.rules.empty() || schema.immutable)
        m_pending.push_back({value, old, m_unchanged});
}

bool SchemaCheck::checkType(const Value& value) {
    const NodeKind kind = value.node().kind();
    if (fits(value.schema().type, kind))
        return true;
    std::string path = pathOf(value.node());
    std::string message =
        wrongType(inBody(path), jsonTypeName(value.schema().type), jsonTypeName(kind));
    refuse("api.schema.type", value.node(), std::move(path), std::move(message), true);
    return false;
}

void SchemaCheck::checkValues(const Value& value) {
    const auto allowed = value.schema().valuesIn(m_input.experimental);
    if (std::ranges::find(allowed, value.text()) != allowed.end() &&
        fits(value.schema().type, value.node().kind()))
        return;
    const std::size_t before = m_findings.size();
    refuse("api.schema.enum", value.node(), pathOf(value.node()),
           unsupported(shown(value.node()), allowed), true);
    if (m_findings.size() > before)
        suggestValue(m_findings.back(), value);
}

void SchemaCheck::visitObject(const Value& value, const Value& old) {
    if (limitsFields(value.schema()))
        checkSize(value, knownFields(value));
    for (const auto& [key, child] : value.node().entries()) {
        const Field* const field = value.schema().field(key.text());
        if (field == nullptr ||
            (field->availability == Availability::ExperimentalOnly && !m_input.experimental)) {
            reportUnknown(value, key);
            continue;
        }
        if (field->availability == Availability::ExperimentalOnly)
            reportExperimental(key);
        const bool ignored =
            value.node().id() == m_root && key.text() == "status";  // api.status.dropped-on-create
        if (!child.isNull() && !ignored)
            visit(Value(child, field->schema, m_input.experimental),
                  old ? old.at(*field) : Value());
    }
    for (const Field& field : value.schema().fields)
        if (field.required && value.node()[field.name].isNull()) {
            const std::string parent = pathOf(value.node());
            refuse("api.schema.required", value.node(),
                   fmt::format("{}{}{}", parent, parent.empty() ? "" : ".", field.name),
                   "Required value", true);
        }
    if (value.schema().ipAddressUnion)
        checkAddress(value);
}

void SchemaCheck::visitMap(const Value& value, const Value& old) {
    checkSize(value, value.size());
    for (const auto& [key, child] : value.node().entries())
        if (!child.isNull())  // api.null-is-absent
            visit(Value(child, value.schema().items, m_input.experimental),
                  oldEntry(old, key.text()));
}

Value SchemaCheck::oldEntry(const Value& oldMap, std::string_view key) const {
    const Node node = oldMap.node()[key];
    return node ? Value(node, oldMap.schema().items, m_input.experimental) : Value();
}

void SchemaCheck::visitList(const Value& value, const Value& old) {
    checkSize(value, value.size());
    const ItemsByKey oldItems(old);
    for (const Node node : value.node().items()) {
        const Value item(node, value.schema().items, m_input.experimental);
        visit(item, oldItems.find(item));
    }
    if (value.schema().listKind != ListKind::Atomic)
        checkDuplicates(value);
}

/// Only the first trouble of a text is said: too long, too short, wrong pattern.
void SchemaCheck::visitText(const Value& value) {
    const Schema& schema = value.schema();
    const std::string_view text = value.text();
    const bool hasPattern =
        schema.patternAvailability == Availability::Always || m_input.experimental;
    const std::size_t size = schema.maxSize < text.size() || text.size() < schema.minSize
                                 ? characters(text)
                                 : text.size();
    if (size > schema.maxSize) {
        refuse("api.schema.length", value.node(), pathOf(value.node()),
               fmt::format("Too long: may not be more than {} bytes", schema.maxSize), true);
    } else if (size < schema.minSize) {
        std::string path = pathOf(value.node());
        std::string message =
            fmt::format("Invalid value: {}: {} in body should be at least {} chars long",
                        inQuotes(text), inBody(path), schema.minSize);
        refuse("api.schema.length", value.node(), std::move(path), std::move(message), false);
    } else if (schema.isTime && !parseTimestamp(text)) {
        std::string path = pathOf(value.node());
        std::string message =
            fmt::format("Invalid value: {0}: {1} in body must be of type date-time: {0}",
                        inQuotes(text), inBody(path));
        refuse("api.schema.type", value.node(), std::move(path), std::move(message), true);
    } else if (hasPattern && !matches(schema.pattern, text)) {
        std::string path = pathOf(value.node());
        std::string message =
            fmt::format("Invalid value: {}: {} in body should match '{}'", inQuotes(text),
                        inBody(path), patternText(schema.pattern));
        refuse(ruleOf(schema.pattern), value.node(), std::move(path), std::move(message), false);
    }
}

void SchemaCheck::visitInteger(const Value& value) {
    const Schema& schema = value.schema();
    const std::int64_t number = value.integer();
    std::string_view wanted;
    std::int64_t limit = 0;
    if (number < schema.minimum) {
        wanted = "greater";
        limit = schema.minimum;
    } else if (number > schema.maximum) {
        wanted = "less";
        limit = schema.maximum;
    } else {
        return;
    }
    std::string path = pathOf(value.node());
    std::string message =
        fmt::format("Invalid value: {}: {} in body should be {} than or equal to {}", value.text(),
                    inBody(path), wanted, limit);
    refuse("api.schema.range", value.node(), std::move(path), std::move(message), false);
}

void SchemaCheck::checkSize(const Value& value, std::size_t size) {
    const Schema& schema = value.schema();
    if (size > schema.maxSize) {
        refuse(limitsOf(m_input.object.kind), value.node(), pathOf(value.node()),
               fmt::format("Too many: {}: must have at most {} item{}", size, schema.maxSize,
                           schema.maxSize == 1 ? "" : "s"),
               true);
    } else if (size < schema.minSize) {
        std::string path = pathOf(value.node());
        std::string message =
            fmt::format("Invalid value: {}: {} in body should have at least {} items", size,
                        inBody(path), schema.minSize);
        refuse(limitsOf(m_input.object.kind), value.node(), std::move(path), std::move(message),
               false);
    }
}

/// api.listmap.case-sensitive: names that differ in case are different. An object that held
/// something twice before may go on so, in any of its lists (api.ratcheting).
void SchemaCheck::checkDuplicates(const Value& list) {
    if (m_old && !m_oldHeldDuplicates)
        m_oldHeldDuplicates = holdsDuplicates(m_old);
    if (m_oldHeldDuplicates.value_or(false))
        return;
    std::unordered_map<std::string, std::size_t> seen;
    const bool isMap = list.schema().listKind == ListKind::Map;
    const bool isAlone = list.size() == 1;
    for (const Value& item : list.items()) {
        if (isMap && !item.isMap()) {
            refuse("api.schema.type", item.node(), pathOf(item.node()),
                   fmt::format("Invalid value: {}: must be an object for an array of list-type map",
                               shown(item.node())),
                   false);
            continue;
        }
        if (isAlone)
            return;
        std::string key = keyOf(item, list.schema());
        if (++seen[key] == 2)  // a third one is not said again
            refuse("api.listmap.case-sensitive", item.node(), pathOf(item.node()),
                   fmt::format("Duplicate value: {}", key), false);
    }
}

/// The one place where a CRD uses oneOf and anyOf: `value` must be an IP address when `type` is
/// IPAddress.
void SchemaCheck::checkAddress(const Value& address) {
    const Value value = address["value"];
    const Node node = value.node();
    if (!node || address["type"].text() != "IPAddress" ||
        (node.isString() && isIPAddress(node.text())))
        return;
    const std::string path = pathOf(address.node());
    const std::string place(m_input.base);
    refuse("api.quirk.address-value", address.node(), place,
           fmt::format("Invalid value: \"\": \"{}\" must validate one and only one schema (oneOf). "
                       "Found none valid",
                       inBody(path)),
           false);
    refuse(
        "api.quirk.address-value", node, place,
        fmt::format("Invalid value: \"\": \"{}.value\" must validate at least one schema (anyOf)",
                    inBody(path)),
        false);
    const std::string actual(node.isString()                    ? node.text()
                             : node.kind() == NodeKind::Integer ? "int64"
                                                                : jsonTypeName(node.kind()));
    refuse("api.quirk.address-value", node, path + ".value",
           fmt::format("Invalid value: {0}: {1}.value in body must be of type ipv4: {0}",
                       inQuotes(actual), inBody(path)),
           true);
}

// ---- rules over several fields ----

void SchemaCheck::finish() {
    if (m_blocked && m_input.hasRules) {
        (void)add(Severity::Error, "api.cel-skipped", {}, "",
                  "Invalid value: null: some validation rules were not checked because the object "
                  "was invalid; correct the existing "
                  "errors to complete validation");
        return;
    }
    if (m_blocked)
        return;
    for (const Pending& pending : m_pending)
        checkRules(pending);
}

void SchemaCheck::checkRules(const Pending& pending) {
    const Value& value = pending.value;
    const Schema& schema = value.schema();
    const bool scalar = value.node().isScalar();
    if (schema.immutable && pending.old && pending.old.text() != value.text())
        refuse("api.gatewayclass.immutable-controller", value.node(), pathOf(value.node()),
               fmt::format("Invalid value: {}: field is immutable", shown(value.node())), false);
    for (const SchemaRule& rule : schema.rules) {
        if ((rule.when == SchemaRule::When::Standard && m_input.experimental) ||
            (rule.when == SchemaRule::When::Experimental && !m_input.experimental))
            continue;
        const Verdict verdict = rule.check(value);
        // what cannot be computed is refused again although it did not change
        if (verdict.holds || (pending.unchanged && verdict.error.empty()))
            continue;
        std::string message;
        if (!verdict.error.empty())
            message = fmt::format("Invalid value: \"{}\": {} evaluating rule: {}",
                                  jsonTypeName(schema.type), verdict.error, rule.message);
        else if (scalar)
            message = fmt::format("Invalid value: {}: {}", shown(value.node()), rule.message);
        else
            message = fmt::format("Invalid value: {}", rule.message);
        refuse(rule.id, value.node(), pathOf(value.node()), std::move(message), false);
    }
}

}  // namespace gatesight::model
