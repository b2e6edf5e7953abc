// What cites a rule: findings, conditions, steps of traces.
#include "model/manifest/reader.h"
#include "simulator/citations.h"
#include "tests/house/test_program.h"

#include <algorithm>

namespace gatesight::simulator::tst_citations {

using simulator::Citation;
using simulator::Citations;

namespace {

constexpr auto kCluster = R"(apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gw}
spec:
  gatewayClassName: test
  listeners: [{name: http, port: 80, protocol: HTTP}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r}
spec:
  parentRefs: [{name: gw}, {name: gw, sectionName: nowhere}]
  rules:
    - matches: [{path: {value: /cart}}]
      backendRefs: [{name: absent, port: 80}]
)";

simulator::SimulationPtr simulationOf(std::string_view yaml) {
    model::WorldBuilder builder;
    builder.addLayer(model::readText("test.yaml", std::string(yaml)));
    return simulator::simulate(std::move(builder).build());
}

Citations citationsOf(const simulator::SimulationPtr& simulation,
                      const std::vector<simulator::TracedRequest>& requests = {}) {
    model::Findings findings = simulation->world->findings();
    const model::Findings& own = simulation->control->findings;
    findings.insert(findings.end(), own.begin(), own.end());
    return simulator::citationsOf(*simulation, findings, requests);
}

simulator::TracedRequest requestTo(const std::string& url) {
    simulator::TracedRequest request{url, {}};
    if (!setUrl(request.request, url))
        qFatal("not a URL");
    return request;
}

/// "condition HTTPRoute default/r parent default/gw Accepted=True/Accepted test.yaml:11"
QString lineOf(const Citation& citation) {
    QStringList words{QString::fromStdString(std::string(toString(citation.by))),
                      QString::fromStdString(toString(citation.object)),
                      QString::fromStdString(citation.part),
                      QString::fromStdString(citation.verdict)};
    words.removeAll(QString());
    return words.join(QLatin1Char(' ')) +
           QStringLiteral(" :%1").arg(citation.source.position.line);
}

QStringList linesOf(const Citations& citations, std::string_view rule) {
    QStringList lines;
    if (const auto found = citations.find(rule); found != citations.end())
        for (const Citation& citation : found->second)
            lines << lineOf(citation);
    return lines;
}

}  // namespace

class tst_citations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findingsAndConditions() {
        const auto simulation = simulationOf(kCluster);
        const Citations citations = citationsOf(simulation);
        QCOMPARE(linesOf(citations, "backendref.not-found-500").value(0),
                 QStringLiteral("finding HTTPRoute default/r spec.rules[0].backendRefs[0] error "
                                ":15"));
        const QStringList section = linesOf(citations, "route.parentref.no-such-section");
        QVERIFY2(section.contains(QStringLiteral("condition HTTPRoute default/r parent default/gw "
                                                 "Accepted=False/NoMatchingParent :8")),
                 qPrintable(section.join(QLatin1Char('\n'))));
        QVERIFY(linesOf(citations, "httproute.match.path.prefix").isEmpty());
    }

    // Every finding, condition and step counts for its rule, and for no other.
    void nothingIsLost() {
        const auto simulation = simulationOf(kCluster);
        const auto request = requestTo("http://a.example.com/cart");
        const Citations citations = citationsOf(simulation, {request});
        std::size_t byFinding = 0, byTrace = 0;
        for (const auto& [rule, all] : citations) {
            QVERIFY(!rule.empty());
            byFinding += static_cast<std::size_t>(
                std::ranges::count(all, Citation::By::Finding, &Citation::by));
            byTrace += static_cast<std::size_t>(
                std::ranges::count(all, Citation::By::TraceStep, &Citation::by));
        }
        QCOMPARE(byFinding,
                 simulation->world->findings().size() + simulation->control->findings.size());
        const auto trace =
            decide(*simulation, request.request, 1, simulator::Explain::Yes).trace;
        QVERIFY(byTrace > 0 && byTrace <= trace.size());
        for (const simulator::Step& step : trace)
            if (!step.rule.empty())
                QVERIFY2(std::ranges::any_of(
                             citations.at(step.rule),
                             [](const Citation& each) { return each.by == Citation::By::TraceStep; }),
                         step.rule.c_str());
    }

    void tracesNameTheirRequest() {
        const auto simulation = simulationOf(kCluster);
        const Citations citations =
            citationsOf(simulation, {requestTo("http://a.example.com/cart/1"),
                                     requestTo("http://a.example.com/other")});
        const auto& missing = citations.at("backendref.not-found-500");
        QVERIFY(std::ranges::any_of(missing, [&](const Citation& each) {
            return each.request == "http://a.example.com/cart/1" && each.id.valid() &&
                   simulation->world->object(each.id).kind == "HTTPRoute";
        }));
        const auto& prefix = citations.at("httproute.match.path.prefix");
        QVERIFY(std::ranges::any_of(prefix, [](const Citation& each) {
            return each.request == "http://a.example.com/other" && each.verdict == "rejected";
        }));
    }

    void stops() {
        const auto simulation = simulationOf(kCluster);
        std::stop_source stop;
        stop.request_stop();
        const Citations citations = simulator::citationsOf(
            *simulation, {}, {requestTo("http://a.example.com/cart")}, 1, stop.get_token());
        for (const auto& [rule, all] : citations)
            QVERIFY(std::ranges::none_of(
                all, [](const Citation& each) { return each.by == Citation::By::TraceStep; }));
    }
};

GATESIGHT_TEST(tst_citations)

}  // namespace gatesight::simulator::tst_citations

#include "tst_citations.moc"
