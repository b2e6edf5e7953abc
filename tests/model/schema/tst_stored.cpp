// Objects as the API server would store them.
#include "model/schema/pending_status.h"
#include "tests/house/source_folder.h"
#include "tests/house/test_program.h"
#include "tests/model/support_objects.h"

#include <QDir>
#include <QFile>

namespace tst_stored {

using namespace gatesight::model;
using namespace gatesight::model::test;
using Json = nlohmann::ordered_json;

namespace {

/// What the corpus keeps of a stored object, and what Gatesight does not write, taken out.
nlohmann::json comparable(nlohmann::json json) {
    for (const char* name : {"uid", "generation", "creationTimestamp", "resourceVersion",
                             "managedFields", "namespace"})
        json["metadata"].erase(name);
    return json;
}

Json storedText(const QString& yaml, Channel channel = Channel::Experimental) {
    return stored(*decodeText(yaml.toStdString(), channel).object, channel);
}

}  // namespace

class Stored : public QObject {
    Q_OBJECT

private slots:
    void fields_data();
    void fields();
    void metadata();
    void otherKindsStayAsWritten();
    void servicesShowTheirClusterIP();
    void derivedObjects();
    void corpus_data();
    void corpus();
};

void Stored::fields_data() {
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QString>("expected");
    const char* rules = R"([{"matches":[{"path":{"type":"PathPrefix","value":"/"}}]}])";
    QTest::newRow("api.default.httproute.rules") << "{}" << QString(R"({"rules":%1})").arg(rules);
    QTest::newRow("api.default.httproute.rules: one rule")
        << "{rules: [{}]}" << QString(R"({"rules":%1})").arg(rules);
    QTest::newRow("api.default.matches-empty-list") << "{rules: [{matches: []}]}"
                                                    << R"({"rules":[{"matches":[]}]})";
    QTest::newRow("api.default.parentref")
        << "{rules: [{matches: []}], parentRefs: [{name: g}]}"
        << R"({"parentRefs":[{"group":"gateway.networking.k8s.io","kind":"Gateway","name":"g"}],"rules":[{"matches":[]}]})";
    QTest::newRow("api.default.backendref")
        << "{rules: [{matches: [], backendRefs: [{name: s, port: 80}]}]}"
        << R"({"rules":[{"backendRefs":[{"group":"","kind":"Service","name":"s","port":80,"weight":1}],"matches":[]}]})";
    QTest::newRow("api.default.redirect-status")
        << "{rules: [{matches: [], filters: [{type: RequestRedirect, requestRedirect: {}}]}]}"
        << R"({"rules":[{"filters":[{"requestRedirect":{"statusCode":302},"type":"RequestRedirect"}],"matches":[]}]})";
    QTest::newRow("api.prune.unknown-fields") << "{rules: [{matches: [], other: 1}], other: {a: b}}"
                                              << R"({"rules":[{"matches":[]}]})";
    QTest::newRow("api.null-is-absent")
        << "{rules: null, hostnames: null}" << QString(R"({"rules":%1})").arg(rules);
}

void Stored::fields() {
    QFETCH(QString, spec);
    QFETCH(QString, expected);
    const Json json = storedText(
        "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: r}\nspec: " +
        spec + "\n");
    QCOMPARE(text(json["spec"].dump()), expected);
}

void Stored::metadata() {
    const Json json = storedText(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, labels: {b: x, a: z}, other: 1, "
        "finalizers: [f], "
        "creationTimestamp: '2026-01-01T00:00:00.5Z'}\n");
    QCOMPARE(
        text(json["metadata"].dump()),
        QString(
            R"({"creationTimestamp":"2026-01-01T00:00:00Z","finalizers":["f"],"labels":{"a":"z","b":"x"},"name":"c","namespace":"default","generation":1})"));
}

void Stored::otherKindsStayAsWritten() {
    const Json json = storedText(
        "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: {b: [1, 2.5, x, "
        "true, null], a: {}}\nstatus: {x: y}\n");
    QCOMPARE(text(json["spec"].dump()), QString(R"({"a":{},"b":[1,2.5,"x",true,null]})"));
    QVERIFY(!json.contains("status"));
}

void Stored::servicesShowTheirClusterIP() {
    const WorldPtr world = worldOf(
        "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: [{port: 80}]}\n");
    const auto service = world->find<Service>("default", "s");
    const Json spec = stored(service.object(), Channel::Experimental)["spec"];
    QCOMPARE(text(spec["clusterIP"].get<std::string>()), text(service->clusterIP));
    QCOMPARE(text(spec["ports"].dump()), QString(R"([{"port":80,"protocol":"TCP"}])"));
}

void Stored::derivedObjects() {
    const WorldPtr world = worldOf(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {selector: "
        "{matchLabels: {a: b}}, template: {metadata: "
        "{labels: {a: b}}, spec: {containers: [{name: c, image: i, ports: [{containerPort: "
        "80}]}]}}}\n---\n"
        "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {selector: {a: b}, ports: "
        "[{port: 80}]}\n");
    const auto pod = world->all<Pod>().at(0);
    const Json podJson = stored(pod.object(), Channel::Experimental);
    QCOMPARE(text(podJson["status"]["podIP"].get<std::string>()), text(pod->podIP));
    QCOMPARE(text(podJson["metadata"]["labels"]["a"].get<std::string>()), QString("b"));
    QCOMPARE(
        text(podJson["spec"]["containers"].dump()),
        QString(R"([{"image":"i","name":"c","ports":[{"containerPort":80,"protocol":"TCP"}]}])"));
    // what was written reads back as the same Pod
    const Decoded again = decodeText(podJson.dump());
    QCOMPARE(linesOf(again.findings), QStringList());
    QCOMPARE(std::get<Pod>(again.object->resource).podIPs, pod->podIPs);

    const auto slice = world->slicesOf("default", "s").at(0);
    const Decoded slices = decodeText(stored(slice.object(), Channel::Experimental).dump());
    QCOMPARE(linesOf(slices.findings), QStringList());
    QCOMPARE(text(std::get<EndpointSlice>(slices.object->resource).serviceName), QString("s"));
    QCOMPARE(std::get<EndpointSlice>(slices.object->resource).endpoints.at(0).addresses,
             slice->endpoints.at(0).addresses);
}

void Stored::corpus_data() {
    QTest::addColumn<QString>("object");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<bool>("experimental");
    const QDir folder(
        QString::fromStdString(gatesight::test::sourcePath("/../shared/validation/cases")));
    if (!folder.exists())
        QSKIP(qPrintable("the validation corpus is missing: " + folder.path()));
    for (const QString& name : folder.entryList({"*.json"})) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const auto& one : nlohmann::json::parse(file.readAll().toStdString())) {
            if (!one.value("checked", true) || one["op"] != "create")
                continue;
            for (const auto& [channel, observed] : one["observed"].items()) {
                if (!observed.contains("stored") || !observed["stored"].is_object())
                    continue;
                QTest::newRow(qPrintable(
                    QString::fromStdString(one["name"].get<std::string>() + " " + channel)))
                    << QString::fromStdString(one["object"].dump())
                    << QString::fromStdString(observed["stored"].dump()) << (channel != "standard");
            }
        }
    }
}

void Stored::corpus() {
    QFETCH(QString, object);
    QFETCH(QString, expected);
    QFETCH(bool, experimental);
    const Channel channel = experimental ? Channel::Experimental : Channel::Standard;
    const auto decoded = decodeText(object.toStdString(), channel).object;
    Json json = stored(*decoded, channel);
    if (Json status = pendingStatus(decoded->group, decoded->kind); !status.is_null())
        json["status"] = std::move(status);
    QCOMPARE(text(comparable(json).dump(1)),
             text(comparable(nlohmann::json::parse(expected.toStdString())).dump(1)));
}

GATESIGHT_TEST(Stored)

}  // namespace tst_stored

#include "tst_stored.moc"
