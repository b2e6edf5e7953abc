// resolv.conf and hosts file of a Pod, and what names mean to it.
#include "simulator/delivery/resolv_conf.h"
#include "simulator/delivery/delivery.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"

namespace gatesight::simulator::tst_resolv_conf {

using namespace test;

namespace {

const char* const kWorld = R"(
apiVersion: v1
kind: Service
metadata: {name: kube-dns, namespace: kube-system}
spec: {clusterIP: 10.96.0.53, ports: [{port: 53, protocol: UDP}]}
---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {clusterIP: 10.96.0.7, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: alias, namespace: shop}
spec: {type: ExternalName, externalName: cart.shop.svc.cluster.local}
)";

model::WorldPtr worldWithPod(const QString& spec) {
    const std::string pod =
        "\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: web}\nspec: {" +
        spec.toStdString() + (spec.isEmpty() ? "" : ", ") + "containers: [{name: c}]}\n";
    return worldOf(kWorld + pod);
}

ResolvConf confOf(const model::World& world) {
    return resolvConfOf(world, world.find<model::Pod>("web", "p")->spec, "web");
}

QString meaning(const model::World& world, const Destination& destination) {
    switch (destination.kind) {
        case Destination::Kind::Service:
        case Destination::Kind::Pod:
            return text(world.object(destination.object).fullName());
        case Destination::Kind::External:
            return QStringLiteral("outside ") + text(destination.externalName);
        case Destination::Kind::Unknown:
            return QStringLiteral("unknown");
        case Destination::Kind::Nothing:
            break;
    }
    return QStringLiteral("nothing");
}

}  // namespace

class TestResolvConf : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void text_data() {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("expected");
        const QString usual = QStringLiteral(
            "name servers of the cluster; search web.svc.cluster.local svc.cluster.local "
            "cluster.local");
        QTest::newRow("usual") << "" << usual + "; ndots:5";
        QTest::newRow("with hosts of its own")
            << "hostAliases: [{ip: 10.0.0.1, hostnames: [a]}]" << usual + "; ndots:5";
        QTest::newRow("ndots")
            << "dnsConfig: {options: [{name: ndots, value: '2'}]}" << usual + "; ndots:2";
        QTest::newRow("the last ndots")
            << "dnsConfig: {options: [{name: ndots, value: '2'}, {name: ndots, value: '3'}]}"
            << usual + "; ndots:3";
        QTest::newRow("ndots without bounds")
            << "dnsConfig: {options: [{name: ndots, value: '99'}]}" << usual + "; ndots:15";
        QTest::newRow("ndots that is no number")
            << "dnsConfig: {options: [{name: ndots, value: many}]}" << usual + "; ndots:5";
        QTest::newRow("more search domains")
            << "dnsConfig: {searches: [Corp.example., svc.cluster.local]}"
            << usual + " corp.example; ndots:5";
        QTest::newRow("of the node") << "dnsPolicy: Default"
                                     << "name servers of its node; ndots:1";
        QTest::newRow("of the node, as it shares its network")
            << "hostNetwork: true" << "name servers of its node; ndots:1";
        QTest::newRow("of the cluster all the same")
            << "hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet" << usual + "; ndots:5";
        QTest::newRow("none but its own")
            << "dnsPolicy: None, dnsConfig: {nameservers: [192.0.2.1], searches: [a.b]}"
            << "name server 192.0.2.1; search a.b; ndots:1";
        QTest::newRow("none but those of the cluster")
            << "dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.53]}"
            << "name servers of the cluster; ndots:1";
        QTest::newRow("the cache on the node")
            << "dnsPolicy: None, dnsConfig: {nameservers: [169.254.20.10]}"
            << "name servers of the cluster; ndots:1";
    }
    void text() {
        QFETCH(QString, spec);
        QFETCH(QString, expected);
        const auto world = worldWithPod(spec);
        QCOMPARE(test::text(confOf(*world).text()), expected);
        QCOMPARE(confOf(*world).usual, expected == test::text(usualResolvConf("web").text()));
    }

    void means_data() {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* spec, const char* host, const char* expected) {
            QTest::addRow("%s|%s", spec, host) << spec << host << expected;
        };
        const char* const usual = "";
        row(usual, "cart", "nothing");
        row(usual, "cart.shop", "shop/cart");
        row(usual, "cart.shop.", "outside cart.shop");
        row(usual, "alias.shop", "shop/cart");
        const char* const searching = "dnsConfig: {searches: [shop.svc.cluster.local]}";
        row(searching, "cart", "shop/cart");
        row(searching, "alias", "shop/cart");
        row(searching, "printer", "nothing");
        const char* const corp = "dnsConfig: {searches: [corp.example]}";
        row(corp, "printer", "outside printer.corp.example");
        row(corp, "www.example.org", "outside www.example.org");
        const char* const few = "dnsConfig: {options: [{name: ndots, value: '1'}]}";
        row(few, "cart.shop", "shop/cart");
        row(few, "cart.shop.svc", "shop/cart");
        row(few, "cart.shop.svc.cluster.local", "shop/cart");
        row(few, "x.shop.svc", "outside x.shop.svc");
        const char* const node = "dnsPolicy: Default";
        row(node, "cart", "nothing");
        row(node, "cart.shop", "nothing");
        row(node, "alias.shop", "nothing");
        row(node, "cart.shop.svc.cluster.local", "nothing");
        row(node, "10.96.0.7", "shop/cart");
        row(node, "www.example.org", "outside www.example.org");
        const char* const own = "dnsPolicy: None, dnsConfig: {nameservers: [192.0.2.1]}";
        row(own, "cart.shop.svc.cluster.local", "unknown");
        row(own, "www.example.org", "outside www.example.org");
        const char* const hosts =
            "hostAliases: [{ip: 10.96.0.7, hostnames: [Cart, www.example.org]}]";
        row(hosts, "cart", "shop/cart");
        row(hosts, "WWW.example.org", "shop/cart");
        row(hosts, "www.example.com", "outside www.example.com");
        row("hostNetwork: true, hostAliases: [{ip: 10.96.0.7, hostnames: [cart]}]", "cart",
            "nothing");
    }
    void means() {
        QFETCH(QString, spec);
        QFETCH(QString, host);
        QFETCH(QString, expected);
        const auto world = worldWithPod(spec);
        const Destination destination =
            resolveInside(*world, host.toStdString(), "web", confOf(*world));
        QVERIFY(!destination.message.empty());
        QCOMPARE(meaning(*world, destination), expected);
    }
};

GATESIGHT_TEST(TestResolvConf)

}  // namespace gatesight::simulator::tst_resolv_conf

#include "tst_resolv_conf.moc"
