// No value of a Secret stays in a World: planted markers are searched for in every text and tree.
#include "model/world/redaction.h"
#include "tests/house/test_program.h"
#include "tests/model/support_certificates.h"
#include "tests/model/support_objects.h"

namespace tst_redaction {

using namespace gatesight::model;
using namespace gatesight::model::test;

namespace {

constexpr const char* kMarker = "MARKER";

/// Every text in which a value could have been left.
QStringList everythingIn(const World& world) {
    QStringList result;
    const auto addTree = [&](const Document& document) {
        result << text(document.source->text) << text(document.helmSource);
        for (NodeId id = 0; id < document.tree.size(); ++id)
            result << text(document.tree.node(id).text());
    };
    for (const SourcePtr& source : world.sources())
        result << text(source->text);
    for (const ObjectPtr& object : world.objects()) {
        if (object->origin.document)
            addTree(*object->origin.document);
        for (const auto& [key, value] : object->metadata.annotations)
            result << text(value);
    }
    for (const DocumentPtr& document : world.scenarios())
        addTree(*document);
    for (const Finding& finding : world.findings())
        result << text(finding.message)
               << (finding.edit ? text(finding.edit->replacement) : QString());
    return result;
}

}  // namespace

class Redaction : public QObject {
    Q_OBJECT

private slots:
    void valuesAreGone_data();
    void valuesAreGone();
    void theRestStaysInPlace();
    void otherKindsKeepTheirValues();
    void nothingIsCopiedWithoutSecrets();
    void privateKeysAreGone();
    void editsAreRedactedToo();
};

void Redaction::valuesAreGone_data() {
    QTest::addColumn<QString>("yaml");
    const auto row = [](const char* name, const char* body) {
        QTest::newRow(name) << QStringLiteral(
                                   "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n") +
                                   body;
    };
    row("plain", "data:\n  a: MARKER\n  b: xMARKERx\n");
    row("plain over lines", "stringData:\n  a: one MARKER\n    two MARKER\n\n    three\n");
    row("double quoted", "stringData:\n  a: \"x\\\"MARKER \\\n    MARKER\"\n");
    row("single quoted", "stringData:\n  a: 'it''s MARKER'' and MARKER'\n");
    row("literal", "stringData:\n  a: |\n    MARKER\n\n     MARKER\n  b: |-\n    MARKER\n");
    row("folded", "stringData:\n  a: >2+ # how\n    MARKER\n    MARKER\n\n");
    row("flow", "stringData: {a: MARKER, b: \"MARKER\", c: MARKER MARKER}\n");
    row("flow over lines", "stringData: {a: MARKER\nMARKER\n MARKER, b: 'MARKER'\n}\n");
    row("tagged", "data:\n  a: !!binary MARKER\n  b: !!str |\n    MARKER\n");
    row("anchored", "data:\n  a: &x MARKER\n  b: *x\n  c: &y !!str MARKER\n");
    row("anchored elsewhere", "metadata2: &x MARKER\ndata:\n  b: *x\n");
    row("nested by mistake", "data:\n  a: {b: MARKER, c: [MARKER, {d: MARKER}]}\n");
    row("list by mistake", "data:\n- MARKER\n- a: MARKER\n");
    row("text by mistake", "data: MARKER\n");
    row("numbers", "stringData:\n  a: MARKER\n  b: 12\n");
    row("carriage returns", "data:\r\n  a: MARKER\r\n  b: |\r\n    MARKER\r\n");
    row("second document of a file",
        "data: {}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: t}\ndata: {a: MARKER}\n");
    QTest::newRow("JSON")
        << R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"data":{"a":"MARKER","b":"\"MARKER"}})";
    QTest::newRow("JSON, data first")
        << R"({"data":{"a":"MARKER"},"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"}})";
    QTest::newRow("in a List") << "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: "
                                  "Secret, metadata: {name: s}, data: {a: MARKER}}\n"
                                  "- apiVersion: v1\n  kind: Secret\n  metadata: {name: t}\n  "
                                  "stringData:\n    a: |\n      MARKER\n";
    QTest::newRow("last applied")
        << "apiVersion: v1\nkind: Secret\nmetadata: {name: s, annotations: "
           "{kubectl.kubernetes.io/last-applied-configuration: "
           "'{\"data\":\"MARKER\"}'}}\n";
    row("data twice", "data: {a: b}\ndata: {a: MARKER}\n");
    row("misspelt", "daata: {a: MARKER}\n");
    QTest::newRow("broken") << "apiVersion: v1\nkind: Namespace\nmetadata: {name: "
                               "n}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: s\n"
                               "data:\n  a: MARKER\n  b: [\n---\napiVersion: v1\nkind: "
                               "Namespace\nmetadata: {name: m}\n";
    QTest::newRow("broken JSON")
        << R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"data":{"a":"MARKER")";
    QTest::newRow("of another group")
        << "apiVersion: example.com/v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: MARKER}\n";
    QTest::newRow("without a name") << "apiVersion: v1\nkind: Secret\nstringData: {a: MARKER}\n";
}

