#include "model/cluster/field_reader.h"

#include "model/schema/certificates.h"
#include "model/schema/decode.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::model {

FieldReader::FieldReader(const Document& document, Node node,
                         std::span<const std::string_view> known, Findings& findings)
    : m_document(document), m_node(node), m_findings(findings) {
    if (!node.isMap()) {
        if (!node.isNull())
            report(Severity::Error, "kubeconfig.type",
                   fmt::format("a map must stand here, but the type is {}", toString(node.kind())),
                   node);
        return;
    }
    for (const auto& [key, value] : node.entries()) {
        if (std::ranges::find(known, key.text()) != known.end())
            continue;
        const std::string_view near = nearest(key.text(), known);
        // A key that is near to a known one is no secret.
        report(Severity::Warning, "kubeconfig.field",
               near.empty() ? "a field that a kubeconfig does not have here; it is ignored"
                            : fmt::format("there is no field \"{}\"; did you mean \"{}\"?",
                                          key.text(), near),
               key);
    }
}

void FieldReader::report(Severity severity, std::string_view rule, std::string message,
                         Node at) const {
    Finding finding;
    finding.severity = severity;
    finding.rule = rule;
    finding.message = std::move(message);
    if (at.valid()) {
        finding.source = m_document.locate(at.id());
        finding.field = m_document.tree.pathOf(at.id());
    }
    // The path of a key that is not known would repeat it.
    if (rule == "kubeconfig.field" && m_node.valid())
        finding.field = m_document.tree.pathOf(m_node.id());
    m_findings.push_back(std::move(finding));
}

void FieldReader::reportType(Node value, std::string_view key, std::string_view wanted) const {
    report(Severity::Error, "kubeconfig.type",
           fmt::format("{} must be {}, but its type is {}", key, wanted, toString(value.kind())),
           value);
}

std::string FieldReader::text(std::string_view key) const {
    const Node value = m_node[key];
    if (value.isNull())
        return {};
    if (!value.isString()) {
        reportType(value, key, "text");
        return {};
    }
    return std::string(value.text());
}

bool FieldReader::flag(std::string_view key) const {
    const Node value = m_node[key];
    if (!value.isNull() && value.kind() != NodeKind::Bool)
        reportType(value, key, "true or false");
    return value.toBool();
}

std::string FieldReader::base64(std::string_view key) const {
    const std::string written = text(key);
    std::string decoded = decodeBase64(written);
    if (decoded.empty() && !written.empty())
        report(Severity::Error, "kubeconfig.base64", fmt::format("{} is not base64", key),
               m_node[key]);
    return decoded;
}

std::vector<Node> FieldReader::items(std::string_view key) const {
    const Node value = m_node[key];
    if (!value.isNull() && !value.isList())
        reportType(value, key, "a list");
    const auto list = value.items();
    return {list.begin(), list.end()};
}

std::vector<std::string> FieldReader::texts(std::string_view key) const {
    std::vector<std::string> result;
    for (const Node item : items(key)) {
        if (item.isString())
            result.emplace_back(item.text());
        else
            reportType(item, key, "a list of text");
    }
    return result;
}

Node FieldReader::map(std::string_view key) const {
    const Node value = m_node[key];
    if (value.isMap())
        return value;
    if (!value.isNull())
        reportType(value, key, "a map");
    return {};
}

}  // namespace gatesight::model
