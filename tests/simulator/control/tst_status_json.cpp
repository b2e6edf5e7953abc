// The JSON of statuses and of generated objects, and who gets none.
#include <QRegularExpression>

#include "support_control.h"

#include "simulator/control/status.h"
#include "tests/house/test_program.h"

#include <algorithm>

namespace gatesight::simulator::tst_status_json {

using test::gatewayYaml;
using test::routeYaml;
using Json = nlohmann::ordered_json;

namespace {

const std::string kOpen =
    "{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}";

std::string route(const std::string& parentRefs) {
    return routeYaml("apps", "parentRefs: [" + parentRefs +
                                 "], rules: [{backendRefs: [{name: web, port: 80}]}]");
}

Json statusOf(const test::Cluster& cluster, const std::string& object) {
    return gatesight::simulator::statusOf(*cluster.world, *cluster.control,
                                          test::idOf(*cluster.world, object));
}

std::string whyNone(const test::Cluster& cluster, const std::string& object) {
    return whyNoStatus(*cluster.world, *cluster.control, test::idOf(*cluster.world, object));
}

std::string gatewayWithStaticAddress() {
    return gatewayYaml({kOpen}, "addresses: [{value: 203.0.113.5}]");
}

}  // namespace

class TestStatusJson : public QObject {
    Q_OBJECT

private slots:
    void gateway();
    void httpRoute();
    void gatewayClass();
    void meshesMakeTheirObject();
    void parentRefsAreEchoed();
    void defaultGatewayIsNamed();
    void conditionsAreWellFormed_data();
    void conditionsAreWellFormed();
    void listsAreBounded_data();
    void listsAreBounded();
    void nobodyWrites();
    void kindsThatArePrinted();
    void generatedForAGateway();
    void generatedNamesAreBounded();
    void addressesStayWhenOthersGo();
    void moreGatewaysThanAddresses();
};

void TestStatusJson::gateway() {
    const auto cluster =
        test::clusterOf(gatewayWithStaticAddress() + route("{name: gw, namespace: infra}"));
    QCOMPARE(statusOf(cluster, "Gateway infra/gw").dump(), Json::parse(R"({
        "addresses": [{"type": "IPAddress", "value": "203.0.113.5"}],
        "conditions": [
            {"type": "Accepted", "status": "True", "observedGeneration": 1, "reason": "Accepted",
             "message": "the Gateway is valid"},
            {"type": "Programmed", "status": "True", "observedGeneration": 1, "reason": "Programmed",
             "message": "the data plane is configured"},
            {"type": "ResolvedRefs", "status": "True", "observedGeneration": 1, "reason": "ResolvedRefs",
             "message": "all references are resolved"}],
        "listeners": [{
            "name": "http",
            "supportedKinds": [{"group": "gateway.networking.k8s.io", "kind": "HTTPRoute"},
                               {"group": "gateway.networking.k8s.io", "kind": "GRPCRoute"}],
            "attachedRoutes": 1,
            "conditions": [
                {"type": "Accepted", "status": "True", "observedGeneration": 1, "reason": "Accepted",
                 "message": "the listener is valid"},
                {"type": "Programmed", "status": "True", "observedGeneration": 1, "reason": "Programmed",
                 "message": "the listener is configured in the data plane"},
                {"type": "ResolvedRefs", "status": "True", "observedGeneration": 1, "reason": "ResolvedRefs",
                 "message": "all references are resolved"}]}]})")
                                                               .dump());
}

void TestStatusJson::httpRoute() {
    const auto cluster =
        test::clusterOf(gatewayYaml({kOpen}) + route("{name: gw, namespace: infra}"));
    QCOMPARE(statusOf(cluster, "HTTPRoute apps/r").dump(), Json::parse(R"({
        "parents": [{
            "parentRef": {"group": "gateway.networking.k8s.io", "kind": "Gateway", "namespace": "infra", "name": "gw"},
            "controllerName": "test.dev/controller",
            "conditions": [
                {"type": "Accepted", "status": "True", "observedGeneration": 1, "reason": "Accepted",
                 "message": "accepted by Gateway infra/gw"},
                {"type": "ResolvedRefs", "status": "True", "observedGeneration": 1, "reason": "ResolvedRefs",
                 "message": "all references are resolved"}]}]})")
                                                               .dump());
}

