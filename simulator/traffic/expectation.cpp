#include "simulator/traffic/expectation.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "model/schema/decode.h"

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 15> kFields{
    "backend",         "getsTraffic", "headers", "listener", "location",
    "mustNotReach",    "outcome",     "path",    "pod",      "reason",
    "responseHeaders", "route",       "shares",  "status",   "tolerance"};

constexpr std::array<Outcome, 6> kOutcomes{Outcome::Forwarded, Outcome::Redirected,
                                           Outcome::Responded, Outcome::Refused,
                                           Outcome::Exited,    Outcome::Unknown};

std::string didYouMean(std::string_view near) {
    return near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near);
}

class Reader {
public:
    Reader(const Json& json, const FieldProblem& problem) : m_json(json), m_problem(problem) {}

    Expectation run() {
        if (!m_json.is_object()) {
            m_problem("", "expect has to be a map of fields");
            return {};
        }
        Expectation result;
        for (const auto& [key, value] : m_json.items())
            if (std::ranges::find(kFields, key) == kFields.end())
                m_problem(key, fmt::format("unknown field \"{}\"{}", key,
                                           didYouMean(model::nearest(key, kFields))));
        readName("backend", result.backend);
        readName("pod", result.pod);
        readName("route", result.route);
        readText("listener", result.listener);
        readText("reason", result.reason);
        readText("path", result.path);
        readText("location", result.location);
        readStatus(result.status);
        readOutcome(result.outcome);
        readHeaders("headers", result.headers);
        readHeaders("responseHeaders", result.responseHeaders);
        readShares(result.shares);
        if (const Json* tolerance = value("tolerance"))
            result.tolerance = shareOf("tolerance", *tolerance);
        if (result.tolerance && result.shares.empty())
            m_problem("tolerance", "tolerance means something only beside shares");
        readBackends("getsTraffic", result.getsTraffic);
        readBackends("mustNotReach", result.mustNotReach);
        return result;
    }

private:
    const Json* value(const char* name) const {
        const auto found = m_json.find(name);
        return found == m_json.end() ? nullptr : &*found;
    }

    void readText(const char* name, std::optional<std::string>& target) {
        const Json* found = value(name);
        if (!found)
            return;
        if (found->is_string())
            target = found->get<std::string>();
        else
            m_problem(name, fmt::format("{} has to be a text", name));
    }

    /// "namespace/name"; for `backend` also nothing, which says that none answers.
    void readName(const char* name, std::optional<std::string>& target) {
        const Json* found = value(name);
        const bool backend = std::string_view(name) == "backend";
        if (backend && found && found->is_null()) {
            target = "";
            return;
        }
        readText(name, target);
        if (target && !target->contains('/') && !(backend && target->empty())) {
            m_problem(name,
                      fmt::format("{} has to be \"namespace/name\", not \"{}\"", name, *target));
            target.reset();
        }
    }

    void readStatus(std::optional<int>& target) {
        const Json* found = value("status");
        if (!found)
            return;
        if (found->is_number_integer() && *found >= 100 && *found <= 599)
            target = found->get<int>();
        else
            m_problem("status", "status has to be a number from 100 to 599");
    }

    void readOutcome(std::optional<std::string>& target) {
        readText("outcome", target);
        if (!target)
            return;
        std::array<std::string_view, kOutcomes.size()> names{};
        std::ranges::transform(kOutcomes, names.begin(), [](Outcome o) { return toString(o); });
        if (std::ranges::find(names, *target) != names.end())
            return;
        m_problem("outcome",
                  fmt::format("outcome has to be one of {}, not \"{}\"{}", fmt::join(names, ", "),
                              *target, didYouMean(model::nearest(*target, names))));
        target.reset();
    }

    void readHeaders(const std::string& name, std::map<std::string, std::string>& target) {
        const Json* found = value(name.c_str());
        if (!found)
            return;
        if (found->is_object()) {
            for (const auto& [header, text] : found->items())
                addHeader(name, header, text, target);
            return;
        }
        const auto isPair = [](const Json& item) {
            return item.is_array() && item.size() == 2 && item[0].is_string();
        };
        if (!found->is_array() || !std::ranges::all_of(*found, isPair)) {
            m_problem(name, fmt::format("{} has to be a map of names and values, or a list of "
                                        "[name, value]",
                                        name));
            return;
        }
        for (const Json& pair : *found)
            addHeader(name, pair[0].get<std::string>(), pair[1], target);
    }

