#include "simulator/traffic/expectation.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "model/schema/decode.h"

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 11> kFields{
    "backend", "headers", "listener", "location", "outcome",        "path",
    "pod",     "reason",  "route",    "status",   "responseHeaders"};

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

    const Json& m_json;
    const FieldProblem& m_problem;
};

}  // namespace

Expectation readExpectation(const Json& json, const FieldProblem& problem) {
    return Reader(json, problem).run();
}

bool Expectation::empty() const {
    return !backend && !pod && !route && !listener && !status && !outcome && !reason && !path &&
           !location && headers.empty() && responseHeaders.empty();
}

}  // namespace gatesight::simulator
