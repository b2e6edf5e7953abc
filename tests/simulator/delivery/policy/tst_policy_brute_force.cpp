// The compiled policies agree with an evaluator that looks at every policy, on random clusters.

#include "simulator/delivery/policy/policy_matrix.h"
#include "simulator/delivery/policy/policy_set.h"
#include "tests/house/test_program.h"
#include "tests/simulator/delivery/policy/support_plain_policies.h"
#include "tests/simulator/support_world.h"

#include <array>
#include <map>

namespace gatesight::simulator::tst_policy_brute_force {

using namespace gatesight::test;

namespace {

constexpr std::uint64_t kClusters = 500;
constexpr std::size_t kQuestions = 160;  // of each cluster: 80,000 in all
constexpr std::array kPorts{53, 80, 200, 443, 8080, 9000};
constexpr std::array kTransports{Transport::TCP, Transport::UDP, Transport::SCTP};
constexpr std::array kNames{"api.example.org", "x.y.example.org", "example.net", "api.example.com",
                            "www.example.net"};
/// What decides often enough in random clusters to be told apart from chance.
constexpr std::array kReasons{
    "np.isolation",          "np.no-rules",         "np.rule.empty",
    "np.peer.pod-selector",  "np.peer.both",        "np.peer.namespace-selector",
    "np.peer.ip-block",      "np.self",             "np.node",
    "np.tier.accept",        "np.tier.deny",        "np.tier.pass",
    "np.tier.no-isolation",  "np.tier.hairpin",     "np.tier.priority-tie"};

std::string wordFor(PolicyVerdict::Result result) {
    switch (result) {
        case PolicyVerdict::Result::Allowed:
            return "allowed";
        case PolicyVerdict::Result::Denied:
            return "denied";
        case PolicyVerdict::Result::Unknown:
            return "either";
    }
    return {};
}

/// A random cluster, and the engine's view of it.
struct Loaded {
    plain::Cluster cluster;
    std::string yaml;
    model::WorldPtr world;
    std::shared_ptr<const PolicySet> policies;
    std::vector<model::ObjectId> pods;
};

Loaded loaded(Dice& dice) {
    Loaded result;
    result.cluster = plain::randomCluster(dice);
    result.yaml = yamlOf(result.cluster);
    result.world = simulator::test::worldOf(result.yaml);
    result.policies = compilePolicies(*result.world);
    for (const plain::Pod& pod : result.cluster.pods)
        result.pods.push_back(result.world->find<model::Pod>(pod.namespace_, pod.name).id());
    return result;
}

QString told(const Loaded& loaded, const std::string& question) {
    return QString::fromStdString(question + "\n" + loaded.yaml);
}

}  // namespace

class TestPolicyBruteForce : public QObject {
    Q_OBJECT

private slots:
    void documentsAreGood() {
        Dice dice(7);
        for (int i = 0; i < 100; ++i) {
            const Loaded about = loaded(dice);
            for (const model::Finding& finding : about.world->findings())
                QVERIFY2(finding.severity == model::Severity::Info, qPrintable(told(about, finding.rule + " " + finding.field + " " +
                                                           finding.message)));
        }
    }

