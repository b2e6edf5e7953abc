// Regular expressions of routes: RE2's dialect, matched against the whole text
// (httproute.match.path.regex).
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace gatesight::simulator {

/// One expression. Linear in the length of the text whatever it is; one that RE2 refuses matches
/// nothing.
class Pattern {
public:
    explicit Pattern(std::string_view expression);
    ~Pattern();
    Pattern(Pattern&&) noexcept;
    Pattern& operator=(Pattern&&) noexcept;

    [[nodiscard]] bool valid() const;
    /// Why RE2 refuses it; empty when it does not.
    [[nodiscard]] std::string error() const;
    /// Whether the expression matches all of `text`.
    [[nodiscard]] bool matches(std::string_view text) const;

private:
    std::unique_ptr<re2::RE2> m_expression;
};

/// Many expressions tried at once; says which of them match. Thread-safe.
class PatternSet {
public:
    PatternSet();
    ~PatternSet();
    PatternSet(PatternSet&&) noexcept;
    PatternSet& operator=(PatternSet&&) noexcept;

    /// Adds an expression and returns its index; equal ones are not recognised.
    std::uint32_t add(std::string_view expression);
    /// To be called once, after the last add().
    void compile();

    [[nodiscard]] std::size_t size() const { return m_patterns.size(); }
    [[nodiscard]] bool empty() const { return m_patterns.empty(); }
    [[nodiscard]] const Pattern& pattern(std::uint32_t index) const { return m_patterns[index]; }
    /// Fills `matching` with the indexes of the expressions that match all of `text`, ascending. It
    /// is an argument so that its memory is used again.
    void match(std::string_view text, std::vector<int>& matching) const;

private:
    struct Together;  // one automaton for all of them, where its memory suffices
    std::vector<Pattern> m_patterns;
    std::unique_ptr<Together> m_together;
};

}  // namespace gatesight::simulator
