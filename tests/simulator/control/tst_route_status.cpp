// Conditions of HTTPRoutes, each rule with a case that holds and one that does not.
#include "tests/house/test_program.h"

#include "support_control.h"

namespace gatesight::simulator::tst_route_status {

using test::Expectation;
using test::gatewayYaml;
using test::lacking;
using test::routeYaml;

namespace {

const std::string kOpen =
    "{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}";
const std::string kBackend = "rules: [{backendRefs: [{name: web, port: 80}]}]";

std::string toGateway(const std::string& more = "") {
    return "parentRefs: [{name: gw, namespace: infra" + more + "}]";
}

/// A Gateway open to all and a route in `apps` with these rules.
std::string withRules(const std::string& rules) {
    return gatewayYaml({kOpen}) + routeYaml("apps", toGateway() + ", rules: [" + rules + "]");
}

std::string withBackend(const std::string& backendRef) {
    return withRules("{backendRefs: [" + backendRef + "]}");
}

std::string withFilter(const std::string& filter) {
    return withRules("{filters: [" + filter + "], backendRefs: [{name: web, port: 80}]}");
}

std::string service(const std::string& namespace_, const std::string& ports) {
    return "---\napiVersion: v1\nkind: Service\nmetadata: {name: svc, namespace: " + namespace_ +
           "}\nspec: {ports: [" + ports + "]}\n";
}

}  // namespace

class TestRouteStatus : public QObject {
    Q_OBJECT

private slots:
    void parents_data();
    void parents() { check(); }
    void allowedRoutes_data();
    void allowedRoutes() { check(); }
    void hostnames_data();
    void hostnames() { check(); }
    void backends_data();
    void backends() { check(); }
    void grants_data();
    void grants() { check(); }
    void rules_data();
    void rules() { check(); }
    void defaultGateways_data();
    void defaultGateways() { check(); }
    void attachedRoutes_data();
    void attachedRoutes() { check(); }
    void observedGeneration();
    void verdictsNameWhatWasCompared();
    void servedHostnames();
    void attachmentsAreOldestFirst();

private:
    static void check();
};

void TestRouteStatus::check() {
    QFETCH(Expectation, row);
    if (row.object.empty())
        row.object = "HTTPRoute apps/r";
    const std::string wrong = test::mismatch(row);
    QVERIFY2(wrong.empty(), wrong.c_str());
}

static void row(const char* name, const Expectation& expectation) {
    QTest::newRow(name) << expectation;
}

void TestRouteStatus::parents_data() {
    QTest::addColumn<Expectation>("row");
    const std::string gateway =
        gatewayYaml({kOpen,
                     "{name: alt, port: 81, protocol: HTTP, allowedRoutes: {namespaces: "
                     "{from: All}}}"});
    const auto with = [&](const std::string& more) {
        return gateway + routeYaml("apps", toGateway(more) + ", " + kBackend);
    };
    const std::vector<std::string> accepted = {"parent 0 Accepted=True/Accepted",
                                               "parent 0 ResolvedRefs=True/ResolvedRefs"};
    row("route.parentref.section-name: whole Gateway", {with(""), {}, accepted});
    row("route.parentref.section-name: named", {with(", sectionName: alt"), {}, accepted});
    row("route.parentref.no-such-section: name",
        {with(", sectionName: none"), {}, {"parent 0 Accepted=False/NoMatchingParent"}});
    row("route.parentref.port: there", {with(", port: 81"), {}, accepted});
    row("route.parentref.no-such-section: port",
        {with(", port: 82"), {}, {"parent 0 Accepted=False/NoMatchingParent"}});
    row("route.parentref.port: name and port of one listener",
        {with(", sectionName: alt, port: 81"), {}, accepted});
    row("route.parentref.no-such-section: name and port of two listeners",
        {with(", sectionName: alt, port: 80"), {}, {"parent 0 Accepted=False/NoMatchingParent"}});
    row("route.parentref.resolve: no such Gateway",
        {routeYaml("apps", toGateway() + ", " + kBackend),
         {},
         {"unwritten 0: there is no Gateway 'gw' in namespace 'infra'"}});
    row("route.parentref.namespace: unset is the route's own",
        {gateway + routeYaml("apps", "parentRefs: [{name: gw}], " + kBackend),
         {},
         {"unwritten 0: there is no Gateway 'gw' in namespace 'apps'"}});
    row("route.parentref.kind: unknown",
        {gateway +
             routeYaml("apps", "parentRefs: [{group: x.dev, kind: Odd, name: gw}], " + kBackend),
         {},
         {"unwritten 0: parents of kind x.dev/Odd are not modelled"}});
    row("route.parentref.independent: one accepts, one refuses",
        {gateway + routeYaml("apps",
                             "parentRefs: [{name: gw, namespace: infra, sectionName: none}, "
                             "{name: gw, namespace: infra, sectionName: http}], " +
                                 kBackend),
         {},
         {"parent 0 Accepted=False/NoMatchingParent", "parent 1 Accepted=True/Accepted"}});
}

void TestRouteStatus::allowedRoutes_data() {
    QTest::addColumn<Expectation>("row");
    const std::string accepted = "parent 0 Accepted=True/Accepted";
    const std::string refused = "parent 0 Accepted=False/NotAllowedByListeners";
    const auto listener = [](const std::string& name, const std::string& allowed) {
        return "{name: " + name + ", port: 80, hostname: " + name +
               ".test, protocol: HTTP, allowedRoutes: {" + allowed + "}}";
    };
    const auto from = [&](const std::string& namespaces, const std::string& routeNamespace) {
        return gatewayYaml({listener("l", "namespaces: " + namespaces)}) +
               routeYaml(routeNamespace, toGateway() + ", " + kBackend);
    };
    row("route.allowed.namespaces: Same, own",
        {from("{from: Same}", "infra"), "HTTPRoute infra/r", {accepted}});
    row("route.allowed.namespaces: Same, other", {from("{from: Same}", "apps"), {}, {refused}});
    row("route.allowed.namespaces: default is Same",
        {gatewayYaml({"{name: l, port: 80, protocol: HTTP}"}) +
             routeYaml("apps", toGateway() + ", " + kBackend),
         {},
         {refused}});
    row("route.allowed.namespaces: All", {from("{from: All}", "apps"), {}, {accepted}});
    const auto selector = [](const std::string& text) {
        return "{from: Selector, selector: " + text + "}";
    };
    row("route.allowed.selector: fits",
        {from(selector("{matchLabels: {team: infra}}"), "infra"), "HTTPRoute infra/r", {accepted}});
    row("route.allowed.selector: does not fit",
        {from(selector("{matchLabels: {team: infra}}"), "apps"), {}, {refused}});
    row("route.allowed.selector: metadata.name",
        {from(selector("{matchLabels: {kubernetes.io/metadata.name: apps}}"), "apps"),
         {},
         {accepted}});
    row("route.allowed.selector: expression",
        {from(selector("{matchExpressions: [{key: team, operator: DoesNotExist}]}"), "apps"),
         {},
         {accepted}});
    row("route.allowed.selector: empty selects all",
        {from(selector("{}"), "apps"), {}, {accepted}});
    row("route.allowed.selector: missing selects none",
        {from("{from: Selector}", "apps"), {}, {refused}});

    const auto kinds = [&](const std::string& kind) {
        return gatewayYaml(
                   {listener("l", "namespaces: {from: All}, kinds: [{kind: " + kind + "}]")}) +
               routeYaml("apps", toGateway() + ", " + kBackend);
    };
    row("route.allowed.kinds: listed", {kinds("HTTPRoute"), {}, {accepted}});
    row("route.allowed.kinds: not listed", {kinds("GRPCRoute"), {}, {refused}});
    row("route.allowed.protocol-mismatch: HTTPRoute on TCP",
        {gatewayYaml(
             {"{name: l, port: 80, protocol: TCP, allowedRoutes: {namespaces: {from: All}}}"}) +
             routeYaml("apps", toGateway() + ", " + kBackend),
         {},
         {refused}});
    row("route.parentref.one-is-enough: second listener takes it",
        {gatewayYaml({listener("a", "namespaces: {from: Same}"),
                      listener("b", "namespaces: {from: All}")}) +
             routeYaml("apps", toGateway() + ", " + kBackend),
         {},
         {accepted}});
    row("route.reason.order: kind before hostname",
        {gatewayYaml({listener("a", "namespaces: {from: Same}")}) +
             routeYaml("apps", toGateway() + ", hostnames: [b.test], " + kBackend),
         {},
         {refused}});
    row("route.reason.order: section before namespace",
        {gatewayYaml({listener("a", "namespaces: {from: Same}")}) +
             routeYaml("apps", toGateway(", sectionName: b") + ", " + kBackend),
         {},
         {"parent 0 Accepted=False/NoMatchingParent"}});
    row("route.resolvedrefs.when-not-accepted: written",
        {from("{from: Same}", "apps"), {}, {refused, "parent 0 ResolvedRefs=True/ResolvedRefs"}});
}

void TestRouteStatus::hostnames_data() {
    QTest::addColumn<Expectation>("row");
    const auto with = [](const std::string& listener, const std::string& route) {
        return gatewayYaml({"{name: l, port: 80, protocol: HTTP, hostname: '" + listener +
                            "', allowedRoutes: {namespaces: {from: All}}}"}) +
               routeYaml("apps", toGateway() + ", hostnames: [" + route + "], " + kBackend);
    };
    const std::string accepted = "parent 0 Accepted=True/Accepted";
    const std::string refused = "parent 0 Accepted=False/NoMatchingListenerHostname";
    row("route.hostname.intersection: equal", {with("a.test", "a.test"), {}, {accepted}});
    row("route.hostname.none: other", {with("a.test", "b.test"), {}, {refused}});
    row("route.hostname.intersection.exact-wildcard: under it",
        {with("*.test", "a.b.test"), {}, {accepted}});
    row("route.hostname.intersection.exact-wildcard: not itself",
        {with("*.a.test", "a.test"), {}, {refused}});
    row("route.hostname.intersection.exact-wildcard: wildcards",
        {with("*.a.test", "'*.test'"), {}, {accepted}});
    row("route.hostname.unmatched-ignored: one of two",
        {with("a.test", "b.test, a.test"), {}, {accepted}});
    row("route.hostname.intersection: route without", {with("a.test", ""), {}, {accepted}});
}

void TestRouteStatus::backends_data() {
    QTest::addColumn<Expectation>("row");
    const auto unresolved = [](const std::string& reason) {
        return std::vector<std::string>{"parent 0 Accepted=True/Accepted",
                                        "parent 0 ResolvedRefs=False/" + reason};
    };
    const std::vector<std::string> resolved = {"parent 0 ResolvedRefs=True/ResolvedRefs"};
    row("backendref: good", {withBackend("{name: web, port: 80}"), {}, resolved});
    row("backendref.none-500: none", {withRules("{}"), {}, resolved});
    row("backendref.not-found-500: missing",
        {withBackend("{name: none, port: 80}"), {}, unresolved("BackendNotFound")});
    row("backendref.invalid-kind-500: kind",
        {withBackend("{kind: Odd, name: web, port: 80}"), {}, unresolved("InvalidKind")});
    row("backendref.invalid-kind-500: group",
        {withBackend("{group: x.dev, name: web, port: 80}"), {}, unresolved("InvalidKind")});
    row("backendref.port-not-in-service: other port",
        {withBackend("{name: web, port: 81}"), {}, unresolved("BackendNotFound")});
    row("backendref.weight.zero: still checked",
        {withBackend("{name: none, port: 80, weight: 0}"), {}, unresolved("BackendNotFound")});
    row("backendref.not-permitted-500: other namespace",
        {withBackend("{name: web, port: 80, namespace: infra}"),
         {},
         unresolved("RefNotPermitted")});
    row("backendref.not-permitted-500: decided before existence",
        {withBackend("{name: none, port: 80, namespace: infra}"),
         {},
         unresolved("RefNotPermitted")});
    row("route.resolvedrefs.one-bad: the reason of the first",
        {withRules("{backendRefs: [{name: web, port: 80}, {name: none, port: 80}, {kind: Odd, "
                   "name: x}]}"),
         {},
         unresolved("BackendNotFound")});
    row("backendref.namespace-default: the route's, not the Gateway's",
        {withBackend("{name: svc, port: 80}") + service("infra", "{port: 80}"),
         {},
         unresolved("BackendNotFound")});

    const auto speaking = [&](const std::string& port) {
        return withBackend("{name: svc, port: 80}") + service("apps", port);
    };
    row("backendref.app-protocol: h2c",
        {speaking("{port: 80, appProtocol: kubernetes.io/h2c}"), {}, resolved});
    row("backendref.app-protocol: h2c lacking",
        {speaking("{port: 80, appProtocol: kubernetes.io/h2c}"),
         {},
         unresolved("UnsupportedProtocol"),
         lacking("HTTPRouteBackendProtocolH2C")});
    row("backendref.app-protocol: ws",
        {speaking("{port: 80, appProtocol: kubernetes.io/ws}"), {}, resolved});
    row("backendref.app-protocol: ws lacking",
        {speaking("{port: 80, appProtocol: kubernetes.io/ws}"),
         {},
         unresolved("UnsupportedProtocol"),
         lacking("HTTPRouteBackendProtocolWebSocket")});
    row("backend.protocol.matrix: wss", {speaking("{port: 80, appProtocol: kubernetes.io/wss}"),
                                         {},
                                         unresolved("UnsupportedProtocol")});
    row("backend.protocol.app-protocol: a name of its own",
        {speaking("{port: 80, appProtocol: x.dev/odd}"), {}, resolved});
    row("backendref.app-protocol: UDP port",
        {speaking("{port: 80, protocol: UDP}"), {}, unresolved("UnsupportedProtocol")});
    row("backend.protocol.multiplexed: the TCP port is taken",
        {speaking("{name: u, port: 80, protocol: UDP}, {name: t, port: 80}"), {}, resolved});

    const auto mirror = [](const std::string& ref) {
        return withFilter("{type: RequestMirror, requestMirror: {backendRef: " + ref + "}}");
    };
    row("filter.mirror.bad-ref: good", {mirror("{name: web, port: 80}"), {}, resolved});
    row("filter.mirror.bad-ref: missing",
        {mirror("{name: none, port: 80}"), {}, unresolved("BackendNotFound")});
    row("filter.mirror.bad-ref: kind",
        {mirror("{kind: Odd, name: x}"), {}, unresolved("InvalidKind")});
    row("filter.mirror.bad-ref: not permitted",
        {mirror("{name: web, port: 80, namespace: infra}"), {}, unresolved("RefNotPermitted")});
    row("filter.mirror.bad-ref: on a backendRef",
        {withBackend(
             "{name: web, port: 80, filters: [{type: RequestMirror, requestMirror: {backendRef: "
             "{name: none, port: 80}}}]}"),
         {},
         unresolved("BackendNotFound")});
    const auto auth = [](const std::string& ref) {
        return withFilter("{type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: " + ref +
                          ", http: {}}}");
    };
    row("filter.extauth.ref: good", {auth("{name: web, port: 80}"), {}, resolved});
    row("filter.extauth.ref: missing",
        {auth("{name: none, port: 80}"), {}, unresolved("BackendNotFound")});
}

void TestRouteStatus::grants_data() {
    QTest::addColumn<Expectation>("row");
    const std::string route = withBackend("{name: web, port: 80, namespace: infra}");
    const std::vector<std::string> permitted = {"parent 0 ResolvedRefs=True/ResolvedRefs"};
    const std::vector<std::string> refused = {"parent 0 ResolvedRefs=False/RefNotPermitted"};
    const std::string toServices = "{group: '', kind: Service}";
    const auto grant = [&](const std::string& namespace_, const std::string& kind,
                           const std::string& from, const std::string& to) {
        return route + test::grantYaml(namespace_, kind, from, to);
    };
    row("refgrant.match: whole kind",
        {grant("infra", "HTTPRoute", "apps", toServices), {}, permitted});
    row("refgrant.match: by name",
        {grant("infra", "HTTPRoute", "apps", "{group: '', kind: Service, name: web}"),
         {},
         permitted});
    row("refgrant.match: other name",
        {grant("infra", "HTTPRoute", "apps", "{group: '', kind: Service, name: other}"),
         {},
         refused});
    row("refgrant.match: other kind",
        {grant("infra", "HTTPRoute", "apps", "{group: '', kind: Secret}"), {}, refused});
    row("refgrant.group-empty: no wildcard",
        {grant("infra", "HTTPRoute", "apps", "{group: x.dev, kind: Service}"), {}, refused});
    row("refgrant.from.kinds: GRPCRoute does not serve HTTPRoute",
        {grant("infra", "GRPCRoute", "apps", toServices), {}, refused});
    row("refgrant.match: from another namespace",
        {grant("infra", "HTTPRoute", "other", toServices), {}, refused});
    row("refgrant.where: in the route's namespace",
        {grant("apps", "HTTPRoute", "apps", toServices), {}, refused});
    row("refgrant.match: entries are alternatives",
        {grant("infra", "HTTPRoute", "apps", "{group: '', kind: Secret}, " + toServices),
         {},
         permitted});
}

void TestRouteStatus::rules_data() {
    QTest::addColumn<Expectation>("row");
    const std::string cors = "{type: CORS, cors: {allowOrigins: ['*']}}";
    const std::string good =
        "{matches: [{path: {value: /a}}], backendRefs: [{name: web, port: 80}]}";
    const std::string accepted = "parent 0 Accepted=True/Accepted";
    const std::string unsupported = "parent 0 Accepted=False/UnsupportedValue";
    const std::string partially = "parent 0 PartiallyInvalid=True/UnsupportedValue";
    row("route.accepted.unsupported-value: supported",
        {withFilter(cors), {}, {accepted, "!" + partially}});
    row("route.accepted.unsupported-value: all rules bad",
        {withFilter(cors), {}, {unsupported, "!" + partially}, lacking("HTTPRouteCORS")});
    row("route.partially-invalid: some rules bad", {withRules("{filters: [" + cors + "]}, " + good),
                                                    {},
                                                    {accepted, partially},
                                                    lacking("HTTPRouteCORS")});
    row("route.partially-invalid: none bad",
        {withRules("{filters: [" + cors + "]}, " + good), {}, {"!" + partially}});
    row("route.partially-invalid.not-for-refs: bad backend",
        {withRules("{backendRefs: [{name: none, port: 80}]}, " + good),
         {},
         {accepted, "!" + partially}});

    const std::string extension =
        "{type: ExtensionRef, extensionRef: {group: x.dev, kind: Odd, name: e}}";
    const auto odd = [](const std::string& name) {
        return "---\napiVersion: x.dev/v1\nkind: Odd\nmetadata: {name: " + name +
               ", namespace: apps}\n";
    };
    row("filter.extension-ref: loaded", {withFilter(extension) + odd("e"),
                                         {},
                                         {accepted, "parent 0 ResolvedRefs=True/ResolvedRefs"}});
    row("filter.extension-ref: kind loaded, object not",
        {withFilter(extension) + odd("f"),
         {},
         {accepted, "parent 0 ResolvedRefs=False/BackendNotFound"}});
    row("filter.unknown-not-skipped: kind unknown", {withFilter(extension), {}, {unsupported}});
    row("filter.unknown-not-skipped: filter type unknown",
        {withFilter("{type: Odd}"), {}, {unsupported}});

    const std::string prefix =
        "filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, "
        "replacePrefixMatch: /x}}}]";
    row("filter.path.replace-prefix.only-with-prefix: prefix",
        {withRules("{matches: [{path: {type: PathPrefix, value: /a}}], " + prefix + "}"),
         {},
         {accepted}});
    row("filter.path.replace-prefix.only-with-prefix: exact",
        {withRules("{matches: [{path: {type: Exact, value: /a}}], " + prefix + "}"),
         {},
         {unsupported}});
    row("route.accepted.incompatible-filters: redirect and rewrite",
        {withRules(
             "{filters: [{type: RequestRedirect, requestRedirect: {hostname: a.test}}, {type: "
             "URLRewrite, urlRewrite: {hostname: b.test}}]}"),
         {},
         {"parent 0 Accepted=False/IncompatibleFilters"}});

    // Every feature that a rule can need: accepted with it, refused without.
    const std::vector<std::pair<const char*, std::string>> needs = {
        {"HTTPRouteMethodMatching", withRules("{matches: [{method: GET}]}")},
        {"HTTPRouteQueryParamMatching",
         withRules("{matches: [{queryParams: [{name: a, value: b}]}]}")},
        {"HTTPRouteResponseHeaderModification",
         withFilter("{type: ResponseHeaderModifier, responseHeaderModifier: {remove: [x]}}")},
        {"HTTPRouteSchemeRedirect",
         withRules("{filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]}")},
        {"HTTPRoutePortRedirect",
         withRules("{filters: [{type: RequestRedirect, requestRedirect: {port: 81}}]}")},
        {"HTTPRoutePathRedirect",
         withRules(
             "{filters: [{type: RequestRedirect, requestRedirect: {path: {type: ReplaceFullPath, "
             "replaceFullPath: /x}}}]}")},
        {"HTTPRoute303RedirectStatusCode",
         withRules("{filters: [{type: RequestRedirect, requestRedirect: {statusCode: 303}}]}")},
        {"HTTPRoute307RedirectStatusCode",
         withRules("{filters: [{type: RequestRedirect, requestRedirect: {statusCode: 307}}]}")},
        {"HTTPRoute308RedirectStatusCode",
         withRules("{filters: [{type: RequestRedirect, requestRedirect: {statusCode: 308}}]}")},
        {"HTTPRouteHostRewrite", withFilter("{type: URLRewrite, urlRewrite: {hostname: a.test}}")},
        {"HTTPRoutePathRewrite", withFilter("{type: URLRewrite, urlRewrite: {path: {type: "
                                            "ReplaceFullPath, replaceFullPath: /x}}}")},
        {"HTTPRouteRequestMirror",
         withFilter("{type: RequestMirror, requestMirror: {backendRef: {name: web, port: 80}}}")},
        {"HTTPRouteRequestPercentageMirror",
         withFilter("{type: RequestMirror, requestMirror: {backendRef: {name: web, port: 80}, "
                    "percent: 5}}")},
        {"HTTPRouteRequestMultipleMirrors",
         withFilter(
             "{type: RequestMirror, requestMirror: {backendRef: {name: web, port: 80}}}, {type: "
             "RequestMirror, requestMirror: {backendRef: {name: web, port: 80}}}")},
        {"HTTPRouteExternalAuth", withFilter("{type: ExternalAuth, externalAuth: {protocol: HTTP, "
                                             "backendRef: {name: web, port: 80}, http: {}}}")},
        {"HTTPRouteBackendRequestHeaderModification",
         withBackend(
             "{name: web, port: 80, filters: [{type: RequestHeaderModifier, requestHeaderModifier: "
             "{remove: [x]}}]}")},
        {"HTTPRouteBackendURLRewrite",
         withBackend("{name: web, port: 80, filters: [{type: URLRewrite, urlRewrite: {hostname: "
                     "a.test}}]}")},
        {"HTTPRouteBackendRequestRedirect",
         withBackend("{name: web, port: 80, filters: [{type: RequestRedirect, requestRedirect: "
                     "{hostname: a.test}}]}")},
    };
    for (const auto& [feature, yaml] : needs) {
        row(qPrintable(QString("%1: supported").arg(feature)), {yaml, {}, {accepted}});
        row(qPrintable(QString("%1: lacking").arg(feature)),
            {yaml, {}, {unsupported}, lacking(feature)});
    }
}

void TestRouteStatus::defaultGateways_data() {
    QTest::addColumn<Expectation>("row");
    const auto with = [](const std::string& scope, const std::string& route) {
        return gatewayYaml({kOpen}, scope) + routeYaml("apps", route + kBackend);
    };
    const std::string claimed = "default gw";
    const std::string accepted = "parent default gw Accepted=True/Accepted";
    row("default-gateway.optin-both: both",
        {with("defaultScope: All", "useDefaultGateways: All, "), {}, {accepted}});
    row("default-gateway.optin-both: Gateway does not",
        {with("defaultScope: None", "useDefaultGateways: All, "), {}, {"!" + accepted}});
    row("default-gateway.optin-both: route does not",
        {with("defaultScope: All", ""), {}, {"!" + accepted}});
    row("default-gateway.optin-both: lacking",
        {with("defaultScope: All", "useDefaultGateways: All, "),
         {},
         {"!" + accepted},
         lacking("HTTPRouteDefaultGateway")});
    row("default-gateway.with-parentrefs: named as well",
        {with("defaultScope: All", "useDefaultGateways: All, " + toGateway() + ", "),
         {},
         {"parent 0 Accepted=True/Accepted", "!" + accepted}});
    row("default-gateway.usual-rules: namespace not allowed",
        {gatewayYaml({"{name: l, port: 80, protocol: HTTP}"}, "defaultScope: All") +
             routeYaml("apps", "useDefaultGateways: All, " + kBackend),
         {},
         {"parent default gw Accepted=False/NotAllowedByListeners"}});
}

void TestRouteStatus::attachedRoutes_data() {
    QTest::addColumn<Expectation>("row");
    const std::string gateway = "Gateway infra/gw";
    const std::string route = routeYaml("apps", toGateway() + ", " + kBackend);
    row("listener.attached-routes: one",
        {gatewayYaml({kOpen}) + route, gateway, {"listener http attachedRoutes=1"}});
    row("listener.attached-routes: none",
        {gatewayYaml({kOpen}), gateway, {"listener http attachedRoutes=0"}});
    row("listener.attached-routes: unresolved references count",
        {withBackend("{name: none, port: 80}"), gateway, {"listener http attachedRoutes=1"}});
    row("listener.attached-routes: on a listener without certificate",
        {gatewayYaml(
             {"{name: l, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: none}]}, "
              "allowedRoutes: {namespaces: {from: All}}}"}) +
             route,
         gateway,
         {"listener l attachedRoutes=1", "!listener l serves"}});
    row("listener.attached-routes.not-accepted: hostname",
        {gatewayYaml(
             {kOpen,
              "{name: b, port: 80, hostname: b.test, protocol: HTTP, allowedRoutes: {namespaces: "
              "{from: All}}}"}) +
             routeYaml("apps", toGateway() + ", hostnames: [a.test], " + kBackend),
         gateway,
         {"listener http attachedRoutes=1", "listener b attachedRoutes=0"}});
    row("listener.attached-routes.not-accepted: rules",
        {withFilter("{type: Odd}"), gateway, {"listener http attachedRoutes=0"}});
    row("listener.attached-routes: two parentRefs to one listener count once",
        {gatewayYaml({kOpen}) +
             routeYaml("infra",
                       "parentRefs: [{name: gw}, {name: gw, namespace: infra}], " + kBackend),
         gateway,
         {"listener http attachedRoutes=1"}});
}

void TestRouteStatus::observedGeneration() {
    const auto cluster = test::clusterOf(gatewayYaml({kOpen}) +
                                         "---\napiVersion: gateway.networking.k8s.io/v1\nkind: "
                                         "HTTPRoute\nmetadata: {name: r, namespace: "
                                         "apps, generation: 5}\nspec: {" +
                                         toGateway() + ", " + kBackend + "}\n");
    const auto* route = cluster.control->route(test::idOf(*cluster.world, "HTTPRoute apps/r"));
    const Conditions& conditions = route->parents.front().conditions;
    QCOMPARE(conditions.size(), std::size_t{2});
    for (const Condition& condition : conditions)
        QCOMPARE(condition.observedGeneration, std::int64_t{5});
}

void TestRouteStatus::verdictsNameWhatWasCompared() {
    const auto cluster = test::clusterOf(
        gatewayYaml(
            {kOpen,
             "{name: b, port: 80, hostname: b.test, protocol: HTTP, allowedRoutes: {namespaces: "
             "{from: All}}}",
             "{name: c, port: 81, protocol: HTTP}", "{name: d, port: 82, protocol: TCP}"}) +
        routeYaml("apps", toGateway() + ", hostnames: [a.test], " + kBackend));
    const auto& verdicts = cluster.control->route(test::idOf(*cluster.world, "HTTPRoute apps/r"))
                               ->parents.front()
                               .verdicts;
    const std::vector<std::pair<AttachVerdict, const char*>> expected = {
        {AttachVerdict::Attached, "listener 'http' takes the route"},
        {AttachVerdict::NoHostnameInCommon,
         "listener 'b' serves 'b.test', the route 'a.test': no host in common"},
        {AttachVerdict::NamespaceNotAllowed,
         "listener 'c' refuses the route's namespace: it admits its own namespace 'infra' only, "
         "not 'apps'"},
        {AttachVerdict::KindNotAllowed,
         "listener 'd' (TCP) takes routes of kind 'TCPRoute', not HTTPRoute"}};
    QCOMPARE(verdicts.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QVERIFY(verdicts[i].verdict == expected[i].first);
        QCOMPARE(verdicts[i].message, std::string(expected[i].second));
    }
}

void TestRouteStatus::servedHostnames() {
    const auto cluster = test::clusterOf(
        gatewayYaml({"{name: l, port: 80, hostname: '*.test', protocol: HTTP, allowedRoutes: "
                     "{namespaces: {from: "
                     "All}}}"}) +
        routeYaml("apps", toGateway() + ", hostnames: [a.test, b.other, '*.b.test'], " + kBackend));
    const auto& attachments = cluster.control->listeners.front().attachments;
    QCOMPARE(attachments.size(), std::size_t{1});
    std::vector<std::string> names;
    for (const auto& hostname : attachments.front().hostnames)
        names.push_back(hostname.hostname + " of " + hostname.routeHostname);
    QCOMPARE(names, (std::vector<std::string>{"a.test of a.test", "*.b.test of *.b.test"}));
}

void TestRouteStatus::attachmentsAreOldestFirst() {
    const auto dated = [](const std::string& name, const std::string& time) {
        return "---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: " +
               name + ", namespace: apps" +
               (time.empty() ? "" : ", creationTimestamp: '" + time + "'") + "}\nspec: {" +
               toGateway() + ", " + kBackend + "}\n";
    };
    const auto cluster =
        test::clusterOf(gatewayYaml({kOpen}) + dated("new", "") +
                        dated("b", "2026-01-02T00:00:00Z") + dated("newer", "") +
                        dated("a", "2026-01-02T00:00:00Z") + dated("z", "2026-01-01T00:00:00Z"));
    std::vector<std::string> names;
    for (const auto& attachment : cluster.control->listeners.front().attachments)
        names.push_back(cluster.world->object(attachment.route).metadata.name);
    QCOMPARE(names, (std::vector<std::string>{"z", "a", "b", "new", "newer"}));
}

GATESIGHT_TEST(TestRouteStatus)

}  // namespace gatesight::simulator::tst_route_status

#include "tst_route_status.moc"
