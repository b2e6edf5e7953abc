// Kinds that loaded CustomResourceDefinitions declare: what is said about their objects, and how they
// are stored.
#include "model/schema/custom_kinds.h"
#include "model/schema/declared_fields.h"
#include "model/schema/stored_text.h"
#include "tests/house/test_program.h"
#include "tests/model/support_objects.h"

namespace tst_custom_kinds {

using namespace gatesight::model;
using namespace gatesight::model::test;

namespace {

std::string definition(const std::string& schema, const std::string& scope = "Namespaced") {
    return "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"
           "metadata: {name: widgets.example.com}\n"
           "spec:\n  group: example.com\n  scope: " +
           scope +
           "\n  names: {kind: Widget, plural: widgets}\n"
           "  versions:\n  - {name: v1alpha1, served: false}\n"
           "  - name: v1\n    served: true\n    schema:\n      openAPIV3Schema: " +
           schema + "\n---\n";
}

std::string widget(const std::string& spec, const std::string& version = "v1") {
    return "apiVersion: example.com/" + version +
           "\nkind: Widget\nmetadata: {name: w}\nspec: " + spec + "\n";
}

/// The schema of `spec`.
std::string specOf(const std::string& spec) {
    return "{type: object, properties: {spec: " + spec + "}}";
}

/// Findings about the Widget.
QStringList findingsOf(const std::string& yaml) {
    const WorldPtr world = worldOf(yaml);
    Findings about;
    for (const Finding& finding : world->findings())
        if (finding.object.kind == "Widget")
            about.push_back(finding);
    return linesOf(about);
}

}  // namespace

class tst_custom_kinds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findings_data();
    void findings();
    void stored_data();
    void stored();
    void storedInTheText();
    void versions();
    void theOrderOfDocumentsDoesNotMatter();
    void aLaterLayerBringsTheDefinition();
    void scopeIsThatOfTheDefinition();
    void withoutADefinitionNothingIsSaid();
    void knownKindsKeepTheirTables();
    void whatIsNotJudgedIsSaid();
    void deepSchemasEnd();
    void fieldsAreDeclared();
};

