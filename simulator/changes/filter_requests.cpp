#include "simulator/changes/filter_requests.h"

#include "simulator/changes/path_witnesses.h"
#include "simulator/control/hostname.h"
#include "simulator/routing/header_name.h"
#include "simulator/routing/scheme.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace gatesight::simulator {

namespace {

/// Origins and methods of CORS filters that are tried.
constexpr std::size_t kMostOrigins = 16, kMostMethods = 9;

/// What the filters of a rule look at in a request.
struct Wanted {
    std::set<std::string> headers;  // in lower case
    std::set<std::string> origins, methods;
    bool cors = false;

    void add(const model::HTTPRouteFilter& filter) {
        if (const auto* modifier = std::get_if<model::RequestHeaderModifier>(&filter.config)) {
            for (const auto* list : {&modifier->set, &modifier->add})
                for (const model::HTTPHeader& header : *list)
                    headers.insert(lowerCase(header.name));
            for (const std::string& name : modifier->remove)
                headers.insert(lowerCase(name));
        }
        if (const auto* filtered = std::get_if<model::CORS>(&filter.config)) {
            cors = true;
            for (const std::string& origin : filtered->allowOrigins)
                origins.insert(exampleOf(origin));
            methods.insert(filtered->allowMethods.begin(), filtered->allowMethods.end());
        }
    }

    /// An origin that an entry of allowOrigins lets in.
    static std::string exampleOf(std::string origin) {
        if (origin == "*")
            return "https://anything.example";
        if (const std::size_t star = origin.find('*'); star != std::string::npos)
            origin.replace(star, 1, kAnything);
        return origin;
    }
};

void addRule(const Simulation& simulation, const std::optional<DecidedRoute>& rule,
             Wanted& wanted) {
    if (!rule)
        return;
    const model::ObjectId id =
        simulation.world->find(model::kGatewayGroup, rule->kind, rule->namespace_, rule->name);
    const model::RequestRoute* route =
        id.valid() ? model::requestRoute(simulation.world->object(id)) : nullptr;
    if (!route || rule->rule >= route->rules.size())
        return;
    const model::HTTPRouteRule& written = route->rules[rule->rule];
    for (const model::HTTPRouteFilter& filter : written.filters)
        wanted.add(filter);
    for (const model::HTTPBackendRef& backend : written.backendRefs)
        for (const model::HTTPRouteFilter& filter : backend.filters)
            wanted.add(filter);
}

bool carries(const Request& request, const std::string& name) {
    return std::ranges::any_of(request.headers,
                               [&](const auto& header) { return sameName(header.first, name); });
}

Request with(Request request, const std::string& name, const std::string& value) {
    request.headers.emplace_back(name, value);
    return request;
}

void addBrowsers(const Request& request, Wanted wanted, std::vector<Request>& result) {
    wanted.origins.insert("https://elsewhere.example");
    wanted.methods.erase("*");
    wanted.methods.insert({"GET", "PUT"});
    std::size_t origins = 0;
    for (const std::string& origin : wanted.origins) {
        if (++origins > kMostOrigins)
            return;
        const Request other = with(request, "Origin", origin);
        result.push_back(other);
        std::size_t methods = 0;
        for (const std::string& method : wanted.methods) {
            if (++methods > kMostMethods)
                break;
            Request preflight = with(other, "Access-Control-Request-Method", method);
            preflight.method = "OPTIONS";
            result.push_back(with(preflight, "Access-Control-Request-Headers", "x-anything"));
            result.push_back(std::move(preflight));
        }
    }
}

}  // namespace

std::vector<Request> filterRequests(const Request& request, const Simulation& before,
                                    const std::optional<DecidedRoute>& ruleBefore,
                                    const Simulation& after,
                                    const std::optional<DecidedRoute>& ruleAfter) {
    std::vector<Request> result;
    if (!carriesHttp(request.protocol))
        return result;
    Wanted wanted;
    addRule(before, ruleBefore, wanted);
    addRule(after, ruleAfter, wanted);
    // Headers are changed each by itself, so one at a time shows whatever differs.
    for (const std::string& name : wanted.headers) {
        if (!carries(request, name))
            result.push_back(with(request, name, std::string(kAnything)));
    }
    if (wanted.cors && !carries(request, "Origin"))
        addBrowsers(request, std::move(wanted), result);
    return result;
}

}  // namespace gatesight::simulator
