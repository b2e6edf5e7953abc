#include "model/manifest/json_outline.h"

#include "model/manifest/rules.h"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace gatesight::model {
namespace {

enum class ByteClass : unsigned char { Other, Space, Quote, Open, Close, Comma };

constexpr auto kClasses = [] {
    std::array<ByteClass, 256> table{};
    for (const char c : {' ', '\t', '\r', '\n'}) {
        table[static_cast<unsigned char>(c)] = ByteClass::Space;
    }
    table['"'] = ByteClass::Quote;
    table['{'] = table['['] = ByteClass::Open;
    table['}'] = table[']'] = ByteClass::Close;
    table[','] = ByteClass::Comma;
    return table;
}();

/// What ends the plain run of a string: its quote, an escape, or a control character.
constexpr auto kEndsRun = [] {
    std::array<bool, 256> table{};
    for (std::size_t c = 0; c < 0x20; ++c) {
        table[c] = true;
    }
    table['"'] = table['\\'] = true;
    return table;
}();

class Outliner {
public:
    Outliner(std::string_view text, std::size_t begin, const JsonOutlineLimits& limits,
             bool lookForItems)
        : m_text(text),
          m_at(begin),
          m_documentBegin(begin),
          m_limits(limits),
          m_lookForItems(lookForItems) {
        m_outline.value.begin = begin;
    }

    JsonOutline run() {
        bool good = true;
        do {
            good = step();
        } while (good && !m_open.empty());
        m_outline.value.end = m_at;
        return std::move(m_outline);
    }

private:
    bool step() {
        while (m_at < m_text.size() && classAt(m_at) == ByteClass::Space) {
            ++m_at;
        }
        if (m_at == m_text.size()) {
            return fail({rule::kUnclosed,
                         fmt::format("the bracket {} that is opened here is never closed",
                                     m_text[m_open.back()]),
                         m_open.back(), "the text ends here", m_at});
        }
        if (m_at - m_documentBegin > m_limits.documentBytes) {
            return fail({rule::kDocumentSize,
                         fmt::format("this document is larger than the limit of {} bytes",
                                     m_limits.documentBytes),
                         m_documentBegin});
        }
        if (m_inItems && m_open.size() == 2 && !m_itemBegun && classAt(m_at) != ByteClass::Close) {
            m_itemBegun = true;
            m_documentBegin = m_at;
        }
        switch (classAt(m_at)) {
            case ByteClass::Quote:
                return string();
            case ByteClass::Open:
                return open();
            case ByteClass::Close:
                return close();
            case ByteClass::Comma:
                endItem();
                break;
            case ByteClass::Other:
            case ByteClass::Space:
                break;
        }
        m_lastSaid = m_at++;
        return true;
    }

    bool string() {
        const auto begin = m_at++;
        for (;; ++m_at) {
            while (m_at < m_text.size() && !kEndsRun[static_cast<unsigned char>(m_text[m_at])]) {
                ++m_at;
            }
            if (m_at >= m_text.size() || m_text[m_at] == '\n' || m_text[m_at] == '\r') {
                return fail({rule::kUnclosed,
                             "the quote \" that is opened here is not closed on its line", begin});
            }
            if (m_text[m_at] == '"') {
                break;
            }
            if (m_text[m_at] == '\0') {
                return fail({rule::kNul, "a NUL byte; the file is damaged or not text", m_at});
            }
            if (m_text[m_at] != '\\') {
                return fail(
                    {rule::kControlCharacter,
                     "a control character inside a string; write it as an escape such as \\t",
                     m_at});
            }
            ++m_at;
        }
        m_lastString = {begin, m_at + 1};
        m_lastSaid = m_at++;
        return true;
    }

    bool open() {
        // A parser would take this for a mistake far behind; told here, reading can resume with the
        // value that it may be.
        if (!m_open.empty() &&
            std::string_view(",:[").find(m_text[m_lastSaid]) == std::string_view::npos) {
            return fail(
                {rule::kJson,
                 fmt::format(
                     "a {} cannot stand here; a ',' or a closing bracket is missing before it",
                     m_text[m_at]),
                 m_at, "opened here", m_open.back()});
        }
        if (m_open.size() >= m_limits.depth) {
            return fail(
                {rule::kDepth,
                 fmt::format("maps and lists are nested more than {} levels deep", m_limits.depth),
                 m_at});
        }
        if (m_lookForItems && m_text[m_at] == '[' && isValueOfItems()) {
            m_inItems = m_outline.hasItems = true;
            m_outline.inside.begin = m_at + 1;
            m_outline.items.clear();  // of equal keys the last one counts
        }
        m_open.push_back(m_at);
        m_lastSaid = m_at++;
        return true;
    }

    bool close() {
        const char opening = m_text[m_open.back()];
        if ((opening == '{') != (m_text[m_at] == '}')) {
            return fail({rule::kJson,
                         fmt::format("a {} cannot close the {}", m_text[m_at], opening), m_at,
                         "opened here", m_open.back()});
        }
        if (m_inItems && m_open.size() == 2) {
            endItem();
            m_outline.inside.end = m_at;
            m_inItems = false;
            m_documentBegin = m_at;
        }
        m_open.pop_back();
        m_lastSaid = m_at++;
        return true;
    }

    void endItem() {
        if (m_inItems && m_open.size() == 2 && std::exchange(m_itemBegun, false)) {
            m_outline.items.push_back({m_documentBegin, m_lastSaid + 1});
        }
    }

    /// Does `"items":` stand before, in the outermost map?
    [[nodiscard]] bool isValueOfItems() const {
        if (m_open.size() != 1 || m_text[m_open.front()] != '{' || m_text[m_lastSaid] != ':') {
            return false;
        }
        const auto between = m_text.substr(m_lastString.end, m_lastSaid - m_lastString.end);
        return m_text.substr(m_lastString.begin, m_lastString.end - m_lastString.begin) ==
                   "\"items\"" &&
               between.find_first_not_of(" \t\r\n") == std::string_view::npos;
    }

    [[nodiscard]] ByteClass classAt(std::size_t at) const {
        return kClasses[static_cast<unsigned char>(m_text[at])];
    }

    bool fail(JsonOutlineError error) {
        m_outline.error = std::move(error);
        return false;
    }

    std::string_view m_text;
    std::size_t m_at;
    std::size_t m_documentBegin;  // of the value, or of the item
    JsonOutlineLimits m_limits;
    bool m_lookForItems;
    bool m_inItems = false;
    bool m_itemBegun = false;
    std::size_t m_lastSaid = 0;  // the latest byte that is no white space
    JsonRange m_lastString;
    std::vector<std::size_t> m_open;
    JsonOutline m_outline;
};

}  // namespace

JsonOutline outlineJson(std::string_view text, std::size_t begin, const JsonOutlineLimits& limits,
                        bool lookForItems) {
    return Outliner(text, begin, limits, lookForItems).run();
}

}  // namespace gatesight::model
