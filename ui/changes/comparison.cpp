#include "ui/changes/comparison.h"

#include <fmt/format.h>

#include <exception>

namespace gatesight::ui {

namespace {

simulator::SimulationPtr withSurroundings(const simulator::Simulation& simulation,
                                          const simulator::Surroundings& surroundings) {
    auto copy = std::make_shared<simulator::Simulation>(simulation);
    copy->surroundings = surroundings;
    return copy;
}

class Comparing {
public:
    Comparing(const ComparisonOrder& order, const std::stop_token& stop,
              const std::function<void(const ComparisonProgress&)>& report)
        : m_order(order), m_stop(stop), m_report(report) {}

    ComparisonOutcome run() {
        const LoadOutcome other = load(m_order.other, m_stop, [this](const LoadProgress& progress) {
            if (progress.stage == LoadProgress::Stage::Reading)
                m_report({ComparisonProgress::Stage::Reading, progress.detail});
            else
                m_report({ComparisonProgress::Stage::Deciding, {}});
        });
        if (!other.loaded)
            return {nullptr, other.error};
        return {compareWith(other.loaded), {}};
    }

private:
    ComparisonPtr compareWith(const LoadedPtr& other) {
        auto result = std::make_shared<Comparison>();
        result->other = other;
        const LoadedPtr& before = m_order.openIsBefore ? m_order.open : other;
        const LoadedPtr& after = m_order.openIsBefore ? other : m_order.open;
        m_report({ComparisonProgress::Stage::Comparing, {}});
        simulator::ChangesInput input;
        input.before = m_order.openIsBefore ? m_order.openName : m_order.otherName;
        input.after = m_order.openIsBefore ? m_order.otherName : m_order.openName;
        input.seed = m_order.seed;
        auto changes =
            simulator::compareStates(before->simulation, after->simulation, input, m_stop);
        if (!changes)
            return nullptr;
        result->changes = *std::move(changes);
        m_report({ComparisonProgress::Stage::Drawing, {}});
        ScenePair scenes =
            scenesOf(before->topology, after->topology, after->layout.get(), m_stop);
        const auto surroundings =
            simulator::sharedSurroundings(*before->simulation, *after->simulation);
        const auto side = [&](const Loaded& one, const Loaded& twin, FlowScene scene) {
            return ComparedSide{withSurroundings(*one.simulation, surroundings), one.topology,
                                std::move(scene),
                                marksOf(*one.topology, *twin.topology, result->changes.objects)};
        };
        result->before = side(*before, *after, std::move(scenes.before));
        result->after = side(*after, *before, std::move(scenes.after));
        result->bounds = scenes.bounds;
        return result;
    }

    const ComparisonOrder& m_order;
    const std::stop_token& m_stop;
    const std::function<void(const ComparisonProgress&)>& m_report;
};

}  // namespace

ComparisonOutcome compare(const ComparisonOrder& order, const std::stop_token& stop,
                          const std::function<void(const ComparisonProgress&)>& report) {
    // The border to the GUI: whatever a library threw must not end the program.
    try {
        return Comparing(order, stop, report).run();
    } catch (const std::bad_alloc&) {
        return {nullptr,
                {"There is not enough memory to compare these.", "Compare a part of them."}};
    } catch (const std::exception& exception) {
        return {nullptr,
                {fmt::format("Comparing failed: {}", exception.what()),
                 "Please report this with the manifests."}};
    }
}

MovedWays waysOf(const Comparison& comparison, const simulator::Request& request,
                 std::uint64_t seed) {
    const auto way = [&](const ComparedSide& side) {
        auto decision = std::make_shared<const simulator::Decision>(
            decide(*side.simulation, request, seed, simulator::Explain::No));
        std::vector<std::string> keys = side.topology->pathOf(*decision);
        return MovedWays::Way{std::move(decision), std::move(keys)};
    };
    return {way(comparison.before), way(comparison.after)};
}

}  // namespace gatesight::ui
