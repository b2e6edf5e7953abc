// simdjson, which reads JSON, is built to tell *that* a text is wrong. Where and why is told by
// nlohmann-json, on the few bytes of the one document that was refused.
#include "model/manifest/json_problem.h"

#include "model/manifest/rules.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace gatesight::model {
namespace {

using nlohmann::json;

/// Takes no values, only the place where it ends.
class ErrorFinder : public json::json_sax_t {
public:
    bool null() override { return true; }
    bool boolean(bool /*value*/) override { return true; }
    bool number_integer(json::number_integer_t /*value*/) override { return true; }
    bool number_unsigned(json::number_unsigned_t /*value*/) override { return true; }
    bool number_float(json::number_float_t /*value*/, const std::string& /*text*/) override {
        return true;
    }
    bool string(std::string& /*value*/) override { return true; }
    bool binary(json::binary_t& /*value*/) override { return true; }
    bool start_object(std::size_t /*elements*/) override { return true; }
    bool key(std::string& /*value*/) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t /*elements*/) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t position, const std::string& lastToken,
                     const nlohmann::detail::exception& error) override {
        m_end = position;
        m_tokenSize = lastToken.size();
        m_words = error.what();
        return false;
    }

    [[nodiscard]] bool found() const { return !m_words.empty(); }
    /// Of the last byte that was read.
    [[nodiscard]] std::size_t last() const { return m_end == 0 ? 0 : m_end - 1; }
    /// Of the begin of the last token, where the library remembers it: of whole strings and
    /// numbers.
    [[nodiscard]] std::size_t tokenBegin() const { return m_end - std::min(m_end, m_tokenSize); }
    [[nodiscard]] bool says(std::string_view words) const {
        return m_words.find(words) != std::string::npos;
    }

private:
    std::size_t m_end = 0;
    std::size_t m_tokenSize = 0;
    std::string m_words;
};

std::string_view wordAt(std::string_view text, std::size_t offset) {
    constexpr std::size_t kMost = 40;
    const auto rest = text.substr(offset, kMost);
    return rest.substr(0, rest.find_first_of(" \t\r\n,:{}[]"));
}

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

std::optional<JsonProblem> explainString(std::string_view text, const ErrorFinder& error) {
    if (!error.says("invalid string")) {
        return std::nullopt;
    }
    const auto at = std::min(error.last(), text.size() - 1);
    if (error.says("backslash")) {
        return JsonProblem{
            rule::kEscape,
            fmt::format("\\{} is no escape sequence in JSON; write \\\\ for a backslash", text[at]),
            at == 0 ? 0 : at - 1};
    }
    if (error.says("\\u") || error.says("surrogate")) {
        return JsonProblem{rule::kEscape, "this \\u escape does not name a Unicode character",
                           text.rfind('\\', at)};
    }
    return JsonProblem{rule::kJson, "this string is not valid", at};
}

bool isOfWord(char c) {
    return isLetter(c) || std::string_view("0123456789+-.").contains(c);
}

std::size_t placeOf(const ErrorFinder& error, std::string_view text) {
    if (error.says("unexpected string literal") || error.says("unexpected number literal")) {
        return std::min(error.tokenBegin(), text.size() - 1);
    }
    auto offset = std::min(error.last(), text.size() - 1);
    while (
        offset > 0 && isOfWord(text[offset - 1]) &&
        (isOfWord(text[offset]) || error.says("invalid number") || error.says("invalid literal"))) {
        --offset;  // words and numbers are refused at their first wrong letter
    }
    return offset;
}

std::optional<JsonProblem> explainToken(std::string_view text, std::size_t offset,
                                        bool wantsColon) {
    const char found = text[offset];
    const auto lastSaid =
        offset == 0 ? std::string_view::npos : text.find_last_not_of(" \t\r\n", offset - 1);
    const char before = lastSaid == std::string_view::npos ? '\0' : text[lastSaid];
    if (found == '\'') {
        return JsonProblem{rule::kJson, "strings in JSON stand in double quotes", offset};
    }
    if (found == '/' || found == '#') {
        return JsonProblem{rule::kJson, "JSON has no comments", offset};
    }
    if (before == ',' && (found == '}' || found == ']')) {
        return JsonProblem{rule::kJson, fmt::format("a ',' cannot stand before {}", found),
                           lastSaid};
    }
    if (before == '0' && lastSaid + 1 == offset && found >= '0' && found <= '9') {
        return JsonProblem{rule::kJson, "a number in JSON cannot begin with 0", lastSaid};
    }
    if ((before == ':' || before == ',') && (found == '}' || found == ']' || found == ',')) {
        return JsonProblem{rule::kJson, fmt::format("a value is missing before this {}", found),
                           offset};
    }
    if (wantsColon) {
        return JsonProblem{rule::kJson, "a ':' is missing before this", offset};
    }
    if (std::string_view("\"{[0123456789-tfn").find(found) != std::string_view::npos &&
        before != '\0' && std::string_view(",:{[").find(before) == std::string_view::npos) {
        return JsonProblem{rule::kJson, "a ',' is missing before this", offset};
    }
    if (std::string_view("0123456789+-.").find(found) != std::string_view::npos) {
        return JsonProblem{rule::kJson,
                           fmt::format("\"{}\" is not a number in JSON, or cannot stand here",
                                       wordAt(text, offset)),
                           offset};
    }
    if (isLetter(found)) {
        return JsonProblem{rule::kJson,
                           fmt::format("\"{}\" cannot stand here; strings stand in double quotes, "
                                       "and only true, false and null go without",
                                       wordAt(text, offset)),
                           offset};
    }
    return std::nullopt;
}

}  // namespace

JsonProblem explainJsonProblem(std::string_view text) {
    ErrorFinder error;
    json::sax_parse(text, &error);
    if (!error.found() || text.empty()) {
        return {rule::kJson, "this is not JSON", 0};
    }
    if (error.says("number overflow")) {
        return {rule::kJson, "this number is too large",
                std::min(error.tokenBegin(), text.size() - 1)};
    }
    if (auto problem = explainString(text, error)) {
        return *problem;
    }
    const auto offset = placeOf(error, text);
    if (auto problem = explainToken(text, offset, error.says("object separator"))) {
        return *problem;
    }
    return {rule::kJson, fmt::format("a {} cannot stand here in JSON", text.substr(offset, 1)),
            offset};
}

}  // namespace gatesight::model
