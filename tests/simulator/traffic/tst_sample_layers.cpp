// The scenario of every sample asks each layer that its cluster has, in each direction in which the
// layer lies on the way, and says what has to come of it. That it does come is what the tests
// sample_* show.
#include "simulator/traffic/scenario.h"
#include "tests/house/source_folder.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"
#include "tests/simulator/traffic/support_layers.h"

#include <QDir>

#include <algorithm>
#include <iterator>

namespace gatesight::simulator::tst_sample_layers {

using namespace test;

namespace {

model::WorldPtr sampleWorld(const QString& folder) {
    auto manifests = model::readPath(folder.toStdString());
    if (!manifests)
        return nullptr;
    model::WorldBuilder builder;
    builder.addLayer(std::move(*manifests));
    return std::move(builder).build();
}

QStringList onlyIn(const std::set<std::string>& some, const std::set<std::string>& others) {
    QStringList lines;
    for (const std::string& each : some)
        if (!others.contains(each))
            lines << text(each);
    return lines;
}

}  // namespace

class TestSampleLayers : public QObject {
    Q_OBJECT

private slots:
    void everyLayerIsAsked_data() {
        QTest::addColumn<QString>("folder");
        const QDir samples(text(gatesight::test::sourcePath("/samples")));
        for (const QString& name : samples.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QTest::newRow(qPrintable(name)) << samples.filePath(name);
    }
    void everyLayerIsAsked() {
        QFETCH(QString, folder);
        const auto world = sampleWorld(folder);
        QVERIFY(world && world->scenarios().size() == 1);
        const auto simulation = simulate(world);
        const Scenario scenario = readScenario(world->scenarios().front());
        COMPARE_LINES(findingLines(scenario.findings), QStringList());
        std::set<std::string> met;
        for (const ScenarioRequest& each : scenario.requests) {
            QVERIFY2(!each.expect.empty(), each.name.c_str());
            met.merge(layersMet(*simulation, each.request,
                                decide(*simulation, each.request, 1, Explain::Yes)));
        }
        COMPARE_LINES(onlyIn(layersOf(*simulation), met), QStringList());
    }

    /// What a layer is called has to be the same in both lists, or nothing would ever be missed.
    void aLayerThatNobodyAsksIsTold() {
        const auto world = worldOf(R"(
apiVersion: v1
kind: Service
metadata: {name: db, namespace: shop}
spec: {clusterIP: None, selector: {app: db}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: db-0, namespace: shop, labels: {app: db}}
spec: {containers: [{name: c, image: i}]}
---
apiVersion: v1
kind: Pod
metadata: {name: client, namespace: shop}
spec: {containers: [{name: c, image: i}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec: {podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 8080}]}]}
)");
        const auto simulation = simulate(world);
        Request request;
        QVERIFY(setUrl(request, "http://db:8080/"));
        request.from = {
            .namespace_ = "shop", .pod = "client", .workload = {}, .serviceAccount = {}};
        const auto met =
            layersMet(*simulation, request, decide(*simulation, request, 1, Explain::Yes));
        COMPARE_LINES(onlyIn(met, {}),
                      {"NetworkPolicy decides", "east-west: Services",
                       "east-west: headless Service", "east-west: names", "east-west: policies"});
        COMPARE_LINES(
            onlyIn(layersOf(*simulation), met),
            {"east-west: stopped by a Service", "east-west: stopped by names",
             "east-west: stopped by policies", "northbound: names", "northbound: policies",
             "northbound: stopped by policies", "northbound: way out", "southbound: Services",
             "southbound: policies", "southbound: stopped"});
    }
};

GATESIGHT_TEST(TestSampleLayers)

}  // namespace gatesight::simulator::tst_sample_layers

#include "tst_sample_layers.moc"
