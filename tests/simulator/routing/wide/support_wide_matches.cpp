#include "support_wide_matches.h"

#include "support_wide_names.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace gatesight::test::wide {

namespace {

using simulator::Request;

/// httproute.match.header.duplicate-name, httproute.match.query.duplicate-name: of entries with
/// one name the first alone counts. Names of headers have no case.
std::vector<const Json*> counting(const Json& entries, bool headers) {
    const auto name = [&](const Json& entry) {
        return headers ? lower(textAt(entry, "name")) : textAt(entry, "name");
    };
    std::vector<const Json*> result;
    for (const Json& entry : entries) {
        if (std::ranges::none_of(result,
                                 [&](const Json* other) { return name(*other) == name(entry); }))
            result.push_back(&entry);
    }
    return result;
}

/// httproute.match.header.repeated-in-request: as one list with commas.
std::optional<std::string> headerOf(const Request& request, const std::string& name) {
    std::optional<std::string> joined;
    for (const auto& [present, value] : request.headers) {
        if (lower(present) == lower(name))
            joined = joined ? *joined + "," + value : value;
    }
    return joined;
}

/// httproute.match.query.repeated-in-request: the first value. Nothing here is percent-encoded.
std::optional<std::string> parameterOf(const Request& request, const std::string& name) {
    std::string rest = request.query.value_or("");
    while (!rest.empty()) {
        const std::string one = rest.substr(0, rest.find('&'));
        rest = one.size() < rest.size() ? rest.substr(one.size() + 1) : "";
        if (one.substr(0, one.find('=')) == name)
            return one.substr(std::min(one.size(), name.size() + 1));
    }
    return std::nullopt;
}

bool valuesFit(const Json& match, const Request& request) {
    const auto fits = [](const std::optional<std::string>& sent, const Json& wanted) {
        return sent && *sent == textAt(wanted, "value");
    };
    return std::ranges::all_of(counting(at(match, "headers"), true),
                               [&](const Json* wanted) {
                                   return fits(headerOf(request, textAt(*wanted, "name")), *wanted);
                               }) &&
           std::ranges::all_of(counting(at(match, "queryParams"), false), [&](const Json* wanted) {
               return fits(parameterOf(request, textAt(*wanted, "name")), *wanted);
           });
}

/// httproute.match.path.exact, httproute.match.path.prefix
bool pathFits(const Json& match, const std::string& path) {
    const std::string value = textAt(match, "path/value", "/");
    if (textAt(match, "path/type", "PathPrefix") == "Exact")
        return path == value;
    return value == "/" || path == value || path.starts_with(value + "/");
}

/// grpcroute.match.method.exact: a call is asked for at /service/method.
bool callFits(const Json& match, const std::string& path) {
    const std::string service = textAt(match, "method/service"),
                      method = textAt(match, "method/method");
    const std::size_t slash = path.find('/', 1);
    const std::string called = path.substr(1, slash == std::string::npos ? slash : slash - 1);
    const std::string rest = slash == std::string::npos ? "" : path.substr(slash + 1);
    if (method.empty())
        return service.empty() || service == called;
    // grpcroute.match.method.only: of any service that has a name.
    return (service.empty() ? !called.empty() : service == called) && rest == method;
}

}  // namespace

bool matchFits(const Json& route, const Json& match, const Request& request) {
    if (!valuesFit(match, request))
        return false;
    if (textAt(route, "kind") == "GRPCRoute")
        return callFits(match, request.path);
    const std::string method = textAt(match, "method");
    return pathFits(match, request.path) && (method.empty() || method == request.method);
}

MatchRank matchRank(const Json& route, const Json& match) {
    const std::size_t headers = counting(at(match, "headers"), true).size();
    if (textAt(route, "kind") == "GRPCRoute")
        return {textAt(match, "method/service").size(), textAt(match, "method/method").size(),
                headers, 0, 0};
    const std::string path = textAt(match, "path/value", "/");
    return {textAt(match, "path/type") == "Exact", path == "/" ? 0 : path.size(),
            !textAt(match, "method").empty(), headers,
            counting(at(match, "queryParams"), false).size()};
}

}  // namespace gatesight::test::wide
