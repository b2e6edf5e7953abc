// What controllers reported beside what is predicted: one row of a table a case.

#include "tests/simulator/control/support_control.h"
#include "tests/simulator/support_world.h"

#include "simulator/reported/comparison_json.h"
#include "tests/house/test_program.h"

#include <QCoreApplication>

#include <fmt/format.h>

namespace gatesight::simulator::tst_status_comparison {

using test::text;

namespace {

constexpr std::string_view kController = "test.dev/controller";

std::string condition(std::string_view type, std::string_view status, std::string_view reason, int generation = 2) {
    return fmt::format("{{type: {}, status: '{}', reason: {}, message: said, observedGeneration: {}}}", type, status, reason,
                       generation);
}

std::string gateway(const std::string& status, int generation = 2) {
    return fmt::format(R"(
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {{name: gw, namespace: infra, generation: {}}}
spec:
  gatewayClassName: test
  listeners: [{{name: http, port: 80, protocol: HTTP, allowedRoutes: {{namespaces: {{from: All}}}}}}]
status: {}
---)", generation, status);
}

std::string route(const std::string& parents, std::string_view parentRefs = "[{name: gw, namespace: infra}]") {
    return fmt::format(R"(
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {{name: r, namespace: apps, generation: 2}}
spec:
  parentRefs: {}
  rules: [{{backendRefs: [{{name: web, port: 80}}]}}]
status: {{parents: {}}}
---)", parentRefs, parents);
}

std::string entryOf(const std::string& conditions, std::string_view controller = kController,
                   std::string_view ref = "{name: gw, namespace: infra}") {
    return fmt::format("[{{parentRef: {}, controllerName: {}, conditions: [{}]}}]", ref, controller, conditions);
}

std::string value(const std::optional<StatusValue>& value) {
    if (!value)
        return "-";
    return value->reason.empty() ? value->status : value->status + "/" + value->reason;
}

QStringList linesOf(const std::string& yaml, std::string_view object) {
    const test::Cluster cluster = test::clusterOf(yaml);
    const StatusComparison comparison = compareStatus(*cluster.world, *cluster.control, test::idOf(*cluster.world, object));
    QStringList lines;
    for (const ReportRow& row : comparison.rows)
        lines.append(text(fmt::format("{} {}{}{} {} {}{}", toString(row.verdict), row.part, row.part.empty() ? "" : ": ", row.type,
                                      value(row.reported), value(row.predicted), row.why.empty() ? "" : " | " + row.why)));
    return lines;
}

const std::string kGoodRoute = condition("Accepted", "True", "Accepted") + ", " + condition("ResolvedRefs", "True", "ResolvedRefs");
const std::string kWaiting =
    "{conditions: [{type: Accepted, status: Unknown, reason: Pending, message: Waiting for controller, lastTransitionTime: "
    "'1970-01-01T00:00:00Z'}]}";

}  // namespace

class TestStatusComparison : public QObject {
    Q_OBJECT

private slots:
    void routes_data();
    void routes();
    void gateways_data();
    void gateways();
    void unknownTypesAreNotCompared();
    void placesAndCounts();
    void countsThatNoControllerWrites();
};

void TestStatusComparison::routes_data() {
    QTest::addColumn<std::string>("yaml");
    QTest::addColumn<QStringList>("lines");
    const std::string gw = gateway("{}");
    const auto row = [&](const char* name, const std::string& routeYaml, const QStringList& lines) {
        QTest::newRow(name) << gw + routeYaml << lines;
    };
    row("agrees", route(entryOf(kGoodRoute)),
        {"agree parent Gateway infra/gw: Accepted True/Accepted True/Accepted",
         "agree parent Gateway infra/gw: ResolvedRefs True/ResolvedRefs True/ResolvedRefs"});
    row("disagrees", route(entryOf(condition("Accepted", "True", "Accepted") + ", " + condition("ResolvedRefs", "False", "BackendNotFound"))),
        {"agree parent Gateway infra/gw: Accepted True/Accepted True/Accepted",
         "disagree parent Gateway infra/gw: ResolvedRefs False/BackendNotFound True/ResolvedRefs | all references are resolved"});
    row("looked at an earlier generation",
        route(entryOf(condition("Accepted", "True", "Accepted", 1) + ", " + condition("ResolvedRefs", "False", "BackendNotFound", 1))),
        {"behind parent Gateway infra/gw: Accepted True/Accepted True/Accepted | reported of generation 1, the object is at 2",
         "behind parent Gateway infra/gw: ResolvedRefs False/BackendNotFound True/ResolvedRefs | reported of generation 1, the object is at 2"});
    row("nothing reported", route("[]"),
        {"behind parent Gateway infra/gw: Accepted - True/Accepted | no controller has reported yet",
         "behind parent Gateway infra/gw: ResolvedRefs - True/ResolvedRefs | no controller has reported yet"});
    row("one condition is missing", route(entryOf(condition("Accepted", "True", "Accepted"))),
        {"agree parent Gateway infra/gw: Accepted True/Accepted True/Accepted",
         "disagree parent Gateway infra/gw: ResolvedRefs - True/ResolvedRefs | the controller reported on this part, but not this"});
    row("one parent is missing",
        route(entryOf(kGoodRoute, kController, "{name: gw, namespace: infra, sectionName: http}"),
              "[{name: gw, namespace: infra, sectionName: http}, {name: gw, namespace: infra, port: 80}]"),
        {"agree parent Gateway infra/gw/http: Accepted True/Accepted True/Accepted",
         "agree parent Gateway infra/gw/http: ResolvedRefs True/ResolvedRefs True/ResolvedRefs",
         "disagree parent Gateway infra/gw:80: Accepted - True/Accepted | the controller reported on this object, but not on this part of it",
         "disagree parent Gateway infra/gw:80: ResolvedRefs - True/ResolvedRefs | the controller reported on this object, but not on this part of it"});
    row("another controller wrote in its place", route(entryOf(condition("Accepted", "True", "Accepted"), "other.dev/controller")),
        {"foreign parent Gateway infra/gw: Accepted True/Accepted True/Accepted | expected of test.dev/controller"});
    row("a parent that is not named any more", route(entryOf(condition("Accepted", "True", "Accepted"), kController, "{name: gone}")),
        {"disagree parent Gateway infra/gw: Accepted - True/Accepted | the controller reported on this object, but not on this part of it",
         "disagree parent Gateway infra/gw: ResolvedRefs - True/ResolvedRefs | the controller reported on this object, but not on this part of it",
         "disagree parent Gateway apps/gone: Accepted True/Accepted - | the object has no such part, or not any more"});
    row("nobody writes to a parent that is not there", route("[]", "[{name: gone}]"),
        {"unwritten parent Gateway apps/gone:  - - | there is no Gateway 'gone' in namespace 'apps'"});
    row("somebody wrote to a parent that is not there", route(entryOf(condition("Accepted", "True", "Accepted"), "other.dev/controller", "{name: gone}"),
                                                              "[{name: gone}]"),
        {"foreign parent Gateway apps/gone: Accepted True/Accepted - | there is no Gateway 'gone' in namespace 'apps'"});
    row("a bad condition that nobody predicts", route(entryOf(kGoodRoute + ", " + condition("PartiallyInvalid", "True", "UnsupportedValue"))),
        {"agree parent Gateway infra/gw: Accepted True/Accepted True/Accepted",
         "agree parent Gateway infra/gw: ResolvedRefs True/ResolvedRefs True/ResolvedRefs",
         "disagree parent Gateway infra/gw: PartiallyInvalid True/UnsupportedValue - | nothing of the kind is predicted"});
    row("a good one that nobody predicts", route(entryOf(kGoodRoute + ", " + condition("PartiallyInvalid", "False", "Valid"))),
        {"agree parent Gateway infra/gw: Accepted True/Accepted True/Accepted",
         "agree parent Gateway infra/gw: ResolvedRefs True/ResolvedRefs True/ResolvedRefs",
         "agree parent Gateway infra/gw: PartiallyInvalid False/Valid -"});
}

void TestStatusComparison::routes() {
    QFETCH(const std::string, yaml);
    QFETCH(const QStringList, lines);
    COMPARE_LINES(linesOf(yaml, "HTTPRoute apps/r"), lines);
}

void TestStatusComparison::gateways_data() {
    QTest::addColumn<std::string>("yaml");
    QTest::addColumn<QStringList>("lines");
    const std::string own = condition("Accepted", "True", "Accepted") + ", " + condition("Programmed", "True", "Programmed");
    const std::string listener = own + ", " + condition("ResolvedRefs", "True", "ResolvedRefs") + ", " +
                                 condition("Conflicted", "False", "NoConflicts");
    const auto status = [&](const std::string& routes) {
        return fmt::format("{{conditions: [{}], listeners: [{{name: http, attachedRoutes: {}, supportedKinds: [], conditions: [{}]}}]}}", own,
                           routes, listener);
    };
    const auto lines = [](const QString& count) {
        return QStringList{"agree Accepted True/Accepted True/Accepted",
                           "agree Programmed True/Programmed True/Programmed",
                           "agree ResolvedRefs - True/ResolvedRefs | left out, which it may be while all is well",
                           "agree listener http: Accepted True/Accepted True/Accepted",
                           "agree listener http: Programmed True/Programmed True/Programmed",
                           "agree listener http: ResolvedRefs True/ResolvedRefs True/ResolvedRefs",
                           count,
                           "agree listener http: Conflicted False/NoConflicts -"};
    };
    QTest::newRow("routes are recounted: agrees") << gateway(status("1")) + route("[]") << lines("agree listener http: attachedRoutes 1 1");
    QTest::newRow("routes are recounted: too many") << gateway(status("4")) + route("[]")
                                                    << lines("disagree listener http: attachedRoutes 4 1 | counted otherwise");
    QTest::newRow("waiting") << gateway(kWaiting)
                             << QStringList{"behind Accepted Unknown/Pending True/Accepted | no controller has reported yet",
                                            "behind Programmed - True/Programmed | no controller has reported yet",
                                            "agree ResolvedRefs - True/ResolvedRefs | left out, which it may be while all is well",
                                            "behind listener http: Accepted - True/Accepted | no controller has reported yet",
                                            "behind listener http: Programmed - True/Programmed | no controller has reported yet",
                                            "behind listener http: ResolvedRefs - True/ResolvedRefs | no controller has reported yet",
                                            "behind listener http: attachedRoutes - 0 | no controller has reported yet"};
}

void TestStatusComparison::gateways() {
    QFETCH(const std::string, yaml);
    QFETCH(const QStringList, lines);
    COMPARE_LINES(linesOf(yaml, "Gateway infra/gw"), lines);
}

void TestStatusComparison::unknownTypesAreNotCompared() {
    const std::string yaml = gateway("{}") + route(entryOf(kGoodRoute + ", " + condition("example.dev/Shiny", "False", "Dull")));
    QCOMPARE(linesOf(yaml, "HTTPRoute apps/r").size(), 2);
}

void TestStatusComparison::placesAndCounts() {
    const test::Cluster cluster =
        test::clusterOf(gateway("{}") + route(entryOf(condition("Accepted", "False", "NotAllowedByListeners"))));
    const StatusComparison comparison = compareStatus(*cluster.world, *cluster.control, test::idOf(*cluster.world, "HTTPRoute apps/r"));
    QCOMPARE(comparison.objectsWithReport, std::size_t(1));
    QCOMPARE(comparison.count(ReportVerdict::Disagree), std::size_t(2));
    const auto json = toJson(*cluster.world, comparison);
    QCOMPARE(json["counts"]["disagree"].get<int>(), 2);
    const auto& row = json["comparisons"][0];
    QCOMPARE(row["reported"]["reason"].get<std::string>(), std::string("NotAllowedByListeners"));
    QCOMPARE(row["controllerName"].get<std::string>(), std::string(kController));
    QVERIFY(row["source"]["line"].get<int>() > 1);
}

void TestStatusComparison::countsThatNoControllerWrites() {
    for (const std::string count : {"18446744073709551615", "-3"}) {
        const test::Cluster cluster = test::clusterOf(
            gateway("{listeners: [{name: http, attachedRoutes: " + count + ", conditions: []}]}"));
        const auto json = toJson(*cluster.world, compareStatus(*cluster.world, *cluster.control));
        bool seen = false;
        for (const auto& row : json["comparisons"])
            if (row.value("type", "") == kAttachedRoutes && row.contains("reported"))
                seen = row["reported"]["count"].dump() == count;
        QVERIFY2(seen, count.c_str());
    }
}

GATESIGHT_TEST(TestStatusComparison, QCoreApplication)

}  // namespace gatesight::simulator::tst_status_comparison

#include "tst_status_comparison.moc"
