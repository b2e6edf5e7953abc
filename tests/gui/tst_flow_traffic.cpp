#include "support_flow_graph.h"
#include "tests/house/test_program.h"
#include "ui/graph/traffic_motion.h"

#include <set>

namespace tst_flow_traffic {

using namespace gatesight;
using namespace gatesight::tests;
using ui::MovingDots;
using ui::TrafficMotion;
using ui::TrafficPlan;

namespace {

/// `count` requests to pod a, one each millisecond, every tenth stopped at the listener.
ui::TrafficPlanPtr steady(int count) {
    auto plan = std::make_shared<TrafficPlan>();
    plan->paths = {{pathToPodA(), true, {}}, {pathToListener(), false, {}}};
    for (int i = 0; i < count; ++i)
        plan->departures.push_back({i / 1000.0, i % 10 == 0 ? 1U : 0U});
    return plan;
}

std::set<std::pair<double, double>> places(const MovingDots& dots) {
    std::set<std::pair<double, double>> result;
    for (const ui::MovingDot& dot : dots.dots)
        result.emplace(dot.at.x(), dot.at.y());
    return result;
}

}  // namespace

class TstFlowTraffic : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dotsAreOnTheirWayFromDepartureToArrival() {
        const ui::FlowScene scene = sceneOf(shopGraph());
        auto plan = std::make_shared<TrafficPlan>();
        plan->paths = {{pathToPodA(), true, {}}};
        plan->departures = {{2.0, 0}};
        const TrafficMotion motion(plan, scene);
        QVERIFY(motion.at(1.9, 1).dots.empty());
        QCOMPARE(motion.at(2.0, 1).dots.size(), std::size_t{1});
        const double start = motion.at(2.0, 1).dots[0].at.x();
        const double middle = motion.at(2.5, 1).dots[0].at.x();
        QVERIFY(start < middle);
        QVERIFY(motion.at(3.01, 1).dots.empty());
    }

    void allOnTheirWayAreShown() {
        const TrafficMotion motion(steady(3000), sceneOf(shopGraph()));
        const MovingDots dots = motion.at(1.9995, 1);
        QCOMPARE(dots.requestsEach, 1U);
        QCOMPARE(dots.dots.size(), std::size_t{1000});
        const auto failing = std::ranges::count_if(
            dots.dots, [](const ui::MovingDot& dot) { return dot.path == 1; });
        QCOMPARE(failing, 100);
    }

    void tooManyAreThinnedAndSaidSo() {
        const TrafficMotion motion(steady(30'000), sceneOf(shopGraph()));
        const MovingDots dots = motion.at(29.9995, 29, 1000);
        QVERIFY(dots.dots.size() <= 1000);
        QCOMPARE(dots.requestsEach, 32U);
        // The sparser picture is a part of the denser one, so nothing jumps when it thins out.
        const auto dense = places(motion.at(29.9995, 29, 10'000));
        for (const auto& place : places(dots))
            QVERIFY(dense.contains(place));
    }

    void thinnedDotsStayFromFrameToFrame() {
        const TrafficMotion motion(steady(30'000), sceneOf(shopGraph()));
        const auto now = motion.at(20, 10, 500), soon = motion.at(20.001, 10, 500);
        QCOMPARE(now.requestsEach, soon.requestsEach);
        QVERIFY(std::abs(static_cast<double>(now.dots.size()) -
                         static_cast<double>(soon.dots.size())) <= 1);
    }

    void pathsThatAreNotShownMoveNothing() {
        auto plan = std::make_shared<TrafficPlan>();
        plan->paths = {{{"Pod/elsewhere/x"}, true, {}}, {{}, true, {}}};
        plan->departures = {{0, 0}, {0, 1}};
        const TrafficMotion motion(plan, sceneOf(shopGraph()));
        QVERIFY(motion.at(0.5, 1).dots.size() <= 1);
        QVERIFY(TrafficMotion().empty());
        QVERIFY(TrafficMotion().at(0, 1).dots.empty());
    }

    void noTravelTimeShowsNothing() {
        const TrafficMotion motion(steady(100), sceneOf(shopGraph()));
        QVERIFY(motion.at(0.05, 0).dots.empty());
    }
};

GATESIGHT_TEST(TstFlowTraffic)

}  // namespace tst_flow_traffic

#include "tst_flow_traffic.moc"
