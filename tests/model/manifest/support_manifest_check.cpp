#include "support_manifest_check.h"

#include "model/manifest/merge_keys.h"
#include "model/manifest/rules.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace gatesight::model::test {
namespace {

/// Byte offsets of the lines, to see whether a position lies in its text.
class Lines {
public:
    explicit Lines(std::string_view text) : m_text(text), m_begins{0} {
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text[at] == '\n' ||
                (text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n'))) {
                m_begins.push_back(at + 1);
            }
        }
    }

    [[nodiscard]] bool holds(Position position) const {
        if (position.line == 0 || position.line > m_begins.size() || position.column == 0) {
            return false;
        }
        const auto begin = m_begins[position.line - 1];
        const auto end =
            position.line < m_begins.size() ? m_begins[position.line] : m_text.size() + 1;
        return begin + position.column - 1 < std::max(end, begin + 1);
    }

private:
    std::string_view m_text;
    std::vector<std::size_t> m_begins;
};

class DocumentCheck {
public:
    DocumentCheck(const Document& document, const Lines& lines)
        : m_document(document), m_lines(lines) {}

    std::string run() {
        const auto root = m_document.root();
        if (!root.isMap()) {
            return "a document is no map";
        }
        visit(root, 0);
        if (m_fault.empty() && m_next != m_document.tree.size()) {
            fault(root, "the tree has nodes that no parent holds");
        }
        return m_fault;
    }

private:
    void visit(Node node, std::size_t depth) {
        if (node.id() != m_next++) {
            fault(node, "is not behind the node before it");
        }
        if (depth > 1000) {
            fault(node, "is too deep");
        }
        if (!m_lines.holds(node.position())) {
            fault(node, "lies outside its source");
        }
        if (!m_fault.empty()) {
            return;
        }
        for (const Node item : node.items()) {
            visit(item, depth + 1);
        }
        std::set<std::string_view> keys;
        for (const auto& [key, value] : node.entries()) {
            if (!key.isString() || isMergeKey(key)) {
                fault(key, "is a key but no text");
            }
            if (!keys.insert(key.text()).second) {
                fault(key, "stands twice");
            }
            visit(key, depth + 1);
            visit(value, depth + 1);
        }
        if (node.subtreeEnd() != m_next) {
            fault(node, "does not end where its children end");
        }
    }

    void fault(Node node, std::string_view what) {
        if (m_fault.empty()) {
            m_fault = fmt::format("node {} \"{}\" at {}:{} {}", node.id(), node.text(),
                                  node.position().line, node.position().column, what);
        }
    }

    const Document& m_document;
    const Lines& m_lines;
    NodeId m_next = 0;
    std::string m_fault;
};

/// The lines of each source, by its name.
using LinesByName = std::map<std::string_view, Lines>;

std::string faultOf(const Finding& finding, const LinesByName& sources) {
    if (findManifestRule(finding.rule) == nullptr || finding.message.empty()) {
        return fmt::format("a finding has no known rule or no message: {} {}", finding.rule,
                           finding.message);
    }
    const auto source = sources.find(finding.source.file);
    if (source == sources.end()) {
        return finding.source.position.known() ? "a finding has a place in no source" : "";
    }
    std::vector<Position> positions{finding.source.position};
    for (const auto& related : finding.related) {
        positions.push_back(related.source.position);
    }
    for (const auto& position : positions) {
        if (position.known() && !source->second.holds(position)) {
            return fmt::format("{} at {}:{} lies outside its source", finding.rule, position.line,
                               position.column);
        }
    }
    return {};
}

}  // namespace

std::string firstFault(const Manifests& manifests) {
    LinesByName sources;
    for (const auto& source : manifests.sources) {
        sources.try_emplace(source->name, source->text);
    }
    for (const auto& document : manifests.documents) {
        if (auto fault = DocumentCheck(*document, sources.at(document->source->name)).run();
            !fault.empty()) {
            return fault;
        }
    }
    for (const auto& finding : manifests.findings) {
        if (auto fault = faultOf(finding, sources); !fault.empty()) {
            return fault;
        }
    }
    return {};
}

}  // namespace gatesight::model::test
