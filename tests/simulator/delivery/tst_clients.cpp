// Which Pod a request means by a workload or a service account, and how it looks names up.
#include "simulator/delivery/clients.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"

namespace gatesight::simulator::tst_clients {

using namespace test;

namespace {

const char* const kWorld = R"(
apiVersion: v1
kind: Pod
metadata: {name: tool, namespace: web}
spec: {serviceAccountName: admin, containers: [{name: c}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: site, namespace: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: site}}
  template:
    metadata: {labels: {app: site}}
    spec: {serviceAccountName: site, containers: [{name: c}]}
---
apiVersion: v1
kind: Pod
metadata: {name: late, namespace: web}
spec: {serviceAccountName: site, dnsPolicy: Default, containers: [{name: c}]}
)";

/// With the number that a cluster draws left out.
QString nameOf(const model::World& world, model::ObjectId id) {
    if (!id.valid())
        return QStringLiteral("nobody");
    const QString name = text(world.object(id).metadata.name);
    return name.startsWith(QStringLiteral("site-")) ? QStringLiteral("one of site") : name;
}

}  // namespace

class TestClients : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void find_data() {
        QTest::addColumn<QString>("workload");
        QTest::addColumn<QString>("serviceAccount");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing asked") << "" << "" << "nobody";
        QTest::newRow("a Deployment") << "site" << "" << "one of site";
        QTest::newRow("a Pod without an owner is its own workload") << "tool" << "" << "tool";
        QTest::newRow("a service account") << "" << "admin" << "tool";
        QTest::newRow("the first Pod of an account") << "" << "site" << "late";
        QTest::newRow("either") << "site" << "admin" << "tool";
        QTest::newRow("none") << "shop" << "" << "nobody";
        QTest::newRow("no name leads to another namespace") << "web/site" << "" << "nobody";
    }
    void find() {
        QFETCH(QString, workload);
        QFETCH(QString, serviceAccount);
        QFETCH(QString, expected);
        const auto world = worldOf(kWorld);
        const Clients clients(*world);
        const auto found =
            clients.find("web", workload.toStdString(), serviceAccount.toStdString());
        QCOMPARE(nameOf(*world, found), expected);
        QVERIFY(!clients.find("other", workload.toStdString(), serviceAccount.toStdString()).valid());
    }

    void looksNamesUpAsItsPodSays() {
        const auto world = worldOf(kWorld);
        const Clients clients(*world);
        const auto confOf = [&](const char* pod) {
            return clients.resolvConf(idOf(*world, "Pod", "web", pod), "web");
        };
        QVERIFY(confOf("tool").usual);
        QCOMPARE(confOf("tool").searches, usualResolvConf("web").searches);
        QCOMPARE(confOf("late").servers, ResolvConf::Servers::Node);
    }

    void aNamespaceThatNothingIsInHasNoNamesOfItsOwn() {
        const auto world = worldOf(kWorld);
        const ResolvConf conf = Clients(*world).usualResolvConf("elsewhere");
        QVERIFY(conf.usual);
        QCOMPARE(conf.ndots, usualResolvConf("elsewhere").ndots);
        QCOMPARE(conf.searches, (std::vector<std::string>{"svc.cluster.local", "cluster.local"}));
    }
};

GATESIGHT_TEST(TestClients)

}  // namespace gatesight::simulator::tst_clients

#include "tst_clients.moc"