// api.custom.schema, in the words of the rules that known kinds have
void tst_custom_kinds::findings_data() {
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QString>("finding");
    const auto row = [](const char* name, const char* schema, const char* spec,
                        const char* finding) {
        QTest::newRow(name) << schema << spec << finding;
    };
    const char* size = "{type: object, properties: {size: {type: integer}}}";
    row("a known field", size, "{size: 3}", "");
    row("unknown field", size, "{sise: 3}",
        "warning api.prune.unknown-fields spec.sise: unknown field \"spec.sise\"; did you mean "
        "\"size\"?");
    row("kept when unknown", "{type: object, x-kubernetes-preserve-unknown-fields: true}",
        "{a: {b: 1}}", "");
    row("known inside of what is kept",
        "{type: object, x-kubernetes-preserve-unknown-fields: true, properties: {a: {type: "
        "string}}}",
        "{a: 1, b: 2}",
        "error api.schema.type spec.a: Invalid value: \"integer\": spec.a in body must be of type "
        "string: \"integer\"");
    row("wrong type", size, "{size: '3'}",
        "error api.schema.type spec.size: Invalid value: \"string\": spec.size in body must be of "
        "type integer: \"string\"");
    row("a number may be whole", "{type: object, properties: {x: {type: number, minimum: 0.5}}}",
        "{x: 1}", "");
    row("number too small", "{type: object, properties: {x: {type: number, minimum: 0.5}}}",
        "{x: 0.25}",
        "error api.schema.range spec.x: Invalid value: 0.25: spec.x in body should be greater "
        "than or equal to 0.5");
    row("exclusive maximum",
        "{type: object, properties: {x: {type: integer, maximum: 5, exclusiveMaximum: true}}}",
        "{x: 5}",
        "error api.schema.range spec.x: Invalid value: 5: spec.x in body should be less than 5");
    row("multiple", "{type: object, properties: {x: {type: integer, multipleOf: 4}}}", "{x: 6}",
        "error api.schema.range spec.x: Invalid value: 6: spec.x in body should be a multiple of "
        "4");
    row("required", "{type: object, required: [size], properties: {size: {type: integer}}}", "{}",
        "error api.schema.required spec.size: Required value");
    row("required, null", "{type: object, required: [size], properties: {size: {type: integer}}}",
        "{size: null}", "error api.schema.required spec.size: Required value");
    row("required, null is a value",
        "{type: object, required: [size], properties: {size: {type: integer, nullable: true}}}",
        "{size: null}", "");
    row("required, but there is a default",
        "{type: object, required: [size], properties: {size: {type: integer, default: 1}}}", "{}",
        "");
    row("enum", "{type: object, properties: {c: {type: string, enum: [red, green]}}}", "{c: gren}",
        "error api.schema.enum spec.c: Unsupported value: \"gren\": supported values: \"red\", "
        "\"green\"");
    row("pattern", "{type: object, properties: {c: {type: string, pattern: '^[a-z]+$'}}}",
        "{c: A}",
        "error api.schema.pattern spec.c: Invalid value: \"A\": spec.c in body should match "
        "'^[a-z]+$'");
    row("pattern somewhere", "{type: object, properties: {c: {type: string, pattern: 'b'}}}",
        "{c: abc}", "");
    row("too long", "{type: object, properties: {c: {type: string, maxLength: 2}}}", "{c: äöü}",
        "error api.schema.length spec.c: Too long: may not be more than 2 bytes");
    row("just long enough", "{type: object, properties: {c: {type: string, maxLength: 2}}}",
        "{c: äö}", "");
    row("too short", "{type: object, properties: {c: {type: string, minLength: 2}}}", "{c: a}",
        "error api.schema.length spec.c: Invalid value: \"a\": spec.c in body should be at least "
        "2 chars long");
    row("too many items", "{type: object, properties: {l: {type: array, maxItems: 1}}}",
        "{l: [1, 2]}",
        "error api.schema.length spec.l: Too many: 2: must have at most 1 items");
    row("items", "{type: object, properties: {l: {type: array, items: {type: string}}}}",
        "{l: [a, 1]}",
        "error api.schema.type spec.l[1]: Invalid value: \"integer\": spec.l[1] in body must be "
        "of type string: \"integer\"");
    row("keys of a map", "{type: object, additionalProperties: {type: integer}}", "{a: 1, b: x}",
        "error api.schema.type spec.b: Invalid value: \"string\": spec.b in body must be of type "
        "integer: \"string\"");
    row("twice in a list with keys",
        "{type: object, properties: {l: {type: array, x-kubernetes-list-type: map, "
        "x-kubernetes-list-map-keys: [id], items: {type: object, properties: {id: {type: "
        "string}}}}}}",
        "{l: [{id: a}, {id: b}, {id: a}]}",
        "error api.listmap.case-sensitive spec.l[2]: Duplicate value: {\"id\":\"a\"}");
    row("number or text", "{type: object, properties: {p: {x-kubernetes-int-or-string: true}}}",
        "{p: http}", "");
    row("neither", "{type: object, properties: {p: {x-kubernetes-int-or-string: true}}}",
        "{p: true}",
        "error api.schema.type spec.p: Invalid value: \"boolean\": spec.p in body must be of type "
        "integer or string: \"boolean\"");
    row("an object inside",
        "{type: object, properties: {t: {type: object, x-kubernetes-embedded-resource: true, "
        "properties: {spec: {type: object}}}}}",
        "{t: {apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {}}}", "");
}

void tst_custom_kinds::findings() {
    QFETCH(QString, schema);
    QFETCH(QString, spec);
    QFETCH(QString, finding);
    const QStringList found =
        findingsOf(definition(specOf(schema.toStdString())) + widget(spec.toStdString()));
    QCOMPARE(found, finding.isEmpty() ? QStringList() : QStringList{finding});
}

