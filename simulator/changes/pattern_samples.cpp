#include "simulator/changes/pattern_samples.h"

#include "simulator/routing/pattern.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace gatesight::simulator {

namespace {

constexpr std::size_t kDeepest = 50, kLongest = 200;

/// Reads an expression and writes one text along the way. What it does not understand it writes
/// wrongly; the caller asks RE2 about every text.
class SampleWriter {
public:
    /// `variant` chooses branches, repetitions and characters.
    SampleWriter(std::string_view expression, std::size_t variant)
        : m_expression(expression), m_variant(variant) {}

    std::string run() { return alternatives(0); }

private:
    [[nodiscard]] bool ended() const { return m_at >= m_expression.size(); }
    [[nodiscard]] char here() const { return ended() ? '\0' : m_expression[m_at]; }
    bool take(char c) {
        const bool there = here() == c && !ended();
        m_at += there ? 1 : 0;
        return there;
    }

    std::string alternatives(std::size_t depth) {
        std::vector<std::string> branches;
        do {
            branches.push_back(sequence(depth));
        } while (take('|'));
        return branches[m_variant % branches.size()];
    }

    std::string sequence(std::size_t depth) {
        std::string text;
        while (!ended() && here() != '|' && here() != ')') {
            const std::string once = atom(depth);
            const std::size_t count = repetitions();
            for (std::size_t i = 0; i < count && text.size() < kLongest; ++i)
                text += once;
        }
        return text;
    }

    std::string atom(std::size_t depth) {
        const char c = m_expression[m_at++];
        switch (c) {
            case '(':
                return group(depth);
            case '[':
                return characterClass();
            case '\\':
                return escape();
            case '.':
                return std::string(1, "xyz"[m_variant % 3]);
            case '^':
            case '$':
                return {};
            default:
                return std::string(1, c);
        }
    }

    std::string group(std::size_t depth) {
        if (depth > kDeepest) {
            m_at = m_expression.size();
            return {};
        }
        if (take('?')) {  // (?:…), (?i:…), (?i), (?P<name>…)
            while (!ended() && here() != ':' && here() != ')' && here() != '>')
                ++m_at;
            if (take(')'))
                return {};
            ++m_at;
        }
        std::string text = alternatives(depth + 1);
        take(')');
        return text;
    }

    std::string characterClass() {
        const bool negated = take('^');
        std::string members;
        bool first = true;
        while (!ended() && (here() != ']' || first)) {
            first = false;
            if (m_expression.substr(m_at).starts_with("[:")) {
                members += named();
                continue;
            }
            std::string one =
                here() == '\\' ? (++m_at, escape()) : std::string(1, m_expression[m_at++]);
            if (here() == '-' && m_at + 1 < m_expression.size() && m_expression[m_at + 1] != ']') {
                ++m_at;
                const std::string last =
                    here() == '\\' ? (++m_at, escape()) : std::string(1, m_expression[m_at++]);
                members += one + last;
            } else {
                members += one;
            }
        }
        take(']');
        return std::string(1, negated ? outside(members) : member(members));
    }

    std::string named() {
        const std::size_t end = m_expression.find(":]", m_at);
        const std::string_view name = m_expression.substr(m_at, end - m_at);
        m_at = end == std::string_view::npos ? m_expression.size() : end + 2;
        return name == "[:digit:]" || name == "[:digit" ? "7" : name == "[:upper" ? "Q" : "q";
    }

    [[nodiscard]] char member(const std::string& members) const {
        return members.empty() ? 'x' : members[m_variant % members.size()];
    }

    [[nodiscard]] char outside(const std::string& members) const {
        // Not exact for ranges; RE2 is asked in the end.
        static constexpr std::string_view kTried = "xQ7z-_k/ .A0";
        for (std::size_t i = 0; i < kTried.size(); ++i) {
            const char c = kTried[(i + m_variant) % kTried.size()];
            if (members.find(c) == std::string::npos)
                return c;
        }
        return '~';
    }

    std::string escape() {
        if (ended())
            return {};
        const char c = m_expression[m_at++];
        switch (c) {
            case 'd':
                return std::string(1, "470"[m_variant % 3]);
            case 'w':
            case 'D':
                return std::string(1, "wqk"[m_variant % 3]);
            case 'W':
                return "-";
            case 's':
                return " ";
            case 'S':
                return "s";
            case 'b':
            case 'B':
            case 'A':
            case 'z':
                return {};
            case 't':
                return "\t";
            case 'n':
                return "\n";
            default:
                return std::string(1, c);
        }
    }

    std::size_t repetitions() {
        std::size_t count = 1;
        if (take('*'))
            count = m_variant % 3 == 1 ? 0 : 1 + m_variant % 2;
        else if (take('+'))
            count = 1 + m_variant % 3;
        else if (take('?'))
            count = m_variant % 2;
        else if (here() == '{')
            count = counted();
        else
            return count;
        take('?');  // lazy or not matches the same texts
        return count;
    }

    std::size_t counted() {
        const std::size_t end = m_expression.find('}', m_at);
        if (end == std::string_view::npos)
            return 1;
        const std::string_view bounds = m_expression.substr(m_at + 1, end - m_at - 1);
        m_at = end + 1;
        std::size_t fewest = 0;
        std::from_chars(bounds.data(), bounds.data() + bounds.size(), fewest);
        return std::min(fewest, kLongest);
    }

    std::string_view m_expression;
    std::size_t m_variant;
    std::size_t m_at = 0;
};

}  // namespace

std::vector<std::string> samplesOf(std::string_view expression, std::size_t most) {
    const Pattern pattern(expression);
    std::vector<std::string> samples;
    if (!pattern.valid())
        return samples;
    for (std::size_t variant = 0; variant < 4 * most && samples.size() < most; ++variant) {
        std::string text = SampleWriter(expression, variant).run();
        if (pattern.matches(text) && std::ranges::find(samples, text) == samples.end())
            samples.push_back(std::move(text));
    }
    return samples;
}

}  // namespace gatesight::simulator
