#include "simulator/capsule/session_tokens.h"

#include "model/text/text.h"
#include "simulator/capsule/request_names.h"
#include "simulator/routing/header_name.h"
#include "simulator/routing/session_scope.h"

#include <fmt/format.h>

#include <map>

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

class TokenRenaming {
public:
    TokenRenaming(std::span<const Json> objects, PartNames& names, const KeptTexts& kept)
        : m_names(names), m_kept(kept) {
        for (const Json& object : objects)
            add(object);
    }

    void run(HeaderList& renamed, const HeaderList& headers) {
        for (std::size_t i = 0; i < headers.size() && i < renamed.size(); ++i) {
            const auto& [name, value] = headers[i];
            if (sameName(name, "Cookie")) {
                renamed[i].second = cookies(value);
                continue;
            }
            if (const std::string scope = scopeIn(value); !scope.empty())
                renamed[i].second = token(value, scope);
            for (const auto& [old, now] : m_scopes)
                if (sameName(name, "x-session-" + old))
                    renamed[i].first = "x-session-" + now;
        }
    }

    [[nodiscard]] bool empty() const { return m_scopes.empty(); }

private:
    std::string text(TextKind kind, std::string_view text) {
        return renamedText(kind, text, m_names, m_kept);
    }

    void add(const Json& route) {
        const std::string kind = route.value("kind", "");
        const Json rules = route.value("spec", Json::object()).value("rules", Json::array());
        if (kind != "HTTPRoute" && kind != "GRPCRoute")
            return;
        const std::string name = fmt::format("{}/{}", route["metadata"].value("namespace", ""),
                                             route["metadata"].value("name", ""));
        for (std::uint32_t rule = 0; rule < rules.size(); ++rule)
            if (rules[rule].contains("sessionPersistence"))
                m_scopes.emplace(sessionScope(kind, name, rule),
                                 sessionScope(kind, text(TextKind::Name, name), rule));
    }

    [[nodiscard]] std::string scopeIn(std::string_view value) const {
        const std::string scope(value.substr(0, std::min(value.find('~'), value.size())));
        return scope.size() < value.size() && m_scopes.contains(scope) ? scope : std::string();
    }

    std::string token(std::string_view value, const std::string& scope) {
        const std::string_view rest = value.substr(scope.size() + 1);
        const std::size_t between = rest.find('~');
        if (between == std::string_view::npos)
            return std::string(value);
        const std::string_view endpoint = rest.substr(between + 1);
        const std::size_t colon = endpoint.rfind(':');
        return fmt::format("{}~{}~{}{}", m_scopes.at(scope),
                           text(TextKind::Name, rest.substr(0, between)),
                           text(TextKind::Host, endpoint.substr(0, colon)),
                           colon == std::string_view::npos ? "" : endpoint.substr(colon));
    }

    std::string cookies(std::string_view value) {
        std::string result;
        for (std::size_t at = 0; at <= value.size();) {
            const std::size_t end = std::min(value.find(';', at), value.size());
            const std::string_view pair = model::trimmed(value.substr(at, end - at));
            const std::size_t equals = std::min(pair.find('='), pair.size());
            if (!pair.empty())
                result += (result.empty() ? "" : "; ") + cookie(pair.substr(0, equals),
                                                                pair.substr(equals));
            at = end + 1;
        }
        return result;
    }

    std::string cookie(std::string_view name, std::string_view rest) {
        const std::string scope = rest.empty() ? std::string() : scopeIn(rest.substr(1));
        std::string called = text(TextKind::Name, name);
        for (const auto& [old, now] : m_scopes)
            if (name == "session-" + old)
                called = "session-" + now;
        return called + (scope.empty() ? text(TextKind::Name, rest)
                                       : "=" + token(rest.substr(1), scope));
    }

    PartNames& m_names;
    const KeptTexts& m_kept;
    std::map<std::string, std::string> m_scopes;  // of the rules, and what becomes of them
};

}  // namespace

void renameSessionTokens(Request& renamed, const Request& request, std::span<const Json> objects,
                         PartNames& names, const KeptTexts& kept) {
    if (kept.names)
        return;
    TokenRenaming tokens(objects, names, kept);
    if (!tokens.empty())
        tokens.run(renamed.headers, request.headers);
}

}  // namespace gatesight::simulator