void TestStatusJson::gatewayClass() {
    const Json status = statusOf(test::clusterOf(""), "GatewayClass test");
    QCOMPARE(status["conditions"].size(), std::size_t{2});
    QCOMPARE(status["supportedFeatures"].front().dump(),
             std::string(R"({"name":"BackendTLSPolicy"})"));
}

void TestStatusJson::parentRefsAreEchoed() {
    const auto cluster = test::clusterOf(
        gatewayYaml({kOpen}) +
        routeYaml("infra", "parentRefs: [{name: gw, sectionName: http, port: 80}, {name: other}]"));
    const Json parents = statusOf(cluster, "HTTPRoute infra/r")["parents"];
    QCOMPARE(parents.size(),
             std::size_t{1});  // route.parentref.resolve: no entry for what is not there
    QCOMPARE(parents.front()["parentRef"].dump(),
             std::string(R"({"group":"gateway.networking.k8s.io","kind":"Gateway","name":"gw",)"
                         R"("sectionName":"http","port":80})"));
}

void TestStatusJson::defaultGatewayIsNamed() {
    const auto cluster = test::clusterOf(gatewayYaml({kOpen}, "defaultScope: All") +
                                         routeYaml("apps", "useDefaultGateways: All"));
    QCOMPARE(
        statusOf(cluster, "HTTPRoute apps/r")["parents"].front()["parentRef"].dump(),
        std::string(
            R"({"group":"gateway.networking.k8s.io","kind":"Gateway","namespace":"infra","name":"gw"})"));
}

void TestStatusJson::conditionsAreWellFormed_data() {
    QTest::addColumn<std::string>("manifests");
    const std::string policy =
        test::objectYaml("BackendTLSPolicy", "apps/p",
                         "targetRefs: [{group: '', kind: Service, name: web}], "
                         "validation: {hostname: a.b, "
                         "caCertificateRefs: [{group: '', kind: Secret, name: x}]}");
    const std::string set = test::objectYaml(
        "ListenerSet", "infra/set",
        "parentRef: {name: gw}, listeners: [{name: a, port: 80, protocol: TCP}]");
    QTest::newRow("cond.reason-required, cond.own-prefix: all is well")
        << gatewayYaml({kOpen}, "defaultScope: All, allowedListeners: {namespaces: {from: All}}") +
               route("{name: gw, namespace: infra}") + set;
    QTest::newRow("cond.reason-required, cond.own-prefix: much is not")
        << gatewayYaml(
               {"{name: a, port: 80, protocol: TCP}", "{name: b, port: 80, protocol: HTTP}",
                "{name: c, port: 81, protocol: QUIC}",
                "{name: d, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: x}]}}",
                "{name: e, port: 82, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}"},
               "allowedListeners: {namespaces: {from: All}}, addresses: [{value: 127.0.0.1}]") +
               routeYaml("apps",
                         "parentRefs: [{name: gw, namespace: infra}, "
                         "{name: gw, namespace: infra, sectionName: x}], "
                         "rules: [{backendRefs: [{name: web, port: 80}, {name: x, port: 80}]}]") +
               set + policy;
}

void TestStatusJson::conditionsAreWellFormed() {
    QFETCH(std::string, manifests);
    static const QRegularExpression camelCase("^[A-Z][A-Za-z0-9]*$");
    // Types that the Gateway API defines; others would need a prefix.
    static const QStringList types{"Accepted",         "Programmed",
                                   "ResolvedRefs",     "Conflicted",
                                   "DefaultGateway",   "OverlappingTLSConfig",
                                   "SupportedVersion", "InsecureFrontendValidationMode",
                                   "PartiallyInvalid"};
    const auto cluster = test::clusterOf(manifests);
    std::size_t seen = 0;
    const auto check = [&](const Json& conditions) {
        for (const Json& condition : conditions) {
            ++seen;
            const auto textOf = [&](const char* field) {
                return QString::fromStdString(condition.at(field).get<std::string>());
            };
            QVERIFY2(camelCase.match(textOf("reason")).hasMatch(), qPrintable(textOf("reason")));
            QVERIFY2(!textOf("message").isEmpty(), qPrintable(textOf("reason")));
            const QString type = textOf("type");
            QVERIFY2(type.contains('/') || types.contains(type), qPrintable(type));
        }
    };
    for (std::uint32_t i = 0; i < cluster.world->objects().size(); ++i) {
        const Json status = gatesight::simulator::statusOf(*cluster.world, *cluster.control,
                                                           gatesight::model::ObjectId{i});
        if (!status.is_object())
            continue;
        check(status.value("conditions", Json::array()));
        for (const char* list : {"listeners", "parents", "ancestors"}) {
            for (const Json& entry : status.value(list, Json::array()))
                check(entry["conditions"]);
        }
    }
    QVERIFY(seen > 8);
}

