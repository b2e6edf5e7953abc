// A regular expression that was read from a definition, with bounds on what it may cost.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace gatesight::model {

/// RE2's dialect, which is that of the API server. Found anywhere in a text, unless it is anchored.
class TextPattern {
public:
    explicit TextPattern(std::string_view expression);
    ~TextPattern();
    TextPattern(const TextPattern&) = delete;
    TextPattern& operator=(const TextPattern&) = delete;

    /// False when RE2 refuses it, or when it is too long or too large; then it matches everything.
    [[nodiscard]] bool valid() const { return m_expression != nullptr; }
    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] bool matches(std::string_view text) const;

private:
    std::string m_text;
    std::unique_ptr<const re2::RE2> m_expression;
};

}  // namespace gatesight::model
