#include "support_brute_force.h"

#include "model/manifest/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace gatesight::test {

namespace {

using simulator::Decision;
using simulator::MovedClass;
using simulator::Request;
using simulator::Simulation;

simulator::SimulationPtr simulationOfDocuments(const std::vector<nlohmann::ordered_json>& documents,
                                               const simulator::Options& options) {
    model::WorldBuilder builder;
    builder.addLayer(model::readText("pair.yaml", yamlOf(documents)));
    return simulator::simulate(std::move(builder).build(), options);
}

/// What the outside can tell of a Decision, from its JSON alone: names of routes and listeners, and
/// the reasons of errors are left out; so is what a draw decides.
std::string plainAnswer(const Decision& decision) {
    auto json = toJson(decision);
    for (const char* field : {"id", "seed", "listener", "route", "reason", "endpoint", "endpoints",
                              "backend", "shares", "attempts"})
        json.erase(field);
    std::map<std::string, double> shares;
    for (const simulator::Share& share : decision.shares) {
        const bool fails = share.outcome != simulator::Outcome::Forwarded;
        const auto& backend = share.backend;
        // Calls are told UNAVAILABLE whatever a share says (grpcroute.backend.invalid).
        const int status = decision.grpcStatus.empty() ? share.status : 0;
        const std::string who =
            fails ? fmt::format("{} {}", toString(share.outcome), status)
                  : fmt::format("{} {}/{}", backend.kind, backend.namespace_, backend.name);
        if (share.numerator > 0)
            shares[who] +=
                static_cast<double>(share.numerator) / static_cast<double>(share.denominator);
    }
    // Several backends: what this one got is a matter of draws.
    if (shares.size() > 1)
        return fmt::format("{}", [&] {
            std::string text;
            for (const auto& [who, part] : shares)
                text += fmt::format("{} {:.6f};", who, part);
            for (const char* part : {"forwarded", "mirrors", "response"})
                if (json.contains(part))
                    text += json[part].dump();
            return text;
        }());
    std::string text = json.dump();
    if (decision.outcome == simulator::Outcome::Forwarded)
        for (const auto& [who, part] : shares)
            text += who;
    std::set<std::string> endpoints;
    for (const simulator::DecidedEndpoint& endpoint : decision.endpoints)
        endpoints.insert(endpoint.place());
    for (const std::string& place : endpoints)
        text += place;
    return text;
}

/// Of as many draws as are needed to see every backend.
std::set<std::string> plainAnswers(const Simulation& simulation, const Request& request,
                                   std::uint64_t draws) {
    std::set<std::string> answers;
    for (std::uint64_t seed = 1; seed <= draws; ++seed)
        answers.insert(plainAnswer(decide(simulation, request, seed)));
    return answers;
}

constexpr std::uint64_t kManyDraws = 64;

/// Calls are told of GRPCRoutes, other requests of HTTPRoutes.
bool isMeantFor(const Request& request, const MovedClass& moved) {
    const std::string_view kind =
        request.protocol == simulator::Protocol::Grpc ? "GRPCRoute" : "HTTPRoute";
    const auto fits = [&](const std::optional<simulator::DecidedRoute>& rule) {
        return rule && rule->kind == kind;
    };
    return fits(moved.before.rule) || fits(moved.after.rule) ||
           (!moved.before.rule && !moved.after.rule && kind == "HTTPRoute");
}

class BruteForce {
public:
    BruteForce(const WorldPair& pair, Dice& dice, BruteForceTally& tally)
        : m_pair(simulated(pair)), m_dice(dice), m_tally(tally) {}