void TestStatusJson::listsAreBounded_data() {
    QTest::addColumn<int>("gateways");
    QTest::addColumn<int>("entries");
    QTest::newRow("api.limits.status: room for all") << 32 << 32;
    QTest::newRow("api.limits.status: one too many") << 33 << 32;
}

void TestStatusJson::listsAreBounded() {
    QFETCH(int, gateways);
    std::string yaml = routeYaml("infra", "useDefaultGateways: All");
    for (int i = 0; i < gateways; ++i)
        yaml += test::objectYaml(
            "Gateway", "infra/gw-" + std::to_string(i),
            "gatewayClassName: test, defaultScope: All, listeners: [" + kOpen + "]");
    QTEST(static_cast<int>(statusOf(test::clusterOf(yaml), "HTTPRoute infra/r")["parents"].size()),
          "entries");
}

void TestStatusJson::nobodyWrites() {
    Options strict;
    strict.strict = true;
    const std::string unknown =
        "---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: gw, "
        "namespace: infra}\n"
        "spec: {gatewayClassName: absent, listeners: [" +
        kOpen + "]}\n";
    const auto cluster = test::clusterOf(unknown + route("{name: gw, namespace: infra}"), strict);
    QVERIFY(statusOf(cluster, "Gateway infra/gw").is_null());
    QCOMPARE(whyNone(cluster, "Gateway infra/gw"),
             std::string("GatewayClass 'absent' does not exist"));
    QVERIFY(statusOf(cluster, "HTTPRoute apps/r").is_null());
    QCOMPARE(whyNone(cluster, "HTTPRoute apps/r"),
             std::string("nobody manages Gateway infra/gw: GatewayClass 'absent' does not exist"));

    const auto dangling = test::clusterOf(route("{name: x}, {name: x, sectionName: a}, {name: y}"));
    QVERIFY(statusOf(dangling, "HTTPRoute apps/r").is_null());
    QCOMPARE(whyNone(dangling, "HTTPRoute apps/r"),
             std::string("there is no Gateway 'x' in namespace 'apps'; there is no Gateway 'y' in "
                         "namespace 'apps'"));

    const auto good = test::clusterOf(gatewayYaml({kOpen}) + route("{name: gw, namespace: infra}"));
    QCOMPARE(whyNone(good, "HTTPRoute apps/r"), std::string());
    QCOMPARE(whyNone(good, "Gateway infra/gw"), std::string());
}

void TestStatusJson::kindsThatArePrinted() {
    const auto cluster = test::clusterOf(gatewayYaml({kOpen}));
    const auto printed = [&](const std::string& object) {
        return hasStatus(cluster.world->object(test::idOf(*cluster.world, object)));
    };
    QVERIFY(printed("Gateway infra/gw"));
    QVERIFY(printed("GatewayClass test"));
    QVERIFY(!printed("Service apps/web"));
}

void TestStatusJson::generatedForAGateway() {
    const std::string infrastructure =
        "infrastructure: {labels: {team: a}, annotations: {note: b}}";
    const auto cluster = test::clusterOf(gatewayYaml(
        {kOpen, "{name: alt, port: 81, protocol: HTTP}", "{name: dns, port: 53, protocol: UDP}"},
        infrastructure + ", addresses: [{value: 203.0.113.5}]"));
    const auto objects = generatedObjects(*cluster.world, *cluster.control);
    std::vector<std::string> kinds;
    for (const Json& object : objects) {
        kinds.push_back(object["kind"]);
        QCOMPARE(object["metadata"].dump(),
                 std::string(R"({"namespace":"infra","name":"gw-test","labels":{)"
                             R"("gateway.networking.k8s.io/gateway-class-name":"test",)"
                             R"("gateway.networking.k8s.io/gateway-name":"gw","team":"a"},)"
                             R"("annotations":{"note":"b"}})"));
    }
    QCOMPARE(kinds, (std::vector<std::string>{"Service", "ServiceAccount", "Pod"}));
    QCOMPARE(
        objects.front()["spec"]["ports"].dump(),
        std::string(
            R"([{"name":"tcp-80","protocol":"TCP","port":80},{"name":"tcp-81","protocol":"TCP",)"
            R"("port":81},{"name":"udp-53","protocol":"UDP","port":53}])"));
    QCOMPARE(objects.front()["status"].dump(),
             std::string(R"({"loadBalancer":{"ingress":[{"ip":"203.0.113.5"}]}})"));

    // gateway.infrastructure.propagate is a feature that can be lacking.
    const auto without = test::clusterOf(gatewayYaml({kOpen}, infrastructure),
                                         test::lacking("GatewayInfrastructurePropagation"));
    QVERIFY(!generatedObjects(*without.world, *without.control)
                 .front()["metadata"]["labels"]
                 .contains("team"));
}

