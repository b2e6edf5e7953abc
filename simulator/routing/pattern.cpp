#include "simulator/routing/pattern.h"

#include <algorithm>

#include <re2/re2.h>
#include <re2/set.h>

namespace gatesight::simulator {

namespace {

/// Enough for any expression a person writes; a hostile one is refused by name instead of taking
/// the memory.
constexpr std::int64_t kPatternMemory = 8 << 20;
/// For the automaton of all expressions of one host. When it runs out, they are tried one by one.
constexpr std::int64_t kSetMemory = 64 << 20;

RE2::Options options(std::int64_t memory) {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_never_capture(true);
    options.set_max_mem(memory);
    // Requests hold any bytes, not only UTF-8.
    options.set_encoding(RE2::Options::EncodingLatin1);
    return options;
}

re2::StringPiece piece(std::string_view text) {
    return {text.data(), text.size()};
}

}  // namespace

Pattern::Pattern(std::string_view expression)
    : m_expression(std::make_unique<RE2>(piece(expression), options(kPatternMemory))) {}
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

bool Pattern::valid() const {
    return m_expression->ok();
}

std::string Pattern::error() const {
    return m_expression->error();
}

bool Pattern::matches(std::string_view text) const {
    return valid() && RE2::FullMatch(piece(text), *m_expression);
}

struct PatternSet::Together {
    RE2::Set set{options(kSetMemory), RE2::ANCHOR_BOTH};
    std::vector<std::uint32_t>
        patternOf;  // set index -> index of the pattern: invalid ones are left out
    bool usable = false;
};

PatternSet::PatternSet() = default;
PatternSet::~PatternSet() = default;
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;

std::uint32_t PatternSet::add(std::string_view expression) {
    m_patterns.emplace_back(expression);
    const auto index = static_cast<std::uint32_t>(m_patterns.size() - 1);
    if (!m_patterns.back().valid())
        return index;
    if (!m_together)
        m_together = std::make_unique<Together>();
    if (m_together->set.Add(piece(expression), nullptr) >= 0)
        m_together->patternOf.push_back(index);
    return index;
}

void PatternSet::compile() {
    if (!m_together)
        return;
    const std::size_t valid = static_cast<std::size_t>(
        std::ranges::count_if(m_patterns, [](const Pattern& pattern) { return pattern.valid(); }));
    // For one expression the automaton of a set gains nothing.
    m_together->usable =
        valid > 1 && m_together->patternOf.size() == valid && m_together->set.Compile();
}

void PatternSet::match(std::string_view text, std::vector<int>& matching) const {
    matching.clear();
    if (m_together && m_together->usable) {
        RE2::Set::ErrorInfo error{};
        if (m_together->set.Match(piece(text), &matching, &error)) {
            for (int& index : matching)
                index = static_cast<int>(m_together->patternOf[static_cast<std::size_t>(index)]);
            std::ranges::sort(matching);
            return;
        }
        if (error.kind == RE2::Set::kNoError)
            return;
        matching.clear();  // out of memory: one by one
    }
    for (std::size_t i = 0; i < m_patterns.size(); ++i) {
        if (m_patterns[i].matches(text))
            matching.push_back(static_cast<int>(i));
    }
}

}  // namespace gatesight::simulator
