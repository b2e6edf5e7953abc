// ListenerSets and BackendTLSPolicies: who lets them in, who wins, and what is said about it.
#include "tests/house/test_program.h"

#include "support_control.h"

namespace gatesight::simulator::tst_listener_sets {

using test::Expectation;
using test::gatewayYaml;
using test::lacking;
using test::objectYaml;
using test::routeYaml;

namespace {

const std::string kOwn = "{name: own, port: 80, protocol: HTTP, hostname: own.test}";
const std::string kAllowAll = "allowedListeners: {namespaces: {from: All}}";

std::string setYaml(const std::string& object, const std::string& listeners) {
    return objectYaml("ListenerSet", object,
                      "parentRef: {name: gw, namespace: infra}, listeners: [" + listeners + "]");
}

std::string http(const std::string& name, const std::string& hostname) {
    return "{name: " + name + ", port: 80, protocol: HTTP, hostname: " + hostname + "}";
}

std::string policyYaml(const std::string& name, const std::string& target,
                       const std::string& validation) {
    return objectYaml("BackendTLSPolicy", "apps/" + name,
                      "targetRefs: [{group: '', kind: Service, " + target +
                          "}], validation: {hostname: a.example.com, " + validation + "}");
}

const std::string kGoodAuthority =
    "caCertificateRefs: [{group: '', kind: ConfigMap, name: good-ca}]";

/// A route through `infra/gw` to Service `apps/web`.
std::string used() {
    return gatewayYaml(
               {"{name: l, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}"}) +
           routeYaml("apps",
                     "parentRefs: [{name: gw, namespace: infra}], rules: [{backendRefs: [{name: "
                     "web, port: 80}]}]");
}

}  // namespace

class TestListenerSets : public QObject {
    Q_OBJECT

private slots:
    void handshake_data();
    void handshake() { check(); }
    void conflicts_data();
    void conflicts() { check(); }
    void routes_data();
    void routes() { check(); }
    void policies_data();
    void policies() { check(); }

private:
    static void check();
};

void TestListenerSets::check() {
    QFETCH(Expectation, row);
    const std::string wrong = test::mismatch(row);
    QVERIFY2(wrong.empty(), wrong.c_str());
}

static void row(const char* name, const Expectation& expectation) {
    QTest::newRow(name) << expectation;
}

void TestListenerSets::handshake_data() {
    QTest::addColumn<Expectation>("row");
    const auto with = [](const std::string& allowed, const std::string& object = "apps/s") {
        return gatewayYaml({kOwn}, allowed) + setYaml(object, http("x", "x.test"));
    };
    const std::vector<std::string> taken = {"Accepted=True/Accepted", "Programmed=True/Programmed",
                                            "listener x serves"};
    const std::vector<std::string> refused = {"Accepted=False/NotAllowed",
                                              "Programmed=False/NotAllowed"};
    row("listenerset.handshake.allowed: nobody by default",
        {with(""), "ListenerSet apps/s", refused});
    row("listenerset.handshake.allowed: All", {with(kAllowAll), "ListenerSet apps/s", taken});
    row("listenerset.handshake.allowed: Same, own",
        {with("allowedListeners: {namespaces: {from: Same}}", "infra/s"), "ListenerSet infra/s",
         taken});
    row("listenerset.handshake.allowed: Same, other",
        {with("allowedListeners: {namespaces: {from: Same}}"), "ListenerSet apps/s", refused});
    row("listenerset.selector.nil: no selector",
        {with("allowedListeners: {namespaces: {from: Selector}}"), "ListenerSet apps/s", refused});
    row("listenerset.selector.nil: an empty one",
        {with("allowedListeners: {namespaces: {from: Selector, selector: {}}}"),
         "ListenerSet apps/s", taken});
    row("listenerset.parent.missing: no such Gateway",
        {setYaml("apps/s", http("x", "x.test")),
         "ListenerSet apps/s",
         {"unwritten: there is no Gateway 'gw' in namespace 'infra'"}});
    row("listenerset.parent.not-accepted: bad address",
        {with(kAllowAll + ", addresses: [{type: NamedAddress, value: x}]"),
         "ListenerSet apps/s",
         {"Accepted=False/ParentNotAccepted", "Programmed=False/ParentNotProgrammed",
          "!listener x serves"}});
    row("listenerset: lacking", {with(kAllowAll),
                                 "ListenerSet apps/s",
                                 {"unwritten: the controller lacks ListenerSet"},
                                 lacking("ListenerSet")});
}

void TestListenerSets::conflicts_data() {
    QTest::addColumn<Expectation>("row");
    const auto sets = [](const std::string& first, const std::string& second) {
        return gatewayYaml({kOwn}, kAllowAll) + setYaml("apps/a", first) +
               setYaml("apps/b", second);
    };
    row("listenerset.conflict.entry: the Gateway goes first",
        {sets(http("x", "own.test"), http("y", "y.test")),
         "ListenerSet apps/a",
         {"Accepted=False/ListenersNotValid", "listener x Conflicted=True/HostnameConflict",
          "!listener x serves"}});
    row("listenerset.conflict.gateway-untouched: it keeps its place",
        {sets(http("x", "own.test"), http("y", "y.test")),
         "Gateway infra/gw",
         {"Accepted=True/Accepted", "listener own Accepted=True/Accepted",
          "!listener own Conflicted=True/HostnameConflict"}});
    row("listenerset.precedence: the older set keeps its place",
        {sets(http("x", "x.test"), http("y", "x.test")),
         "ListenerSet apps/a",
         {"Accepted=True/Accepted", "listener x serves"}});
    row("listenerset.precedence: the younger one loses",
        {sets(http("x", "x.test"), http("y", "x.test")),
         "ListenerSet apps/b",
         {"Accepted=False/ListenersNotValid", "listener y Accepted=False/HostnameConflict"}});
    row("listenerset.accepted.partial: the good rest",
        {sets(http("x", "own.test") + ", " + http("z", "z.test"), http("y", "y.test")),
         "ListenerSet apps/a",
         {"Accepted=True/ListenersNotValid", "Programmed=True/Programmed", "listener z serves"}});
    row("listenerset.names-may-repeat: same name twice",
        {sets(http("own", "x.test"), http("own", "y.test")),
         "ListenerSet apps/b",
         {"Accepted=True/Accepted"}});
    row("listenerset.grants.separate: a grant for Gateways",
        {gatewayYaml({kOwn}, kAllowAll) +
             setYaml("apps/s",
                     "{name: x, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: "
                     "other-cert, namespace: infra}]}}") +
             test::grantYaml("infra", "Gateway", "apps", "{group: '', kind: Secret}"),
         "ListenerSet apps/s",
         {"Accepted=False/ListenersNotValid", "listener x ResolvedRefs=False/RefNotPermitted"}});
    row("listenerset.grants.separate: one for ListenerSets",
        {gatewayYaml({kOwn}, kAllowAll) +
             setYaml("apps/s",
                     "{name: x, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: "
                     "other-cert, namespace: infra}]}}") +
             test::grantYaml("infra", "ListenerSet", "apps", "{group: '', kind: Secret}"),
         "ListenerSet apps/s",
         {"Accepted=True/Accepted", "listener x serves"}});
}

void TestListenerSets::routes_data() {
    QTest::addColumn<Expectation>("row");
    const auto with = [](const std::string& parent, const std::string& namespace_) {
        return gatewayYaml({kOwn}, kAllowAll) + setYaml("apps/s", http("x", "x.test")) +
               routeYaml(namespace_, "parentRefs: [" + parent + "]");
    };
    row("listenerset.route.parent: by the set", {with("{kind: ListenerSet, name: s}", "apps"),
                                                 "HTTPRoute apps/r",
                                                 {"parent 0 Accepted=True/Accepted"}});
    row("listenerset.route.parent: not by the Gateway",
        {with("{name: gw, sectionName: x}", "infra"),
         "HTTPRoute infra/r",
         {"parent 0 Accepted=False/NoMatchingParent"}});
    row("listenerset.route.same-namespace-is-sets: the Gateway's is another",
        {with("{kind: ListenerSet, name: s, namespace: apps}", "infra"),
         "HTTPRoute infra/r",
         {"parent 0 Accepted=False/NotAllowedByListeners"}});
    row("listenerset.route.independent: parent by parent",
        {with("{kind: ListenerSet, name: s}, {name: gw, namespace: infra}", "apps"),
         "HTTPRoute apps/r",
         {"parent 0 Accepted=True/Accepted", "parent 1 Accepted=False/NotAllowedByListeners"}});
    row("listener.attached-routes: on the set's listener",
        {with("{kind: ListenerSet, name: s}", "apps"),
         "ListenerSet apps/s",
         {"listener x attachedRoutes=1"}});
}

void TestListenerSets::policies_data() {
    QTest::addColumn<Expectation>("row");
    const auto policy = [](const std::string& validation, const std::string& target = "name: web") {
        return used() + policyYaml("p", target, validation);
    };
    const std::vector<std::string> accepted = {"ancestor gw Accepted=True/Accepted",
                                               "ancestor gw ResolvedRefs=True/ResolvedRefs"};
    const std::string object = "BackendTLSPolicy apps/p";
    row("btp.ca.configmap: good", {policy(kGoodAuthority), object, accepted});
    row("btp.wellknown: System", {policy("wellKnownCACertificates: System"), object, accepted});
    row("btp.wellknown: another",
        {policy("wellKnownCACertificates: Odd"), object, {"ancestor gw Accepted=False/Invalid"}});
    row("btp.ca.not-found: missing",
        {policy("caCertificateRefs: [{group: '', kind: ConfigMap, name: none}]"),
         object,
         {"ancestor gw Accepted=False/NoValidCACertificate",
          "ancestor gw ResolvedRefs=False/InvalidCACertificateRef"}});
    row("btp.ca.bad-kind: another kind",
        {policy("caCertificateRefs: [{group: x.dev, kind: Odd, name: good-ca}]"),
         object,
         {"ancestor gw Accepted=False/NoValidCACertificate",
          "ancestor gw ResolvedRefs=False/InvalidKind"}});
    row("btp.ca.some-valid: one of two",
        {policy("caCertificateRefs: [{group: '', kind: ConfigMap, name: none}, {group: '', kind: "
                "ConfigMap, name: good-ca}]"),
         object,
         {"ancestor gw Accepted=True/Accepted",
          "ancestor gw ResolvedRefs=False/InvalidCACertificateRef"}});
    row("btp.section-name.missing: no such port",
        {policy(kGoodAuthority, "name: web, sectionName: none"),
         object,
         {"ancestor gw Accepted=False/TargetNotFound"}});
    row("btp.san: lacking",
        {policy(kGoodAuthority + ", subjectAltNames: [{type: Hostname, hostname: a.example.com}]"),
         object,
         {"ancestor gw Accepted=False/Invalid"},
         lacking("BackendTLSPolicySANValidation")});
    row("btp.status.unused: no route leads there", {policyYaml("p", "name: web", kGoodAuthority),
                                                    object,
                                                    {"!ancestor gw Accepted=True/Accepted"}});
    const std::string two = used() + policyYaml("p", "name: web", kGoodAuthority) +
                            policyYaml("q", "name: web", kGoodAuthority);
    row("btp.conflict: the older wins", {two, object, accepted});
    row("btp.conflict: the younger loses",
        {two, "BackendTLSPolicy apps/q", {"ancestor gw Accepted=False/Conflicted"}});
}

GATESIGHT_TEST(TestListenerSets)

}  // namespace gatesight::simulator::tst_listener_sets

#include "tst_listener_sets.moc"
