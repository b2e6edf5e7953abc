// Where no Gateway takes a request in: each says what it would take, and the sum names the smallest
// change.
#include "simulator/simulation.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"

#include <fmt/format.h>

namespace gatesight::simulator::tst_explain_gateways {

using simulator::test::worldOf;

class ExplainGatewaysTest : public QObject {
    Q_OBJECT

private slots:
    void tells_data();
    void tells();
};

namespace {

std::string gateway(const char* name, const char* className, const char* listeners) {
    return fmt::format(
        "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\n"
        "metadata: {{name: {}, namespace: infra}}\n"
        "spec: {{gatewayClassName: {}, listeners: [{}]}}\n---\n",
        name, className, listeners);
}

const std::string kRefusedClass =
    "apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: refused}\n"
    "spec: {controllerName: example.com/c, parametersRef: {group: '', kind: ConfigMap, name: none, "
    "namespace: infra}}\n---\n";

}  // namespace

void ExplainGatewaysTest::tells_data() {
    QTest::addColumn<std::string>("yaml");
    QTest::addColumn<QStringList>("steps");  // "message | near"
    const char* http = "{name: http, protocol: HTTP, port: 80, hostname: a.example.com}";
    const std::string sum =
        "no Gateway has a listener on port 443 whose hostname admits a.example.com; a request can "
        "name its Gateway, and a Scenario can say where a name leads | ";
    const auto summed = [&](const char* near) { return QString::fromStdString(sum) + near; };
    QTest::newRow("no Gateway at all")
        << std::string() << QStringList{"no Gateway is loaded, so nobody listens | "};
    QTest::newRow("another port")
        << gateway("a", "any", http)
        << QStringList{"it listens on port 80 only | would be taken in on port 80",
                       summed("would be taken in on port 80, by Gateway infra/a")};
    QTest::newRow("another host")
        << gateway("a", "any",
                   "{name: s, protocol: TLS, port: 443, hostname: b.example.com, tls: {mode: "
                   "Passthrough}}")
        << QStringList{
               "on port 443 it admits b.example.com only | would be taken in if the host "
               "were b.example.com",
               summed("would be taken in if the host were b.example.com, by Gateway "
                      "infra/a")};
    QTest::newRow("another port and another host")
        << gateway("a", "any", "{name: http, protocol: HTTP, port: 80, hostname: b.example.com}")
        << QStringList{"it listens on port 80 only | ", summed("")};
    QTest::newRow("nobody acts on it")
        << kRefusedClass + gateway("a", "refused", http)
        << QStringList{
               "nobody acts on it: GatewayClass 'refused' is not accepted by its "
               "controller | ",
               summed("")};
}

void ExplainGatewaysTest::tells() {
    QFETCH(std::string, yaml);
    QFETCH(QStringList, steps);
    const auto simulation = simulator::simulate(worldOf(yaml));
    simulator::Request request;
    QVERIFY(setUrl(request, "https://a.example.com/").has_value());
    const auto decision = decide(*simulation, request, 1, simulator::Explain::Yes);
    QCOMPARE(decision.reason, std::string("NoGatewayForHost"));
    QStringList told;
    for (const simulator::Step& step : decision.trace)
        told.append(QString::fromStdString(step.message + " | " + step.near));
    COMPARE_LINES(told, steps);
    QVERIFY(decide(*simulation, request, 1).trace.empty());
}

GATESIGHT_TEST(ExplainGatewaysTest)

}  // namespace gatesight::simulator::tst_explain_gateways

#include "tst_explain_gateways.moc"
