// A cluster becomes one text: whole, the same every time, and without a secret in it.
#include "model/cluster/cluster_import.h"
#include "model/cluster/field_selection.h"
#include "model/cluster/reduction.h"
#include "model/cluster/small_json.h"
#include "model/rules/explained_rules.h"
#include "model/world/unread_secrets.h"
#include "model/world/world.h"
#include "tests/house/test_program.h"
#include "tests/model/support_api_server.h"
#include "tests/model/support_certificates.h"

#include <QCoreApplication>

#include <fmt/format.h>

namespace tst_cluster_import {

using namespace gatesight::model;
using namespace gatesight::model::test;

namespace {

constexpr std::string_view kMarker = "PLANTED";

WorldPtr worldOf(const std::string& text) {
    WorldBuilder builder;
    builder.addLayer(readText("cluster.yaml", text));
    return std::move(builder).build();
}

std::vector<std::string> messages(const World& world) {
    std::vector<std::string> result;
    for (const Finding& each : world.findings())
        result.push_back(fmt::format("{}: {}", each.rule, each.message));
    return result;
}

}  // namespace

class TestClusterImport : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ApiServer> m_server;

    std::expected<ClusterSnapshot, ClusterError> import(
        const std::string& fault,
        ImportOptions options = {.namespaces = {}, .secrets = true, .list = {}}) {
        HttpClient client(m_server->connection(fault), quickLimits());
        options.list.pageSize = 3;
        return importCluster(client, options, {});
    }

private Q_SLOTS:
    void initTestCase() {
        m_server = std::make_unique<ApiServer>(8);
        QVERIFY(!m_server->told("good").empty());
    }

    void aSnapshotHoldsWhatRoutingNeeds() {
        const auto snapshot = import("ok");
        QVERIFY2(snapshot.has_value(), snapshot ? "" : snapshot.error().message.c_str());
        QVERIFY(snapshot->missing.empty());
        const std::string text = snapshotText(*snapshot);
        const WorldPtr world = worldOf(text);
        for (const std::string& each : messages(*world))
            QVERIFY2(!each.starts_with("manifest."), each.c_str());
        QCOMPARE(world->all<HTTPRoute>().size(), 8u);
        QCOMPARE(world->all<Pod>().size(), 1u);  // none is made up beside the real one
        QCOMPARE(world->slicesOf("shop", "web").size(), 1u);
        QVERIFY(world->find("example.dev", "Limit", "shop", "slow").valid());
        QVERIFY(!world->find("", "Secret", "shop", "private").valid());
        QVERIFY(!world->find("", "ConfigMap", "shop", "unrelated").valid());
        const auto ca = world->find<ConfigMap>("shop", "backend-ca");
        QVERIFY(ca);
        QCOMPARE(ca->authorities.size(), 1u);
        const auto secret = world->find<Secret>("shop", "cert");
        QVERIFY(secret);
        QCOMPARE(secret->type, std::string("kubernetes.io/tls"));
        QCOMPARE(secret->keys, (std::vector<std::string>{"extra", "tls.crt", "tls.key"}));
        QVERIFY(secret->certificateWellFormed && secret->keyWellFormed && secret->keyMatches);
        QCOMPARE(secret->certificates.front().ipAddresses.front(), std::string("127.0.0.1"));
        // The ConfigMap's authority made it; the snapshot still knows, without the certificate.
        QCOMPARE(secret->certificates.front().signedBy,
                 std::vector<std::string>{ca->authorities.front().fingerprint});
    }

    void nothingSecretGetsIn() {
        const std::string text = snapshotText(*import("ok"));
        QVERIFY(!text.contains(kMarker));
        for (const char* part : {"PRIVATE KEY", "managedFields", "last-applied", "resourceVersion"})
            QVERIFY2(!text.contains(part), part);
        QVERIFY(text.contains("***"));
        QVERIFY(text.contains("blue"));  // what is no credential stays
    }

    void theSameStateGivesTheSameBytes() {
        const std::string once = snapshotText(*import("ok"));
        QCOMPARE(snapshotText(*import("ok")), once);
        QCOMPARE(snapshotText(*import("old")), once);
        QCOMPARE(snapshotText(*import("restarting")), once);
        QCOMPARE(snapshotText(*import("gone")), once);
    }

    void whatIsMissingIsSaid_data() {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("expected");
        QTest::newRow("forbidden") << "forbidden"
                                   << "the user had no right to list them";
        QTest::newRow("broken") << "broken"
                                << "the server failed";
        QTest::newRow("garbage") << "garbage"
                                 << "the server failed";
        QTest::newRow("bomb") << "bomb"
                              << "the server failed";
    }
    void whatIsMissingIsSaid() {
        QFETCH(QString, fault);
        QFETCH(QString, expected);
        const auto snapshot = import(fault.toStdString());
        QVERIFY(snapshot.has_value());
        QVERIFY(!snapshot->missing.empty());
        const std::string text = snapshotText(*snapshot);
        QVERIFY(!text.contains(kMarker));
        const WorldPtr world = worldOf(text);
        const auto all = messages(*world);
        QVERIFY2(std::ranges::any_of(all,
                                     [&](const std::string& each) {
                                         return each.starts_with("cluster.snapshot.partial") &&
                                                each.contains("httproutes") &&
                                                each.contains(expected.toStdString());
                                     }),
                 all.empty() ? "no finding" : all.front().c_str());
        QVERIFY(findExplained("cluster.snapshot.partial"));
        QVERIFY(!world->all<Service>().empty());
    }

