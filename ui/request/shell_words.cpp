#include "ui/request/curl_text.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace gatesight::ui {

namespace {

bool isSpace(char c) {
    return std::isspace(static_cast<unsigned char>(c)) != 0;
}

/// One pass over the line; each quote style is one function that leaves m_at behind its closing
/// quote.
class Splitter {
public:
    explicit Splitter(std::string_view line) : m_line(line) {}

    std::expected<std::vector<std::string>, std::string> split() {
        while (m_at < m_line.size() && m_error.empty())
            next();
        if (!m_error.empty())
            return std::unexpected(m_error);
        finish();
        return std::move(m_words);
    }

private:
    void next() {
        const char c = m_line[m_at];
        if (isSpace(c)) {
            finish();
            ++m_at;
        } else if (c == '\\') {
            backslash();
        } else if (c == '\'') {
            ++m_at;
            single();
        } else if (c == '"') {
            ++m_at;
            twofold();
        } else if (m_line.substr(m_at).starts_with("$'")) {
            m_at += 2;
            ansi();
        } else {
            put(c);
            ++m_at;
        }
    }

    void put(char c) { (m_word ? *m_word : m_word.emplace()).push_back(c); }
    void begin() {
        if (!m_word)
            m_word.emplace();
    }
    void finish() {
        if (m_word)
            m_words.push_back(std::move(*m_word));
        m_word.reset();
    }

    /// Outside quotes: takes the next character as it is; a line end disappears.
    void backslash() {
        ++m_at;
        if (m_at < m_line.size() && m_line[m_at] == '\r')
            ++m_at;
        if (m_at < m_line.size() && m_line[m_at] != '\n')
            put(m_line[m_at]);
        ++m_at;
    }

    void single() {
        begin();
        const std::size_t end = m_line.find('\'', m_at);
        if (end == std::string_view::npos) {
            m_error = "A ' is not closed.";
            return;
        }
        m_word->append(m_line.substr(m_at, end - m_at));
        m_at = end + 1;
    }

    void twofold() {
        begin();
        for (; m_at < m_line.size(); ++m_at) {
            char c = m_line[m_at];
            if (c == '"') {
                ++m_at;
                return;
            }
            if (c == '\\' && m_at + 1 < m_line.size()) {
                const char escaped = m_line[m_at + 1];
                if (escaped == '\n') {
                    ++m_at;
                    continue;
                }
                if (std::string_view("\\\"$`").contains(escaped)) {
                    c = escaped;
                    ++m_at;
                }
            }
            put(c);
        }
        m_error = "A \" is not closed.";
    }

    void ansi() {
        begin();
        for (; m_at < m_line.size(); ++m_at) {
            char c = m_line[m_at];
            if (c == '\'') {
                ++m_at;
                return;
            }
            if (c == '\\' && m_at + 1 < m_line.size()) {
                c = m_line[++m_at];
                if (c == 'n')
                    c = '\n';
                else if (c == 't')
                    c = '\t';
                else if (c == 'r')
                    c = '\r';
            }
            put(c);
        }
        m_error = "A $' is not closed.";
    }

    std::string_view m_line;
    std::size_t m_at = 0;
    std::optional<std::string> m_word;
    std::vector<std::string> m_words;
    std::string m_error;
};

}  // namespace

std::expected<std::vector<std::string>, std::string> shellWords(std::string_view line) {
    return Splitter(line).split();
}

std::string shellWord(std::string_view text) {
    const auto plain = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) ||
               std::string_view("-_./:=@,+%").contains(c);
    };
    if (!text.empty() && std::ranges::all_of(text, plain))
        return std::string(text);
    std::string result = "'";
    for (const char c : text) {
        if (c == '\'')
            result += "'\\''";
        else
            result += c;
    }
    return result + "'";
}

}  // namespace gatesight::ui
