// Edits are made at the positions of nodes, which say where something begins. Where it ends is seen
// from what begins next. Whatever this overlooks shows when the result is read again.
#include "simulator/traffic/scenario_text.h"

#include "model/manifest/reader.h"
#include "model/manifest/writer.h"
#include "simulator/traffic/flow_yaml.h"
#include "simulator/traffic/node_json.h"

#include <algorithm>
#include <utility>

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;
using model::Node;

/// Whatever the order of keys.
bool saySame(const Json& first, const Json& second) {
    return nlohmann::json(first) == nlohmann::json(second);
}

std::string indented(const std::string& yaml, std::size_t columns) {
    std::string text;
    for (std::size_t at = 0; at < yaml.size();) {
        const std::size_t end = std::min(yaml.find('\n', at), yaml.size() - 1);
        if (end > at)
            text += std::string(columns, ' ');
        text += yaml.substr(at, end + 1 - at);
        at = end + 1;
    }
    return text;
}

class ScenarioText {
public:
    explicit ScenarioText(const model::Document& document)
        : m_document(document), m_text(document.source->text) {
        if (!m_text.ends_with('\n'))
            m_text += '\n';
        for (std::size_t at = 0; at < m_text.size(); at = m_text.find('\n', at) + 1)
            m_lines.push_back(at);
        m_lines.push_back(m_text.size());
        m_first = m_last = std::min<std::size_t>(document.root().position().line, lineCount());
        while (m_first > 1 && !isMark(m_first - 1))
            --m_first;
        while (m_last < lineCount() && !isMark(m_last + 1))
            ++m_last;
    }

    [[nodiscard]] bool isJson() const { return isFlow(m_document.root()); }

    void setExpect(Node request, const Json& expect) {
        const Node old = request["expect"];
        if (!old)
            addExpect(request, expect);
        else if (!saySame(jsonOf(old), expect))
            isFlow(request) || isFlow(old) || !old.isMap() ? replaceValue(old, expect)
                                                           : mergeBlock(old, expect);
    }

    void replaceItem(Node request, const std::vector<Json>& items) {
        const std::size_t dash = m_text.find('-', start(request.position().line));
        replaceLines(request.position().line, lastLine(request),
                     indented(model::toYaml(Json(items)),
                              dash - start(request.position().line)));
    }

    std::string run() {
        // From the end on, so that places stay; what is put in before a line follows its change.
        std::ranges::sort(m_edits, [](const Edit& a, const Edit& b) {
            return std::pair(a.at, a.length) > std::pair(b.at, b.length);
        });
        for (const Edit& edit : m_edits)
            m_text.replace(edit.at, edit.length, edit.text);
        std::size_t end = start(static_cast<std::uint32_t>(m_last + 1));
        for (const Edit& edit : m_edits)
            end += edit.text.size() - edit.length;
        const std::size_t begin = start(static_cast<std::uint32_t>(m_first));
        return m_text.substr(begin, end - begin);
    }

private:
    struct Edit {
        std::size_t at, length;
        std::string text;
    };

    [[nodiscard]] std::size_t lineCount() const { return m_lines.size() - 1; }
    /// Of a line, from 1.
    [[nodiscard]] std::size_t start(std::size_t line) const {
        return m_lines[std::min(line, m_lines.size()) - 1];
    }
    [[nodiscard]] std::string_view lineText(std::size_t line) const {
        return std::string_view(m_text).substr(start(line), start(line + 1) - start(line));
    }
    /// Between documents.
    [[nodiscard]] bool isMark(std::size_t line) const {
        return lineText(line).starts_with("---") || lineText(line).starts_with("...");
    }
    [[nodiscard]] bool isContent(std::size_t line) const {
        const std::size_t at = lineText(line).find_first_not_of(" \t\r\n");
        return at != std::string_view::npos && lineText(line)[at] != '#';
    }
    [[nodiscard]] std::size_t offset(Node node) const {
        return std::min(start(node.position().line) + node.position().column - 1, m_text.size());
    }
    [[nodiscard]] bool isFlow(Node node) const {
        return offset(node) < m_text.size() &&
               (m_text[offset(node)] == '{' || m_text[offset(node)] == '[');
    }

    /// The last one that belongs to the node; comments before what follows belong to that.
    [[nodiscard]] std::uint32_t lastLine(Node node) const {
        const model::Tree& tree = m_document.tree;
        std::uint32_t last = node.position().line;
        for (model::NodeId id = node.id(); id < node.subtreeEnd(); ++id)
            last = std::max(last, tree.node(id).position().line);
        const Node next = tree.node(node.subtreeEnd());
        const std::size_t end = next ? next.position().line : m_last + 1;
        for (std::uint32_t line = last + 1; line < end; ++line)
            if (isContent(line))
                last = line;
        return last;
    }

    void replaceLines(std::uint32_t first, std::uint32_t last, std::string text) {
        m_edits.push_back({start(first), start(last + 1) - start(first), std::move(text)});
    }
    void insertAfter(std::uint32_t line, std::string text) {
        m_edits.push_back({start(line + 1), 0, std::move(text)});
    }

