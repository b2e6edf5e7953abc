#include "support_world_pairs.h"

#include "model/manifest/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

namespace gatesight::test {

namespace {

using PairJson = nlohmann::ordered_json;
using namespace std::string_view_literals;

constexpr std::array kPairHosts{"a.example.com"sv, "b.example.com"sv, "*.example.com"sv};
constexpr std::array kPairPaths{"/"sv, "/a"sv, "/a/b"sv, "/ab"sv};
constexpr std::array kPairServices{"web"sv, "api"sv, "empty"sv, "gone"sv};
constexpr std::array kPairNamespaces{"infra"sv, "team"sv};

PairJson namedObject(std::string_view version, std::string_view kind, std::string_view namespace_,
                     std::string_view name) {
    return {{"apiVersion", version},
            {"kind", kind},
            {"metadata", {{"name", name}, {"namespace", namespace_}}}};
}

bool isRequestRoute(const PairJson& document) {
    return document["kind"] == "HTTPRoute" || document["kind"] == "GRPCRoute";
}

// ---- rules ----

class PairMaker {
public:
    explicit PairMaker(Dice& dice) : m_dice(dice) {}

    std::vector<PairJson> world() {
        std::vector<PairJson> documents;
        PairJson gatewayClass =
            namedObject("gateway.networking.k8s.io/v1", "GatewayClass", "", "c");
        gatewayClass["metadata"].erase("namespace");
        gatewayClass["spec"] = {{"controllerName", "gatesight.dev/controller"}};
        documents.push_back(gatewayClass);
        documents.push_back(gateway());
        for (const std::string_view namespace_ : kPairNamespaces)
            for (const std::string_view service : {"web"sv, "api"sv, "empty"sv})
                addService(documents, namespace_, service);
        if (m_dice.once(2))
            documents.push_back(grant());
        for (std::size_t i = 0, count = 1 + m_dice.below(3); i < count; ++i)
            documents.push_back(route(i));
        return documents;
    }

    PairJson route(std::size_t index) {
        const bool calls = m_dice.once(5);
        PairJson route =
            namedObject("gateway.networking.k8s.io/v1", calls ? "GRPCRoute" : "HTTPRoute",
                        m_dice.of(kPairNamespaces), fmt::format("r{}", index));
        if (!m_dice.once(3))
            route["metadata"]["creationTimestamp"] =
                fmt::format("2026-01-0{}T00:00:00Z", 1 + m_dice.below(2));
        PairJson& spec = route["spec"];
        spec["parentRefs"] = {parent()};
        const std::size_t names = m_dice.below(3);
        for (std::size_t i = 0; i < names; ++i)
            addOnce(spec["hostnames"], m_dice.of(kPairHosts));
        spec["rules"] = PairJson::array();
        for (std::size_t i = 0, count = 1 + m_dice.below(2); i < count; ++i)
            spec["rules"].push_back(rule(calls));
        return route;
    }

    PairJson parent() {
        PairJson parent{{"name", "gw"}, {"namespace", "infra"}};
        if (m_dice.once(4))
            parent["sectionName"] = m_dice.of(std::array{"l0", "l1"});
        return parent;
    }

    PairJson rule(bool calls) {
        PairJson rule = PairJson::object();
        for (std::size_t i = 0, count = m_dice.below(3); i < count; ++i)
            rule["matches"].push_back(calls ? callMatch() : match());
        if (m_dice.once(3))
            rule["filters"].push_back(filter(calls));
        const bool answers =
            rule.contains("filters") && rule["filters"][0]["type"] == "RequestRedirect";
        for (std::size_t i = 0, count = answers ? 0 : m_dice.below(3); i < count; ++i)
            rule["backendRefs"].push_back(backend());
        return rule;
    }

    PairJson match() {
        PairJson match = PairJson::object();
        if (!m_dice.once(5))
            match["path"] = {{"type", m_dice.once(2) ? "Exact" : "PathPrefix"},
                             {"value", m_dice.of(kPairPaths)}};
        if (m_dice.once(3))
            match["method"] = m_dice.of(std::array{"GET", "POST"});
        addHeaders(match);
        if (m_dice.once(4))
            match["queryParams"].push_back({{"name", "p"}, {"value", "1"}});
        return match;
    }