    void addHeader(const std::string& field, const std::string& header, const Json& text,
                   std::map<std::string, std::string>& target) {
        if (text.is_string())
            target[header] = text.get<std::string>();
        else if (text.is_primitive() && !text.is_null())
            target[header] = text.dump();  // an unquoted number or boolean of YAML
        else
            m_problem(field + "." + header, "a header has to have a text as value");
    }

    void readShares(std::map<std::string, ExpectedShare>& target) {
        const Json* found = value("shares");
        if (!found)
            return;
        if (!found->is_object()) {
            m_problem("shares", "shares has to be a map of \"namespace/name\" to shares");
            return;
        }
        for (const auto& [backend, json] : found->items()) {
            const std::string field = "shares." + backend;
            if (!backend.contains('/'))
                m_problem(field, fmt::format("a backend has to be \"namespace/name\", not \"{}\"",
                                             backend));
            else if (auto share = shareOf(field, json))
                target.emplace(backend, std::move(*share));
        }
    }

    /// "80%", "4/5" or 0.8
    std::optional<ExpectedShare> shareOf(const std::string& field, const Json& json) {
        const std::string text = json.is_string()   ? json.get<std::string>()
                                 : json.is_number() ? json.dump()
                                                    : std::string();
        const char* const end = text.data() + text.size();
        double number = 0, divisor = 1;
        auto read = std::from_chars(text.data(), end, number);
        if (read.ec == std::errc() && read.ptr != end && *read.ptr == '/')
            read = std::from_chars(read.ptr + 1, end, divisor);
        if (read.ec == std::errc() && read.ptr + 1 == end && *read.ptr == '%') {
            divisor *= 100;
            ++read.ptr;
        }
        const double share = divisor > 0 ? number / divisor : -1;
        if (!text.empty() && read.ec == std::errc() && read.ptr == end && share >= 0 && share <= 1)
            return ExpectedShare{text, share};
        m_problem(field, "a share has to be like 80%, 4/5 or 0.8, at most 1");
        return std::nullopt;
    }

    /// One name, or a list of them.
    void readBackends(const char* name, std::vector<std::string>& target) {
        const Json* found = value(name);
        if (!found)
            return;
        for (const Json& item : found->is_array() ? *found : Json::array({*found})) {
            if (item.is_string() && item.get<std::string>().contains('/'))
                target.push_back(item.get<std::string>());
            else
                m_problem(name,
                          fmt::format("{} has to be \"namespace/name\", or a list of such", name));
        }
    }

    const Json& m_json;
    const FieldProblem& m_problem;
};

}  // namespace

Expectation readExpectation(const Json& json, const FieldProblem& problem) {
    return Reader(json, problem).run();
}

bool Expectation::empty() const {
    return !backend && !pod && !route && !listener && !status && !outcome && !reason && !path &&
           !location && headers.empty() && responseHeaders.empty() && shares.empty() &&
           getsTraffic.empty() && mustNotReach.empty();
}

Json toJson(const Expectation& expectation) {
    Json json = Json::object();
    const auto put = [&](const char* key, const auto& value) {
        if (value)
            json[key] = *value;
    };
    put("outcome", expectation.outcome);
    put("status", expectation.status);
    put("reason", expectation.reason);
    put("listener", expectation.listener);
    put("route", expectation.route);
    put("backend", expectation.backend);
    put("pod", expectation.pod);
    for (const auto& [backend, share] : expectation.shares)
        json["shares"][backend] = share.text;
    if (expectation.tolerance)
        json["tolerance"] = expectation.tolerance->text;
    if (!expectation.getsTraffic.empty())
        json["getsTraffic"] = expectation.getsTraffic;
    if (!expectation.mustNotReach.empty())
        json["mustNotReach"] = expectation.mustNotReach;
    put("path", expectation.path);
    put("location", expectation.location);
    if (!expectation.headers.empty())
        json["headers"] = expectation.headers;
    if (!expectation.responseHeaders.empty())
        json["responseHeaders"] = expectation.responseHeaders;
    return json;
}

}  // namespace gatesight::simulator
