// World: identity, layers, sharing, namespaces, look-ups.
#include "tests/house/test_program.h"
#include "tests/model/support_objects.h"

namespace tst_world {

using namespace gatesight::model;
using namespace gatesight::model::test;

namespace {

constexpr std::string_view kBase = R"(apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: a, namespace: shop}
spec: {hostnames: [a.example]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: b, namespace: shop}
spec: {hostnames: [b.example]}
---
apiVersion: v1
kind: Namespace
metadata: {name: infra, labels: {team: net}}
---
apiVersion: example.com/v1
kind: Widget
metadata: {name: w, namespace: lab}
---
apiVersion: gatesight.dev/v1alpha1
kind: Scenario
metadata: {name: s}
)";

std::string route(std::string_view name, std::string_view spec, std::string_view metadata = {}) {
    return "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {namespace: shop, "
           "name: " +
           std::string(name) + std::string(metadata) + "}\nspec: " + std::string(spec) + "\n";
}

const Object& find(const WorldPtr& world, std::string_view name) {
    return world->find<HTTPRoute>("shop", name).object();
}

}  // namespace

class WorldTest : public QObject {
    Q_OBJECT

private slots:
    void objectsAreFoundByName();
    void foreignKindsAreFoundInDefault();
    void namespacesAreThoseLoadedOrUsed();
    void scenariosAreKeptApart();
    void sameLayerTwiceIsAFinding();
    void laterLayerReplacesWithoutFinding();
    void editsShareWhatDidNotChange();
    void replacedObjectsKeepAgeAndUid();
    void generationRisesWithTheSpec_data();
    void generationRisesWithTheSpec();
    void orderIsLoadOrder();
    void removedObjectsAreGone();
    void readyMadeObjectsAreShared();
    void findingsOfReplacedObjectsGo();
    void podsAreFoundByAddress();
};

void WorldTest::objectsAreFoundByName() {
    const WorldPtr world = worldOf(kBase);
    QCOMPARE(world->all<HTTPRoute>().size(), 2u);
    QVERIFY(world->find<HTTPRoute>("shop", "a"));
    QVERIFY(!world->find<HTTPRoute>("lab", "a"));
    QVERIFY(world->find<Namespace>("ignored for cluster scope", "infra"));
    QVERIFY(world->find("example.com", "Widget", "lab", "w").valid());
    QVERIFY(!world->find("example.com", "Widget", "", "w").valid());
    QCOMPARE(world->ofKind(kGatewayGroup, "HTTPRoute", "shop").size(), 2u);
    QCOMPARE(world->ofKind(kGatewayGroup, "HTTPRoute", "lab").size(), 0u);
    QCOMPARE(world->ofKind("example.com", "Widget").size(), 1u);
    QCOMPARE(world->objects().size(), 4u);
    QCOMPARE(world->sources().size(), 1u);
}

/// Nobody knows their scope, and without a namespace they would go into "default".
void WorldTest::foreignKindsAreFoundInDefault() {
    const WorldPtr world = worldOf(
        "apiVersion: filters.example.com/v1\nkind: AuthFilter\nmetadata: {name: basic}\n");
    QVERIFY(world->find("filters.example.com", "AuthFilter", "default", "basic").valid());
    QVERIFY(world->find("filters.example.com", "AuthFilter", "", "basic").valid());
    QVERIFY(!world->find("filters.example.com", "AuthFilter", "shop", "basic").valid());
}

void WorldTest::namespacesAreThoseLoadedOrUsed() {
    const WorldPtr world = worldOf(kBase);
    QCOMPARE(texts({world->namespaces().begin(), world->namespaces().end()}),
             (QStringList{"infra", "lab", "shop"}));
    const Labels loaded{{"kubernetes.io/metadata.name", "infra"}, {"team", "net"}};
    QCOMPARE(world->namespaceLabels("infra"), loaded);
    const Labels used{{"kubernetes.io/metadata.name", "shop"}};  // ns.missing
    QCOMPARE(world->namespaceLabels("shop"), used);
    QVERIFY(world->namespaceLabels("nowhere").empty());
}

void WorldTest::scenariosAreKeptApart() {
    const WorldPtr world = worldOf(kBase);
    QCOMPARE(world->scenarios().size(), 1u);
    QVERIFY(world->ofKind("gatesight.dev", "Scenario").empty());
}

void WorldTest::sameLayerTwiceIsAFinding() {
    const WorldPtr world =
        worldOf(route("x", "{hostnames: [one]}") + "---\n" + route("x", "{hostnames: [two]}"));
    QCOMPARE(world->all<HTTPRoute>().size(), 1u);
    QCOMPARE(texts(world->find<HTTPRoute>("shop", "x")->hostnames), QStringList{"two"});
    QCOMPARE(world->findings().size(), 1u);
    const Finding& finding = world->findings()[0];
    QCOMPARE(text(finding.rule), QString("manifest.duplicate-object"));
    QCOMPARE(finding.source.position.line, 6u);
    QCOMPARE(finding.related.at(0).source.position.line, 1u);
}

void WorldTest::laterLayerReplacesWithoutFinding() {
    WorldBuilder builder;
    builder.addLayer(manifestsOf(kBase));
    builder.addLayer(manifestsOf(route("a", "{hostnames: [new.example]}"), "edit.yaml"));
    const WorldPtr world = std::move(builder).build();
    QCOMPARE(texts(world->find<HTTPRoute>("shop", "a")->hostnames), QStringList{"new.example"});
    QCOMPARE(linesOf(world->findings()), QStringList());
}