    PairJson callMatch() {
        PairJson match = PairJson::object();
        if (m_dice.once(2))
            match["method"]["service"] = "a";
        if (m_dice.once(2))
            match["method"]["method"] = m_dice.of(std::array{"b", "c"});
        addHeaders(match);
        return match;
    }

    void addHeaders(PairJson& match) {
        if (m_dice.once(4))
            match["headers"].push_back(
                {{"name", m_dice.of(std::array{"x-a", "X-A"})}, {"value", "1"}});
        if (m_dice.once(8))
            match["headers"].push_back({{"name", "x-b"}, {"value", "1"}});
    }

    PairJson filter(bool calls) {
        switch (m_dice.below(calls ? 2 : 5)) {
            case 0:
                return {{"type", "RequestHeaderModifier"},
                        {"requestHeaderModifier", headerChange()}};
            case 1:
                return {{"type", "ResponseHeaderModifier"},
                        {"responseHeaderModifier", {{"set", {{{"name", "x-r"}, {"value", "1"}}}}}}};
            case 2:
                return {{"type", "URLRewrite"}, {"urlRewrite", {{"path", pathChange()}}}};
            case 3:
                return {{"type", "RequestRedirect"}, {"requestRedirect", {{"path", pathChange()}}}};
            default:
                return {{"type", "RequestMirror"},
                        {"requestMirror", {{"backendRef", {{"name", "api"}, {"port", 80}}}}}};
        }
    }

    PairJson headerChange() {
        const std::string name = m_dice.of(std::array{"x-a", "x-b"});
        switch (m_dice.below(3)) {
            case 0:
                return {{"set", {{{"name", name}, {"value", "1"}}}}};
            case 1:
                return {{"add", {{{"name", name}, {"value", "1"}}}}};
            default:
                return {{"remove", {name}}};
        }
    }

    PairJson pathChange() {
        return {{"type", "ReplaceFullPath"},
                {"replaceFullPath", m_dice.of(std::array{"/a", "/z"})}};
    }

    PairJson backend() {
        PairJson backend{{"name", m_dice.of(kPairServices)}, {"port", 80}};
        if (m_dice.once(4))
            backend["namespace"] = m_dice.of(kPairNamespaces);
        if (m_dice.once(2))
            backend["weight"] = m_dice.of(std::array{0, 1, 2, 3});
        return backend;
    }

    static void addOnce(PairJson& list, std::string_view value) {
        if (std::ranges::find(list, PairJson(value)) == list.end())
            list.push_back(value);
    }

private:
    PairJson gateway() {
        PairJson gateway = namedObject("gateway.networking.k8s.io/v1", "Gateway", "infra", "gw");
        gateway["spec"]["gatewayClassName"] = "c";
        const std::array<std::string_view, 3> hostnames{"", "*.example.com", "a.example.com"};
        for (std::size_t i = 0; i < 2; ++i) {
            PairJson listener{{"name", fmt::format("l{}", i)},
                              {"port", i == 0 || m_dice.once(2) ? 80 : 8080},
                              {"protocol", "HTTP"},
                              {"allowedRoutes", {{"namespaces", {{"from", "All"}}}}}};
            const std::size_t hostname = i == 0 ? m_dice.below(2) : 2;
            if (!hostnames[hostname].empty())
                listener["hostname"] = hostnames[hostname];
            gateway["spec"]["listeners"].push_back(std::move(listener));
        }
        return gateway;
    }

