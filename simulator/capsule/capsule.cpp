// Steps: shrink; collect every name of what is left; rename; write; read what was written and
// decide again. When that comes out differently, more is kept as it was, and a note says what.
#include "simulator/capsule/capsule.h"

#include "model/manifest/writer.h"
#include "simulator/capsule/pseudonyms.h"
#include "simulator/capsule/request_names.h"
#include "simulator/capsule/session_tokens.h"
#include "simulator/capsule/written_pods.h"
#include "simulator/traffic/scenario.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

/// What a decision is expected to come to, as a Scenario writes it.
Json expectationJson(const Decision& decision) {
    Json json{{"outcome", toString(decision.outcome)}};
    if (!decision.reason.empty())
        json["reason"] = decision.reason;
    if (decision.status)
        json["status"] = *decision.status;
    if (decision.listener)
        json["listener"] =
            fmt::format("{}/{}", decision.listener->gateway, decision.listener->name);
    if (decision.route)
        json["route"] = fmt::format("{}/{}[{}]", decision.route->namespace_, decision.route->name,
                                    decision.route->rule);
    if (decision.outcome == Outcome::Forwarded && decision.backend)
        json["backend"] =
            fmt::format("{}/{}", decision.backend->namespace_, decision.backend->name);
    return json;
}

/// Switches of the command line that make these choices.
std::string switchesOf(const Options& options) {
    std::string text;
    for (const SpecChoiceInfo& choice : specChoices()) {
        if (const auto value = choiceValue(options.choices, choice.name);
            value != choice.values.front())
            text += fmt::format(" --spec {}={}", choice.name, value);
        if (!choice.perClass)
            continue;
        for (const auto& [name, plane] : options.choices.dataPlaneOfClass)
            text += fmt::format(" --spec {}.{}={}", choice.name, name, toString(plane));
    }
    if (options.strict)
        text += " --strict";
    if (options.channel == model::Channel::Standard)
        text += " --channel standard";
    for (const std::string& feature : options.without)
        text += " --without " + feature;
    return text;
}

std::string comment(const Capsule& capsule, const CapsuleOptions& options) {
    std::string text = fmt::format(
        "# A capsule of one decision: {} of {} objects, {}.\n"
        "# gatesight test -f FILE checks it, gatesight trace -f FILE with this request explains "
        "it:\n"
        "#   {} {}\n",
        capsule.objects, capsule.objectsBefore,
        options.keepNames ? "with their names" : "all names are pseudonyms", capsule.request.method,
        capsule.request.url());
    std::string switches = switchesOf(capsule.options);
    if (options.seed != 1)
        switches += fmt::format(" --seed {}", options.seed);
    if (!switches.empty())
        text += fmt::format("# with{}\n", switches);
    for (const std::string& note : capsule.notes)
        text += fmt::format("# {}\n", note);
    return text;
}

/// One attempt to rename, with what has to stay.
class Attempted {
public:
    Attempted(const Shrunk& shrunk, const CapsuleOptions& options, KeptTexts kept)
        : m_shrunk(shrunk), m_options(options), m_kept(std::move(kept)) {}

    /// Fills in the capsule; the sentence says why it is none.
    std::string run(Capsule& capsule, const std::stop_token& stop) {
        NameCollector collector;
        rename(collector);
        Pseudonyms names(collector, m_kept);
        if (!names.complete() && !m_kept.addresses)
            return "there are not enough addresses for documentation";
        const auto [documents, request] = rename(names);
        capsule.request = request;
        capsule.options = documents.options;
        capsule.objects = documents.objects.size();
        return write(capsule, documents, renamedStep(m_shrunk.step, names, m_kept), stop);
    }

private:
    std::pair<ObjectDocuments, Request> rename(PartNames& names) const {
        ObjectDocuments documents{
            .unread = renamedUnread(m_shrunk.documents.unread, names, m_kept),
            .objects = {},
            .surroundings = renamedSurroundings(m_shrunk.documents.surroundings, names, m_kept),
            .options = renamedOptions(m_shrunk.documents.options, names, m_kept)};
        for (const Json& object : m_shrunk.documents.objects)
            documents.objects.push_back(renamedObject(object, names, m_kept));
        Request request = renamedRequest(m_shrunk.request, names, m_kept);
        renameSessionTokens(request, m_shrunk.request, m_shrunk.documents.objects, names, m_kept);
        return {std::move(documents), std::move(request)};
    }

    std::string write(Capsule& capsule, const ObjectDocuments& documents,
                      const DecisiveStep& expected, const std::stop_token& stop) const {
        const auto first = simulationOf(yamlOf(documents), documents.options, stop);
        if (!first)
            return "stopped";
        Json request = toJson(capsule.request);
        Json item{{"name", "the decision"}};
        item.update(request);
        item["expect"] = expectationJson(decide(*first, capsule.request, m_options.seed));
        capsule.yaml =
            comment(capsule, m_options) +
            yamlOf(documents, scenarioJson("capsule", documents.surroundings, Json::array({item})));
        return check(capsule, expected, stop);
    }