    std::string run(std::size_t count) {
        ++m_tally.pairs;
        const std::set<std::string> all = toldMoves(true);
        m_told = toldMoves(false);
        if (!m_problem.empty())
            return m_problem;
        if (all != m_told)
            return "what was not asked as its inputs are the same gets another answer";
        m_tally.moves += m_told.size();
        m_tally.withMoves += m_told.empty() ? 0 : 1;
        static const std::vector<Request> kEvery = everyRequest();
        for (std::size_t i = 0; i < std::min(count, kEvery.size()); ++i) {
            const std::string problem =
                check(count < kEvery.size() ? m_dice.of(kEvery) : kEvery[i]);
            if (!problem.empty())
                return problem;
        }
        return {};
    }

private:
    std::set<std::string> toldMoves(bool everything) {
        std::set<std::string> told;
        simulator::ClassBounds bounds;
        bounds.everything = everything;
        const auto coverage = simulator::eachMovedClass(
            *m_pair.before, *m_pair.after, m_pair.contents, bounds, {}, [&](MovedClass moved) {
                if (!told.insert(moveKey(moved)).second || everything)
                    return;
                checkWitness(moved);
                m_classes.push_back(std::move(moved));
            });
        if (!coverage.sampledBounds.empty())
            m_problem = "a small world is beyond the bounds";
        return told;
    }

    void checkWitness(const MovedClass& moved) {
        if (plainAnswers(*m_pair.before, moved.witness, kManyDraws) ==
            plainAnswers(*m_pair.after, moved.witness, kManyDraws))
            m_problem = "invented: " + inWords(moved.witness) + "\n   " + moveKey(moved);
    }

    std::string check(const Request& request) {
        // What JSON says of an answer takes longer than the answer.
        const bool differs =
            ++m_tally.asked % 8 == 0 &&
            plainAnswers(*m_pair.before, request, 1) != plainAnswers(*m_pair.after, request, 1);
        MovedClass moved{"Gateway infra/gw", request, answerTo(*m_pair.before, request),
                         answerTo(*m_pair.after, request)};
        const bool told = !differingParts(moved.before, moved.after).empty();
        // One draw may differ where only the order of backends does.
        if (differs && !told &&
            plainAnswers(*m_pair.before, request, kManyDraws) !=
                plainAnswers(*m_pair.after, request, kManyDraws))
            return "told as the same: " + inWords(request);
        if (!told)
            return {};
        ++m_tally.differ;
        if (isMeantFor(request, moved) && !isTold(moved))
            return "missed: " + inWords(request) + "\n   " + moveKey(moved);
        return {};
    }

    /// In a move of the same rules, from the same to the same, that tells of every part: a request
    /// may well carry a header already that a filter sets.
    [[nodiscard]] bool isTold(const MovedClass& moved) const {
        const auto parts = tellingParts(moved.before, moved.after);
        return std::ranges::any_of(m_classes, [&](const MovedClass& told) {
            return told.place == moved.place && sameRule(told.before, moved.before) &&
                   sameRule(told.after, moved.after) &&
                   std::ranges::includes(tellingParts(told.before, told.after), parts);
        });
    }

    static bool sameRule(const simulator::GivenAnswer& one, const simulator::GivenAnswer& other) {
        const auto name = [](const simulator::GivenAnswer& answer) {
            return (answer.rule ? nameOf(*answer.rule) : "") + answer.parts.front().key;
        };
        return name(one) == name(other);
    }

    const SimulatedPair m_pair;
    Dice& m_dice;
    BruteForceTally& m_tally;
    std::set<std::string> m_told;
    std::vector<MovedClass> m_classes;  // one of each move
    std::string m_problem;
};

}  // namespace

SimulatedPair simulated(const WorldPair& pair) {
    SimulatedPair result{simulationOfDocuments(pair.before, pair.options),
                         simulationOfDocuments(pair.after, pair.options),
                         {}};
    result.contents = simulator::compareObjects(*result.before->world, *result.after->world,
                                                model::Channel::Experimental)
                          .contents;
    return result;
}

std::string firstProblem(const WorldPair& pair, std::size_t count, Dice& dice,
                         BruteForceTally& tally) {
    return BruteForce(pair, dice, tally).run(count);
}

}  // namespace gatesight::test