    static void addService(std::vector<PairJson>& documents, std::string_view namespace_,
                           std::string_view name) {
        PairJson service = namedObject("v1", "Service", namespace_, name);
        service["spec"] = {{"ports", {{{"port", 80}}}}};
        documents.push_back(std::move(service));
        PairJson slice = namedObject("discovery.k8s.io/v1", "EndpointSlice", namespace_,
                                     fmt::format("{}-1", name));
        slice["metadata"]["labels"] = {{"kubernetes.io/service-name", name}};
        slice["addressType"] = "IPv4";
        slice["ports"] = {{{"port", 8000}}};
        slice["endpoints"] = {
            {{"addresses", {fmt::format("10.{}.{}.1", namespace_.size(), name.size() + name[0])}},
             {"conditions", {{"ready", name != "empty"}}}}};
        documents.push_back(std::move(slice));
    }

    static PairJson grant() {
        PairJson grant =
            namedObject("gateway.networking.k8s.io/v1beta1", "ReferenceGrant", "infra", "all");
        grant["spec"] = {{"from",
                          {{{"group", "gateway.networking.k8s.io"},
                            {"kind", "HTTPRoute"},
                            {"namespace", "team"}}}},
                         {"to", {{{"group", ""}, {"kind", "Service"}}}}};
        return grant;
    }

    Dice& m_dice;
};

// ---- one change ----

class Mutation {
public:
    Mutation(std::vector<PairJson>& documents, Dice& dice)
        : m_documents(documents), m_dice(dice), m_maker(dice) {}

    std::string run() {
        for (;;) {
            const std::string done = tried();
            if (!done.empty())
                return done;
        }
    }

private:
    PairJson& anyRoute() {
        std::vector<PairJson*> routes;
        for (PairJson& document : m_documents)
            if (isRequestRoute(document))
                routes.push_back(&document);
        return *m_dice.of(routes);
    }

    PairJson& anyRule(PairJson& route) {
        PairJson& rules = route["spec"]["rules"];
        return rules[m_dice.below(rules.size())];
    }

    PairJson& gateway() { return m_documents[1]; }

    std::string tried() {
        PairJson& route = anyRoute();
        const bool calls = route["kind"] == "GRPCRoute";
        PairJson& spec = route["spec"];
        switch (m_dice.below(16)) {
            case 0:
                return removeOne();
            case 1:
                m_documents.push_back(m_maker.route(7));
                return "a route more";
            case 2:
                anyRule(route) = m_maker.rule(calls);
                return "a rule replaced";
            case 3:
                spec["rules"].push_back(m_maker.rule(calls));
                return "a rule more";
            case 4:
                return dropRule(spec["rules"]);
            case 5:
                return changeBackend(anyRule(route));
            case 6:
                anyRule(route)["matches"] = {calls ? m_maker.callMatch() : m_maker.match()};
                return "other matches";
            case 7:
                return changeFilter(anyRule(route), calls);
            case 8:
                std::ranges::reverse(spec["rules"]);
                return "rules the other way round";
            case 9:
                spec["hostnames"] = {m_dice.of(kPairHosts)};
                return "other hostnames";
            case 10:
                spec["parentRefs"] = {m_maker.parent()};
                return "another parent";
            case 11:
                return changeListener();
            case 12:
                return changeEndpoints();
            case 13:
                route["metadata"]["name"] = "renamed";
                return "a route renamed";
            case 14:
                return split(route);
            default:
                return changeAge(route);
        }
    }

    std::string removeOne() {
        const std::size_t at = 2 + m_dice.below(m_documents.size() - 2);
        const std::string what = m_documents[at]["kind"];
        const auto routes = std::ranges::count_if(m_documents, isRequestRoute);
        if (isRequestRoute(m_documents[at]) && routes == 1)
            return {};
        m_documents.erase(m_documents.begin() + static_cast<std::ptrdiff_t>(at));
        return what + " removed";
    }

    static std::string dropRule(PairJson& rules) {
        if (rules.size() < 2)
            return {};
        rules.erase(0);
        return "a rule less";
    }

    std::string changeBackend(PairJson& rule) {
        if (!rule.contains("backendRefs"))
            return {};
        PairJson& backends = rule["backendRefs"];
        backends[m_dice.below(backends.size())] = m_maker.backend();
        return "another backend";
    }