    /// Reads it as everybody will.
    std::string check(Capsule& capsule, const DecisiveStep& expected,
                      const std::stop_token& stop) const {
        const auto simulation = simulationOf(capsule.yaml, capsule.options, stop);
        if (!simulation)
            return "stopped";
        if (simulation->world->scenarios().size() != 1)
            return "its Scenario cannot be read";
        const Scenario scenario = readScenario(simulation->world->scenarios().front());
        if (!scenario.findings.empty() || scenario.requests.size() != 1)
            return "its Scenario cannot be read: " +
                   (scenario.findings.empty() ? std::string() : scenario.findings.front().message);
        const Decision decision =
            decide(*simulation, scenario.requests.front().request, m_options.seed, Explain::Yes);
        capsule.step = decisiveStep(decision);
        if (const std::string difference = differenceOf(expected, capsule.step);
            !difference.empty())
            return difference;
        const auto lines = unmet(scenario.requests.front().expect, decision);
        return lines.empty() ? std::string() : lines.front();
    }

    const Shrunk& m_shrunk;
    const CapsuleOptions& m_options;
    KeptTexts m_kept;
};

/// The world with written Pods, where that answers as the one that was loaded; else null.
SimulationPtr withSameAnswer(const Simulation& simulation, const Request& request,
                             std::uint64_t seed, const std::stop_token& stop) {
    SimulationPtr written = withWrittenPods(simulation, request, stop);
    if (!written)
        return nullptr;
    const auto stepIn = [&](const Simulation& world) {
        return decisiveStep(decide(world, request, seed, Explain::Yes));
    };
    return stepIn(simulation) == stepIn(*written) ? std::move(written) : nullptr;
}

void addExpressions(const KeptTexts& kept, std::vector<std::string>& notes) {
    if (kept.expressions.empty() || kept.names)
        return;
    std::vector<std::string> what;
    if (kept.paths)
        what.emplace_back("paths");
    if (!kept.headers.empty())
        what.push_back(fmt::format("values of {} headers", kept.headers.size()));
    if (!kept.parameters.empty())
        what.push_back(fmt::format("values of {} query parameters", kept.parameters.size()));
    notes.push_back(
        fmt::format("Regular expressions cannot be renamed, so they and what they look "
                    "at stay as written: {}.",
                    fmt::join(what, ", ")));
}

}  // namespace

std::expected<Capsule, std::string> capsuleOf(const Simulation& simulation, const Request& request,
                                              const CapsuleOptions& options,
                                              const std::stop_token& stop) {
    if (!request.tls.clientCertificatePem.empty() && !options.keepNames)
        return std::unexpected(
            "the request carries a client certificate as PEM, which cannot be "
            "renamed; put it into a Secret, or keep the names");
    // Addresses that Gatesight made out of names lead nowhere under other names.
    const SimulationPtr written =
        options.keepNames ? nullptr : withSameAnswer(simulation, request, options.seed, stop);
    const auto small = shrunk(written ? *written : simulation, request, options.seed,
                              options.bounds, stop);
    if (!small)
        return std::unexpected(small.error());
    KeptTexts kept = keptFor(small->documents.objects);
    kept.names = kept.addresses = options.keepNames;
    Capsule capsule;
    capsule.objectsBefore = written ? documentsOf(simulation).objects.size()
                                    : small->objectsBefore;
    capsule.simulations = small->simulations;
    addExpressions(kept, capsule.notes);
    if (written)
        capsule.notes.emplace_back(
            "The request names the address of a Pod that was made from a workload, so Pods stand "
            "in place of the workload.");
    if (small->bounded)
        capsule.notes.push_back(fmt::format(
            "More might go: after {} tries no further ones were made.", small->simulations));
    std::string difference = Attempted(*small, options, kept).run(capsule, stop);
    const auto again = [&](bool KeptTexts::*more, std::string_view what) {
        if (difference.empty() || kept.*more)
            return;
        kept.*more = true;
        capsule.notes.push_back(
            fmt::format("{} stay as written: with other ones the answer "
                        "differs ({}).",
                        what, difference));
        difference = Attempted(*small, options, kept).run(capsule, stop);
    };
    again(&KeptTexts::addresses, "Addresses");
    again(&KeptTexts::paths, "Paths");
    if (!difference.empty())
        return std::unexpected(fmt::format("with other names the answer differs: {}", difference));
    return capsule;
}

}  // namespace gatesight::simulator