void Redaction::valuesAreGone() {
    QFETCH(QString, yaml);
    // a value beside the Secret shows that texts are still there at all
    const std::string before = "apiVersion: v1\nkind: Namespace\nmetadata: {name: witness}\n";
    Manifests manifests = readText("test.yaml", yaml.toStdString());
    append(manifests, readText("other.yaml", before));
    QVERIFY(!manifests.documents.empty());
    WorldBuilder builder;
    builder.addLayer(manifests);
    const WorldPtr world = std::move(builder).build();
    const QStringList all = everythingIn(*world);
    QVERIFY(!all.filter("witness").isEmpty());
    QCOMPARE(all.filter(kMarker), QStringList());
}

void Redaction::theRestStaysInPlace() {
    const QString yaml = QStringLiteral(
        "apiVersion: v1\nkind: Secret # MARK\nmetadata: {name: s}\nstringData:\n  a: |\n    "
        "one\n\n    two\n  b: \"x\"\n---\n"
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: n}\n");
    const WorldPtr world = worldOf(yaml.toStdString());
    QCOMPARE(text(world->sources().front()->text),
             QString(yaml)
                 .replace("    one\n\n    two", "    ***\n\n    ***")
                 .replace("\"x\"", "\"*\""));
    const auto secret = world->find<Secret>("default", "s");
    const Node values = secret.origin().document->root()["stringData"];
    QCOMPARE(text(values["a"].text()), QString("***"));
    QCOMPARE(values["b"].position().line, 9u);
    QCOMPARE(world->find<Namespace>("", "n").origin().document->source, world->sources().front());
    QCOMPARE(texts(secret->keys), (QStringList{"a", "b"}));
}

void Redaction::otherKindsKeepTheirValues() {
    const WorldPtr world =
        worldOf("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {ca.crt: MARKER}\n");
    QVERIFY(!everythingIn(*world).filter(kMarker).isEmpty());
}

void Redaction::nothingIsCopiedWithoutSecrets() {
    const Manifests manifests =
        manifestsOf("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n");
    const RedactedManifests redacted = redactSecrets(manifests);
    QCOMPARE(redacted.documents, manifests.documents);
    QCOMPARE(redacted.sources, manifests.sources);
}

void Redaction::privateKeysAreGone() {
    const auto made = makeCertificate({.commonName = "x", .alternativeNames = {}});
    const WorldPtr world =
        worldOf("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata:\n  tls.crt: " +
                base64(made.certificate) + "\n  tls.key: " + base64(made.key) + "\n");
    QVERIFY(world->find<Secret>("default", "s")->keyMatches);
    const QStringList all = everythingIn(*world);
    QVERIFY(all.filter(QString::fromStdString(base64(made.key)).left(64)).isEmpty());
    QVERIFY(all.filter("PRIVATE KEY").isEmpty());
}

void Redaction::editsAreRedactedToo() {
    const WorldPtr base = worldOf("apiVersion: v1\nkind: Namespace\nmetadata: {name: n}\n");
    const WorldPtr edited = withLayer(
        base, manifestsOf("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: MARKER}\n",
                          "edit.yaml"));
    QCOMPARE(everythingIn(*edited).filter(kMarker), QStringList());
}

GATESIGHT_TEST(Redaction)

}  // namespace tst_redaction

#include "tst_redaction.moc"
