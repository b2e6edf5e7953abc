#include "simulator/routing/explain_match.h"

#include "simulator/choice_note.h"
#include "simulator/control/hostname.h"
#include "simulator/routing/match_criteria.h"
#include "simulator/routing/precedence.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace gatesight::simulator {

namespace {

/// Rules of the same host whose path does not fit, but is spelled alike: shown beside a winner, and
/// without one.
constexpr std::size_t kNeighboursOfWinner = 2, kNeighboursOfNobody = 8;
/// Host names that are tried in place of the request's own when nothing matched.
constexpr std::size_t kOtherHosts = 16;

/// A record with the objects of the World that it came from.
struct Told {
    const model::Object* object;
    const model::HTTPRouteRule* rule;
    const model::HTTPRouteMatch* match;
    const AttachedHostname* hostname;
    std::string field;
};

/// The change that would let a candidate take the request.
struct NearMiss {
    std::size_t changes = 0;  // criteria that fail
    std::string text;
};

class MatchExplainer {
public:
    MatchExplainer(const LookUpStory& story, Narration& say)
        : m_story(story), m_table(*story.simulation.routes), m_say(say) {}

    void run() {
        for (const Candidate& candidate : m_story.candidates.kept())
            tellCandidate(candidate);
        tellUncounted();
        tellNeighbours();
        tellFallthrough();
        if (m_story.candidates.winner())
            tellPrecedence();
        else
            tellNobody();
    }

private:
    [[nodiscard]] Told told(const RouteHit& hit) const {
        static const model::HTTPRouteMatch kEverything;
        const RouteOnHost& place = m_table.routeOf(hit);
        const model::Object& object = m_story.simulation.world->object(m_table.objectOf(place));
        const auto& rule = model::requestRoute(object)->rules[hit.record->rule];
        const bool written = hit.record->match < rule.matches.size();
        return {&object, &rule, written ? &rule.matches[hit.record->match] : &kEverything,
                &hostnameOf(place),
                fmt::format("spec.rules[{}].matches[{}]", hit.record->rule, hit.record->match)};
    }

    /// Services of a mesh are found by address: any host will do (mesh.hostnames-ignored).
    [[nodiscard]] const AttachedHostname& hostnameOf(const RouteOnHost& place) const {
        static const AttachedHostname kAnyHost;
        if (!place.listener.valid())
            return kAnyHost;
        return m_story.simulation.control->listener(place.listener)
            .attachments[place.attachment]
            .hostnames[place.hostname];
    }

    /// The host name that counts for precedence.
    [[nodiscard]] const std::string& rankedHostname(const Told& about) const {
        const bool own = m_story.simulation.options.choices.hostnamePrecedence ==
                         SpecChoices::HostnamePrecedence::RouteOwn;
        return own ? about.hostname->routeHostname : about.hostname->hostname;
    }

    [[nodiscard]] Contender contender(const RouteHit& hit, const Told& about) const {
        return {rankedHostname(about), about.object, about.match, hit.record->rule,
                hit.record->match};
    }

    [[nodiscard]] static model::NodeId nodeOf(const Told& about) {
        return about.match->node != model::kNoNode ? about.match->node : about.rule->node;
    }

    void tellCandidate(const Candidate& candidate) {
        const Told about = told(candidate.hit);
        const bool wins = candidate.hit.record == m_story.candidates.winner().record &&
                          candidate.hit.host == m_story.candidates.winner().host;
        std::vector<Criterion> tests = criteria(*about.match, m_story.facts);
        if (candidate.fits) {
            m_say.step([&] { return fitting(about, tests, wins); });
            return;
        }
        tellMiss(about, std::move(tests));
    }

    [[nodiscard]] Step fitting(const Told& about, const std::vector<Criterion>& tests,
                               bool wins) const {
        Step step = stepAbout(*about.object, Stage::Match, wins ? Verdict::Chosen : Verdict::Passed,
                              "httproute.match.or-and",
                              fmt::format("{} {}", described(*about.match),
                                          wins ? "takes the request" : "fits as well"),
                              about.field, nodeOf(about));
        step.compared.push_back(
            {"hostname", m_story.facts.host(), shownHost(about.hostname->hostname)});
        for (const Criterion& test : tests)
            step.compared.push_back(test.compared);
        return step;
    }

    [[nodiscard]] static std::string shownHost(const std::string& hostname) {
        return hostname.empty() ? "(any)" : hostname;
    }

