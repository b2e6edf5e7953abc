// decide() and the naive reference answer alike on random worlds of every kind: HTTPRoute,
// GRPCRoute, TLSRoute, TCPRoute, UDPRoute; ListenerSets; grants; backend TLS; a mesh. The bulk runs
// outside, in gatesight-differential.
#include "tests/house/test_program.h"
#include "wide/support_wide_differential.h"

#include <QDir>

#include <algorithm>

namespace gatesight::simulator::tst_kinds_differential {

using namespace gatesight::test;

namespace {

constexpr int kSeeds = 10, kWorldsPerSeed = 25, kRequestsPerWorld = 200;

Dice diceOf(int seed, int world) {
    return Dice(static_cast<std::uint64_t>(seed * 1000 + world) << 32);
}

/// The difference made small and written to files one can open.
QByteArray reported(const WideDifference& difference, int seed) {
    const WideDifference small = shrunk(difference);
    const QString stem = QDir::temp().filePath(QString("kinds-difference-%1").arg(seed));
    return QByteArray::fromStdString("expected " + small.expected + "\n   found    " + small.found +
                                     "\n   " + writeDown(small, stem.toStdString()));
}

/// Endings that random worlds have to come to, each of them for every kind of route it names.
constexpr std::array kEndings{"- refused NoListenerForPort",
                              "- refused NoListenerForProtocol",
                              "- refused NoListenerForSNI",
                              "- refused PlaintextOnTlsPort",
                              "- refused TlsOnPlaintextPort",
                              "- refused PortNotInService",
                              "- refused NoReadyEndpoints",
                              "- refused NoRouteMatched",
                              "- responded MisdirectedRequest",
                              "- responded NoListenerForHost",
                              "- responded NoRouteMatched",
                              "- forwarded ",
                              "HTTPRoute responded InvalidBackendTLSPolicy",
                              "GRPCRoute responded InvalidBackendTLSPolicy",
                              "HTTPRoute responded NoBackendRefs",
                              "GRPCRoute responded NoBackendRefs"};
constexpr std::array kKinds{"HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"};
constexpr std::array kReasons{"AllWeightsZero", "InvalidBackendRef", "NoReadyEndpoints",
                              "RefNotPermitted"};

std::vector<std::string> endings() {
    std::vector<std::string> result(kEndings.begin(), kEndings.end());
    for (const std::string kind : kKinds) {
        const bool requests = kind == "HTTPRoute" || kind == "GRPCRoute";
        result.push_back(kind + " forwarded ");
        for (const std::string reason : kReasons)
            result.push_back(kind + (requests ? " responded " : " refused ") + reason);
    }
    return result;
}

}  // namespace

class KindsDifferentialTest : public QObject {
    Q_OBJECT

private slots:
    void agrees_data() {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= kSeeds; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void agrees() {
        QFETCH(int, seed);
        WideTally tally;
        for (int i = 0; i < kWorldsPerSeed; ++i) {
            Dice dice = diceOf(seed, i);
            const WideWorld world = randomWideWorld(dice);
            const auto difference = firstDifference(world, kRequestsPerWorld, dice, tally);
            if (difference)
                QFAIL(reported(*difference, seed).constData());
        }
        m_decisions += tally.decisions;
        for (const auto& [ending, times] : tally.endings)
            m_all.endings[ending] += times;
    }

    /// The worlds are of use only when traffic of every kind ends in every way now and then.
    void worldsComeToEveryEnding() {
        QCOMPARE(m_decisions, std::uint64_t{kSeeds} * kWorldsPerSeed * kRequestsPerWorld);
        for (const std::string& ending : endings())
            QVERIFY2(m_all.endings.contains(ending), (ending + "\n" + toString(m_all)).c_str());
    }

    /// The comparison itself can fail: a reference that is blind to the objects of one kind
    /// differs. None of them stands about for nothing.
    void noticesWhatIsMissing_data() {
        QTest::addColumn<QString>("kind");
        for (const char* kind :
             {"ReferenceGrant", "BackendTLSPolicy", "ListenerSet", "Secret", "ConfigMap",
              "EndpointSlice", "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"})
            QTest::newRow(kind) << kind;
    }
    void noticesWhatIsMissing() {
        QFETCH(QString, kind);
        int differences = 0;
        for (int i = 0; i < 200 && differences == 0; ++i) {
            Dice dice = diceOf(0, i);
            const WideWorld world = randomWideWorld(dice);
            WideWorld less = world;
            std::erase_if(less.documents, [&](const Json& document) {
                return textAt(document, "kind") == kind.toStdString();
            });
            const WideReference whole(world), blind(less);
            for (int n = 0; n < 50; ++n) {
                const auto request = randomWideRequest(world, dice);
                differences += blind.answer(request, 1) == whole.answer(request, 1) ? 0 : 1;
            }
        }
        QVERIFY(differences > 0);
    }

private:
    std::uint64_t m_decisions = 0;
    WideTally m_all;
};

GATESIGHT_TEST(KindsDifferentialTest)

}  // namespace gatesight::simulator::tst_kinds_differential

#include "tst_kinds_differential.moc"
