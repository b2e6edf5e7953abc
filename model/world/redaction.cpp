// How it works. A World cites lines, so texts and trees must stay, and in them keys and positions.
// Values go: in the tree the scalar's text is replaced, and in the source text the characters it
// was read from. Where those end is found by reading along: a quoted scalar ends at its closing
// quote; in every other style the characters of the value, white space aside, stand in the text in
// the same order as in the value that was read. Whenever the text is not what the tree says,
// everything to its end goes: too much is harmless, too little is not.
//
// All documents of a text share it, so those beside a Secret get the redacted text too.
#include "model/world/redaction.h"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>

namespace gatesight::model {

namespace {

constexpr std::string_view kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";
constexpr std::string_view kRedacted = "***";

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// The source text while values are being blanked out.
class Blanking {
public:
    explicit Blanking(std::string text) : m_text(std::move(text)) {
        m_lines.push_back(0);
        for (std::size_t i = 0; i < m_text.size(); ++i)
            if (m_text[i] == '\n')
                m_lines.push_back(i + 1);
    }

    /// Blanks the scalar that starts at `position` and was read as `value`.
    void blank(Position position, std::string_view value) {
        if (!position.known() || position.line > m_lines.size()) {
            blankFrom(0, m_text.size());
            return;
        }
        std::size_t at = std::min(m_lines[position.line - 1] + position.column - 1, m_text.size());
        at = skipProperties(at);
        if (at < m_text.size() && (m_text[at] == '"' || m_text[at] == '\''))
            blankQuoted(at);
        else
            blankAlong(skipBlockHeader(at), value);
    }

    /// Blanks the document (as lines of "---" part them) around a line if it speaks of a Secret;
    /// the whole text when the line is not known.
    void blankDocumentAround(std::uint32_t line) {
        std::size_t begin = 0, end = m_text.size();
        if (line != 0 && line <= m_lines.size()) {
            begin = m_text.rfind("\n---", m_lines[line - 1]);
            begin = begin == std::string::npos ? 0 : begin + 1;
            end = std::min(m_text.find("\n---", m_lines[line - 1]), m_text.size());
        }
        if (std::string_view(m_text).substr(begin, end - begin).contains("Secret"))
            blankFrom(begin, end);
    }

    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    /// Anchors and tags stand before the scalar they belong to.
    [[nodiscard]] std::size_t skipProperties(std::size_t at) const {
        while (at < m_text.size() && (m_text[at] == '&' || m_text[at] == '!')) {
            while (at < m_text.size() && !isSpace(m_text[at]))
                ++at;
            while (at < m_text.size() && isSpace(m_text[at]))
                ++at;
        }
        return at;
    }

    /// "|-", ">2 # comment": the value starts on the next line.
    [[nodiscard]] std::size_t skipBlockHeader(std::size_t at) const {
        if (at >= m_text.size() || (m_text[at] != '|' && m_text[at] != '>'))
            return at;
        return std::min(m_text.find('\n', at), m_text.size());
    }

    void blankQuoted(std::size_t open) {
        const char quote = m_text[open];
        std::size_t at = open + 1;
        while (at < m_text.size() && m_text[at] != quote) {
            if (quote == '"' && m_text[at] == '\\')
                ++at;
            ++at;
        }
        // in single quotes a doubled quote stands for one
        while (quote == '\'' && at + 1 < m_text.size() && m_text[at + 1] == '\'') {
            at += 2;
            while (at < m_text.size() && m_text[at] != quote)
                ++at;
        }
        blankFrom(open + 1, std::min(at, m_text.size()));
    }

    void blankAlong(std::size_t at, std::string_view value) {
        const std::size_t start = at;
        for (const char c : value) {
            if (isSpace(c))
                continue;
            while (at < m_text.size() && isSpace(m_text[at]))
                ++at;
            // An earlier alias may have blanked the same characters.
            if (at >= m_text.size() || (m_text[at] != c && m_text[at] != '*')) {
                blankFrom(start, m_text.size());
                return;
            }
            ++at;
        }
        blankFrom(start, at);
    }

    void blankFrom(std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            if (!isSpace(m_text[i]))
                m_text[i] = '*';
    }

