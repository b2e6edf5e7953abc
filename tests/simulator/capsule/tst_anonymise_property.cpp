// Random worlds under pseudonyms: every request, under its new names, comes to what it came to.
#include "simulator/capsule/anonymise.h"
#include "tests/house/test_program.h"
#include "tests/simulator/routing/wide/support_wide_differential.h"

namespace gatesight::simulator::tst_anonymise_property {

using namespace gatesight::test;

namespace {

constexpr int kSeeds = 5, kWorlds = 8, kRequests = 40;

}  // namespace

class AnonymisePropertyTest : public QObject {
    Q_OBJECT

private slots:
    void answersAreKept_data() {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= kSeeds; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void answersAreKept() {
        QFETCH(int, seed);
        for (int i = 0; i < kWorlds; ++i) {
            Dice dice(static_cast<std::uint64_t>(seed * 1000 + i) << 32);
            const WideWorld world = randomWideWorld(dice);
            std::vector<Request> requests;
            for (int n = 0; n < kRequests; ++n)
                requests.push_back(randomWideRequest(world, dice));
            const auto simulation = simulate(worldOf(world.documents), world.options);
            const Anonymised result = anonymised(*simulation, requests);
            const auto opened = simulationOf(result.yaml, result.options);
            QCOMPARE(refusals(*opened), refusals(*simulation));
            for (int n = 0; n < kRequests; ++n) {
                const auto at = static_cast<std::size_t>(n);
                const DecisiveStep found =
                    decisiveStep(decide(*opened, result.requests[at], 1, Explain::Yes));
                QVERIFY2(found == result.expected[at],
                         (toJson(requests[at]).dump() + "\n" + toJson(result.requests[at]).dump() +
                          "\n" + differenceOf(result.expected[at], found))
                             .c_str());
                m_forwarded += found.facts.front() == "outcome forwarded" ? 1 : 0;
                ++m_answers;
            }
            QCOMPARE(answersKept(result), requests.size());
            QCOMPARE(anonymised(*simulation, requests).yaml, result.yaml);
        }
    }
    void someAreForwarded() {
        qInfo("%d answers, %d forwarded", m_answers, m_forwarded);
        QCOMPARE(m_answers, kSeeds * kWorlds * kRequests);
        QVERIFY(m_forwarded * 10 > m_answers);
    }

    /// The comparison can fail: a text without most of its routes gives other answers.
    void noticesAChange() {
        Dice dice(std::uint64_t{7000} << 32);
        const WideWorld world = randomWideWorld(dice);
        std::vector<Request> requests;
        for (int n = 0; n < 200; ++n)
            requests.push_back(randomWideRequest(world, dice));
        const auto simulation = simulate(worldOf(world.documents), world.options);
        Anonymised result = anonymised(*simulation, requests);
        QCOMPARE(answersKept(result), requests.size());
        result.yaml = result.yaml.substr(0, result.yaml.find("kind: HTTPRoute"));
        QVERIFY(answersKept(result) < requests.size());
    }

private:
    int m_answers = 0, m_forwarded = 0;
};

GATESIGHT_TEST(AnonymisePropertyTest)

}  // namespace gatesight::simulator::tst_anonymise_property

#include "tst_anonymise_property.moc"
