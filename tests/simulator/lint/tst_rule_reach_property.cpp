// "Can never match" and brute force agree on 2,000 random small worlds: no rule is missed, none is
// invented, and what is called live has a request that it takes.
#include "simulator/lint/rule_reach.h"
#include "support_rule_worlds.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"

#include <fmt/format.h>

#include <map>

namespace gatesight::simulator::tst_rule_reach_property {

using namespace gatesight::test;

namespace {

constexpr int kSeeds = 10, kWorldsPerSeed = 200;

ReachMap reachOf(const Simulation& simulation) {
    ReachMap reach(simulation);
    eachHost(simulation, {}, [&](const HostOfScope& host) {
        if (!host.walked)
            eachPath(simulation, host, [&](const PathOfHost& path) { reach.look(host, path); });
    });
    return reach;
}

}  // namespace

class RuleReachPropertyTest : public QObject {
    Q_OBJECT

private slots:
    void agreesWithBruteForce_data() {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= kSeeds; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void agreesWithBruteForce() {
        QFETCH(int, seed);
        for (int i = 0; i < kWorldsPerSeed; ++i) {
            Dice dice(static_cast<std::uint64_t>(seed * 1000 + i) << 32);
            const RuleWorld world = randomRuleWorld(dice);
            const std::string problem = firstProblem(world);
            QVERIFY2(problem.empty(), (problem + "\n" + world.yaml).c_str());
        }
    }

    /// Without rules of both sorts agreeing says nothing.
    void rulesAreOfBothSorts() {
        QVERIFY(m_dead > 300);
        QVERIFY(m_live > 2 * m_dead);
        QVERIFY(m_unknown > 20);
    }

private:
    std::string firstProblem(const RuleWorld& world) {
        using State = ReachedRule::State;
        const SimulationPtr simulation = simulate(gatesight::simulator::test::worldOf(world.yaml));
        const auto taking = rulesThatTake(*simulation, world.requests);
        const auto reach = reachOf(*simulation);
        for (const ReachedRule& rule : reach.rules()) {
            const std::string route = simulation->world->object(rule.route).fullName();
            const std::string name = fmt::format("{} rules[{}]", route, rule.rule);
            const bool takes = taking.contains({route, rule.rule});
            const bool dead = rule.state == State::Covered || rule.state == State::Unvisited;
            (dead ? m_dead : rule.state == State::Unknown ? m_unknown : m_live) += 1;
            if (dead && takes)
                return name + " is called dead, and takes requests";
            if (rule.state == State::Covered && rule.covers.empty())
                return name + " is covered by nobody";
            if (world.expressions)
                continue;
            if (!dead && !takes)
                return name + " takes nothing, and that is not said";
            if (rule.state == State::Reached) {
                const Request witness = reach.witnessOf(rule);
                const auto taker = decide(*simulation, witness).route;
                if (!taker || fmt::format("{}/{}", taker->namespace_, taker->name) != route ||
                    taker->rule != rule.rule)
                    return name + " does not take its witness " + witness.url();
            }
        }
        return {};
    }

    std::size_t m_dead = 0, m_live = 0, m_unknown = 0;
};

GATESIGHT_TEST(RuleReachPropertyTest)

}  // namespace gatesight::simulator::tst_rule_reach_property

#include "tst_rule_reach_property.moc"