    /// A rule that fails: the first criterion that does is the decisive one.
    void tellMiss(const Told& about, std::vector<Criterion> tests) {
        const auto failed = std::ranges::find(tests, false, &Criterion::holds);
        if (failed == tests.end())
            return;
        const NearMiss near = nearMiss(tests);
        remember(near, about);
        m_say.step([&] {
            Step step = stepAbout(*about.object, Stage::Match, Verdict::Rejected, failed->rule,
                                  fmt::format("{} does not fit: {} is {}, not {}",
                                              described(*about.match), failed->compared.what,
                                              failed->compared.actual, failed->compared.expected),
                                  about.field,
                                  failed->node != model::kNoNode ? failed->node : nodeOf(about));
            failed->compared.decisive = true;
            for (const Criterion& test : tests)
                step.compared.push_back(test.compared);
            step.near = near.text;
            return step;
        });
    }

    /// "rules[0].matches[1]": everybody knows that rules stand in the spec.
    [[nodiscard]] static std::string_view withoutSpec(std::string_view field) {
        constexpr std::string_view kSpec = "spec.";
        return field.starts_with(kSpec) ? field.substr(kSpec.size()) : field;
    }

    [[nodiscard]] static NearMiss nearMiss(const std::vector<Criterion>& tests) {
        NearMiss near;
        for (const Criterion& test : tests) {
            if (test.holds)
                continue;
            near.text +=
                fmt::format("{}{}", near.changes == 0 ? "would match if " : " and ", test.change);
            ++near.changes;
        }
        return near;
    }

    void remember(const NearMiss& near, const Told& about) {
        if (m_nearest && m_nearest->changes <= near.changes)
            return;
        m_nearest = near;
        m_nearestText = fmt::format("{} of {} {}", withoutSpec(about.field),
                                    about.object->fullName(), near.text);
    }

    void tellUncounted() {
        const std::size_t more = m_story.candidates.total() - m_story.candidates.kept().size();
        if (more == 0)
            return;
        m_say.step([&] {
            return plainStep(
                Stage::Match, Verdict::Info, "httproute.match.precedence.across-routes",
                fmt::format("{} more rules with this host and path are not listed", more));
        });
    }

    /// Rules of the best host whose path is spelled like the request's.
    void tellNeighbours() {
        if (m_story.candidates.hosts().empty())
            return;
        const HostId host = m_story.candidates.hosts().front();
        const PathSpace& space = m_table.space(host);
        const bool won = static_cast<bool>(m_story.candidates.winner());
        std::size_t listed = m_story.candidates.total();
        for (const MatchRecord* record : space.neighbours(
                 m_story.facts.path(), won ? kNeighboursOfWinner : kNeighboursOfNobody)) {
            const RouteHit hit{host, record};
            if (isCandidate(hit))
                continue;
            ++listed;
            const Told about = told(hit);
            tellMiss(about, criteria(*about.match, m_story.facts));
        }
        if (space.matches() <= listed)
            return;
        m_say.step([&] {
            return plainStep(Stage::Match, Verdict::Info, "httproute.match.path.prefix",
                             fmt::format("{} more rules on this host ask for other paths",
                                         space.matches() - listed));
        });
    }

    [[nodiscard]] bool isCandidate(const RouteHit& hit) const {
        return std::ranges::any_of(m_story.candidates.kept(), [&](const Candidate& candidate) {
            return candidate.hit.record == hit.record && candidate.hit.host == hit.host;
        });
    }

    /// Whether a request that none of the best hostname's rules take may go on to other hostnames
    /// (httproute.host.fallthrough).
    void tellFallthrough() {
        const auto& hosts = m_story.candidates.hosts();
        const RouteHit winner = m_story.candidates.winner();
        if (hosts.empty() || (winner && winner.host == hosts.front()))
            return;
        const auto patterns = m_table.hostsOf(m_story.scope).patterns();
        const auto fitting = std::ranges::count_if(patterns, [&](const std::string& pattern) {
            return admits(pattern, m_story.facts.host());
        });
        if (fitting < 2)
            return;
        m_say.step([&] {
            return plainStep(Stage::Match, winner ? Verdict::Info : Verdict::Rejected,
                             "httproute.host.fallthrough",
                             fallthroughText(static_cast<bool>(winner)));
        });
    }

    [[nodiscard]] std::string fallthroughText(bool winner) const {
        const std::string note =
            choiceNote(m_story.simulation.options.choices, "host-fallthrough");
        if (winner)
            return "no rule of the best hostname fits, so that of the next best answers" + note;
        if (choosesNotFound())
            return "no rule of the best hostname fits, and others are not asked" + note;
        return "neither the best hostname nor another one has a rule that fits";
    }