void tst_custom_kinds::stored_data() {
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* schema, const char* spec,
                        const char* expected) {
        QTest::newRow(name) << schema << spec << expected;
    };
    row("defaults of scalars",
        "{type: object, properties: {a: {type: boolean, default: true}, b: {type: string, "
        "default: x}, c: {type: integer, default: 3}, d: {type: number, default: 0.5}}}",
        "{b: z}", R"({"a":true,"b":"z","c":3,"d":0.5})");
    row("a default in a default",
        "{type: object, properties: {o: {type: object, default: {}, properties: {a: {type: "
        "string, default: x}}}}}",
        "{}", R"({"o":{"a":"x"}})");
    row("no default in what is not there",
        "{type: object, properties: {o: {type: object, properties: {a: {type: string, default: "
        "x}}}}}",
        "{}", "{}");
    row("a default for null",
        "{type: object, properties: {a: {type: string, default: x}, b: {type: string, nullable: "
        "true, default: y}}}",
        "{a: null, b: null}", R"({"a":"x","b":null})");
    row("unknown fields go", "{type: object, properties: {a: {type: string}}}",
        "{a: x, b: y, c: {d: 1}}", R"({"a":"x"})");
    row("or stay",
        "{type: object, x-kubernetes-preserve-unknown-fields: true, properties: {a: {type: "
        "object}}}",
        "{b: {z: 1, k: 2}, a: {gone: 1}}", R"({"a":{},"b":{"k":2,"z":1}})");
    row("items of lists",
        "{type: object, properties: {l: {type: array, items: {type: object, properties: {a: "
        "{type: integer, default: 1}}}}}}",
        "{l: [{}, {a: 2, b: 3}]}", R"({"l":[{"a":1},{"a":2}]})");
    row("values of maps",
        "{type: object, additionalProperties: {type: object, properties: {a: {type: integer, "
        "default: 1}}}}",
        "{x: {}, k: {a: 2}}", R"({"k":{"a":2},"x":{"a":1}})");
}

void tst_custom_kinds::stored() {
    QFETCH(QString, schema);
    QFETCH(QString, spec);
    QFETCH(QString, expected);
    const WorldPtr world =
        worldOf(definition(specOf(schema.toStdString())) + widget(spec.toStdString()));
    const ObjectId id = world->find("example.com", "Widget", "default", "w");
    const CustomKinds kinds = CustomKinds::of(world->objects());
    const auto json = storedAs(world->object(id), Channel::Experimental, kinds);
    QCOMPARE(text(json["spec"].dump()), expected);
    QCOMPARE(text(json["metadata"]["namespace"].get<std::string>()), QString("default"));
    QCOMPARE(text(json.begin().key()), QString("apiVersion"));
}

void tst_custom_kinds::storedInTheText() {
    const WorldPtr world = worldOf(
        definition(specOf("{type: object, properties: {a: {type: string, default: x}}}")) +
        widget("{b: 1}"));
    const StoredText stored =
        storedText(world->sources().front(), world->objects(), Channel::Experimental);
    QCOMPARE(text(stored.lines.back().text), QString("spec: {b: 1, a: x}"));
    QCOMPARE(stored.dropped, 1u);
}

void tst_custom_kinds::versions() {
    const std::string schema = definition(specOf("{type: object}"));
    QCOMPARE(findingsOf(schema + widget("{}")), QStringList());
    const QStringList refused{
        "error api.versions.served apiVersion: no matches for kind \"Widget\" in version "
        "\"example.com/v1alpha1\"; its definition serves v1"};
    QCOMPARE(findingsOf(schema + widget("{}", "v1alpha1")), refused);
}

void tst_custom_kinds::theOrderOfDocumentsDoesNotMatter() {
    const std::string schema = definition(specOf("{type: object}"));
    const std::string object = widget("{a: 1}");
    QCOMPARE(findingsOf(object + "---\n" + schema), findingsOf(schema + object));
    QCOMPARE(findingsOf(object + "---\n" + schema).size(), 1);
}

void tst_custom_kinds::aLaterLayerBringsTheDefinition() {
    const WorldPtr base = worldOf(widget("{a: 1}"));
    QCOMPARE(linesOf(base->findings()), QStringList());
    const WorldPtr later = withLayer(base, manifestsOf(definition(specOf("{type: object}"))));
    QCOMPARE(later->findings().size(), 1u);
    const WorldPtr wider = withLayer(
        later, manifestsOf(definition(specOf("{type: object, properties: {a: {type: integer}}}"))));
    QCOMPARE(linesOf(wider->findings()), QStringList());
}

// api.scope
void tst_custom_kinds::scopeIsThatOfTheDefinition() {
    const WorldPtr namespaced = worldOf(definition(specOf("{type: object}")) + widget("{}"));
    QVERIFY(namespaced->find("example.com", "Widget", "default", "w").valid());
    const WorldPtr cluster =
        worldOf(definition(specOf("{type: object}"), "Cluster") + widget("{}"));
    QVERIFY(cluster->find("example.com", "Widget", "", "w").valid());
    const WorldPtr unknown = worldOf(widget("{}"));
    QVERIFY(unknown->find("example.com", "Widget", "", "w").valid());
}

