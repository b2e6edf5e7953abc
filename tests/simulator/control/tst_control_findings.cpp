// What lint says about references, attachment and listeners: where, in which words, and with which
// edit.
#include "tests/house/test_program.h"

#include "support_control.h"

#include <algorithm>

namespace gatesight::simulator::tst_control_findings {

using test::gatewayYaml;
using test::lacking;
using test::routeYaml;

namespace {

/// One finding that must be there, and nothing else of its rule; an empty `start` means none of the
/// rule at all.
struct Expected {
    std::string yaml;
    std::string rule;
    std::string start;    // "severity rule Kind ns/name field"
    std::string message;  // a part of it
    Options options = {};
};

const std::string kOpen =
    "{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}";
const std::string kGateway = gatewayYaml({kOpen});

std::string route(const std::string& spec) {
    return routeYaml("apps", spec);
}

std::string attached(const std::string& more) {
    return route("parentRefs: [{name: gw, namespace: infra}], " + more);
}

std::string backend(const std::string& ref) {
    return kGateway + attached("rules: [{backendRefs: [" + ref + "]}]");
}

const std::string kGood = kGateway + attached("rules: [{backendRefs: [{name: web, port: 80}]}]");

}  // namespace

class TestControlFindings : public QObject {
    Q_OBJECT

private slots:
    void messages_data();
    void messages();
    void goodClusterHasNone();
    void editOfAName();
    void editAddsTheGrant();
    void otherListenerIsRelated();
    void refusedReferencesRevealNothing();
    void findingsOfOneRouteAreBounded();
};

void TestControlFindings::messages_data() {
    QTest::addColumn<Expected>("expected");
    const auto row = [](const char* name, Expected expected) {
        expected.rule = QString(name).section(':', 0, 0).toStdString();
        QTest::newRow(name) << expected;
    };
    const std::string path = " HTTPRoute apps/r ";
    row("route.parentref.resolve: near name",
        {kGateway + route("parentRefs: [{name: gv, namespace: infra}]"),
         {},
         "warning route.parentref.resolve" + path + "spec.parentRefs[0]: ",
         "there is no Gateway 'gv' in namespace 'infra' (did you mean 'gw'?)"});
    row("route.parentref.resolve: there", {kGood, {}, {}, {}});
    row("route.parentref.no-such-section: name",
        {kGateway + route("parentRefs: [{name: gw, namespace: infra, sectionName: htp}]"),
         {},
         "error route.parentref.no-such-section" + path + "spec.parentRefs[0]: ",
         "Gateway infra/gw has no listener 'htp' (did you mean 'http'?); its listeners: 'http' on "
         "port 80"});
    row("route.parentref.no-such-section: port",
        {kGateway + route("parentRefs: [{name: gw, namespace: infra, port: 81}]"),
         {},
         "error route.parentref.no-such-section" + path + "spec.parentRefs[0]: ",
         "Gateway infra/gw has no listener on port 81; its listeners: 'http' on port 80"});
    row("route.parentref.no-such-section: there", {kGood, {}, {}, {}});
    row("route.allowed.namespaces: refused",
        {gatewayYaml({"{name: a, port: 80, protocol: HTTP}"}) + attached("rules: [{}]"),
         {},
         "error route.allowed.namespaces" + path + "spec.parentRefs[0]: ",
         "it admits its own namespace 'infra' only, not 'apps'"});
    row("route.allowed.namespaces: admitted", {kGood, {}, {}, {}});
    row("route.hostname.none: refused",
        {gatewayYaml({"{name: a, port: 80, hostname: a.test, protocol: HTTP, allowedRoutes: "
                      "{namespaces: {from: "
                      "All}}}"}) +
             attached("hostnames: [b.test]"),
         {},
         "error route.hostname.none" + path + "spec.hostnames[0]: ",
         "listener 'a' serves 'a.test', the route 'b.test': no host in common; hostnames of its "
         "listeners: 'a.test'"});
    row("route.hostname.none: met", {kGood, {}, {}, {}});
    row("route.hostname.unmatched-ignored: one of two",
        {gatewayYaml({"{name: a, port: 80, hostname: a.test, protocol: HTTP, allowedRoutes: "
                      "{namespaces: {from: "
                      "All}}}"}) +
             attached("hostnames: [a.test, b.test]"),
         {},
         "warning route.hostname.unmatched-ignored" + path + "spec.hostnames[1]: ",
         "hostname 'b.test'"});
    row("route.hostname.unmatched-ignored: both served",
        {kGateway + attached("hostnames: [a.test, b.test]"), {}, {}, {}});

    row("backendref.not-found-500: near name",
        {backend("{name: wbe, port: 80}"),
         {},
         "error backendref.not-found-500" + path + "spec.rules[0].backendRefs[0]: ",
         "there is no Service 'wbe' in namespace 'apps' (did you mean 'web'?)"});
    row("backendref.not-found-500: there", {kGood, {}, {}, {}});
    row("backendref.port-not-in-service: other port",
        {backend("{name: web, port: 81}"),
         {},
         "error backendref.port-not-in-service" + path + "spec.rules[0].backendRefs[0]: ",
         "Service apps/web has no port 81; its ports: 80"});
    row("backendref.port-not-in-service: there", {kGood, {}, {}, {}});
    row("backendref.invalid-kind-500: other kind",
        {backend("{group: apps, kind: Deployment, name: web, port: 80}"),
         {},
         "error backendref.invalid-kind-500" + path + "spec.rules[0].backendRefs[0]: ",
         "apps/Deployment"});
    row("backendref.not-permitted-500: no grant",
        {backend("{name: web, namespace: infra, port: 80}"),
         {},
         "error backendref.not-permitted-500" + path + "spec.rules[0].backendRefs[0]: ",
         "add a ReferenceGrant in namespace 'infra' from HTTPRoute of namespace 'apps' to Service "
         "'web'"});
    row("backendref.not-permitted-500: grant",
        {backend("{name: web, namespace: infra, port: 80}") +
             test::grantYaml("infra", "HTTPRoute", "apps", "{group: '', kind: Service}"),
         {},
         {},
         {}});
    row("backendref.external-name: Service without selector",
        {backend("{name: ext, port: 80}") +
             "---\napiVersion: v1\nkind: Service\nmetadata: {name: ext, namespace: apps}\nspec: "
             "{type: "
             "ExternalName, externalName: x.test, ports: [{port: 80}]}\n",
         {},
         "warning backendref.external-name" + path + "spec.rules[0].backendRefs[0]: ",
         "ExternalName"});

    row("filter.unknown-not-skipped: dropped",
        {kGateway + attached("rules: [{filters: [{type: Odd}]}]"),
         {},
         "error filter.unknown-not-skipped" + path + "spec.rules[0].filters[0]: ",
         "rule 0: filter type 'Odd' is not known; the rule is not served"});
    row("httproute.match.path.regex: broken",
        {kGateway + attached("rules: [{matches: [{path: {type: RegularExpression, value: '('}}]}]"),
         {},
         "error httproute.match.path.regex" + path + "spec.rules[0].matches[0].path: ",
         "regular expression '(' is not understood"});
    row("httproute.match.path.regex: good",
        {kGateway +
             attached("rules: [{matches: [{path: {type: RegularExpression, value: '/(a|b)'}}]}]"),
         {},
         {},
         {}});
    row("timeout.request: lacking", {kGateway + attached("rules: [{timeouts: {request: 1s}}]"),
                                     {},
                                     "warning timeout.request" + path + "spec.rules[0].timeouts: ",
                                     "timeouts.request has no effect",
                                     lacking("HTTPRouteRequestTimeout")});
    row("timeout.request: supported",
        {kGateway + attached("rules: [{timeouts: {request: 1s}}]"), {}, {}, {}});
    row("route.parentref.port: lacking",
        {kGateway + route("parentRefs: [{name: gw, namespace: infra, port: 81}]"),
         {},
         "warning route.parentref.port" + path + "spec.parentRefs[0]: ",
         "has no effect",
         lacking("HTTPRouteParentRefPort")});

    row("listener.conflict.hostname: two",
        {gatewayYaml({"{name: a, port: 80, protocol: HTTP}", "{name: b, port: 81, protocol: HTTP}",
                      "{name: c, port: 81, protocol: HTTP, hostname: c.test}",
                      "{name: d, port: 81, protocol: HTTP, hostname: c.test}"}),
         {},
         "error listener.conflict.hostname Gateway infra/gw spec.listeners[2]: ",
         "listener 'c' has the same port 81, protocol HTTP and hostname 'c.test' as listener 'd'"});
    row("listener.conflict.hostname: none", {kGood, {}, {}, {}});
    row("listener.tls.cert.not-found: near name",
        {gatewayYaml(
             {"{name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: good-crt}]}}"}),
         {},
         "error listener.tls.cert.not-found Gateway infra/gw "
         "spec.listeners[0].tls.certificateRefs[0]: ",
         "Secret infra/good-crt, which does not exist (did you mean 'good-cert'?)"});
    row("listener.tls.cert.san-vs-sni: does not fit",
        {gatewayYaml({"{name: a, port: 443, hostname: a.test, protocol: HTTPS, tls: "
                      "{certificateRefs: [{name: "
                      "good-cert}]}}"}),
         {},
         "warning listener.tls.cert.san-vs-sni Gateway infra/gw spec.listeners[0].tls: ",
         "no certificate of listener 'a' is for its hostname 'a.test'"});
    row("listener.tls.cert.san-vs-sni: two labels under the star",
        {gatewayYaml({"{name: a, port: 443, hostname: b.a.example.com, protocol: HTTPS, tls: "
                      "{certificateRefs: "
                      "[{name: good-cert}]}}"}),
         {},
         "warning listener.tls.cert.san-vs-sni Gateway infra/gw spec.listeners[0].tls: ",
         "b.a.example.com"});
    row("listener.tls.cert.san-vs-sni: fits",
        {gatewayYaml({"{name: a, port: 443, hostname: a.example.com, protocol: HTTPS, tls: "
                      "{certificateRefs: "
                      "[{name: good-cert}]}}"}),
         {},
         {},
         {}});
    row("listener.no-routes-accepted: idle",
        {kGateway,
         {},
         "info listener.no-routes-accepted Gateway infra/gw : ",
         "no route is attached"});
    row("listener.no-routes-accepted: used", {kGood, {}, {}, {}});
    row("gateway.merge-gateways: one address twice",
        {gatewayYaml({kOpen}, "addresses: [{value: 203.0.113.9}]") +
             "---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: z, "
             "namespace: "
             "infra}\nspec: {gatewayClassName: test, addresses: [{value: 203.0.113.9}], listeners: "
             "[" +
             kOpen + "]}\n",
         {},
         "warning gateway.merge-gateways Gateway infra/z spec.addresses[0]: ",
         "Gateway infra/gw"});
    row("gateway.class.required: assumed",
        {"---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: gw, "
         "namespace: infra}\n"
         "spec: {gatewayClassName: absent, listeners: [" +
             kOpen + "]}\n",
         {},
         "info gateway.class.required Gateway infra/gw spec.gatewayClassName: ",
         "GatewayClass 'absent' is not loaded; it is assumed to exist"});
    row("gateway.class.required: near name",
        {"---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: gw, "
         "namespace: infra}\n"
         "spec: {gatewayClassName: tesst, listeners: [" +
             kOpen + "]}\n",
         {},
         "warning gateway.class.required Gateway infra/gw spec.gatewayClassName: ",
         "did you mean 'test'?"});
    row("gateway.class.required: loaded", {kGood, {}, {}, {}});
    row("refgrant.match: unused",
        {kGood + test::grantYaml("infra", "HTTPRoute", "apps", "{group: '', kind: Service}"),
         {},
         "info refgrant.match ReferenceGrant infra/g : ",
         "no loaded reference needs this"});
    row("refgrant.match: used",
        {backend("{name: web, namespace: infra, port: 80}") +
             test::grantYaml("infra", "HTTPRoute", "apps", "{group: '', kind: Service}"),
         {},
         {},
         {}});
    row("refgrant.match: for a kind that is not looked at",
        {kGood + test::grantYaml("infra", "OddRoute", "apps", "{group: '', kind: Service}"),
         {},
         {},
         {}});
    row("cond.listener.programmed: accepted but not served",
        {gatewayYaml(
             {"{name: a, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}",
              "{name: b, port: 80, protocol: TCP}"}) +
             attached("rules: [{}]"),
         {},
         {},
         {}});
    row("listener.conflict.accepted-false: accepted but not served",
        {gatewayYaml(
             {"{name: a, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}",
              "{name: b, port: 80, protocol: TCP}"}) +
             attached("rules: [{}]"),
         {},
         "warning listener.conflict.accepted-false" + path + "spec.parentRefs[0]: ",
         "the route is accepted but gets no traffic from infra/gw: listener 'a' is not "
         "programmed"});
}

void TestControlFindings::messages() {
    QFETCH(Expected, expected);
    const auto cluster = test::clusterOf(expected.yaml, expected.options);
    std::vector<std::string> lines;
    for (const std::string& line : test::findingLines(cluster)) {
        if (line.find(" " + expected.rule + " ") != std::string::npos)
            lines.push_back(line);
    }
    const auto joined = [&] {
        std::string all;
        for (const std::string& line : test::findingLines(cluster))
            all += line + "\n";
        return all;
    };
    if (expected.start.empty()) {
        QVERIFY2(lines.empty(), joined().c_str());
        return;
    }
    const bool found = std::ranges::any_of(lines, [&](const std::string& line) {
        return line.starts_with(expected.start) && line.find(expected.message) != std::string::npos;
    });
    QVERIFY2(found, joined().c_str());
}

void TestControlFindings::goodClusterHasNone() {
    QCOMPARE(test::findingLines(test::clusterOf(kGood)), std::vector<std::string>());
}

/// Applies an edit as an editor would.
static std::string applied(std::string text, const model::SuggestedEdit& edit) {
    std::size_t offset = 0;
    for (std::uint32_t line = 1; line < edit.source.position.line; ++line)
        offset = text.find('\n', offset) + 1;
    offset += edit.source.position.column - 1;
    return text.replace(offset, edit.length, edit.replacement);
}

void TestControlFindings::editOfAName() {
    for (const std::string quote : {"", "\"", "'"}) {
        const std::string yaml = backend("{name: " + quote + "wbe" + quote + ", port: 80}");
        const auto cluster = test::clusterOf(yaml);
        const auto& findings = cluster.control->findings;
        QCOMPARE(findings.size(), std::size_t{1});
        QVERIFY(findings.front().edit.has_value());
        const auto repaired = test::clusterOf(applied(yaml, *findings.front().edit));
        QCOMPARE(test::findingLines(repaired), std::vector<std::string>());
    }
}

void TestControlFindings::editAddsTheGrant() {
    const std::string yaml = backend("{name: web, namespace: infra, port: 80}");
    for (const std::string& text :
         {yaml, yaml.substr(0, yaml.size() - 1)}) {  // with and without last line break
        const auto cluster = test::clusterOf(text);
        QCOMPARE(cluster.control->findings.size(), std::size_t{1});
        const auto& edit = cluster.control->findings.front().edit;
        QVERIFY(edit.has_value());
        QCOMPARE(test::findingLines(test::clusterOf(applied(text, *edit))),
                 std::vector<std::string>());
    }
}

void TestControlFindings::otherListenerIsRelated() {
    const auto cluster = test::clusterOf(gatewayYaml(
        {"{name: a, port: 80, protocol: HTTP}", "\n  {name: b, port: 80, protocol: HTTP}"}));
    const auto& finding = cluster.control->findings.front();
    QCOMPARE(finding.related.size(), std::size_t{1});
    QCOMPARE(finding.related.front().source.position.line, finding.source.position.line + 1);
}

/// backendref.no-leak: whether the Service exists makes no difference to anything that is said.
void TestControlFindings::refusedReferencesRevealNothing() {
    const auto said = [](const std::string& services) {
        const auto cluster = test::bareClusterOf(
            "apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: "
            "test}\nspec: "
            "{controllerName: test.dev/controller}\n" +
            backend("{name: secret, namespace: infra, port: 80}") + services);
        std::string all;
        for (const std::string& line : test::findingLines(cluster))
            all += line + "\n";
        const auto& route = cluster.control->routes.front();
        all += route.parents.front().conditions.back().message +
               route.rules.front().backends.front().message;
        if (route.rules.front().backends.front().target.valid())
            all += "looked at";
        return all;
    };
    QCOMPARE(said("---\napiVersion: v1\nkind: Service\nmetadata: {name: secret, namespace: "
                  "infra}\nspec: {ports: "
                  "[{port: 80}]}\n"),
             said(""));
}

void TestControlFindings::findingsOfOneRouteAreBounded() {
    std::string rules;
    for (int rule = 0; rule < 16; ++rule) {
        std::string refs;
        for (int i = 0; i < 16; ++i)
            refs += "{name: none" + std::to_string(i) + ", port: 80}, ";
        rules += "{backendRefs: [" + refs + "]}, ";
    }
    const auto cluster = test::clusterOf(kGateway + attached("rules: [" + rules + "]"));
    QCOMPARE(cluster.control->findings.size(), std::size_t{17});
    QCOMPARE(cluster.control->findings.back().message,
             std::string("240 more references of this route cannot be resolved"));
}

GATESIGHT_TEST(TestControlFindings)

}  // namespace gatesight::simulator::tst_control_findings

#include "tst_control_findings.moc"