    /// The choice that an order hangs on; empty when the specification has it.
    [[nodiscard]] std::string orderNote(const PrecedenceVerdict& verdict, const Told& first,
                                        const Told& second) const {
        const SpecChoices& choices = m_story.simulation.options.choices;
        if (verdict.compared.empty())
            return {};
        if (verdict.rule == "httproute.match.precedence.regex" &&
            verdict.compared.back().what == "path type")
            return choiceNote(choices, "regex-order");
        const auto narrowed = [](const Told& about) {
            return about.hostname->hostname != about.hostname->routeHostname;
        };
        if (verdict.rule == "httproute.host.precedence" && (narrowed(first) || narrowed(second)))
            return choiceNote(choices, "hostname-precedence");
        return {};
    }

    [[nodiscard]] bool choosesNotFound() const {
        return m_story.simulation.options.choices.hostFallthrough ==
               SpecChoices::HostFallthrough::NotFound;
    }

    void tellPrecedence() {
        const RouteHit winner = m_story.candidates.winner();
        const Told first = told(winner);
        for (const Candidate& candidate : m_story.candidates.kept()) {
            if (!candidate.fits ||
                (candidate.hit.record == winner.record && candidate.hit.host == winner.host))
                continue;
            m_say.step([&] {
                const Told second = told(candidate.hit);
                PrecedenceVerdict verdict =
                    explainPrecedence(contender(winner, first), contender(candidate.hit, second),
                                      m_story.simulation.options.choices.regexOrder);
                Step step =
                    stepAbout(*second.object, Stage::Precedence, Verdict::Rejected, verdict.rule,
                              fmt::format("{} of {} goes first: {}{}", first.field,
                                          first.object->fullName(), verdict.message,
                                          orderNote(verdict, first, second)),
                              second.field, nodeOf(second));
                step.compared = std::move(verdict.compared);
                return step;
            });
        }
    }

    void tellNobody() {
        if (m_story.candidates.hosts().empty())
            tellHosts();
        else
            tryOtherHosts();
        m_say.step([&] {
            Step step = nobodyStep();
            step.near = m_nearestText;
            return step;
        });
    }

    [[nodiscard]] Step nobodyStep() const {
        const std::string request =
            fmt::format("{} {}", m_story.facts.methodName(), m_story.facts.path());
        if (!m_story.listener.valid())
            return stepAbout(
                m_story.simulation.world->object(m_story.frontend), Stage::Match, Verdict::Rejected,
                "mesh.route-replaces",
                fmt::format("no rule of the routes on this Service takes {}", request));
        const ListenerState& listener = m_story.simulation.control->listener(m_story.listener);
        return stepAbout(m_story.simulation.world->object(listener.owner), Stage::Match,
                         Verdict::Rejected, "httproute.match.none-404",
                         fmt::format("no rule of the routes on listener {} takes {}",
                                     listener.spec->name, request),
                         fmt::format("spec.listeners[{}]", listener.index), listener.spec->node);
    }

    /// No route serves the host: which names are served here.
    void tellHosts() {
        std::vector<std::string> patterns = m_table.hostsOf(m_story.scope).patterns();
        std::ranges::sort(patterns);
        const std::size_t more = patterns.size() > kOtherHosts ? patterns.size() - kOtherHosts : 0;
        patterns.resize(patterns.size() - more);
        m_say.step([&] {
            Step step = plainStep(
                Stage::Match, Verdict::Rejected, "route.hostname.intersection",
                patterns.empty() ? "no route is attached here"
                                 : fmt::format("no route serves host {}; served are {}{}",
                                               m_story.facts.host(), fmt::join(patterns, ", "),
                                               more == 0 ? "" : fmt::format(" and {} more", more)));
            for (const std::string& pattern : patterns)
                step.compared.push_back({"hostname", m_story.facts.host(), shownHost(pattern)});
            return step;
        });
        tryOtherHosts();
    }

    /// Whether another host name would have led to a rule that takes the rest of the request.
    void tryOtherHosts() {
        std::vector<std::string> patterns = m_table.hostsOf(m_story.scope).patterns();
        if (patterns.size() > kOtherHosts)
            patterns.resize(kOtherHosts);
        std::ranges::sort(patterns);
        for (const std::string& pattern : patterns) {
            if (pattern.empty() || admits(pattern, m_story.facts.host()))
                continue;
            const std::string host = isWildcard(pattern) ? "any" + pattern.substr(1) : pattern;
            LookUp scratch;
            const RouteHit hit = m_table.find(m_story.scope, m_story.facts.withHost(host), scratch);
            if (!hit)
                continue;
            remember({1, fmt::format("would match if the host were {}", host)}, told(hit));
            return;
        }
    }

    const LookUpStory& m_story;
    const RouteTable& m_table;
    Narration& m_say;
    std::optional<NearMiss> m_nearest;
    std::string m_nearestText;
};

}  // namespace

void explainMatch(const LookUpStory& story, Narration& say) {
    if (say.listens())
        MatchExplainer(story, say).run();
}

}  // namespace gatesight::simulator
