// A Scenario is read leniently: what is wrong is told with its place, and left out; the rest is
// used.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "model/kinds/duration.h"
#include "model/schema/decode.h"
#include "simulator/traffic/expectation.h"
#include "simulator/traffic/matrix.h"
#include "simulator/traffic/node_json.h"
#include "simulator/traffic/problems.h"
#include "simulator/traffic/scenario.h"
#include "simulator/traffic/surroundings_reader.h"

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kApiVersion = "gatesight.dev/v1alpha1";
constexpr std::size_t kMostRequests = 100'000;
constexpr std::size_t kMostSuggestions = 1000;  // names that a misspelt one is compared with
constexpr double kMostRate = 10e6, kMostSeconds = 7 * 86400;

constexpr std::array<std::string_view, 4> kSpecFields{"dns", "requests", "traffic", "workloads"};
/// What an item has besides the fields of a Request.
constexpr std::array<std::string_view, 3> kItemFields{"expect", "matrix", "name"};
constexpr std::array<std::string_view, 17> kRequestFields{
    "authBehavior", "backendBehavior", "body",   "bodyBytes",    "from",     "gateway",
    "headers",      "host",            "id",     "method",       "port",     "protocol",
    "repeat",       "sessionAgeMs",    "sourceIp", "tls",        "url"};
constexpr std::array<std::string_view, 4> kTrafficFields{"duration", "mix", "name", "rate"};
constexpr std::array<std::string_view, 2> kMixFields{"request", "weight"};

/// YAML reads `true` and `1` as more than text; in a header they are text.
void makeHeadersText(Json& request) {
    const auto found = request.find("headers");
    if (found == request.end())
        return;
    const auto toText = [](Json& value) {
        if (value.is_boolean() || value.is_number())
            value = value.dump();
    };
    for (Json& header : *found) {
        if (header.is_array() && header.size() == 2)
            toText(header[1]);
        else if (found->is_object())
            toText(header);
    }
}

/// The field that an error of requestFromJson speaks of: "tls.sni has to be …", "url: …", "unknown
/// field tls.snni; …".
std::string_view fieldOf(std::string_view error) {
    constexpr std::string_view kUnknown = "unknown field ";
    if (error.starts_with(kUnknown))
        error.remove_prefix(kUnknown.size());
    return error.substr(0, error.find_first_of(" :;"));
}

class ScenarioReader {
public:
    explicit ScenarioReader(const model::DocumentPtr& document)
        : m_document(document), m_problems(document, m_scenario.findings) {}

    Scenario run() {
        const model::Node root = m_document->root();
        m_scenario.name = root["metadata"]["name"].text();
        if (root["apiVersion"].text() != kApiVersion)
            m_problems.report(root, "apiVersion", scenario_rule::kVersion,
                              fmt::format("this version of scenarios is not known; it has to be {}",
                                          kApiVersion));
        const model::Node spec = root["spec"];
        if (!spec || spec.isNull() || !m_problems.checkFields(spec, kSpecFields))
            return std::move(m_scenario);
        m_scenario.surroundings = readSurroundings(spec, m_problems);
        for (const model::Node item : list(spec, "requests"))
            readItem(item);
        for (const model::Node item : list(spec, "traffic"))
            readMix(item);
        return std::move(m_scenario);
    }

private:
    model::Node::Items list(model::Node map, std::string_view name) {
        const model::Node node = map[name];
        if (node && !node.isNull() && !node.isList())
            m_problems.report(node, scenario_rule::kField,
                              fmt::format("{} has to be a list", name));
        return node.items();
    }

    // --- requests ---

    void readItem(model::Node item) {
        static const std::vector<std::string_view> known = [] {
            std::vector<std::string_view> all(kRequestFields.begin(), kRequestFields.end());
            all.insert(all.end(), kItemFields.begin(), kItemFields.end());
            return all;
        }();
        const std::size_t problems = m_problems.count();
        if (!m_problems.checkFields(item, known))
            return;
        Json json = jsonOf(item);
        const auto all = combinations(take(json, "matrix"));
        if (!all) {
            m_problems.report(item, "matrix", scenario_rule::kField, all.error());
            return;
        }
        std::string name = takeName(item, json);
        const Json expect = take(json, "expect");
        checkParameters(item, all->front(), json, Json::array({name, expect}));
        // A request that is only half understood would give answers to another question.
        if (m_problems.count() != problems)
            return;
        const std::size_t first = m_scenario.requests.size();
        for (const Combination& combination : *all) {
            if (m_scenario.requests.size() >= kMostRequests) {
                m_problems.report(item, scenario_rule::kLimit,
                                  fmt::format("more than {} requests", kMostRequests));
                break;
            }
            addRequest(item, name, json, expect, combination);
        }
        m_items.emplace(name, Range{first, m_scenario.requests.size() - first});
    }