    // Unless somebody asks for it, no request for a Secret leaves.
    void noSecretIsAskedForByItself() {
        const auto bare = import("bare", {});
        QVERIFY(bare && !bare->listed.empty());
        QVERIFY(m_server->requests("/bare/api/v1/namespaces/shop/configmaps/backend-ca") > 0);
        for (const auto& each : m_server->log()) {
            const QString path = each.toArray().at(1).toString();
            QVERIFY2(!path.startsWith("/bare/") || !path.contains("secrets"), qPrintable(path));
        }
        QCOMPARE(bare->missing.size(), std::size_t(1));
        QCOMPARE(bare->missing.front().reason, std::string("NotAsked"));
        QCOMPARE(bare->missing.front().message, std::string("Secrets were not read (named: 1)"));
    }

    // That it was not read is all that is known: not that it is not there.
    void anUnreadSecretHasNothingButItsName() {
        const std::string text = snapshotText(*import("ok", {}));
        QVERIFY(!text.contains("\nkind: Secret\n"));
        const WorldPtr world = worldOf(text);
        QCOMPARE(world->all<Secret>().size(), 1u);
        const auto secret = world->find<Secret>("shop", "cert");
        QVERIFY(secret && secret->keys.empty() && secret->certificates.empty());
        QCOMPARE(secret.origin().derivedFrom, std::string("Gateway shop/edge"));
        QVERIFY(whyNotRead(secret.object()).contains("--secrets"));
        const auto all = messages(*world);
        QCOMPARE(std::ranges::count_if(all, [](const std::string& each) {
                     return each.contains("has no secrets: they are read only with --secrets");
                 }),
                 1);
        // A change that names another one knows no more of it; a manifest of it does.
        const WorldPtr edited = withLayer(world, readText("edit.yaml", R"(apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec:
  gatewayClassName: standard
  listeners:
    - {name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: other}, {name: mine}, {name: far, namespace: other}]}}
---
apiVersion: v1
kind: Secret
metadata: {name: mine, namespace: shop}
)"));
        QCOMPARE(edited->all<Secret>().size(), 3u);
        QVERIFY(!whyNotRead(edited->find<Secret>("shop", "other").object()).empty());
        QVERIFY(!whyNotRead(edited->find<Secret>("other", "far").object()).empty());
        QVERIFY(whyNotRead(edited->find<Secret>("shop", "mine").object()).empty());
        QVERIFY(!edited->find<Secret>("shop", "cert"));
        // What was read and is not there stays absent.
        QVERIFY(worldOf(snapshotText(*import("ok")))->find<Secret>("shop", "cert"));
        QVERIFY(unreadSecrets(*worldOf(snapshotText(*import("ok")))).empty());
        const auto lacked = unreadSecrets(*world);
        QCOMPARE(lacked.size(), std::size_t(1));
        QCOMPARE(lacked.front().reason, std::string("NotAsked"));
    }

    void ofOneNamespace() {
        const auto other = import("ok", {.namespaces = {"other"}, .secrets = true, .list = {}});
        const WorldPtr world = worldOf(snapshotText(*other));
        QVERIFY(world->all<HTTPRoute>().empty());
        QVERIFY(!world->all<GatewayClass>().empty());
        QVERIFY(messages(*world).front().contains("only those in other"));
    }

    // Secrets are read one by one, and no others than those that something names.
    void noListOfSecretsIsAsked() {
        (void)import("ok");
        QCOMPARE(m_server->requests("secrets?"), 0);
        QCOMPARE(m_server->requests("secrets/private"), 0);
        QCOMPARE(m_server->requests("events"), 0);
    }

    void nothingAtAllIsAnError() {
        QVERIFY(import("unauthorized").error().code == ClusterErrorCode::Unauthorized);
        std::stop_source stop;
        stop.request_stop();
        HttpClient client(m_server->connection("ok"), quickLimits());
        QVERIFY(importCluster(client, {}, stop.get_token()).error().code ==
                ClusterErrorCode::Cancelled);
    }

    void fieldsAreSelected() {
        const FieldSelection selection("a b{c d{e}} f");
        const auto value = parseJson(
            "{\"a\": {\"x\": 1}, \"b\": [{\"c\": 1, \"z\": 2, \"d\": {\"e\": 3, \"q\": 4}}, "
            "\"text\"], \"g\": 1}");
        QCOMPARE(selection.of(*value).dump(),
                 std::string("{\"a\":{\"x\":1},\"b\":[{\"c\":1,\"d\":{\"e\":3}},null]}"));
    }

    void credentialsAreMasked() {
        const auto route = parseJson(
            "{\"apiVersion\": \"gateway.networking.k8s.io/v1\","
            "\"kind\": \"HTTPRoute\", \"metadata\": {\"name\": \"a\"}, \"spec\": {\"rules\": "
            "[{\"filters\": ["
            "{\"requestHeaderModifier\": {\"set\": [{\"name\": \"X-API-KEY\", \"value\": \"s\"},"
            "{\"name\": \"cookie\", \"value\": \"s\"}, {\"name\": \"x-version\", \"value\": "
            "\"2\"}]}},"
            "{\"url\": \"https://u:s@h/p?x=@\"}, {\"url\": \"https://h/a@b\"}]}]}}");
        const std::string text = reduced(*route).dump();
        QVERIFY2(!text.contains("\"s\"") && !text.contains("u:s"), text.c_str());
        QVERIFY(text.contains("https://***@h/p?x=@") && text.contains("https://h/a@b"));
        QVERIFY(text.contains("\"2\""));
    }

    void whatGoesIsCounted() {
        const auto pod = parseJson(
            "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"a\", \"managedFields\": [{}], "
            "\"annotations\": {\"s1\": \"x\", \"s2\": \"y\"}}, \"spec\": {\"containers\": [{\"name\": \"c\", "
            "\"env\": [{}, {}]}, {\"name\": \"d\", \"env\": [], \"args\": []}]}}");
        const auto route = parseJson(
            "{\"apiVersion\": \"gateway.networking.k8s.io/v1\", \"kind\": \"HTTPRoute\", \"metadata\": {\"name\": \"a\"}, "
            "\"spec\": {\"h\": {\"name\": \"cookie\", \"value\": \"s\"}, \"u\": \"https://u:s@h/\"}}");
        RemovedFields removed;
        QVERIFY(removed.empty());
        (void)reduced(*pod, &removed);
        (void)reduced(*route, &removed);
        QCOMPARE(removed.text(9),
                 std::string("left out: metadata.annotations (2), spec.containers.env (2), metadata.managedFields (1), "
                             "spec.containers.args (1); masked: users and passwords in URLs (1), values of headers (1)"));
        RemovedFields all = removed;
        all.merge(removed);
        QCOMPARE(all.text(1), std::string("left out: metadata.annotations (4), 8 of 3 more fields; masked: users and passwords "
                                          "in URLs (2), 2 of 1 more fields"));
    }

    void dataOfSecretsIsLeftOut() {
        const auto secret = parseJson(
            "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\": {\"name\": \"a\"}, \"type\": \"Opaque\", "
            "\"data\": {\"PLANTED\": \"eA==\", \"b\": \"eA==\"}}");
        Secret facts;
        CertificateStore store;
        RemovedFields removed;
        (void)reducedSecret(*secret, facts, store, &removed);
        QCOMPARE(removed.text(9), std::string("left out: data of Secrets (2)"));
    }

    // svc.load-balancer.internal
    void annotationsOfLoadBalancersStay() {
        const auto service = parseJson(
            "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \"a\", "
            "\"annotations\": {\"x\": \"s\", \"networking.gke.io/load-balancer-type\": "
            "\"Internal\", \"service.beta.kubernetes.io/aws-load-balancer-internal\": \"true\"}}}");
        QCOMPARE(reduced(*service).dump(),
                 std::string("{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":"
                             "\"a\",\"annotations\":{\"networking.gke.io/load-balancer-type\":"
                             "\"Internal\",\"service.beta.kubernetes.io/"
                             "aws-load-balancer-internal\":\"true\"}}}"));
    }

    void kindsOfTheNetworkKeepTheirSpec() {
        int count = 0;
        for (const auto& [group, kind] : importedKinds()) {
            if (!group.ends_with("networking.k8s.io") && !group.ends_with("networking.x-k8s.io"))
                continue;
            const nlohmann::ordered_json object{{"apiVersion", group + "/v1"},
                                                {"kind", kind},
                                                {"metadata", {{"name", "a"}}},
                                                {"spec", {{"podSelector", {{"x", "y"}}}}}};
            QVERIFY2(reduced(object) == object, kind.c_str());
            ++count;
        }
        QVERIFY(count > 10);
    }

    void kindsNobodyKnowsKeepTheirTarget() {
        const auto object = parseJson(
            "{\"apiVersion\": \"example.dev/v1\", \"kind\": \"Limit\","
            "\"metadata\": {\"name\": \"a\", \"annotations\": {\"x\": \"s\"}},"
            "\"spec\": {\"targetRefs\": [{\"name\": \"r\"}], \"password\": \"s\"}, \"status\": "
            "{\"x\": \"s\"}}");
        QCOMPARE(reduced(*object).dump(),
                 std::string(
                     "{\"apiVersion\":\"example.dev/v1\",\"kind\":\"Limit\",\"metadata\":{\"name\":"
                     "\"a\",\"annotations\":{}},\"spec\":{\"targetRefs\":[{\"name\":\"r\"}]}}"));
    }
};

GATESIGHT_TEST(TestClusterImport, QCoreApplication)

}  // namespace tst_cluster_import

#include "tst_cluster_import.moc"
