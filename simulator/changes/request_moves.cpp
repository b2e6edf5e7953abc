#include "simulator/changes/request_moves.h"

#include "simulator/changes/condition_space.h"
#include "simulator/routing/scheme.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace gatesight::simulator {

namespace {

std::string ruleKey(const std::optional<DecidedRoute>& rule) {
    return rule ? fmt::format("{} {}/{} {}", rule->kind, rule->namespace_, rule->name, rule->rule)
                : std::string("-");
}

/// Less is plainer.
auto plainness(const Request& request) {
    return std::tuple(request.headers.size(), request.query.has_value(),
                      request.method != usualMethod(request.protocol), request.path.size(),
                      request.urlHost.size(), request.url());
}

class MoveCollector {
public:
    void add(MovedClass moved) {
        ++m_classes;
        const auto [found, isNew] = m_moves.try_emplace(moveKey(moved));
        RequestMove& move = found->second;
        move.classes = isNew ? 1 : move.classes + 1;
        move.origins.insert(originOf(moved.witness));
        if (!isNew && plainness(move.witness) <= plainness(moved.witness))
            return;
        move.effect = effectOf(moved.before, moved.after);
        move.place = std::move(moved.place);
        move.before = moved.before.rule;
        move.after = moved.after.rule;
        move.parts = partChanges(moved.before, moved.after);
        move.witness = std::move(moved.witness);
    }

    RequestMoves finish(ClassCoverage coverage) {
        RequestMoves result;
        for (auto& [key, move] : m_moves)
            result.moves.push_back(std::move(move));
        std::ranges::stable_sort(result.moves, {}, [](const RequestMove& move) {
            return std::tuple(move.effect, move.place, move.witness.url());
        });
        result.movedClasses = m_classes;
        addNotes(coverage, result.notes);
        result.coverage = std::move(coverage);
        return result;
    }

private:
    static std::string originOf(const Request& request) {
        return fmt::format("{}://{}{}", toString(request.scheme), request.urlHost,
                           request.portGiven ? fmt::format(":{}", request.urlPort) : "");
    }

    static void note(const std::set<std::string>& where, std::string_view sentence,
                     std::vector<std::string>& notes) {
        if (where.empty())
            return;
        notes.push_back(fmt::format(
            "{} ({}{})", sentence, *where.begin(),
            where.size() == 1 ? std::string() : fmt::format(" and {} more", where.size() - 1)));
    }

    static void addNotes(const ClassCoverage& coverage, std::vector<std::string>& notes) {
        note(coverage.sampledExpressions,
             "Regular expressions cannot be cut into finitely many kinds of requests: of what they "
             "match, samples were asked",
             notes);
        note(coverage.sampledBounds,
             "There are more kinds of requests than are asked one by one: what each match asks for "
             "was asked, and others by chance",
             notes);
        note(coverage.clientCertificates,
             "Clients are asked for certificates; what those get that show one was not asked",
             notes);
    }

    std::map<std::string, RequestMove> m_moves;
    std::size_t m_classes = 0;
};

}  // namespace

/// A move of the connection is the same whatever rule follows.
std::string moveKey(const MovedClass& moved) {
    const std::vector<std::size_t> parts = tellingParts(moved.before, moved.after);
    const bool connection = std::ranges::all_of(
        parts, [&](std::size_t i) { return moved.before.parts[i].ofConnection; });
    std::string key = moved.place + "\n";
    if (!connection)
        key += fmt::format("{}\n{}\n", ruleKey(moved.before.rule), ruleKey(moved.after.rule));
    for (const std::size_t i : parts) {
        const AnswerPart& was = moved.before.parts[i];
        key += was.ofRequest
                   ? was.name + "\n"
                   : fmt::format("{}\n{}\n{}\n", was.name, was.key, moved.after.parts[i].key);
    }
    return key;
}

std::string_view toString(MoveEffect effect) {
    switch (effect) {
        case MoveEffect::Breaks:
            return "breaks";
        case MoveEffect::Changes:
            return "changes";
        case MoveEffect::Repairs:
            return "repairs";
    }
    return {};
}

MoveEffect effectOf(const GivenAnswer& before, const GivenAnswer& after) {
    if (before.good == after.good)
        return MoveEffect::Changes;
    return before.good ? MoveEffect::Breaks : MoveEffect::Repairs;
}

std::vector<PartChange> partChanges(const GivenAnswer& before, const GivenAnswer& after) {
    std::vector<PartChange> changes;
    for (const std::size_t i : tellingParts(before, after))
        changes.push_back({before.parts[i].name, before.parts[i].text, after.parts[i].text});
    return changes;
}

RequestMoves requestMoves(const Simulation& before, const Simulation& after,
                          const ObjectContents& contents, const ClassBounds& bounds,
                          const std::stop_token& stop) {
    MoveCollector collector;
    ClassCoverage coverage =
        eachMovedClass(before, after, contents, bounds, stop,
                       [&](MovedClass moved) { collector.add(std::move(moved)); });
    return collector.finish(std::move(coverage));
}

namespace {

std::string placeIn(const DecidedRoute& rule) {
    if (rule.kind != "HTTPRoute" && rule.kind != "GRPCRoute")
        return {};
    return fmt::format("rules[{}]{}", rule.rule, rule.ruleName.empty() ? "" : " " + rule.ruleName);
}

}  // namespace

std::string nameOf(const DecidedRoute& rule) {
    const std::string place = placeIn(rule);
    return fmt::format("{} {}/{}{}{}", rule.kind, rule.namespace_, rule.name,
                       place.empty() ? "" : " ", place);
}

std::string ruleMove(const std::optional<DecidedRoute>& before,
                     const std::optional<DecidedRoute>& after, std::string_view arrow) {
    const auto name = [](const std::optional<DecidedRoute>& rule) {
        return rule ? nameOf(*rule) : std::string("no rule");
    };
    if (!before && !after)
        return {};
    const std::string was = name(before), is = name(after);
    if (was == is)
        return was;
    const bool sameRoute = before && after && before->kind == after->kind &&
                           before->namespace_ == after->namespace_ && before->name == after->name;
    return fmt::format("{} {} {}", was, arrow, sameRoute ? placeIn(*after) : is);
}

std::string inWords(const Request& request) {
    if (!carriesHttp(request.protocol))
        return fmt::format("{}://{}:{}", toString(request.scheme), request.urlHost,
                           request.urlPort);
    std::string words = request.protocol == Protocol::Grpc
                            ? request.url()
                            : fmt::format("{} {}", request.method, request.url());
    if (request.host)
        words += fmt::format(", Host: {}", *request.host);
    for (const auto& [name, value] : request.headers)
        words += fmt::format(", {}: {}", name, value);
    return words;
}

}  // namespace gatesight::simulator