    /// A parameter that nothing takes would make one request again and again.
    void checkParameters(model::Node item, const Combination& combination, const Json& json,
                         const Json& others) {
        for (const auto& [parameter, value] : combination)
            if (std::ranges::find(kRequestFields, parameter) == kRequestFields.end() &&
                !namesParameter(json, parameter) && !namesParameter(others, parameter))
                m_problems.report(
                    item, "matrix." + parameter, scenario_rule::kField,
                    fmt::format("nothing takes the parameter \"{0}\": it is no field of a request, "
                                "and no text has \"{{{0}}}\"",
                                parameter));
    }

    static Json take(Json& map, const char* name) {
        Json result;
        if (const auto found = map.find(name); found != map.end()) {
            result = std::move(*found);
            map.erase(found);
        }
        return result;
    }

    std::string takeName(model::Node item, Json& json) {
        const Json value = take(json, "name");
        if (!value.is_null() && !value.is_primitive())
            m_problems.report(item, "name", scenario_rule::kField, "name has to be a text");
        std::string name(item["name"].text());
        if (name.empty())
            name = fmt::format("request {}", m_names.size() + 1);
        if (!m_names.insert(name).second)
            m_problems.report(item, "name", scenario_rule::kName,
                              fmt::format("there is another request \"{}\"", name));
        return name;
    }

    void addRequest(model::Node item, const std::string& name, const Json& json, const Json& expect,
                    const Combination& combination) {
        Json fields = substituted(json, combination);
        for (const auto& [parameter, value] : combination)
            if (std::ranges::find(kRequestFields, parameter) != kRequestFields.end())
                fields[parameter] = value;
        makeHeadersText(fields);
        const auto request = requestFromJson(fields);
        if (!request) {
            tellProblems(item, fields, request.error());
            return;
        }
        const std::size_t problems = m_problems.count();
        ScenarioRequest result{.name = nameOf(name, combination),
                               .request = *request,
                               .expect = readExpect(item, substituted(expect, combination)),
                               .source = m_document->locate(item.id())};
        if (m_problems.count() != problems)
            return;
        m_expanded.emplace(result.name, m_scenario.requests.size());
        m_scenario.requests.push_back(std::move(result));
    }

    static std::string nameOf(const std::string& name, const Combination& combination) {
        // What the name does not say itself stands behind it, so that no two are alike.
        Combination others = combination;
        std::erase_if(others,
                      [&](const auto& each) { return namesParameter(Json(name), each.first); });
        const Json result = substituted(Json(name), combination);
        const std::string text = result.is_string() ? result.get<std::string>() : result.dump();
        return others.empty() ? text : fmt::format("{} ({})", text, describe(others));
    }

    Expectation readExpect(model::Node item, const Json& json) {
        if (json.is_null())
            return {};
        return readExpectation(json, [&](const std::string& path, std::string message) {
            m_problems.report(item, path.empty() ? "expect" : "expect." + path,
                              scenario_rule::kField, std::move(message));
        });
    }

    /// requestFromJson stops at the first problem; asked for one field at a time it tells them all.
    void tellProblems(model::Node item, const Json& fields, const std::string& first) {
        const std::size_t before = m_problems.count();
        for (const auto& [name, value] : fields.items()) {
            Json alone{{"url", "http://example.com/"}};
            alone[name] = value;
            if (const auto request = requestFromJson(alone); !request)
                m_problems.report(item, fieldOf(request.error()), scenario_rule::kField,
                                  request.error());
        }
        if (m_problems.count() == before)
            m_problems.report(item, fieldOf(first), scenario_rule::kField, first);
    }

    // --- traffic ---

