// The walker: checks a document against the tables of its kind and says what the API server would
// say.
#pragma once

#include "model/manifest/finding.h"
#include "model/schema/schema.h"
#include "model/schema/source_lines.h"
#include "model/schema/value.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatesight::model {

struct CheckInput {
    const Document& document;
    ObjectReference object;         ///< named in findings
    bool experimental = true;       ///< the channel of the CRDs
    const Document* old = nullptr;  ///< the object as it was, when this is an update
    bool hasRules = true;           ///< whether the kind has rules over several fields at all
    std::string_view base;          ///< what is checked when it is not the whole object: "status"
};

/// Checks one document. Use once: walk(), then finish().
class SchemaCheck {
public:
    SchemaCheck(CheckInput input, SourceLines& lines, Findings& findings)
        : m_input(std::move(input)), m_lines(lines), m_findings(findings) {}

    /// Types, limits, required and unknown fields, duplicates of everything in `value`.
    void walk(const Value& value);
    /// The rules over several fields, or the note that they were not looked at because of what
    /// walk() found (api.cel-skipped).
    void finish();

    /// Adds a finding of severity Error that concerns a node. `blocking`: rules over several fields
    /// are not looked at then.
    void refuse(std::string_view rule, Node at, std::string path, std::string message,
                bool blocking);
    [[nodiscard]] std::string pathOf(Node node) const;

private:
    struct Pending {
        Value value;
        Value old;
        bool unchanged;
    };

    void visit(const Value& value, const Value& old);
    void visitObject(const Value& value, const Value& old);
    void judge(const Value& value, const Value& old);
    void visitMap(const Value& value, const Value& old);
    void visitList(const Value& value, const Value& old);
    [[nodiscard]] Value oldEntry(const Value& oldMap, std::string_view key) const;
    void visitText(const Value& value);
    void visitInteger(const Value& value);
    bool checkType(const Value& value);
    void checkValues(const Value& value);
    void checkSize(const Value& value, std::size_t size);
    void checkDuplicates(const Value& list);
    void checkAddress(const Value& address);
    void checkRules(const Pending& pending);
    void reportUnknown(const Value& parent, Node key);
    void reportExperimental(Node key);
    void suggestValue(Finding& finding, const Value& value);
    [[nodiscard]] Finding* add(Severity severity, std::string_view rule, Node at, std::string path,
                               std::string message);
    /// A path as it stands in messages: without the base.
    [[nodiscard]] std::string_view inBody(std::string_view path) const;

    CheckInput m_input;
    SourceLines& m_lines;
    Findings& m_findings;
    std::vector<Pending> m_pending;
    Value m_old;                              // absent when this is no update
    bool m_unchanged = false;                 // what is visited reads as it did
    std::optional<bool> m_oldHeldDuplicates;  // nothing: not looked yet
    NodeId m_root = kNoNode;
    std::size_t m_reported = 0;
    bool m_blocked = false;
};

}  // namespace gatesight::model
