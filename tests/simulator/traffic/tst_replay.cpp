// Replays: the same seed gives the same traffic, shares come out, and every request is counted in
// every tally.
#include "simulator/traffic/replay.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"

#include <numeric>

namespace gatesight::simulator::tst_replay {

using namespace test;

namespace {

const std::string kWorld = R"(
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: infra}
spec:
  gatewayClassName: any
  listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart, namespace: shop}
spec:
  parentRefs: [{name: public, namespace: infra}]
  rules:
    - matches: [{path: {value: /cart}}]
      backendRefs: [{name: one, port: 80, weight: 3}, {name: two, port: 80, weight: 1}]
    - matches: [{path: {value: /gone}}]
      backendRefs: [{name: three, port: 80}]
    - matches: [{path: {value: /old}}]
      filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]
---
)";

std::string backend(const std::string& name, int pods, const std::string& ready = "True") {
    std::string yaml = "apiVersion: v1\nkind: Service\nmetadata: {name: " + name +
                       ", namespace: shop}\nspec: {selector: {app: " + name +
                       "}, ports: [{port: 80}]}\n---\n";
    for (int i = 0; i < pods; ++i)
        yaml += "apiVersion: v1\nkind: Pod\nmetadata: {name: " + name + "-" + std::to_string(i) +
                ", namespace: shop, labels: {app: " + name +
                "}}\nspec: {containers: [{name: c}]}\n" + "status: {phase: Running, podIP: 10.0." +
                std::to_string(name.size()) + "." + std::to_string(i + 1) +
                ", conditions: [{type: Ready, status: \"" + ready + "\"}]}\n---\n";
    return yaml;
}

SimulationPtr simulation() {
    return simulate(
        worldOf(kWorld + backend("one", 2) + backend("two", 1) + backend("three", 1, "False")));
}

ReplayRequest request(const std::string& path, double weight = 1) {
    ReplayRequest result;
    if (!setUrl(result.request, "http://shop.example.com" + path))
        qFatal("not a URL");
    result.request.gateway = "infra/public";
    result.name = path;
    result.weight = weight;
    return result;
}

ReplayPlan plan(std::vector<ReplayRequest> requests, std::uint64_t count) {
    ReplayPlan result;
    result.requests = std::move(requests);
    result.count = count;
    return result;
}

QStringList tallyLines(const std::vector<Tally>& tallies) {
    QStringList lines;
    for (const Tally& tally : tallies)
        lines << QStringLiteral("%1 %2 %3")
                     .arg(text(tally.name))
                     .arg(tally.count)
                     .arg(tally.failures);
    return lines;
}

std::uint64_t countOf(const std::vector<Tally>& tallies, std::string_view name) {
    for (const Tally& tally : tallies)
        if (tally.name == name)
            return tally.count;
    return 0;
}

}  // namespace