    void everyVerdictAgrees() {
        Dice dice(20260101);
        std::map<std::string, std::size_t> seen;
        for (std::uint64_t i = 0; i < kClusters; ++i) {
            const Loaded about = loaded(dice);
            QVERIFY(about.policies);
            for (std::size_t k = 0; k < kQuestions; ++k)
                ask(about, dice, seen);
            if (QTest::currentTestFailed())
                return;
        }
        QCOMPARE(seen["allowed"] + seen["denied"] + seen["either"], kClusters * kQuestions);
        QVERIFY2(seen["pairs of Pods"] >= 50'000,
                 qPrintable(QString::number(seen["pairs of Pods"])));
        // A test in which everything is let through shows nothing, nor one that never comes to a
        // clause.
        QVERIFY2(seen["allowed"] > 10'000, qPrintable(QString::number(seen["allowed"])));
        QVERIFY2(seen["denied"] > 10'000, qPrintable(QString::number(seen["denied"])));
        QVERIFY2(seen["either"] > 500, qPrintable(QString::number(seen["either"])));
        for (const char* tier : {"tier 0", "tier 1", "tier 2"})
            QVERIFY2(seen[tier] > 2'500, qPrintable(QString::number(seen[tier])));
        for (const char* reason : kReasons)
            QVERIFY2(seen[reason] >= 200,
                     qPrintable(QStringLiteral("%1: %2")
                                    .arg(QLatin1String(reason))
                                    .arg(seen[reason])));
    }

    void theMatrixSaysTheSame() {
        Dice dice(99);
        for (int i = 0; i < 80; ++i) {
            const Loaded about = loaded(dice);
            compareMatrix(about);
            if (QTest::currentTestFailed())
                return;
        }
    }

private:
    /// A Pod, or now and then a node or something outside.
    static plain::End randomEnd(const Loaded& about, Dice& dice) {
        if (!dice.once(8)) {
            const plain::Pod& pod = dice.of(about.cluster.pods);
            return {&pod, pod.address, {}};
        }
        if (dice.once(3))
            return {nullptr, dice.of(about.cluster.nodes).address, {}};
        return {nullptr, (10u << 24) + (static_cast<std::uint32_t>(dice.below(4)) << 16) + 255,
                dice.once(4) ? std::string() : dice.of(kNames)};
    }

    static PolicyParty partyOf(const Loaded& about, const plain::End& end) {
        if (end.pod)
            return about.policies->party(
                about.pods[static_cast<std::size_t>(end.pod - about.cluster.pods.data())]);
        const std::string text = plain::addressText(end.address);
        PolicyParty party = about.policies->partyAt(*model::addressOf(text), text);
        party.hostname = end.name;
        return party;
    }

    static std::string nameOf(const plain::End& end) {
        return end.pod ? end.pod->name : end.name + " " + plain::addressText(end.address);
    }

    static void ask(const Loaded& about, Dice& dice, std::map<std::string, std::size_t>& seen) {
        plain::Connection asked{randomEnd(about, dice), randomEnd(about, dice), dice.of(kPorts),
                                std::string(toString(dice.of(kTransports))), dice.once(3)};
        PolicyFlow flow{partyOf(about, asked.from), partyOf(about, asked.to)};
        flow.port = static_cast<std::uint16_t>(asked.port);
        flow.transport = *transportNamed(asked.protocol);
        flow.throughService = asked.throughService;
        const std::string expected = verdictOf(about.cluster, asked);
        const FlowVerdict verdict = about.policies->verdict(flow);
        const std::string actual = wordFor(verdict.result());
        count(verdict, seen);
        ++seen[actual];
        if (asked.from.pod && asked.to.pod)
            ++seen["pairs of Pods"];
        if (actual != expected)
            QFAIL(qPrintable(told(about, nameOf(asked.from) + " to " + nameOf(asked.to) +
                                             (asked.throughService ? " through a Service " : " ") +
                                             asked.protocol + " " + std::to_string(asked.port) +
                                             ": " + actual + ", not " + expected)));
    }

    static void count(const FlowVerdict& verdict, std::map<std::string, std::size_t>& seen) {
        for (const PolicyVerdict* direction : {&verdict.egress, &verdict.ingress})
            for (std::size_t tier = 0; tier < direction->tiers.size(); ++tier) {
                const TierVerdict& one = direction->tiers[tier];
                if (one.result != TierVerdict::Result::NotSelected)
                    ++seen[std::string(one.why)];
                if (one.result == TierVerdict::Result::Allowed ||
                    one.result == TierVerdict::Result::Denied)
                    ++seen["tier " + std::to_string(tier)];
            }
    }

    static void compareMatrix(const Loaded& about) {
        std::vector<MatrixPort> ports;
        for (const Transport transport : kTransports)
            ports.push_back({0, transport});  // a port that is not known
        for (const int port : kPorts)
            for (const Transport transport : kTransports)
                ports.push_back({static_cast<std::uint16_t>(port), transport});
        const auto matrix = computeMatrix(*about.policies, about.pods, ports);
        QVERIFY(matrix);
        for (std::size_t port = 0; port < ports.size(); ++port) {
            MatrixTally tally;
            for (std::size_t from = 0; from < about.pods.size(); ++from)
                for (std::size_t to = 0; to < about.pods.size(); ++to) {
                    PolicyFlow flow{about.policies->party(about.pods[from]),
                                    about.policies->party(about.pods[to])};
                    if (ports[port].port != 0)
                        flow.port = ports[port].port;
                    flow.transport = ports[port].transport;
                    const auto expected = about.policies->verdict(flow).result();
                    if (matrix->verdict(from, to, port) != expected)
                        QFAIL(qPrintable(told(about, std::to_string(from) + " to " +
                                                         std::to_string(to) + " port " +
                                                         std::to_string(ports[port].port))));
                    using enum PolicyVerdict::Result;
                    ++(expected == Allowed  ? tally.allowed
                       : expected == Denied ? tally.denied
                                            : tally.unknown);
                }
            QVERIFY(matrix->tally(port) == tally);
        }
    }
};

GATESIGHT_TEST(TestPolicyBruteForce)

}  // namespace gatesight::simulator::tst_policy_brute_force

#include "tst_policy_brute_force.moc"