/// xmesh.autocreate
void TestStatusJson::meshesMakeTheirObject() {
    const std::string meshRoute = route("{group: '', kind: Service, name: web}");
    const auto mesh = [](const std::string& name, const std::string& controller) {
        return "---\napiVersion: gateway.networking.x-k8s.io/v1alpha1\nkind: XMesh\nmetadata: {name: " +
               name + "}\nspec: {controllerName: " + controller + "}\n";
    };
    const auto made = [](const std::string& yaml, Options options = {}) {
        const auto cluster = test::clusterOf(yaml, std::move(options));
        for (const Json& object : generatedObjects(*cluster.world, *cluster.control)) {
            if (object["kind"] == "XMesh")
                return QString::fromStdString(object.dump());
        }
        return QString("none");
    };
    QCOMPARE(made(meshRoute),
             R"({"apiVersion":"gateway.networking.x-k8s.io/v1alpha1","kind":"XMesh","metadata":{"name":)"
             R"("gatesight"},"spec":{"controllerName":"gatesight.dev/mesh-controller"}})");
    QCOMPARE(made(meshRoute + mesh("other", "gatesight.dev/mesh-controller")), made(meshRoute));
    QCOMPARE(made(meshRoute + mesh("gatesight", "gatesight.dev/mesh-controller")), "none");
    QCOMPARE(made(meshRoute + mesh("main", "example.com/mesh")), "none");
    QCOMPARE(made(meshRoute, test::lacking("Mesh")), "none");
    QCOMPARE(made(gatewayYaml({kOpen})), "none");
}

void TestStatusJson::generatedNamesAreBounded() {
    const auto named = [](const std::string& name) {
        const auto cluster = test::clusterOf(
            "---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: " +
            name + ", namespace: infra}\nspec: {gatewayClassName: test, listeners: [" + kOpen +
            "]}\n");
        return generatedObjects(*cluster.world, *cluster.control)
            .front()["metadata"]["name"]
            .get<std::string>();
    };
    const std::string longest(63, 'a');
    QCOMPARE(named(longest).size(), std::size_t{63});
    QVERIFY(named(longest) != named(std::string(62, 'a') + "b"));
}

static std::string manyGateways(int from, int to) {
    std::string yaml;
    for (int i = from; i < to; ++i)
        yaml += "---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: g" +
                std::to_string(i) +
                ", namespace: infra}\nspec: {gatewayClassName: test, listeners: [" + kOpen + "]}\n";
    return yaml;
}

static std::string addressOf(const test::Cluster& cluster, int index) {
    return cluster.control
        ->gateway(test::idOf(*cluster.world, "Gateway infra/g" + std::to_string(index)))
        ->addresses.front()
        .value;
}

void TestStatusJson::addressesStayWhenOthersGo() {
    const auto all = test::clusterOf(manyGateways(0, 6));
    const auto some = test::clusterOf(manyGateways(3, 6));
    for (int i = 3; i < 6; ++i)
        QCOMPARE(addressOf(some, i), addressOf(all, i));
}

void TestStatusJson::moreGatewaysThanAddresses() {
    const auto cluster = test::clusterOf(manyGateways(0, 600));
    std::vector<std::string> addresses;
    std::vector<int> ranges(3);
    for (int i = 0; i < 600; ++i) {
        addresses.push_back(addressOf(cluster, i));
        ++ranges[addresses.back().starts_with("198.51.100.")  ? 0
                 : addresses.back().starts_with("203.0.113.") ? 1
                                                              : 2];
    }
    QCOMPARE(ranges, (std::vector<int>{254, 254, 92}));
    std::ranges::sort(addresses);
    QVERIFY(std::ranges::adjacent_find(addresses) == addresses.end());
}

GATESIGHT_TEST(TestStatusJson)

}  // namespace gatesight::simulator::tst_status_json

#include "tst_status_json.moc"
