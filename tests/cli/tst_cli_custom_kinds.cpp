// Objects of kinds that definitions among the files declare, from the command line.
#include "tests/cli/support_run.h"
#include "tests/house/test_program.h"

#include <nlohmann/json.hpp>

namespace tst_cli_custom_kinds {

using namespace gatesight::cli;
using namespace gatesight::cli::test;

namespace {

constexpr auto kDefinition = R"(apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: limits.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Limit, plural: limits}
  versions:
    - name: v1
      served: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              x-kubernetes-validations: [{rule: self.rate > 0}]
              properties:
                rate: {type: integer, minimum: 1}
                unit: {type: string, enum: [Second, Minute], default: Minute}
---
)";

constexpr auto kRoute = R"(apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gw}
spec: {gatewayClassName: test, listeners: [{name: http, port: 80, protocol: HTTP}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r}
spec:
  parentRefs: [{name: gw}]
  rules:
    - filters: [{type: ExtensionRef, extensionRef: {group: example.com, kind: Limit, name: slow}}]
      backendRefs: [{name: web, port: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {ports: [{port: 80}]}
---
)";

std::string limit(const std::string& spec) {
    return "apiVersion: example.com/v1\nkind: Limit\nmetadata: {name: slow}\nspec: " + spec + "\n";
}

nlohmann::json findingsOf(const std::string& yaml, const std::string& kind) {
    const Ran ran = runGatesight({"lint", "-f", "-", "-o", "json"}, yaml);
    nlohmann::json found = nlohmann::json::array();
    const auto answer = nlohmann::json::parse(ran.out);
    for (const auto& each : answer.at("findings"))
        if (each.value("/object/kind"_json_pointer, "") == kind)
            found.push_back(each);
    return found;
}

}  // namespace

class TestCliCustomKinds : public QObject {
    Q_OBJECT

private slots:
    void showFillsDefaults();
    void lintJudgesByTheDefinition();
    void lintSaysWhatIsNotJudged();
    void extensionsFindTheirObject();
};

void TestCliCustomKinds::showFillsDefaults() {
    const Ran ran = runGatesight({"show", "-f", "-", "-o", "json", "--fail-on", "never"},
                                 kDefinition + limit("{rate: 5, burst: 2}"));
    const auto items = nlohmann::json::parse(ran.out).at("items");
    QCOMPARE(items.size(), 2u);
    QCOMPARE(items[1].at("spec").dump(), std::string(R"({"rate":5,"unit":"Minute"})"));
    QCOMPARE(items[1].at("metadata").at("namespace").get<std::string>(), std::string("default"));
    // without the definition as it was written
    const Ran alone = runGatesight({"show", "-f", "-", "-o", "json"}, limit("{burst: 2}"));
    QCOMPARE(nlohmann::json::parse(alone.out).at("items")[0].at("spec").dump(),
             std::string(R"({"burst":2})"));
}

void TestCliCustomKinds::lintJudgesByTheDefinition() {
    const auto found = findingsOf(kDefinition + limit("{rat: 5, unit: minute}"), "Limit");
    QCOMPARE(found.size(), 2u);
    QCOMPARE(found[0].at("rule").get<std::string>(), std::string("api.prune.unknown-fields"));
    QCOMPARE(found[0].at("edit").at("replacement").get<std::string>(), std::string("rate"));
    QCOMPARE(found[1].at("rule").get<std::string>(), std::string("api.schema.enum"));
    QCOMPARE(found[1].at("edit").at("replacement").get<std::string>(), std::string("Minute"));
    QCOMPARE(found[1].at("source").at("line").get<int>(), 25);
    QVERIFY(findingsOf(limit("{rat: 5}"), "Limit").empty());
}

void TestCliCustomKinds::lintSaysWhatIsNotJudged() {
    const auto found = findingsOf(kDefinition, "CustomResourceDefinition");
    QCOMPARE(found.size(), 1u);
    QCOMPARE(found[0].at("rule").get<std::string>(), std::string("api.custom.unjudged"));
    QCOMPARE(found[0].at("severity").get<std::string>(), std::string("info"));
    QVERIFY(found[0].at("message").get<std::string>().find("CEL") != std::string::npos);
}

// filter.extension-ref: with the definition alone the kind is known, and the object missing
void TestCliCustomKinds::extensionsFindTheirObject() {
    const auto ruleOf = [](const std::string& yaml) {
        std::string rules;
        for (const auto& each : findingsOf(yaml, "HTTPRoute"))
            rules += each.at("severity").get<std::string>() + " " +
                     each.at("rule").get<std::string>() + ";";
        return rules;
    };
    QCOMPARE(ruleOf(std::string(kRoute) + kDefinition + limit("{}")),
             std::string("info filter.extension-ref;"));
    QCOMPARE(ruleOf(std::string(kRoute) + kDefinition),
             std::string("error filter.extension-ref;"));
    QVERIFY(ruleOf(kRoute).find("filter.unknown-not-skipped") != std::string::npos);
}

GATESIGHT_TEST(TestCliCustomKinds)

}  // namespace tst_cli_custom_kinds

#include "tst_cli_custom_kinds.moc"
