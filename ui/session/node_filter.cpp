#include "ui/session/node_filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace gatesight::ui {

struct NodeFilter::Term {
    enum class Kind { Word, Is, Holds, Not, And, Or };
    Kind kind = Kind::Word;
    std::string_view FilterFacts::*field = nullptr;
    std::string value;
    std::vector<std::shared_ptr<const Term>> parts;
};

namespace {

using Term = NodeFilter::Term;
using TermPtr = std::shared_ptr<const Term>;

// Deeper than anybody types; keeps a pasted megabyte of "(" from the stack.
constexpr int kMaxDepth = 50;

bool sameLetter(char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
}

bool same(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, sameLetter);
}

bool holds(std::string_view text, std::string_view part) {
    return part.empty() || !std::ranges::search(text, part, sameLetter).empty();
}

struct FieldName {
    std::string_view name;
    std::string_view FilterFacts::*field;
};
constexpr std::array kFields{
    FieldName{"ns", &FilterFacts::namespace_}, FieldName{"namespace", &FilterFacts::namespace_},
    FieldName{"kind", &FilterFacts::kind},     FieldName{"name", &FilterFacts::name},
    FieldName{"state", &FilterFacts::state},   FieldName{"role", &FilterFacts::role},
};

std::vector<std::string> tokens(std::string_view text) {
    std::vector<std::string> result;
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (std::isspace(static_cast<unsigned char>(c))) {
            ++i;
        } else if (c == '(' || c == ')' || c == '=' || c == '~') {
            result.emplace_back(1, c);
            ++i;
        } else if (c == '!' && i + 1 < text.size() && text[i + 1] == '=') {
            result.emplace_back("!=");
            i += 2;
        } else {
            const std::size_t end = std::min(text.find_first_of(" \t()=~!", i + 1), text.size());
            result.emplace_back(text.substr(i, end - i));
            i = end;
        }
    }
    return result;
}

TermPtr make(Term::Kind kind, std::vector<TermPtr> parts) {
    auto term = std::make_shared<Term>();
    term->kind = kind;
    term->parts = std::move(parts);
    return term;
}

/// Recursive descent: or < and < not < atom. Words side by side mean "and".
class Parser {
public:
    explicit Parser(std::vector<std::string> all) : m_tokens(std::move(all)) {}

    std::expected<TermPtr, std::string> parse() {
        TermPtr root = parseOr(0);
        if (m_error.empty() && !atEnd())
            m_error = fmt::format("There is no “(” for this “{}”.", peek());
        if (!m_error.empty())
            return std::unexpected(m_error);
        return root;
    }

private:
    [[nodiscard]] bool atEnd() const { return m_at >= m_tokens.size(); }
    [[nodiscard]] std::string_view peek() const {
        return atEnd() ? std::string_view() : m_tokens[m_at];
    }
    bool take(std::string_view word) {
        if (atEnd() || !same(peek(), word))
            return false;
        ++m_at;
        return true;
    }
    TermPtr fail(std::string message) {
        if (m_error.empty())
            m_error = std::move(message);
        m_at = m_tokens.size();
        return make(Term::Kind::And, {});
    }

    TermPtr parseOr(int depth) {
        std::vector<TermPtr> parts{parseAnd(depth)};
        while (take("or"))
            parts.push_back(parseAnd(depth));
        return parts.size() == 1 ? parts.front() : make(Term::Kind::Or, std::move(parts));
    }
    TermPtr parseAnd(int depth) {
        std::vector<TermPtr> parts{parseNot(depth)};
        while (take("and") || (!atEnd() && peek() != ")" && !same(peek(), "or")))
            parts.push_back(parseNot(depth));
        return parts.size() == 1 ? parts.front() : make(Term::Kind::And, std::move(parts));
    }
    TermPtr parseNot(int depth) {
        if (depth > kMaxDepth)
            return fail("Too many levels.");
        if (take("not"))
            return make(Term::Kind::Not, {parseNot(depth + 1)});
        return parseAtom(depth);
    }
    TermPtr parseAtom(int depth) {
        if (atEnd())
            return fail("Something is missing at the end.");
        if (take("(")) {
            TermPtr inner = parseOr(depth + 1);
            return take(")") || !m_error.empty() ? inner : fail("A “)” is missing.");
        }
        const std::string word = m_tokens[m_at++];
        if (peek() == "=" || peek() == "~" || peek() == "!=")
            return parseComparison(word);
        auto term = std::make_shared<Term>();
        term->value = word;
        return term;
    }
    TermPtr parseComparison(const std::string& name) {
        const auto field =
            std::ranges::find_if(kFields, [&](const FieldName& f) { return same(f.name, name); });
        if (field == kFields.end())
            return fail(
                fmt::format("“{}” is no field; there are ns, kind, name, state and role.", name));
        const std::string op = m_tokens[m_at++];
        if (atEnd())
            return fail(fmt::format("A value is missing after “{} {}”.", name, op));
        auto term = std::make_shared<Term>();
        term->kind = op == "~" ? Term::Kind::Holds : Term::Kind::Is;
        term->field = field->field;
        term->value = m_tokens[m_at++];
        return op == "!=" ? make(Term::Kind::Not, {term}) : term;
    }

    std::vector<std::string> m_tokens;
    std::size_t m_at = 0;
    std::string m_error;
};

bool admits(const Term& term, const FilterFacts& facts) {
    switch (term.kind) {
        case Term::Kind::Word:
            return holds(facts.text, term.value) || holds(facts.name, term.value) ||
                   holds(facts.namespace_, term.value) || same(facts.state, term.value) ||
                   same(facts.kind, term.value);
        case Term::Kind::Is:
            return same(facts.*term.field, term.value);
        case Term::Kind::Holds:
            return holds(facts.*term.field, term.value);
        case Term::Kind::Not:
            return !admits(*term.parts.front(), facts);
        case Term::Kind::And:
            return std::ranges::all_of(term.parts,
                                       [&](const TermPtr& part) { return admits(*part, facts); });
        case Term::Kind::Or:
            return std::ranges::any_of(term.parts,
                                       [&](const TermPtr& part) { return admits(*part, facts); });
    }
    return true;
}

}  // namespace

FilterFacts factsOf(const simulator::GraphNode& node) {
    return {.namespace_ = node.namespace_,
            .kind = node.kind,
            .name = node.title,
            .state = toString(node.state),
            .role = toString(node.role),
            .text = node.subtitle};
}

std::expected<NodeFilter, std::string> NodeFilter::parse(std::string_view text) {
    NodeFilter filter;
    std::vector<std::string> all = tokens(text);
    if (all.empty())
        return filter;
    auto root = Parser(std::move(all)).parse();
    if (!root)
        return std::unexpected(root.error());
    filter.m_root = std::move(*root);
    return filter;
}

bool NodeFilter::matches(const FilterFacts& facts) const {
    return !m_root || admits(*m_root, facts);
}

}  // namespace gatesight::ui