    std::string changeFilter(PairJson& rule, bool calls) {
        if (rule.contains("filters")) {
            rule.erase("filters");
            return "without filter";
        }
        PairJson filter = m_maker.filter(calls);
        if (filter["type"] == "RequestRedirect")
            rule.erase("backendRefs");
        rule["filters"] = {std::move(filter)};
        return "with a filter";
    }

    std::string changeListener() {
        PairJson& listener = gateway()["spec"]["listeners"][m_dice.below(2)];
        switch (m_dice.below(3)) {
            case 0:
                listener["hostname"] = m_dice.of(kPairHosts);
                return "a listener's hostname";
            case 1:
                listener.erase("hostname");
                return "a listener without hostname";
            default:
                listener["port"] = listener["port"] == 80 ? 8080 : 80;
                return "a listener's port";
        }
    }

    std::string changeEndpoints() {
        std::vector<PairJson*> slices;
        for (PairJson& document : m_documents)
            if (document["kind"] == "EndpointSlice")
                slices.push_back(&document);
        if (slices.empty())
            return {};
        PairJson& ready = (*m_dice.of(slices))["endpoints"][0]["conditions"]["ready"];
        ready = !ready.get<bool>();
        return "an endpoint's readiness";
    }

    /// Each rule in a route of its own, one after the other.
    std::string split(PairJson& route) {
        const PairJson rules = route["spec"]["rules"];
        if (rules.size() < 2)
            return {};
        PairJson second = route;
        route["spec"]["rules"] = {rules[0]};
        second["spec"]["rules"] = {rules[1]};
        second["metadata"]["name"] = route["metadata"]["name"].get<std::string>() + "-b";
        m_documents.push_back(std::move(second));
        return "a route split";
    }

    std::string changeAge(PairJson& route) {
        route["metadata"]["creationTimestamp"] =
            fmt::format("2026-01-0{}T00:00:00Z", 1 + m_dice.below(2));
        return "another age";
    }

    std::vector<PairJson>& m_documents;
    Dice& m_dice;
    PairMaker m_maker;
};

}  // namespace

WorldPair randomPair(Dice& dice) {
    WorldPair pair;
    if (dice.once(6))
        pair.options.without.insert("GatewayHTTPListenerIsolation");
    if (dice.once(6))
        pair.options.choices.hostFallthrough = simulator::SpecChoices::HostFallthrough::NotFound;
    if (dice.once(6))
        pair.options.choices.hostnamePrecedence =
            simulator::SpecChoices::HostnamePrecedence::RouteOwn;
    pair.before = PairMaker(dice).world();
    pair.after = pair.before;
    pair.mutation = Mutation(pair.after, dice).run();
    return pair;
}

std::vector<simulator::Request> everyRequest() {
    std::vector<simulator::Request> all;
    for (const char* host : {"a.example.com", "b.example.com", "z.example.com", "z.org"})
        for (const std::uint16_t port : {std::uint16_t{80}, std::uint16_t{8080}})
            for (const char* path : {"/", "/a", "/a/", "/a/b", "/a/b/z", "/a/z", "/ab", "/z/b"})
                for (const char* method : {"GET", "POST", "PUT"})
                    for (const char* first : {"", "1", "z"})
                        for (const char* second : {"", "1", "z"})
                            for (const char* query : {"", "p=1"}) {
                                simulator::Request request;
                                request.gateway = "infra/gw";
                                request.urlHost = host;
                                request.urlPort = port;
                                request.portGiven = port != 80;
                                request.path = path;
                                request.method = method;
                                if (*first != '\0')
                                    request.headers.emplace_back("x-a", first);
                                if (*second != '\0')
                                    request.headers.emplace_back("x-b", second);
                                if (*query != '\0')
                                    request.query = query;
                                all.push_back(request);
                                if (request.method == "POST" && !request.query &&
                                    request.path.find('/', 1) != std::string::npos) {
                                    request.scheme = simulator::Scheme::Grpc;
                                    request.protocol = simulator::Protocol::Grpc;
                                    all.push_back(request);
                                }
                            }
    return all;
}

std::string yamlOf(const std::vector<PairJson>& documents) {
    return model::toYamlStream(documents);
}

}  // namespace gatesight::test
