// Why simdjson: its on-demand interface gives every value's place in the text (which
// nlohmann-json's does not), and it is some ten times faster. Why not libyaml, as YAML takes JSON
// in: it knows no \/, refuses characters that JSON allows, and explains JSON's mistakes in terms of
// YAML.
//
// Each document, and each item of a List, is parsed by itself, so memory is bounded by the largest
// of them.
#include "model/manifest/json_reader.h"

#include "model/manifest/document_collector.h"
#include "model/manifest/json_outline.h"
#include "model/manifest/json_problem.h"
#include "model/manifest/rules.h"
#include "model/manifest/scalar.h"
#include "model/manifest/text_check.h"
#include "model/text/text.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include <fmt/format.h>

#define SIMDJSON_EXCEPTIONS 0  // what could throw shall not compile
#include <simdjson.h>

namespace gatesight::model {
namespace {

namespace ondemand = simdjson::ondemand;

static_assert(kJsonPadding >= simdjson::SIMDJSON_PADDING);

constexpr std::string_view kWhiteSpace = " \t\r\n";

/// Turns byte offsets, mostly ascending, into positions.
class LineCursor {
public:
    explicit LineCursor(std::string_view text) : m_text(text), m_isSimple(!hasLoneReturns(text)) {}

    Position at(std::size_t offset) {
        if (!m_isSimple) {
            return positionAt(m_text, offset);
        }
        if (offset < m_at) {
            m_at = m_lineBegin = 0;
            m_line = 1;
        }
        while (const void* found = std::memchr(m_text.data() + m_at, '\n', offset - m_at)) {
            m_at = static_cast<std::size_t>(static_cast<const char*>(found) - m_text.data()) + 1;
            m_lineBegin = m_at;
            ++m_line;
        }
        m_at = offset;
        return {m_line, static_cast<std::uint32_t>(offset - m_lineBegin + 1)};
    }

private:
    std::string_view m_text;
    bool m_isSimple;
    std::size_t m_at = 0;
    std::size_t m_lineBegin = 0;
    std::uint32_t m_line = 1;
};

/// The bytes that are parsed, and where they are in the source: the head of a List is parsed
/// without what its `items` hold.
struct Excerpt {
    std::string_view text;                       // followed by room for simdjson's padding
    std::size_t begin = 0;                       // in the source
    std::size_t gapAt = std::string_view::npos;  // bytes of the excerpt from here on ...
    std::size_t gap = 0;                         // ... lie this much further behind in the source

