#include "support_wide_contents.h"

#include "support_wide_makers.h"

#include <fmt/format.h>

namespace gatesight::test::wide {

namespace {

using simulator::Protocol;
using simulator::Request;

// ---- matches ----

void addHeaders(Json& match, Dice& dice) {
    for (const std::string_view name : kHeaders) {
        if (dice.once(4))
            match["headers"].push_back({{"name", name}, {"value", dice.of(kValues)}});
    }
}

Json requestMatch(Dice& dice) {
    Json match{
        {"path", {{"type", dice.once(3) ? "Exact" : "PathPrefix"}, {"value", dice.of(kPaths)}}}};
    if (dice.once(3))
        match["method"] = dice.of(kMethods);
    addHeaders(match, dice);
    for (const std::string_view name : kParameters) {
        if (dice.once(3))
            match["queryParams"].push_back({{"name", name}, {"value", dice.of(kValues)}});
    }
    return match;
}

Json callMatch(Dice& dice) {
    Json match = Json::object();
    const std::size_t parts = dice.below(6);
    if (parts != 0 && parts != 1)
        match["method"]["service"] = dice.of(kCallServices);
    if (parts != 0 && parts <= 3)
        match["method"]["method"] = dice.of(kCallMethods);
    addHeaders(match, dice);
    return match;
}

// ---- requests ----

/// Those that are asked for, now and then in other letters, and others around them.
void sendHeaders(Request& request, const Json& match, Dice& dice) {
    for (const Json& header : at(match, "headers")) {
        const std::string name = textAt(header, "name");
        if (!dice.once(6))
            request.headers.emplace_back(dice.once(6) ? "X" + name.substr(1) : name,
                                         textAt(header, "value"));
    }
    if (dice.once(3))
        request.headers.emplace_back(dice.of(kHeaders), dice.of(kValues));
}

void sendQuery(Request& request, const Json& match, Dice& dice) {
    std::string query;
    const auto add = [&](const std::string& name, const std::string& value) {
        query += fmt::format("{}{}={}", query.empty() ? "" : "&", name, value);
    };
    for (const Json& parameter : at(match, "queryParams")) {
        if (!dice.once(6))
            add(textAt(parameter, "name"), textAt(parameter, "value"));
    }
    if (dice.once(3))
        add(std::string(dice.of(kParameters)), std::string(dice.of(kValues)));
    if (!query.empty())
        request.query = query;
}

}  // namespace

Json randomMatch(Dice& dice, bool call) {
    return call ? callMatch(dice) : requestMatch(dice);
}

Json randomHeaderModifier(Dice& dice) {
    Json change = Json::object();
    for (const std::string_view name : kHeaders) {
        const Json entry{{"name", name}, {"value", dice.of(kValues)}};
        switch (dice.below(4)) {
            case 0:
                change["set"].push_back(entry);
                break;
            case 1:
                change["add"].push_back(entry);
                break;
            case 2:
                change["remove"].push_back(name);
                break;
            default:
                break;
        }
    }
    return {{"type", "RequestHeaderModifier"}, {"requestHeaderModifier", change}};
}

void addContent(Request& request, const Json& route, const Json& match, Dice& dice) {
    const bool aimed = !dice.once(6);
    request.path = aimed ? textAt(match, "path/value", "/") : std::string(dice.of(kPaths));
    if (request.protocol == Protocol::Grpc || textAt(route, "kind") == "GRPCRoute")
        request.path =
            fmt::format("/{}/{}", textAt(match, "method/service", dice.of(kCallServices)),
                        textAt(match, "method/method", dice.of(kCallMethods)));
    if (dice.once(6))
        request.path += dice.of(std::array{"/x", "x", "/"});
    const Json& method = at(match, "method");
    if (request.protocol != Protocol::Grpc)
        request.method = method.is_string() && aimed ? method.get<std::string>()
                                                     : std::string(dice.of(kMethods));
    sendHeaders(request, match, dice);
    sendQuery(request, match, dice);
}

}  // namespace gatesight::test::wide
