// Reads one map of a kubeconfig by the names of its fields, and says what does not fit. Values are
// never quoted: any of them may be a secret, and so may a key that nobody knows.
#pragma once

#include "model/manifest/finding.h"
#include "model/manifest/tree.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model {

class FieldReader {
public:
    /// Reports fields that are none of `known` (kubeconfig.field), and a node that is no map
    /// (kubeconfig.type). `document` and `findings` must live as long as the reader.
    FieldReader(const Document& document, Node node, std::span<const std::string_view> known,
                Findings& findings);

    /// Empty when absent or null. Numbers and booleans do not fit, as for kubectl.
    [[nodiscard]] std::string text(std::string_view key) const;
    [[nodiscard]] bool flag(std::string_view key) const;
    /// The text that base64 stands for.
    [[nodiscard]] std::string base64(std::string_view key) const;
    [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
    /// Items of a list; what is no list is reported.
    [[nodiscard]] std::vector<Node> items(std::string_view key) const;
    /// The value when it is a map (reported when it is something else); else invalid.
    [[nodiscard]] Node map(std::string_view key) const;
    [[nodiscard]] bool has(std::string_view key) const { return !m_node[key].isNull(); }

    void report(Severity severity, std::string_view rule, std::string message, Node at) const;
    [[nodiscard]] const Document& document() const { return m_document; }
    [[nodiscard]] Findings& findings() const { return m_findings; }
    [[nodiscard]] Node node() const { return m_node; }

private:
    void reportType(Node value, std::string_view key, std::string_view wanted) const;

    const Document& m_document;
    Node m_node;
    Findings& m_findings;
};

}  // namespace gatesight::model
