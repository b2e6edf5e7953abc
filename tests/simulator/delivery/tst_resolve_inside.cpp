// What names and addresses mean to a Pod of namespace "shop".
#include "simulator/delivery/resolv_conf.h"
#include "simulator/delivery/service_fronts.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"

namespace gatesight::simulator::tst_resolve_inside {

using namespace test;

namespace {

const char* const kWorld = R"(
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {clusterIP: 10.96.0.7, clusterIPs: [10.96.0.7, "fd00::7"], externalIPs: [203.0.113.9], ports: [{port: 80}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.10}]}}
---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: other}
spec: {ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: shop}
spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
---
apiVersion: v1
kind: Service
metadata: {name: bank, namespace: shop}
spec: {type: ExternalName, externalName: API.bank.example.}
---
apiVersion: v1
kind: Service
metadata: {name: alias, namespace: shop}
spec: {type: ExternalName, externalName: cart.other.svc.cluster.local}
---
apiVersion: v1
kind: Service
metadata: {name: loop, namespace: shop}
spec: {type: ExternalName, externalName: loop.shop.svc.cluster.local}
---
apiVersion: v1
kind: Service
metadata: {name: number, namespace: shop}
spec: {type: ExternalName, externalName: 192.0.2.1}
---
apiVersion: v1
kind: Pod
metadata: {name: db-0, namespace: shop, labels: {app: db}}
spec: {hostname: db-0, subdomain: db, containers: [{name: c}]}
status: {phase: Running, podIP: 10.0.0.5}
)";

}  // namespace

class TestResolveInside : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void resolves_data() {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* host, const char* expected) {
            QTest::newRow(host) << QString::fromLatin1(host) << QString::fromLatin1(expected);
        };
        row("cart", "Service shop/cart by name");
        row("CART", "Service shop/cart by name");
        row("cart.shop", "Service shop/cart by name");
        row("cart.other", "Service other/cart by name");
        row("cart.other.svc", "Service other/cart by name");
        row("cart.other.svc.cluster.local", "Service other/cart by name");
        row("cart.other.svc.cluster.local.", "Service other/cart by name");
        row("cart.nowhere.svc", "nothing");
        row("cart.nowhere.svc.cluster.local", "nothing");
        row("nothing-here", "nothing");
        row("db", "Service shop/db by name headless");
        row("db-0.db", "Pod shop/db-0 by name");
        row("db-0.db.shop.svc.cluster.local", "Pod shop/db-0 by name");
        row("db-1.db.shop.svc", "nothing");
        row("10-0-0-5.shop.pod.cluster.local", "Pod shop/db-0 by name");
        row("10-0-0-5.other.pod.cluster.local", "nothing");
        row("10.96.0.7", "Service shop/cart");
        row("fd00:0::7", "Service shop/cart");
        row("203.0.113.9", "Service shop/cart");
        row("203.0.113.10", "Service shop/cart");
        row("10.0.0.5", "Pod shop/db-0");
        row("192.0.2.77", "outside");
        row("www.example.com", "outside www.example.com by name");
        row("bank", "outside api.bank.example by name");
        row("alias", "Service other/cart by name");
        row("loop", "nothing by name");
        row("number", "nothing by name");
        row("", "nothing");
        row(".", "nothing");
        row("..", "outside . by name");
    }
    void resolves() {
        QFETCH(QString, host);
        QFETCH(QString, expected);
        const auto world = worldOf(kWorld);
        const std::string name = host.toStdString();
        const auto front = ServiceFronts(*world).find(*world, name, 80, false);
        const Destination destination =
            front ? *front : resolveInside(*world, name, "shop", usualResolvConf("shop"));
        QString actual;
        switch (destination.kind) {
            case Destination::Kind::Service:
                actual = QStringLiteral("Service ");
                break;
            case Destination::Kind::Pod:
                actual = QStringLiteral("Pod ");
                break;
            case Destination::Kind::External:
                actual = QStringLiteral("outside ") + text(destination.externalName);
                break;
            case Destination::Kind::Unknown:
                actual = QStringLiteral("unknown");
                break;
            case Destination::Kind::Nothing:
                actual = QStringLiteral("nothing");
                break;
        }
        if (destination.object.valid())
            actual += text(world->object(destination.object).fullName());
        actual = actual.trimmed();
        if (destination.byName)
            actual += QStringLiteral(" by name");
        if (destination.headless)
            actual += QStringLiteral(" headless");
        QVERIFY(!destination.message.empty());
        QCOMPARE(actual, expected);
    }
};

GATESIGHT_TEST(TestResolveInside)

}  // namespace gatesight::simulator::tst_resolve_inside

#include "tst_resolve_inside.moc"