    /// One past a value that is no block.
    [[nodiscard]] std::size_t endOfInline(std::size_t at, bool inFlow) const {
        if (m_text[at] == '"' || m_text[at] == '\'')
            return endOfQuoted(at);
        if (m_text[at] == '{' || m_text[at] == '[')
            return endOfFlow(at);
        std::size_t end = m_text.find_first_of(inFlow ? ",]}\n" : "\n", at);
        end = std::min(end, m_text.find(" #", at));
        while (end > at && m_text[end - 1] == ' ')
            --end;
        return end;
    }

    [[nodiscard]] std::size_t endOfQuoted(std::size_t at) const {
        const char quote = m_text[at];
        for (++at; at < m_text.size() && m_text[at] != quote; ++at)
            if (quote == '"' && m_text[at] == '\\')
                ++at;
        return std::min(at + 1, m_text.size());
    }

    [[nodiscard]] std::size_t endOfFlow(std::size_t at) const {
        int depth = 0;
        while (at < m_text.size()) {
            const char c = m_text[at];
            const bool begins = std::string_view(" ,[{:\n").contains(m_text[at - (at > 0)]);
            if ((c == '"' || c == '\'') && begins) {
                at = endOfQuoted(at);
                continue;
            }
            if (c == '#' && m_text[at - 1] == ' ')
                at = std::min(m_text.find('\n', at), m_text.size() - 1);
            depth += (c == '{' || c == '[') - (c == '}' || c == ']');
            ++at;
            if (depth == 0)
                return at;
        }
        return m_text.size();
    }

    void replaceValue(Node old, const Json& now) {
        const std::size_t at = offset(old), end = endOfInline(at, true);
        m_edits.push_back({at, end - at, flowYaml(now, old.position().column - 1)});
    }

    void addExpect(Node request, const Json& expect) {
        if (isFlow(request)) {
            const std::size_t end = endOfFlow(offset(request)) - 1;
            const std::size_t column = request.position().column;  // behind the brace
            m_edits.push_back({end, 0,
                               ",\n" + std::string(column, ' ') + "expect: " +
                                   flowYaml(expect, column + 8)});
            return;
        }
        insertAfter(lastLine(request), indented(model::toYaml(Json{{"expect", expect}}),
                                                request.position().column - 1));
    }

    /// Keys that say what they said stay as they are.
    void mergeBlock(Node map, const Json& now) {
        Json more = now;
        for (const auto& [key, value] : map.entries()) {
            const std::string name(key.text());
            more.erase(name);
            if (!now.contains(name))
                replaceLines(key.position().line, lastLine(value), {});
            else if (!saySame(jsonOf(value), now[name]))
                replaceEntry(key, value, now[name]);
        }
        if (!more.empty())
            insertAfter(lastLine(map),
                        indented(model::toYaml(more), map.position().column - 1));
    }

    void replaceEntry(Node key, Node value, const Json& now) {
        const bool isBlock = value.position().line != key.position().line;
        if (isBlock && value.isMap() && now.is_object() && !now.empty())
            mergeBlock(value, now);
        else if (!isBlock && !now.is_structured())
            m_edits.push_back({offset(value),
                               endOfInline(offset(value), false) - offset(value),
                               flowYaml(now, 0)});
        else if (!isBlock && isFlow(value))
            replaceValue(value, now);
        else
            replaceLines(key.position().line, lastLine(value),
                         indented(model::toYaml(Json{{std::string(key.text()), now}}),
                                  key.position().column - 1));
    }

    const model::Document& m_document;
    std::string m_text;
    std::vector<std::size_t> m_lines;  // where they begin, and the end of the text
    std::size_t m_first = 1, m_last = 1;  // lines of the document
    std::vector<Edit> m_edits;
};

Json valueOf(const model::Document& document, const RewrittenRequests& rewritten) {
    Json json = jsonOf(document.root());
    Json requests = Json::array();
    for (const auto& items : rewritten)
        for (const Json& item : items)
            requests.push_back(item);
    json["spec"]["requests"] = std::move(requests);
    return json;
}

}  // namespace

std::optional<std::string> scenarioTextWith(const model::Document& document,
                                            const RewrittenRequests& rewritten) {
    const Node requests = document.root()["spec"]["requests"];
    if (!document.source || requests.size() != rewritten.size() || requests.size() == 0)
        return std::nullopt;
    ScenarioText text(document);
    if (text.isJson())
        return std::nullopt;
    std::size_t next = 0;
    for (const Node request : requests.items()) {
        const auto& items = rewritten[next++];
        if (items.size() == 1)
            text.setExpect(request, items.front()["expect"]);
        else
            text.replaceItem(request, items);
    }
    std::string result = text.run();
    const model::Manifests read = model::readText(document.source->name, result);
    if (read.documents.size() != 1 ||
        !saySame(jsonOf(read.documents.front()->root()), valueOf(document, rewritten)))
        return std::nullopt;
    return result;
}

}  // namespace gatesight::simulator
