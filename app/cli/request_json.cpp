#include "app/cli/request_json.h"

#include <fmt/format.h>

namespace gatesight::cli {

namespace {

// Brackets that are open at once, outside of strings.
std::size_t nestingOf(std::string_view text) {
    std::size_t depth = 0, deepest = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            deepest = std::max(deepest, ++depth);
        } else if ((c == ']' || c == '}') && depth > 0) {
            --depth;
        }
    }
    return deepest;
}

// nlohmann-json begins its sentences with a name of its own and the position in words; keep what
// helps.
std::string readable(const Json::parse_error& error) {
    const std::string_view what = error.what();
    const std::size_t colon = what.find(": ");
    const std::size_t reason = what.find("; ");
    std::string_view text = what.substr(colon == std::string_view::npos ? 0 : colon + 2);
    if (reason != std::string_view::npos)
        text = what.substr(reason + 2);
    return fmt::format("no JSON at column {}: {}", error.byte, text);
}

}  // namespace

std::expected<Json, std::string> parseJson(std::string_view text) {
    constexpr std::size_t kDeepest = 100;
    if (nestingOf(text) > kDeepest)
        return std::unexpected(fmt::format("nested deeper than {} levels", kDeepest));
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        return std::unexpected(readable(error));
    } catch (const Json::exception& error) {
        return std::unexpected(std::string(error.what()));  // a number that is out of range
    }
}

std::expected<simulator::Request, BadRequest> parseRequest(std::string_view text) {
    auto json = parseJson(text);
    if (!json)
        return std::unexpected(BadRequest{{}, json.error()});
    auto request = simulator::requestFromJson(*json);
    if (request)
        return std::move(*request);
    const auto id = json->is_object() ? json->find("id") : json->end();
    const bool named = json->is_object() && id != json->end() && id->is_string();
    return std::unexpected(BadRequest{named ? id->get<std::string>() : "", request.error()});
}

}  // namespace gatesight::cli
