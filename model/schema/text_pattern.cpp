#include "model/schema/text_pattern.h"

#include <re2/re2.h>

namespace gatesight::model {

namespace {

constexpr std::size_t kLongestPattern = 4096;
constexpr std::int64_t kPatternMemory = std::int64_t{1} << 20;

}  // namespace

TextPattern::TextPattern(std::string_view expression) : m_text(expression) {
    if (expression.size() > kLongestPattern)
        return;
    RE2::Options options(RE2::Quiet);
    options.set_max_mem(kPatternMemory);
    auto compiled = std::make_unique<const RE2>(
        re2::StringPiece(expression.data(), expression.size()), options);
    if (compiled->ok())
        m_expression = std::move(compiled);
}

TextPattern::~TextPattern() = default;

bool TextPattern::matches(std::string_view text) const {
    return !m_expression ||
           RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *m_expression);
}

}  // namespace gatesight::model