    std::string m_text;
    std::vector<std::size_t> m_lines;
};

/// All scalars below a node, but not the keys of maps.
void collectScalars(Node node, std::vector<Node>& out) {
    if (node.isScalar())
        out.push_back(node);
    for (const Node item : node.items())
        collectScalars(item, out);
    for (const auto& [key, value] : node.entries())
        collectScalars(value, out);
}

/// The nodes of a Secret that hold a value. Everything counts but what is known to be harmless: a
/// value may have been written under a misspelt key, or beside `data` to be repeated by an alias.
std::vector<Node> secretValues(Node root) {
    constexpr std::array<std::string_view, 5> kHarmless{"apiVersion", "kind", "metadata", "type",
                                                        "immutable"};
    std::vector<Node> result;
    for (const auto& [key, value] : root.entries()) {
        if (std::ranges::find(kHarmless, key.text()) == kHarmless.end())
            collectScalars(value, result);
        else if (key.text() == "metadata")
            for (const auto& [name, annotation] : value["annotations"].entries())
                if (name.text() == kLastApplied)
                    collectScalars(annotation, result);
    }
    return result;
}

bool isSecret(Node root) {
    return root["kind"].text() == "Secret";
}

/// The same tree with the given nodes (sorted) blanked.
void copyNode(TreeBuilder& out, Node node, std::span<const NodeId> blanked) {
    if (node.isMap()) {
        out.open(NodeKind::Map, node.position());
        for (const auto& [key, value] : node.entries()) {
            copyNode(out, key, {});
            copyNode(out, value, blanked);
        }
        out.close();
    } else if (node.isList()) {
        out.open(NodeKind::List, node.position());
        for (const Node item : node.items())
            copyNode(out, item, blanked);
        out.close();
    } else if (std::ranges::binary_search(blanked, node.id())) {
        out.scalar(NodeKind::String, kRedacted, node.position());
    } else {
        out.scalar(node.kind(), node.text(), node.position());
    }
}

Tree redactedTree(Node root, const std::vector<Node>& values) {
    std::vector<NodeId> ids;
    ids.reserve(values.size());
    for (const Node value : values)
        ids.push_back(value.id());
    std::ranges::sort(ids);
    TreeBuilder out;
    copyNode(out, root, ids);
    return out.take();
}

/// What could not be read is in no tree, but its text may hold a Secret all the same.
void blankBrokenDocuments(const Manifests& manifests,
                          std::unordered_map<const Source*, Blanking>& blankings) {
    for (const Finding& finding : manifests.findings) {
        if (finding.severity != Severity::Error)
            continue;
        const auto source =
            std::ranges::find(manifests.sources, finding.source.file,
                              [](const SourcePtr& each) { return std::string_view(each->name); });
        if (source != manifests.sources.end() && (*source)->text.contains("Secret"))
            blankings.try_emplace(source->get(), (*source)->text)
                .first->second.blankDocumentAround(finding.source.position.line);
    }
}

/// Redacted texts by the text they replace.
std::unordered_map<const Source*, SourcePtr> redactTexts(const Manifests& manifests) {
    std::unordered_map<const Source*, Blanking> blankings;
    for (const DocumentPtr& document : manifests.documents) {
        if (!isSecret(document->root()))
            continue;
        Blanking& blanking =
            blankings.try_emplace(document->source.get(), document->source->text).first->second;
        for (const Node value : secretValues(document->root()))
            blanking.blank(value.position(), value.text());
    }
    blankBrokenDocuments(manifests, blankings);
    std::unordered_map<const Source*, SourcePtr> result;
    for (auto& [source, blanking] : blankings)
        result.emplace(source, std::make_shared<Source>(
                                   Source{.name = source->name, .text = blanking.take()}));
    return result;
}

}  // namespace

RedactedManifests redactSecrets(const Manifests& manifests) {
    const auto texts = redactTexts(manifests);
    RedactedManifests result{.documents = manifests.documents, .sources = manifests.sources};
    if (texts.empty())
        return result;
    for (SourcePtr& source : result.sources)
        if (const auto text = texts.find(source.get()); text != texts.end())
            source = text->second;
    for (DocumentPtr& document : result.documents) {
        const auto text = texts.find(document->source.get());
        if (text == texts.end())
            continue;
        auto copy = std::make_shared<Document>(*document);
        copy->source = text->second;
        if (isSecret(copy->root()))
            copy->tree = redactedTree(document->root(), secretValues(document->root()));
        document = std::move(copy);
    }
    return result;
}

}  // namespace gatesight::model
