// Large worlds: everything is decided, cost grows with the world and no faster, and stopping is
// answered.
#include "tests/house/test_program.h"

#include "support_control.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <limits>

namespace gatesight::simulator::tst_control_scale {

namespace {

/// Gateways open to all, each with `listeners` ports.
std::string gateways(int count, int listeners) {
    std::string yaml;
    for (int g = 0; g < count; ++g) {
        std::string list;
        for (int i = 0; i < listeners; ++i)
            list += fmt::format(
                "{{name: l{}, port: {}, protocol: HTTP, allowedRoutes: {{namespaces: {{from: "
                "All}}}}}}, ",
                i, 80 + i);
        yaml += fmt::format(
            "---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {{name: g{}, "
            "namespace: "
            "infra}}\nspec: {{gatewayClassName: test, listeners: [{}]}}\n",
            g, list);
    }
    return yaml;
}

/// Routes that name every Gateway and refer, with a grant for each, to Services of another
/// namespace.
std::string routes(int count, int gateways) {
    std::string parents;
    for (int g = 0; g < gateways; ++g)
        parents += fmt::format("{{name: g{}, namespace: infra}}, ", g);
    std::string yaml;
    for (int r = 0; r < count; ++r)
        yaml += fmt::format(
            "---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {{name: r, "
            "namespace: "
            "n{0}}}\nspec: {{parentRefs: [{1}], hostnames: [h{0}.test], rules: [{{backendRefs: "
            "[{{name: web, "
            "namespace: apps, port: 80}}]}}]}}\n"
            "---\napiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nmetadata: "
            "{{name: g{0}, "
            "namespace: apps}}\nspec: {{from: [{{group: gateway.networking.k8s.io, kind: "
            "HTTPRoute, namespace: "
            "n{0}}}], to: [{{group: '', kind: Service}}]}}\n",
            r, parents);
    return yaml;
}

/// Processor time of the best of three computations.
double secondsFor(const test::Cluster& cluster) {
    double best = std::numeric_limits<double>::max();
    for (int i = 0; i < 3; ++i) {
        const std::clock_t start = std::clock();
        const auto plane = computeControlPlane(*cluster.world, cluster.options);
        best = std::min(best, double(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return best;
}

}  // namespace

class TestControlScale : public QObject {
    Q_OBJECT

private slots:
    void manyRoutesOnManyGateways();
    void costIsLinearInRoutes();
    void stops();
};

void TestControlScale::manyRoutesOnManyGateways() {
    const auto cluster = test::clusterOf(gateways(20, 4) + routes(650, 20));
    QCOMPARE(cluster.control->listeners.size(), std::size_t{80});
    for (const auto& listener : cluster.control->listeners)
        QCOMPARE(listener.attachedRoutes, 650U);
    for (const auto& route : cluster.control->routes)
        QVERIFY(route.rules.front().backends.front().ok());
    QCOMPARE(test::findingLines(cluster), std::vector<std::string>());
}

void TestControlScale::costIsLinearInRoutes() {
    const double few = secondsFor(test::clusterOf(gateways(4, 2) + routes(300, 4)));
    const double many = secondsFor(test::clusterOf(gateways(4, 2) + routes(2400, 4)));
    // Eight times the routes: eight times the time, sixty-four if anything were compared with
    // everything.
    QVERIFY2(many < 24 * few, fmt::format("{} s for 300 routes, {} s for 2400", few, many).c_str());
}

void TestControlScale::stops() {
    const auto cluster = test::clusterOf(gateways(1, 1) + routes(1, 1));
    std::stop_source source;
    QVERIFY(computeControlPlane(*cluster.world, cluster.options, source.get_token()) != nullptr);
    source.request_stop();
    QVERIFY(computeControlPlane(*cluster.world, cluster.options, source.get_token()) == nullptr);
}

GATESIGHT_TEST(TestControlScale)

}  // namespace gatesight::simulator::tst_control_scale

#include "tst_control_scale.moc"