void tst_custom_kinds::withoutADefinitionNothingIsSaid() {
    const WorldPtr world = worldOf(widget("{anything: [1, {goes: true}]}"));
    QCOMPARE(linesOf(world->findings()), QStringList());
    QVERIFY(CustomKinds::of(world->objects()).empty());
}

void tst_custom_kinds::knownKindsKeepTheirTables() {
    const WorldPtr world = worldOf(
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"
        "metadata: {name: httproutes.gateway.networking.k8s.io}\n"
        "spec: {group: gateway.networking.k8s.io, scope: Namespaced, names: {kind: HTTPRoute, "
        "plural: httproutes}, versions: [{name: v1, served: true, schema: {openAPIV3Schema: "
        "{type: object, x-kubernetes-validations: [{rule: 'true'}]}}}]}\n---\n"
        "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: r}\n"
        "spec: {hostnames: [a.example.com]}\n");
    QCOMPARE(linesOf(world->findings()), QStringList());
    QVERIFY(CustomKinds::of(world->objects()).empty());
}

void tst_custom_kinds::whatIsNotJudgedIsSaid() {
    const WorldPtr world = worldOf(definition(
        specOf("{type: object, x-kubernetes-validations: [{rule: a}, {rule: b}], anyOf: [{}], "
               "properties: {ip: {type: string, format: ipv4}, p: {type: string, pattern: '(?!x)'}, "
               "q: {x-kubernetes-int-or-string: true, anyOf: [{}, {}]}, t: {type: integer, "
               "format: int32}}}")));
    QCOMPARE(linesOf(world->findings()),
             QStringList{"info api.custom.unjudged : of what is asked of every Widget, this is not "
                         "judged: CEL (2), anyOf, format ipv4, pattern (?!x); the API server may "
                         "refuse more"});
}

void tst_custom_kinds::deepSchemasEnd() {
    std::string schema = "{type: object}";
    std::string object = "1";
    for (int i = 0; i < 30; ++i) {
        schema = "{type: object, properties: {a: " + schema + "}}";
        object = "{a: " + object + "}";
    }
    // Each level of a schema takes two of the document.
    const QStringList found = findingsOf(definition(schema) + widget(object));
    QVERIFY(!found.isEmpty());
    std::string wide = "{type: object, properties: {";
    for (int i = 0; i < 21'000; ++i)
        wide += "f" + std::to_string(i) + ": {type: string}, ";
    const WorldPtr world = worldOf(definition(specOf(wide + "}}")) + widget("{f20999: 1}"));
    QVERIFY(linesOf(world->findings())
                .filter("what lies too deep")
                .filter("api.custom.unjudged")
                .size() == 1);
}

void tst_custom_kinds::fieldsAreDeclared() {
    const WorldPtr world = worldOf(
        definition(specOf(
            "{type: object, required: [size], properties: {color: {type: string, enum: [red, "
            "green], default: green, description: The paint.}, size: {type: integer, minimum: 1, "
            "maximum: 10}, parts: {type: array, maxItems: 3, items: {type: object, properties: "
            "{name: {type: string}}}}}}")) +
        widget("{size: 3, parts: [{name: a}]}"));
    const ObjectId id = world->find("example.com", "Widget", "default", "w");
    const CustomKinds kinds = CustomKinds::of(world->objects());
    QStringList lines;
    for (const DeclaredField& field :
         declaredFields(world->object(id), *kinds.of(world->object(id))))
        lines << QString("%1 %2 = %3%4%5 : %6%7 %8")
                     .arg(QString(field.depth, '-'), text(field.name), text(field.value),
                          field.defaulted ? " (default)" : "", field.absent ? "absent" : "",
                          text(field.type), field.required ? "!" : "", text(field.bounds));
    QCOMPARE(lines, (QStringList{" spec = 2 keys : object ",
                                 "- color = green (default) : string one of red, green",
                                 "- parts = 1 item : array of object at most 3 items",
                                 "-- [0] = 1 key : object ", "--- name = a : string ",
                                 "- size = 3 : integer! 1 to 10"}));
}

GATESIGHT_TEST(tst_custom_kinds)

}  // namespace tst_custom_kinds

#include "tst_custom_kinds.moc"
