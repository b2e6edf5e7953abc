#include "simulator/report/words.h"

#include "simulator/control/hostname.h"
#include "simulator/routing/weights.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

namespace gatesight::simulator {

namespace {

using PathType = model::HTTPPathMatch::Type;

void addConditions(std::vector<std::string>& result, std::string_view what,
                   const std::vector<model::HTTPValueMatch>& values, bool anyCase) {
    std::set<std::string> names;
    for (const model::HTTPValueMatch& value : values) {
        if (!names.insert(anyCase ? lowerCase(value.name) : value.name).second)
            continue;  // httproute.match.headers: of equal names only the first counts
        const bool exact = value.type == model::HTTPValueMatch::Type::Exact;
        const std::string_view sign =
            what == "query" ? (exact ? "=" : " like ") : (exact ? ": " : " like ");
        result.push_back(fmt::format("{} {}{}{}", what, value.name, sign, value.value));
    }
}

void addHeaderWords(std::vector<std::string>& result, std::string_view whose,
                    const model::HTTPHeaderFilter& filter) {
    for (const model::HTTPHeader& header : filter.set)
        result.push_back(fmt::format("sets {} header {}: {}", whose, header.name, header.value));
    for (const model::HTTPHeader& header : filter.add)
        result.push_back(fmt::format("adds {} header {}: {}", whose, header.name, header.value));
    for (const std::string& name : filter.remove)
        result.push_back(fmt::format("removes {} header {}", whose, name));
}

std::string modifierWords(const model::HTTPPathModifier& path) {
    const bool full = path.type == model::HTTPPathModifier::Type::ReplaceFullPath;
    return fmt::format("{} {}", full ? "path" : "path prefix",
                       path.value.empty() ? "/" : path.value);
}

struct FilterWords {
    std::vector<std::string> result = {};

    void operator()(const model::UnknownFilter& filter) {
        result.push_back(fmt::format("filter of the unknown type {}", filter.type));
    }
    void operator()(const model::RequestHeaderModifier& filter) {
        addHeaderWords(result, "request", filter);
    }
    void operator()(const model::ResponseHeaderModifier& filter) {
        addHeaderWords(result, "response", filter);
    }
    void operator()(const model::RequestRedirect&) {}
    void operator()(const model::URLRewrite& filter) {
        if (filter.hostname)
            result.push_back("rewrites the host to " + *filter.hostname);
        if (filter.path)
            result.push_back("rewrites to " + modifierWords(*filter.path));
    }
    void operator()(const model::RequestMirror& filter) {
        std::string share;
        if (filter.fraction) {
            const ExactShare exact =
                exactShare(filter.fraction->numerator, filter.fraction->denominator);
            share = fmt::format(" {} of {} requests", exact.numerator, exact.denominator);
        }
        result.push_back(fmt::format("mirrors{} to {}", share, filter.backendRef.name));
    }
    void operator()(const model::CORS& filter) {
        result.push_back(fmt::format("answers CORS for {}", fmt::join(filter.allowOrigins, ", ")));
    }
    void operator()(const model::ExternalAuth& filter) {
        result.push_back("asks " + filter.backendRef.name + " whether the request may pass");
    }
    void operator()(const model::ExtensionRef& filter) {
        result.push_back(fmt::format("{} {}, which is not modelled", filter.kind, filter.name));
    }
};

RichText callWords(const model::GRPCMethodMatch& call) {
    const std::string name =
        fmt::format("{}/{}", call.service.empty() ? "(any service)" : call.service,
                    call.method.empty() ? "(any method)" : call.method);
    return RichText(call.regex ? "calls like " : "calls of ").add(name, TextTone::Code);
}

}  // namespace

std::string_view pathTypeName(PathType type) {
    switch (type) {
        case PathType::Exact:
            return "Exact";
        case PathType::PathPrefix:
            return "PathPrefix";
        case PathType::RegularExpression:
            return "RegularExpression";
    }
    return {};
}

RichText pathWords(const model::HTTPRouteMatch& match, const std::string& origin) {
    if (match.call) {
        RichText words = callWords(*match.call);
        return origin.empty() ? words : words.add(" at ").add(origin, TextTone::Code);
    }
    const std::string path = origin + match.path.value;
    switch (match.path.type) {
        case PathType::Exact:
            return RichText("exactly ").add(path, TextTone::Code);
        case PathType::PathPrefix:
            if (match.path.value == "/")
                return origin.empty() ? RichText("any path")
                                      : RichText("any path of ").add(origin, TextTone::Code);
            return RichText(path, TextTone::Code).add(" and below");
        case PathType::RegularExpression: {
            RichText words = RichText("paths like ").add(match.path.value, TextTone::Code);
            return origin.empty() ? words : words.add(" of ").add(origin, TextTone::Code);
        }
    }
    return {};
}

std::vector<std::string> conditionsOf(const model::HTTPRouteMatch& match) {
    std::vector<std::string> result;
    addConditions(result, "header", match.headers, true);
    addConditions(result, "query", match.queryParams, false);
    return result;
}

std::vector<std::string> filterWords(const model::HTTPRouteFilter& filter) {
    FilterWords words;
    std::visit(words, filter.config);
    return std::move(words.result);
}

std::string redirectWords(const model::RequestRedirect& redirect) {
    std::vector<std::string> changes;
    if (redirect.scheme)
        changes.push_back(*redirect.scheme);
    if (redirect.hostname)
        changes.push_back("host " + *redirect.hostname);
    if (redirect.port)
        changes.push_back(fmt::format("port {}", *redirect.port));
    changes.push_back(redirect.path ? modifierWords(*redirect.path) : "same path");
    return fmt::format("{} to {}", redirect.statusCode, fmt::join(changes, ", "));
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    if (count == 1)
        return fmt::format("1 {}", one);
    return many.empty() ? fmt::format("{} {}s", count, one) : fmt::format("{} {}", count, many);
}

}  // namespace gatesight::simulator