class TestReplay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sharesComeOut() {
        const auto world = simulation();
        const ReplayResult result = replay(*world, plan({request("/cart")}, 40'000));
        QCOMPARE(result.total, std::uint64_t{40'000});
        // Three standard deviations of a draw with 3/4 are 260 of 40,000.
        QVERIFY(std::abs(double(countOf(result.byBackend, "shop/one")) - 30'000) < 260);
        QVERIFY(std::abs(double(countOf(result.byPod, "shop/one-0")) - 15'000) < 300);
        QCOMPARE(countOf(result.byPod, "shop/two-0"), countOf(result.byBackend, "shop/two"));
        QCOMPARE(result.endings.size(), std::size_t{3});
    }

    void weightsOfTheMixComeOut() {
        const auto world = simulation();
        const ReplayResult result =
            replay(*world, plan({request("/cart", 6), request("/gone", 3), request("/nowhere", 0),
                                 request("/old", 1)},
                                20'000));
        QVERIFY(std::abs(double(countOf(result.byStatus, "200")) - 12'000) < 210);
        QVERIFY(std::abs(double(countOf(result.byStatus, "503")) - 6'000) < 200);
        QCOMPARE(countOf(result.byStatus, "404"), std::uint64_t{0});
        QVERIFY(countOf(result.byStatus, "302") > 1'800);
    }

    void everyRequestIsInEveryTally() {
        const auto world = simulation();
        const ReplayResult result = replay(
            *world, plan({request("/cart"), request("/gone"), request("/nowhere"), request("/old")},
                         4'001));
        for (const auto* tallies :
             {&result.byBackend, &result.byPod, &result.byStatus, &result.byRoute}) {
            std::uint64_t count = 0, failures = 0;
            for (const Tally& tally : *tallies) {
                count += tally.count;
                failures += tally.failures;
                QCOMPARE(std::accumulate(tally.perBucket.begin(), tally.perBucket.end(),
                                         std::uint64_t{0}),
                         tally.count);
                QCOMPARE(tally.perBucket.size(), std::size_t{41});  // 100/s, buckets of a second
            }
            QCOMPARE(count, std::uint64_t{4'001});
            QCOMPARE(failures, countOf(result.byStatus, "503") + countOf(result.byStatus, "404"));
        }
        QCOMPARE(result.sample.size(), std::size_t{4'001});
        for (std::size_t i = 1; i < result.sample.size(); ++i)
            QVERIFY(result.sample[i - 1].atSeconds <= result.sample[i].atSeconds);
        for (const ReplayedRequest& each : result.sample)
            QCOMPARE(result.endings[each.ending].request, each.request);
    }

    void aSeedDecidesEverything() {
        const auto world = simulation();
        ReplayPlan mix = plan({request("/cart", 2), request("/gone")}, 1'000);
        const auto lines = [&] {
            const ReplayResult result = replay(*world, mix);
            return tallyLines(result.byPod) + tallyLines(result.byStatus);
        };
        const QStringList first = lines();
        COMPARE_LINES(lines(), first);
        mix.seed = 2;
        QVERIFY(lines() != first);
    }

    void endingsAreWhatDecideSays() {
        const auto world = simulation();
        const ReplayPlan one = plan({request("/gone")}, 10);
        const ReplayResult result = replay(*world, one);
        QCOMPARE(result.endings.size(), std::size_t{1});
        const Decision decision = decide(*world, one.requests[0].request);
        QCOMPARE(toJson(result.endings[0].decision).dump(), toJson(decision).dump());
    }

    void limits() {
        const auto world = simulation();
        ReplayOptions options;
        options.sampleLimit = 10;
        ReplayPlan long_ = plan({request("/cart")}, 1'000);
        long_.requestsPerSecond = 0.001;  // a million seconds
        const ReplayResult result = replay(*world, long_, options);
        QCOMPARE(result.sample.size(), std::size_t{10});
        QVERIFY(result.byStatus[0].perBucket.size() <= 5'000);
        QCOMPARE(result.bucketSeconds, 200.0);
        options.sampleLimit = 0;
        QVERIFY(replay(*world, long_, options).sample.empty());
    }

    void nothingToReplay() {
        const auto world = simulation();
        QCOMPARE(replay(*world, plan({}, 100)).total, std::uint64_t{0});
        QCOMPARE(replay(*world, plan({request("/cart")}, 0)).total, std::uint64_t{0});
        QCOMPARE(replay(*world, plan({request("/cart", 0)}, 100)).total, std::uint64_t{0});
        QCOMPARE(replay(*world, plan({request("/cart", -1), request("/gone", NAN)}, 9)).total,
                 std::uint64_t{0});
    }

    void cancelled() {
        const auto world = simulation();
        std::stop_source source;
        ReplayOptions options;
        options.stop = source.get_token();
        options.progress = [&](std::uint64_t done, std::uint64_t total) {
            QCOMPARE(total, std::uint64_t{100'000});
            if (done > 0)
                source.request_stop();
        };
        const ReplayResult result = replay(*world, plan({request("/cart")}, 100'000), options);
        QVERIFY(result.cancelled);
        QVERIFY(result.total > 0 && result.total < 100'000);
        QCOMPARE(tallyLines(result.byStatus),
                 QStringList{QStringLiteral("200 %1 0").arg(result.total)});
    }

    void csv() {
        ReplayResult result;
        result.total = 4;
        result.byBackend = {{"=shop/a,b", 3, 1, {}}, {"shop/\"c\"", 1, 0, {}}};
        COMPARE_LINES(linesOf(toCsv(result)),
                      {"dimension,name,count,failures,share", "backend,\"'=shop/a,b\",3,1,0.750000",
                       "backend,\"shop/\"\"c\"\"\",1,0,0.250000"});
    }

    void json() {
        const auto world = simulation();
        const ReplayPlan mix = plan({request("/gone")}, 3);
        const auto json = toJson(mix, replay(*world, mix));
        QCOMPARE(text(json["endings"].dump()),
                 QString(R"([{"request":"/gone","count":3,"succeeded":false,"outcome":"responded",)"
                         R"("reason":"NoReadyEndpoints","status":503,"route":"shop/cart[1]",)"
                         R"("backend":"shop/three"}])"));
        QCOMPARE(text(json["byStatus"].dump()),
                 QString(R"([{"name":"503","count":3,"failures":3,"share":1.0,"perBucket":[3]}])"));
        QVERIFY(!json.contains("cancelled"));
    }
};

GATESIGHT_TEST(TestReplay)

}  // namespace gatesight::simulator::tst_replay

#include "tst_replay.moc"
