// A second reading with the memory of the first gives what it gives without, wherever the same
// documents stand; and what must not be kept is not.
#include "model/manifest/document_memory.h"
#include "model/manifest/reader.h"
#include "model/world/object_memory.h"
#include "model/world/world.h"
#include "tests/house/test_program.h"
#include "support_manifest_samples.h"
#include "support_manifest_text.h"

#include <fmt/format.h>

namespace tst_document_memory {

using namespace gatesight::model;

class TstDocumentMemory : public QObject {
    Q_OBJECT
private slots:
    void repetitionsReadTheSame_data();
    void repetitionsReadTheSame();
    void onlySoundDocumentsAreKept_data();
    void onlySoundDocumentsAreKept();
    void repeatedObjectsAreTheSame();
    void objectsWithFindingsAreJudgedAgain();
    void generatedNamesFollowTheirPlace();
};

namespace {

/// Every node with its place.
std::string dump(const Manifests& manifests) {
    std::string all;
    for (const DocumentPtr& document : manifests.documents) {
        all += test::nodeDump(document->tree) + "\n" + document->helmSource + "\n";
        for (NodeId id = 0; id < document->tree.size(); ++id)
            all += toString(document->locate(id)) + "\n";
    }
    return all;
}

std::string dump(const World& world) {
    std::string all;
    for (const ObjectPtr& object : world.objects())
        all += fmt::format("{} {} {} {}\n", object->fullName(), toString(object->origin.locate()),
                           object->origin.order, object->metadata.generation);
    for (const Finding& finding : world.findings())
        all += fmt::format("{} {} {}\n", finding.rule, toString(finding.source), finding.message);
    return all;
}

Manifests read(std::string_view name, const std::string& text, DocumentMemory* memory) {
    ReadOptions options;
    options.memory = memory;
    return readText(name, text, options);
}

std::size_t repetitions(const Manifests& manifests) {
    return static_cast<std::size_t>(std::ranges::count_if(
        manifests.documents,
        [](const DocumentPtr& document) { return document->original != nullptr; }));
}

WorldPtr worldOf(const Manifests& manifests, ObjectMemory* memory) {
    WorldBuilder builder({}, memory);
    builder.addLayer(manifests);
    return std::move(builder).build();
}

constexpr std::string_view kRoute = R"(apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart, namespace: shop}
spec:
  hostnames: [cart.example.com]
  rules:
    - matches: [{path: {value: /cart}, headers: [{name: x-team, value: a}]}]
      backendRefs: [{name: cart, port: 80}]
)";

}  // namespace

void TstDocumentMemory::repetitionsReadTheSame_data() {
    QTest::addColumn<QString>("name");
    for (const auto& sample : test::samples())
        QTest::newRow(sample.name.data()) << QString::fromUtf8(sample.name.data());
}

void TstDocumentMemory::repetitionsReadTheSame() {
    QFETCH(QString, name);
    const std::string text(
        std::ranges::find(test::samples(), name.toStdString(), &test::Sample::name)->text);
    DocumentMemory memory;
    QCOMPARE(repetitions(read("first.yaml", text, &memory)), std::size_t{0});
    const std::string lower = "metadata: {name: above}\n---\n" + text;
    QCOMPARE(dump(read("second.yaml", lower, &memory)), dump(read("second.yaml", lower, nullptr)));
}

void TstDocumentMemory::onlySoundDocumentsAreKept_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("repeated");
    const auto row = [](const char* name, std::string_view text, int repeated) {
        QTest::newRow(name) << QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))
                            << repeated;
    };
    row("sound", "a: 1\n", 1);
    row("two", "a: 1\n---\nb: 2\n", 2);
    row("json", "{\"a\": 1}\n", 1);
    row("with an alias", "a: &x {b: 1}\nc: *x\n", 1);
    row("duplicate key", "a: 1\na: 2\n", 0);
    row("unknown tag", "a: !mine 1\n", 0);
    row("broken beside sound", "a: [\n---\nb: 2\n", 1);
    row("list", "kind: List\nitems:\n- {a: 1}\n- {b: 2}\n", 0);
    row("secret", "kind: Secret\nstringData: {a: b}\n", 0);
}

void TstDocumentMemory::onlySoundDocumentsAreKept() {
    QFETCH(QString, text);
    QFETCH(int, repeated);
    DocumentMemory memory;
    const std::string bytes = text.toStdString();
    (void)read("first.yaml", bytes, &memory);
    const Manifests second = read("second.yaml", bytes, &memory);
    QCOMPARE(repetitions(second), static_cast<std::size_t>(repeated));
    const Manifests alone = read("second.yaml", bytes, nullptr);
    QCOMPARE(dump(second), dump(alone));
    QCOMPARE(test::joined(test::findingLines(second)), test::joined(test::findingLines(alone)));
}

void TstDocumentMemory::repeatedObjectsAreTheSame() {
    const std::string first = "---\n" + std::string(kRoute);
    const std::string second = "kind: Namespace\napiVersion: v1\nmetadata: {name: shop}\n" + first;
    DocumentMemory documents;
    ObjectMemory objects;
    const WorldPtr before = worldOf(read("first.yaml", first, &documents), &objects);
    const WorldPtr after = worldOf(read("second.yaml", second, &documents), &objects);
    QCOMPARE(dump(*after), dump(*worldOf(read("second.yaml", second, nullptr), nullptr)));
    const Ref<HTTPRoute> route = after->find<HTTPRoute>("shop", "cart");
    QVERIFY(route && route.origin().document->original);
    QCOMPARE(route->hostnames.size(), std::size_t{1});
    QCOMPARE(toString(route.origin().locate()), std::string("second.yaml:5:1"));
    QCOMPARE(toString(before->find<HTTPRoute>("shop", "cart").origin().locate()),
             std::string("first.yaml:2:1"));
}

void TstDocumentMemory::objectsWithFindingsAreJudgedAgain() {
    const std::string text = std::string(kRoute) + "  unknownField: 1\n";
    DocumentMemory documents;
    ObjectMemory objects;
    (void)worldOf(read("first.yaml", text, &documents), &objects);
    const Manifests again = read("second.yaml", text, &documents);
    QCOMPARE(repetitions(again), std::size_t{1});
    const WorldPtr after = worldOf(again, &objects);
    QCOMPARE(after->findings().size(), std::size_t{1});
    QCOMPARE(after->findings().front().source.file, std::string("second.yaml"));
}

void TstDocumentMemory::generatedNamesFollowTheirPlace() {
    const std::string text = "apiVersion: v1\nkind: Pod\nmetadata: {generateName: p-}\n";
    DocumentMemory documents;
    ObjectMemory objects;
    const WorldPtr before = worldOf(read("first.yaml", text, &documents), &objects);
    const WorldPtr after = worldOf(read("second.yaml", text, &documents), &objects);
    QVERIFY(before->objects().front()->metadata.name != after->objects().front()->metadata.name);
}

GATESIGHT_TEST(TstDocumentMemory)

}  // namespace tst_document_memory

#include "tst_document_memory.moc"