    [[nodiscard]] std::size_t inSource(std::size_t offset) const {
        return begin + offset + (offset >= gapAt ? gap : 0);
    }
};

/// Integers of up to 18 digits need no parsing: they are most of the numbers, and certainly fit.
bool isPlainInteger(std::string_view text) {
    text.remove_prefix(text.starts_with('-') ? 1 : 0);
    constexpr std::size_t kDigits = 18;
    const bool hasLeadingZero = text.size() > 1 && text.front() == '0';
    return !text.empty() && text.size() <= kDigits && !hasLeadingZero &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// One value into a tree.
class JsonTreeReader {
public:
    JsonTreeReader(const ReadLimits& limits, LineCursor& lines)
        : m_lines(lines), m_assembler(limits, m_anchors) {}

    DocumentCollector::Part read(const Excerpt& excerpt) {
        m_excerpt = excerpt;
        m_isJson = true;
        ondemand::document document;
        ondemand::value value;
        const simdjson::padded_string_view padded(excerpt.text.data(), excerpt.text.size(),
                                                  excerpt.text.size() + kJsonPadding);
        bool usable = check(m_parser.iterate(padded).get(document)) &&
                      check(document.get_value().get(value)) && add(value);
        if (!m_isJson) {
            explain();
        }
        DocumentCollector::Part part{m_assembler.take(), {}, usable};
        part.problems = std::exchange(m_assembler.problems(), {});
        return part;
    }

    /// Was the latest one JSON at all?
    [[nodiscard]] bool isJson() const { return m_isJson; }

private:
    bool check(simdjson::error_code error) {
        m_isJson = m_isJson && error == simdjson::SUCCESS;
        return error == simdjson::SUCCESS;
    }

    // The outline has bounded the depth of these calls.
    bool add(ondemand::value value) {
        const auto token = value.raw_json_token();
        const auto position = positionOf(token.data());
        switch (token.front()) {
            case '{':
                return addMap(value, position);
            case '[':
                return addList(value, position);
            case '"': {
                std::string_view text;
                return check(value.get_string().get(text)) &&
                       m_assembler.scalar(NodeKind::String, text, position);
            }
            case 't':
            case 'f': {
                bool flag = false;
                return check(value.get_bool().get(flag)) &&
                       m_assembler.scalar(NodeKind::Bool, flag ? "true" : "false", position);
            }
            case 'n': {
                bool isNull = false;
                return check(value.is_null().get(isNull)) &&
                       check(isNull ? simdjson::SUCCESS : simdjson::N_ATOM_ERROR) &&
                       m_assembler.scalar(NodeKind::Null, "null", position);
            }
            default:
                return addNumber(value, token, position);
        }
    }

    bool addMap(ondemand::value value, Position position) {
        ondemand::object map;
        if (!check(value.get_object().get(map)) || !m_assembler.open(NodeKind::Map, position)) {
            return false;
        }
        for (auto&& entry : map) {
            ondemand::field field;
            if (!check(std::move(entry).get(field))) {
                return false;
            }
            const auto keyPosition = positionOf(field.key().raw() - 1);  // of its quote
            std::string_view key;
            if (!check(field.unescaped_key().get(key)) ||
                !m_assembler.scalar(NodeKind::String, key, keyPosition) || !add(field.value())) {
                return false;
            }
        }
        return m_assembler.close();
    }

    bool addList(ondemand::value value, Position position) {
        ondemand::array list;
        if (!check(value.get_array().get(list)) || !m_assembler.open(NodeKind::List, position)) {
            return false;
        }
        for (auto&& entry : list) {
            ondemand::value item;
            if (!check(std::move(entry).get(item)) || !add(item)) {
                return false;
            }
        }
        return m_assembler.close();
    }

    bool addNumber(ondemand::value value, std::string_view token, Position position) {
        // simdjson's tokens reach to the next one.
        const auto text = trimmed(token, kWhiteSpace);
        if (!isPlainInteger(text)) {
            double number = 0;
            if (!check(value.get_double().get(number))) {
                return false;
            }
            return m_assembler.scalar(resolveJsonNumber(text), text, position);
        }
        std::int64_t number = 0;
        return check(value.get_int64().get(number)) &&
               m_assembler.scalar(NodeKind::Integer, text, position);
    }

    void explain() {
        const auto check = checkText(m_excerpt.text, TextKind::Json);
        JsonProblem problem;
        if (check.problem && check.problem->kind == TextProblem::Kind::InvalidUtf8) {
            problem = {rule::kUtf8, "this byte is not UTF-8; save the file as UTF-8",
                       check.problem->offset};
        } else if (check.problem) {
            problem = {rule::kControlCharacter, "a control character that JSON does not allow",
                       check.problem->offset};
        } else {
            problem = explainJsonProblem(m_excerpt.text);
        }
        m_assembler.report({problem.rule, std::move(problem.message),
                            m_lines.at(m_excerpt.inSource(problem.offset))});
    }

    Position positionOf(const char* at) {
        return m_lines.at(m_excerpt.inSource(static_cast<std::size_t>(at - m_excerpt.text.data())));
    }

    LineCursor& m_lines;
    AnchorTable m_anchors;  // stays empty
    TreeAssembler m_assembler;
    ondemand::parser m_parser;
    Excerpt m_excerpt;
    bool m_isJson = true;
};

/// The next line at or behind `at` that begins like a value: where reading goes on after a mistake.
std::size_t nextLineWithValue(std::string_view text, std::size_t at) {
    for (; at < text.size(); ++at) {
        const bool isLineBegin = at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r';
        if (isLineBegin && (text[at] == '{' || text[at] == '[')) {
            return at;
        }
        at = std::min(text.find_first_of("\r\n", at), text.size());
    }
    return text.size();
}

/// Where to look for the next value when this one has no end: not inside what was read of it.
std::optional<std::size_t> resumeBehind(const JsonOutline& outline) {
    if (!outline.error) {
        return std::nullopt;
    }
    const auto lastItem = outline.items.empty() ? 0 : outline.items.back().end;
    return std::max({outline.value.begin + 1, outline.error->offset, lastItem});
}

class JsonReader {
public:
    JsonReader(std::string_view text, std::size_t end, std::string_view helmSource,
               ReadSession& session)
        : m_text(text.substr(0, end)),
          m_helmSource(helmSource),
          m_session(session),
          m_lines(text),
          m_trees(session.limits(), m_lines) {}

    JsonOutcome read(std::size_t begin, bool mustBeJson);

private:
    bool readOutlined(JsonOutline outline, bool mustBeJson);
    bool readList(JsonOutline& outline, bool mustBeJson);
    DocumentCollector::Part readItem(const JsonRange& range);
    DocumentCollector::Part readRange(const JsonRange& range);
    Problem toProblem(JsonOutlineError error);
    std::size_t skipToValue(std::size_t at);

    [[nodiscard]] std::size_t skipSpace(std::size_t at) const {
        return std::min(m_text.find_first_not_of(kWhiteSpace, at), m_text.size());
    }
    [[nodiscard]] bool isValueAt(std::size_t at) const {
        return m_text[at] == '{' || m_text[at] == '[';
    }

    std::string_view m_text;
    std::string_view m_helmSource;
    ReadSession& m_session;
    LineCursor m_lines;
    JsonTreeReader m_trees;
    std::size_t m_mistakes = 0;
};

JsonOutcome JsonReader::read(std::size_t begin, bool mustBeJson) {
    constexpr std::size_t kMostMistakes =
        1000;  // each may cost as much as a document may have bytes
    const JsonOutlineLimits limits{m_session.limits().depth, m_session.limits().documentBytes};
    for (std::size_t at = begin;
         at < m_text.size() && m_mistakes < kMostMistakes && !m_session.cancelled();) {
        auto outline = outlineJson(m_text, at, limits, true);
        const auto behind = skipSpace(outline.value.end);
        const bool isAlone = behind == m_text.size() || isValueAt(behind);
        const auto resume = resumeBehind(outline);
        if (!mustBeJson && (outline.error || !isAlone)) {
            return JsonOutcome::NotJson;
        }
        if (!readOutlined(std::move(outline), mustBeJson)) {
            return JsonOutcome::NotJson;
        }
        mustBeJson = true;
        at = resume ? nextLineWithValue(m_text, *resume) : skipToValue(behind);
        m_session.reached(at);
    }
    return JsonOutcome::Read;
}

std::size_t JsonReader::skipToValue(std::size_t at) {
    if (at == m_text.size() || isValueAt(at)) {
        return at;
    }
    ++m_mistakes;
    m_session.addFinding({rule::kJson, "the JSON value ended above; only another { or [ may follow",
                          m_lines.at(at)});
    return nextLineWithValue(m_text, at);
}

/// False: it is not JSON, and may be something else, so nothing was added to the session.
bool JsonReader::readOutlined(JsonOutline outline, bool mustBeJson) {
    if (outline.hasItems) {
        return readList(outline, mustBeJson);
    }
    if (outline.error) {
        ++m_mistakes;
        m_session.addFinding(toProblem(std::move(*outline.error)));
        return true;
    }
    auto part = readRange(outline.value);
    if (!mustBeJson && !m_trees.isJson()) {
        return false;
    }
    DocumentCollector::commitDocument(std::move(part), m_helmSource, m_session);
    return true;
}

bool JsonReader::readList(JsonOutline& outline, bool mustBeJson) {
    DocumentCollector::Part head;
    std::string shortened;
    if (outline.error) {
        head.problems.push_back(toProblem(std::move(*outline.error)));
        head.usable = false;
        ++m_mistakes;
    } else {
        shortened = m_text.substr(outline.value.begin, outline.inside.begin - outline.value.begin);
        const auto gapAt = shortened.size();
        shortened += m_text.substr(outline.inside.end, outline.value.end - outline.inside.end);
        shortened.reserve(shortened.size() + kJsonPadding);
        head = m_trees.read(
            {shortened, outline.value.begin, gapAt, outline.inside.end - outline.inside.begin});
        if (!mustBeJson && !m_trees.isJson()) {
            return false;
        }
        if (head.usable && !isListKind(head.tree.root()["kind"].text())) {
            DocumentCollector::commitDocument(readRange(outline.value), m_helmSource, m_session);
            return true;
        }
    }
    const auto most = m_session.limits().itemsPerList;
    if (outline.items.size() > most) {
        head.problems.push_back({rule::kItemLimit,
                                 fmt::format("this list has more than {} items", most),
                                 m_lines.at(outline.items[most].begin)});
        outline.items.resize(most);
    }
    DocumentCollector items;
    for (const auto& range : outline.items) {
        if (m_session.cancelled()) {
            return true;
        }
        items.addItem(readItem(range));
        m_session.reached(range.end);
    }
    items.commitList(std::move(head), m_helmSource, m_session);
    return true;
}

DocumentCollector::Part JsonReader::readItem(const JsonRange& range) {
    if (isValueAt(range.begin)) {
        return readRange(range);
    }
    const auto text = m_text.substr(range.begin, range.end - range.begin);
    DocumentCollector::Part part{{}, {}, false};
    if (text != "null") {
        part.problems.push_back({rule::kNotAnObject,
                                 "this item is not an object with apiVersion, kind and metadata",
                                 m_lines.at(range.begin)});
    }
    return part;
}

DocumentCollector::Part JsonReader::readRange(const JsonRange& range) {
    return m_trees.read({m_text.substr(range.begin, range.end - range.begin), range.begin});
}

Problem JsonReader::toProblem(JsonOutlineError error) {
    Problem problem{error.rule, std::move(error.message), m_lines.at(error.offset),
                    std::move(error.relatedMessage)};
    if (!problem.relatedMessage.empty()) {
        problem.related = m_lines.at(error.related);
    }
    return problem;
}

}  // namespace

JsonOutcome readJson(std::string_view text, std::size_t begin, std::size_t end,
                     std::string_view helmSource, bool mustBeJson, ReadSession& session) {
    return JsonReader(text, end, helmSource, session).read(begin, mustBeJson);
}

}  // namespace gatesight::model