    void readMix(model::Node item) {
        if (!m_problems.checkFields(item, kTrafficFields))
            return;
        TrafficMix mix;
        mix.name = item["name"].text();
        if (mix.name.empty())
            mix.name = fmt::format("traffic {}", m_scenario.traffic.size() + 1);
        if (!m_mixNames.insert(mix.name).second)
            m_problems.report(item, "name", scenario_rule::kName,
                              fmt::format("there is another traffic \"{}\"", mix.name));
        readRate(item["rate"], mix.requestsPerSecond);
        readSeconds(item["duration"], mix.seconds);
        for (const model::Node part : list(item, "mix"))
            readPart(part, mix);
        // Without a mix, all requests alike.
        if (!item["mix"])
            for (std::size_t i = 0; i < m_scenario.requests.size(); ++i)
                mix.parts.push_back({i, 1});
        m_scenario.traffic.push_back(std::move(mix));
    }

    static std::optional<double> numberOf(std::string_view text) {
        const std::string copy(text);
        char* end = nullptr;
        const double value = std::strtod(copy.c_str(), &end);
        if (copy.empty() || end != copy.c_str() + copy.size() || !std::isfinite(value) || value < 0)
            return std::nullopt;
        return value;
    }

    void readRate(model::Node node, double& rate) {
        if (!node || node.isNull())
            return;
        std::string_view text = node.text();
        double unit = 1;
        for (const auto& [suffix, seconds] :
             {std::pair("/s", 1.0), std::pair("/m", 60.0), std::pair("/h", 3600.0)}) {
            if (!text.ends_with(suffix))
                continue;
            text.remove_suffix(2);
            unit = seconds;
            break;
        }
        const auto value = numberOf(text);
        if (value && *value > 0 && *value / unit <= kMostRate)
            rate = *value / unit;
        else
            m_problems.report(
                node, scenario_rule::kField,
                fmt::format("rate has to be like 500/s, 30/m or 10/h, at most {}/s", kMostRate));
    }

    void readSeconds(model::Node node, double& seconds) {
        if (!node || node.isNull())
            return;
        std::optional<double> value;
        if (const auto milliseconds = model::parseDuration(node.text()))
            value = static_cast<double>(*milliseconds) / 1000;
        else
            value = numberOf(node.text());
        if (value && *value > 0 && *value <= kMostSeconds)
            seconds = *value;
        else
            m_problems.report(node, scenario_rule::kField,
                              "duration has to be like 60s or 1m30s, at most seven days");
    }

    void readPart(model::Node node, TrafficMix& mix) {
        double weight = 1;
        model::Node request = node;
        if (!node.isScalar()) {
            if (!m_problems.checkFields(node, kMixFields))
                return;
            request = node["request"];
            if (const model::Node written = node["weight"]; written && !written.isNull()) {
                const auto value = numberOf(written.text());
                if (!value || *value > 1e9) {
                    m_problems.report(written, scenario_rule::kField,
                                      "weight has to be a number from 0 to 1000000000");
                    return;
                }
                weight = *value;
            }
        }
        addPart(node, request.text(), weight, mix);
    }

    /// A request with a matrix shares its weight among what the matrix makes of it.
    void addPart(model::Node node, std::string_view name, double weight, TrafficMix& mix) {
        if (const auto item = m_items.find(name); item != m_items.end()) {
            const auto [first, count] = item->second;
            for (std::size_t i = 0; i < count; ++i)
                mix.parts.push_back({first + i, weight / static_cast<double>(count)});
            return;
        }
        if (const auto found = m_expanded.find(name); found != m_expanded.end()) {
            mix.parts.push_back({found->second, weight});
            return;
        }
        if (m_names.contains(name))
            return;  // what is wrong with it was told where it stands
        std::vector<std::string_view> known;
        for (const auto& [other, index] : m_expanded)
            if (known.size() < kMostSuggestions)
                known.push_back(other);
        const std::string_view near = model::nearest(name, known);
        m_problems.report(
            node, "request", scenario_rule::kName,
            fmt::format("there is no request \"{}\"{}", name,
                        near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)));
    }

    /// Indexes into the scenario's requests.
    struct Range {
        std::size_t first = 0, count = 0;
    };

    model::DocumentPtr m_document;
    Scenario m_scenario;
    Problems m_problems;
    std::map<std::string, Range, std::less<>> m_items;  // what an item of `requests` became
    std::map<std::string, std::size_t, std::less<>> m_expanded;
    std::set<std::string, std::less<>> m_names, m_mixNames;
};

}  // namespace

Scenario readScenario(const model::DocumentPtr& document) {
    return ScenarioReader(document).run();
}

}  // namespace gatesight::simulator