void WorldTest::editsShareWhatDidNotChange() {
    const WorldPtr base = worldOf(kBase);
    const WorldPtr edited = withLayer(
        base,
        manifestsOf(route("a", "{hostnames: [x]}") + "---\n" + route("new", "{}"), "edit.yaml"));
    QCOMPARE(edited->objects().size(), base->objects().size() + 1);
    QCOMPARE(&find(edited, "b"), &find(base, "b"));
    QVERIFY(&find(edited, "a") != &find(base, "a"));
    QCOMPARE(texts(base->find<HTTPRoute>("shop", "a")->hostnames), QStringList{"a.example"});
    QVERIFY(edited->find<HTTPRoute>("shop", "new"));
    QCOMPARE(edited->find(kGatewayGroup, "HTTPRoute", "shop", "a").value,
             base->find(kGatewayGroup, "HTTPRoute", "shop", "a").value);
    QCOMPARE(edited->scenarios().size(), 1u);
}

void WorldTest::replacedObjectsKeepAgeAndUid() {
    const WorldPtr base =
        worldOf(route("a", "{}", ", uid: u1, creationTimestamp: '2026-01-01T00:00:00Z'"));
    const ObjectMeta kept = find(withLayer(base, manifestsOf(route("a", "{}"))), "a").metadata;
    QCOMPARE(text(kept.uid), QString("u1"));
    QCOMPARE(kept.creationTimestamp, find(base, "a").metadata.creationTimestamp);
    const ObjectMeta said = find(withLayer(base, manifestsOf(route("a", "{}", ", uid: u2"))), "a").metadata;
    QCOMPARE(text(said.uid), QString("u2"));
}

void WorldTest::generationRisesWithTheSpec_data() {
    QTest::addColumn<QString>("edit");
    QTest::addColumn<int>("generation");
    const auto row = [](const char* name, const std::string& edit, int generation) {
        QTest::newRow(name) << QString::fromStdString(edit) << generation;
    };
    row("api.generation: same spec", route("a", "{hostnames: [h]}", ", generation: null"), 7);
    row("api.generation: labels alone", route("a", "{hostnames: [h]}", ", labels: {x: y}"), 7);
    row("api.generation: value", route("a", "{hostnames: [i]}"), 8);
    row("api.generation: more values", route("a", "{hostnames: [h, i]}"), 8);
    row("api.generation: written out", route("a", "{hostnames: [i]}", ", generation: 12"), 12);
}

void WorldTest::generationRisesWithTheSpec() {
    QFETCH(QString, edit);
    const WorldPtr base = worldOf(route("a", "{hostnames: [h]}", ", generation: 7"));
    const WorldPtr edited = withLayer(base, manifestsOf(edit.toStdString()));
    QTEST(static_cast<int>(find(edited, "a").metadata.generation), "generation");
}

void WorldTest::orderIsLoadOrder() {
    const WorldPtr base = worldOf(kBase);
    const WorldPtr edited =
        withLayer(base, manifestsOf(route("a", "{}") + "---\n" + route("c", "{}"), "edit.yaml"));
    QCOMPARE(find(edited, "a").origin.order, 0u);
    QCOMPARE(find(edited, "b").origin.order, 1u);
    QCOMPARE(find(edited, "c").origin.order, 4u);
}

void WorldTest::removedObjectsAreGone() {
    WorldBuilder builder;
    builder.addLayer(manifestsOf(kBase));
    builder.remove(kGatewayGroup, "HTTPRoute", "shop", "a");
    builder.remove(kGatewayGroup, "HTTPRoute", "shop", "not there");
    const WorldPtr world = std::move(builder).build();
    QVERIFY(!world->find<HTTPRoute>("shop", "a"));
    QVERIFY(world->find<HTTPRoute>("shop", "b"));
    QCOMPARE(world->objects().size(), 3u);
}

void WorldTest::readyMadeObjectsAreShared() {
    const WorldPtr base = worldOf(kBase);
    WorldBuilder builder;
    for (const ObjectPtr& object : base->objects())
        builder.add(object);
    const WorldPtr copy = std::move(builder).build();
    QCOMPARE(&find(copy, "a"), &find(base, "a"));
}

void WorldTest::findingsOfReplacedObjectsGo() {
    const WorldPtr base = worldOf(route("x", "{}") + "---\n" + route("x", "{}"));
    QCOMPARE(base->findings().size(), 1u);
    QCOMPARE(withLayer(base, manifestsOf(route("y", "{}"), "edit.yaml"))->findings().size(), 1u);
    QCOMPARE(withLayer(base, manifestsOf(route("x", "{}"), "edit.yaml"))->findings().size(), 0u);
}

void WorldTest::podsAreFoundByAddress() {
    const WorldPtr world = worldOf(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nstatus: {podIP: 10.0.0.9, podIPs: [{ip: "
        "10.0.0.9}, {ip: 'fd00::9'}]}\n");
    QCOMPARE(text(world->podByAddress("10.0.0.9").metadata().name), QString("p"));
    QCOMPARE(text(world->podByAddress("fd00::9").metadata().name), QString("p"));
    QVERIFY(!world->podByAddress("10.0.0.1"));
}

GATESIGHT_TEST(WorldTest)

}  // namespace tst_world

#include "tst_world.moc"
