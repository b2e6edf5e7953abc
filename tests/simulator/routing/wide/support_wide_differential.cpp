#include "support_wide_differential.h"

#include "model/manifest/reader.h"
#include "model/manifest/writer.h"
#include "model/world/world.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace gatesight::test {

namespace {

using simulator::Decision;
using simulator::Explain;
using simulator::Request;

/// What the API server says against the manifests; empty when it takes them.
std::string refusalOf(const model::World& world) {
    for (const model::Finding& finding : world.findings()) {
        if (finding.severity == model::Severity::Error)
            return fmt::format("{}: {}", finding.rule, finding.message);
    }
    return {};
}

std::string withoutTrace(Decision decision) {
    decision.trace.clear();
    return toJson(decision).dump();
}

void tallyUp(const Words& answer, WideTally& tally) {
    ++tally.decisions;
    const auto text = [&](const char* key) {
        return answer.contains(key) ? answer[key].get<std::string>() : std::string();
    };
    const std::string route = text("route");
    ++tally.endings[fmt::format("{} {} {}", route.empty() ? "-" : route.substr(0, route.find(' ')),
                                text("outcome"), text("reason"))];
}

std::optional<WideDifference> wideDifferenceOf(const WideWorld& world,
                                               const simulator::Simulation& simulation,
                                               const WideReference& reference,
                                               const Request& request, std::uint64_t seed,
                                               WideTally& tally) {
    const Words expected = reference.answer(request, seed);
    tallyUp(expected, tally);
    const Decision decision = decide(simulation, request, seed);
    const Words found = toWords(decision);
    if (expected != found)
        return WideDifference{world, request, seed, expected.dump(), found.dump()};
    // An explanation costs many times what an answer does.
    if (tally.decisions % 10 != 0)
        return std::nullopt;
    const Decision explained = decide(simulation, request, seed, Explain::Yes);
    if (withoutTrace(explained) != withoutTrace(decision))
        return WideDifference{world, request, seed, "the same with and without explanation",
                              withoutTrace(explained)};
    return std::nullopt;
}

// ---- making a difference smaller ----

/// What an answer comes to, as one difference must not turn into another on the way.
std::string gist(const std::string& answer) {
    const Words words = Words::parse(answer, nullptr, false);
    if (!words.is_object())
        return {};
    return words.value("outcome", "") + " " + words.value("reason", "");
}

/// Leaves out whatever can go: documents, then fields and items from the outside in.
class Pruner {
public:
    explicit Pruner(WideDifference difference) : m_best(std::move(difference)) {}

    WideDifference run() {
        while (pruned()) {
        }
        return std::move(m_best);
    }

private:
    bool keeps(const WideWorld& world) {
        const auto loaded = worldOf(world.documents);
        if (!refusalOf(*loaded).empty())
            return false;
        auto still = differenceIn(world, *simulator::simulate(loaded, world.options));
        if (!still || gist(still->expected) != gist(m_best.expected) ||
            gist(still->found) != gist(m_best.found))
            return false;
        m_best = std::move(*still);
        return true;
    }

    std::optional<WideDifference> differenceIn(const WideWorld& world,
                                               const simulator::Simulation& simulation) const {
        WideTally uncounted;
        try {
            return wideDifferenceOf(world, simulation, WideReference(world), m_best.request,
                                    m_best.seed, uncounted);
        } catch (const Json::exception&) {
            return std::nullopt;  // the reference takes for given what random worlds always have
        }
    }

    bool pruned() {
        bool any = false;
        for (std::size_t i = m_best.world.documents.size(); i-- > 0;) {
            WideWorld world = m_best.world;
            world.documents.erase(world.documents.begin() + static_cast<std::ptrdiff_t>(i));
            any |= keeps(world);
        }
        for (std::size_t i = m_best.world.documents.size(); i-- > 0;)
            any |= prunedBelow(nlohmann::json::json_pointer("/" + std::to_string(i)));
        return any;
    }

    /// `where` begins with the number of a document.
    bool prunedBelow(const nlohmann::json::json_pointer& where) {
        const Json here = Json(m_best.world.documents)[Json::json_pointer(where.to_string())];
        if (!here.is_structured())
            return false;
        bool any = false;
        std::vector<std::string> keys;
        for (const auto& item : here.items())
            keys.push_back(item.key());
        for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
            const auto child = where / *key;
            any |= without(child) || prunedBelow(child);
        }
        return any;
    }

    bool without(const nlohmann::json::json_pointer& where) {
        Json all(m_best.world.documents);
        Json& parent = all[Json::json_pointer(where.parent_pointer().to_string())];
        if (parent.is_array())
            parent.erase(std::stoul(where.back()));
        else
            parent.erase(where.back());
        WideWorld world = m_best.world;
        world.documents = all.get<std::vector<Json>>();
        return keeps(world);
    }

    WideDifference m_best;
};

}  // namespace

model::WorldPtr worldOf(const std::vector<Json>& documents) {
    model::WorldBuilder builder;
    builder.addLayer(model::readText("wide.yaml", model::toYamlStream(documents)));
    return std::move(builder).build();
}

std::string toString(const WideTally& tally) {
    std::string text = fmt::format("{} decisions\n", tally.decisions);
    for (const auto& [ending, times] : tally.endings)
        text += fmt::format("{:>9} {}\n", times, ending);
    return text;
}

std::optional<WideDifference> firstDifference(const WideWorld& world, std::size_t count, Dice& dice,
                                              WideTally& tally) {
    const auto loaded = worldOf(world.documents);
    if (const std::string refusal = refusalOf(*loaded); !refusal.empty())
        return WideDifference{world, {}, 0, "manifests that the API server takes", refusal};
    const auto simulation = simulator::simulate(loaded, world.options);
    const WideReference reference(world);
    for (std::size_t i = 0; i < count; ++i) {
        const Request request = randomWideRequest(world, dice);
        if (auto difference =
                wideDifferenceOf(world, *simulation, reference, request, dice.bits(), tally))
            return difference;
    }
    return std::nullopt;
}

WideDifference shrunk(WideDifference difference) {
    return Pruner(std::move(difference)).run();
}

std::string writeDown(const WideDifference& difference, const std::string& stem) {
    std::ofstream(stem + ".yaml") << model::toYamlStream(difference.world.documents);
    std::ofstream(stem + ".json") << toJson(difference.request).dump() << '\n';
    return fmt::format("gatesight batch --explain --seed {} -f {}.yaml{} < {}.json",
                       difference.seed, stem, switches(difference.world), stem);
}

}  // namespace gatesight::test
