// Choices of the simulation by name, and the features by name.

#include "simulator/control/features.h"
#include "simulator/options.h"
#include "tests/house/test_program.h"

#include <algorithm>
#include <tuple>

namespace gatesight::simulator::tst_options {

class TestOptions : public QObject {
    Q_OBJECT

private slots:
    void everyChoiceCanBeSet();
    void firstValueIsTheDefault();
    void dataPlaneByClass();
    void sharedPodsMayBeNamed();
    void mistakesAreExplained_data();
    void mistakesAreExplained();
    void featuresByChannel();
};

namespace {

/// All choices as numbers, to compare them.
auto valuesOf(const SpecChoices& choices) {
    return std::tuple(choices.corsCredentials, choices.extAuthBody, choices.hostFallthrough,
                      choices.hostnamePrecedence, choices.httpGrpcHostname,
                      choices.listenerSetConflict, choices.noEndpoints, choices.pathNormalisation,
                      choices.regexOrder, choices.rootPrefix, choices.gatewayDataPlane,
                      choices.ipBlockPods, choices.networkPolicies);
}

}  // namespace

void TestOptions::everyChoiceCanBeSet() {
    QVERIFY(std::ranges::is_sorted(specChoices(), {}, &SpecChoiceInfo::name));
    QCOMPARE(specChoices().size(), std::tuple_size_v<decltype(valuesOf({}))>);
    SpecChoices all;
    for (const SpecChoiceInfo& info : specChoices()) {
        QVERIFY(info.values.size() > 1 && !info.meaning.empty() && !info.rule.empty());
        SpecChoices one;
        for (const auto value : info.values)
            QVERIFY(setChoice(one, std::string(info.name) + "=" + std::string(value)).has_value());
        QVERIFY(valuesOf(one) != valuesOf(SpecChoices()));
        QVERIFY(setChoice(all, std::string(info.name) + "=" + std::string(info.values.back()))
                    .has_value());
    }
    QVERIFY(all.regexOrder == SpecChoices::RegexOrder::AfterPrefix);
    QVERIFY(all.pathNormalisation == SpecChoices::PathNormalisation::DotSegmentsAndSlashes);
    QVERIFY(all.corsCredentials == SpecChoices::CorsCredentials::Request);
    QVERIFY(all.noEndpoints == SpecChoices::NoEndpoints::Status500);
    QVERIFY(all.hostFallthrough == SpecChoices::HostFallthrough::NotFound);
    QVERIFY(all.gatewayDataPlane.where == SpecChoices::GatewayDataPlane::Outside);
    QVERIFY(all.ipBlockPods == SpecChoices::IpBlockPods::Ignore);
    QVERIFY(all.networkPolicies == SpecChoices::NetworkPolicies::Ignored);
    QVERIFY(all.hostnamePrecedence == SpecChoices::HostnamePrecedence::RouteOwn);
    QVERIFY(all.extAuthBody == SpecChoices::ExtAuthBody::Truncate);
    QVERIFY(all.listenerSetConflict == SpecChoices::ListenerSetConflict::NobodyWins);
    QVERIFY(all.rootPrefix == SpecChoices::RootPrefix::KeepSlash);
}

void TestOptions::firstValueIsTheDefault() {
    SpecChoices choices;
    for (const SpecChoiceInfo& info : specChoices())
        QVERIFY(setChoice(choices, std::string(info.name) + "=" + std::string(info.values.front()))
                    .has_value());
    QVERIFY(valuesOf(choices) == valuesOf(SpecChoices()));
}

void TestOptions::dataPlaneByClass() {
    using Plane = SpecChoices::GatewayDataPlane;
    SpecChoices choices;
    QVERIFY(setChoice(choices, "gateway-data-plane=node").has_value());
    QVERIFY(setChoice(choices, "gateway-data-plane.edge.example.com=outside").has_value());
    QVERIFY(choices.dataPlane("edge.example.com").where == Plane::Outside);
    QVERIFY(choices.dataPlane("edge").where == Plane::Node);
    QVERIFY(setChoice(choices, "gateway-data-plane.edge.example.com=own-pods").has_value());
    QVERIFY(choices.dataPlane("edge.example.com").where == Plane::OwnPods);
    QVERIFY(choices.gatewayDataPlane.where == Plane::Node);
}

void TestOptions::sharedPodsMayBeNamed() {
    SpecChoices choices;
    QVERIFY(setChoice(choices, "gateway-data-plane=shared-pods:proxies").has_value());
    QVERIFY(setChoice(choices, "gateway-data-plane.edge=shared-pods:proxies/envoy").has_value());
    QCOMPARE(choices.dataPlane("edge").sharedPods, std::string("proxies/envoy"));
    QCOMPARE(toString(choices.dataPlane("edge")), std::string("shared-pods:proxies/envoy"));
    QCOMPARE(choiceValue(choices, "gateway-data-plane"), std::string("shared-pods:proxies"));
    // The next choice takes the place of the whole one.
    QVERIFY(setChoice(choices, "gateway-data-plane=shared-pods").has_value());
    QCOMPARE(choiceValue(choices, "gateway-data-plane"), std::string("shared-pods"));
}

void TestOptions::mistakesAreExplained_data() {
    QTest::addColumn<QString>("assignment");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const char* assignment, const char* message) {
        QTest::newRow(name) << QString(assignment) << QString(message);
    };
    row("near name", "no-endpoint=503",
        "there is no choice 'no-endpoint'; did you mean 'no-endpoints'?");
    row("no value", "no-endpoints", "'no-endpoints' needs a value: one of 503, 500");
    row("unknown value", "no-endpoints=404",
        "'404' is not a value of 'no-endpoints'; it is one of 503, 500");
    row("Pods without a name", "gateway-data-plane=shared-pods:/envoy",
        "'/envoy' names no Pods; it is shared-pods:NAMESPACE or shared-pods:NAMESPACE/WORKLOAD");
    row("Pods of another value", "gateway-data-plane=node:proxies",
        "'node:proxies' is not a value of 'gateway-data-plane'; it is one of own-pods, shared-pods, "
        "node, outside");
    row("not by class", "no-endpoints.edge=503",
        "'no-endpoints' is not chosen for single GatewayClasses");
    row("no class", "gateway-data-plane.=node",
        "'gateway-data-plane.' needs the name of a GatewayClass");
    row("near name with a class", "gateway-data-plan.edge=node",
        "there is no choice 'gateway-data-plan'; did you mean 'gateway-data-plane'?");
    row("unknown value of a class", "gateway-data-plane.edge=nodes",
        "'nodes' is not a value of 'gateway-data-plane'; it is one of own-pods, shared-pods, "
        "node, outside");
    row("far name", "zzzzzzzz=1",
        "there is no choice 'zzzzzzzz'; there are cors-credentials, ext-auth-body, "
        "gateway-data-plane, host-fallthrough, hostname-precedence, http-grpc-hostname, "
        "ip-block-pods, listener-set-conflict, network-policies, no-endpoints, "
        "path-normalisation, regex-order, root-prefix");
}

void TestOptions::mistakesAreExplained() {
    QFETCH(QString, assignment);
    QFETCH(QString, message);
    SpecChoices choices;
    const auto result = setChoice(choices, assignment.toStdString());
    QVERIFY(!result.has_value());
    QCOMPARE(QString::fromStdString(result.error()), message);
    QVERIFY(valuesOf(choices) == valuesOf(SpecChoices()));
    QVERIFY(choices.dataPlaneOfClass.empty());
}

void TestOptions::featuresByChannel() {
    Options options;
    const auto experimental = supportedFeatures(options);
    options.channel = gatesight::model::Channel::Standard;
    const auto standard = supportedFeatures(options);
    QVERIFY(std::ranges::includes(experimental, standard));
    QVERIFY(std::ranges::binary_search(experimental, "HTTPRouteRetry"));
    QVERIFY(!std::ranges::binary_search(standard, "HTTPRouteRetry"));
    QVERIFY(isFeature("HTTPRouteExternalAuth") && !isFeature("HTTPRouteOdd"));
}

GATESIGHT_TEST(TestOptions)

}  // namespace gatesight::simulator::tst_options

#include "tst_options.moc"
