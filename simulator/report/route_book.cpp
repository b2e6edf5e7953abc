#include "simulator/report/route_book.h"

#include "simulator/report/words.h"
#include "simulator/routing/weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace gatesight::simulator {

namespace {

/// Where a route is served.
struct ServedAt {
    std::set<std::string> origins, entrances;
};

std::string originOf(const model::Listener& listener, const std::string& host) {
    const std::string& protocol = listener.protocol;
    const std::string_view scheme = protocol == "HTTPS"  ? "https"
                                    : protocol == "TLS"  ? "tls"
                                    : protocol == "TCP"  ? "tcp"
                                    : protocol == "UDP"  ? "udp"
                                    : protocol == "HTTP" ? "http"
                                                         : std::string_view(protocol);
    const bool usual = (scheme == "http" && listener.port == 80) ||
                       ((scheme == "https" || scheme == "tls") && listener.port == 443);
    return fmt::format("{}://{}{}", scheme, host.empty() ? "(any host)" : host,
                       usual ? "" : fmt::format(":{}", listener.port));
}

/// Two variants are the same when a reader could not tell them apart.
bool sameVariant(const BookVariant& a, const BookVariant& b) {
    return a.rule == b.rule && a.conditions == b.conditions && a.never == b.never;
}

class BookWriter {
public:
    explicit BookWriter(const ReportFacts& facts) : m_facts(facts) {}

    std::vector<TeamRoutes> run() {
        gatherPlaces();
        std::map<std::string, TeamRoutes> teams;
        for (std::size_t i = 0; i < m_facts.shapes.size(); ++i) {
            const std::string& team = m_facts.shapes[i].object->metadata.namespace_;
            teams[team].routes.push_back(writeRoute(i));
        }
        std::vector<TeamRoutes> result;
        for (auto& [name, team] : teams) {
            team.namespace_ = name;
            std::ranges::stable_sort(team.routes, {}, [](const BookRoute& route) {
                return std::tie(route.kind, route.name);
            });
            result.push_back(std::move(team));
        }
        return result;
    }

private:
    void gatherPlaces() {
        const model::World& world = m_facts.world();
        for (const ListenerState& listener : m_facts.control().listeners) {
            if (!listener.serves)
                continue;
            for (const Attachment& attachment : listener.attachments) {
                ServedAt& place = m_places[attachment.route.value];
                place.entrances.insert(fmt::format(
                    "{}/{}", world.object(listener.gateway).fullName(), listener.spec->name));
                for (const AttachedHostname& hostname : attachment.hostnames)
                    place.origins.insert(originOf(*listener.spec, hostname.hostname));
            }
        }
        for (const RouteState& route : m_facts.control().routes)
            for (const RouteParentState& parent : route.parents)
                if (parent.accepted() && parent.parent.valid() && !parent.servicePorts.empty())
                    addFrontend(route, parent);
    }

    void addFrontend(const RouteState& route, const RouteParentState& parent) {
        const model::Object& object = m_facts.world().object(parent.parent);
        const std::vector<model::ServicePort>* ports = model::servicePorts(object);
        if (!ports)
            return;
        ServedAt& place = m_places[route.route.value];
        place.entrances.insert(object.kind + " " + object.fullName());
        for (const std::uint32_t port : parent.servicePorts)
            place.origins.insert(fmt::format("{}.{}:{}", object.metadata.name,
                                             object.metadata.namespace_, (*ports)[port].port));
    }

    BookRoute writeRoute(std::size_t index) {
        const RouteShape& shape = m_facts.shapes[index];
        BookRoute route{shape.object->kind, shape.object->metadata.name, {}, {}, {}, {}};
        if (const auto place = m_places.find(shape.state->route.value); place != m_places.end()) {
            route.origins.assign(place->second.origins.begin(), place->second.origins.end());
            route.entrances.assign(place->second.entrances.begin(), place->second.entrances.end());
        }
        if (!m_facts.reach.route(index))
            route.trouble = whySilent(*shape.state);
        const std::string origin = route.origins.size() == 1 ? route.origins.front() : "";
        for (std::size_t i = 0; i < shape.rules.size(); ++i)
            writeRule(route, index, i, origin);
        for (BookEntry& entry : route.entries)  // the general case first, what never happens last
            std::ranges::stable_sort(entry.variants, {}, [](const BookVariant& variant) {
                return std::pair(!variant.never.empty(), !variant.conditions.empty());
            });
        mergeAlike(route.entries);
        return route;
    }

    static std::string whySilent(const RouteState& route) {
        for (const RouteParentState& parent : route.parents) {
            const Condition* accepted = find(parent.conditions, "Accepted");
            if (accepted && accepted->status != Condition::Status::True)
                return accepted->message;
            if (parent.controllerName.empty() && !parent.unwritten.empty())
                return parent.unwritten;
        }
        return route.parents.empty() ? "it names no parent"
                                     : "no rule leads requests to anything that answers";
    }

    void writeRule(BookRoute& route, std::size_t index, std::size_t rule,
                   const std::string& origin) {
        const RouteShape& shape = m_facts.shapes[index];
        BookVariant variant = variantOf(index, rule);
        const model::HTTPRouteRule* requests = requestRule(shape, rule);
        if (!requests) {
            add(route,
                origin.empty() ? RichText("All connections")
                               : RichText("All connections to ").add(origin, TextTone::Code),
                std::move(variant));
            return;
        }
        for (const model::HTTPRouteMatch& match : requests->matches) {
            BookVariant each = variant;
            if (!match.method.empty() && !match.call)
                each.conditions.push_back("method " + match.method);
            for (std::string& condition : conditionsOf(match))
                each.conditions.push_back(std::move(condition));
            add(route, pathWords(match, origin), std::move(each));
        }
    }

    static void add(BookRoute& route, RichText requests, BookVariant variant) {
        const std::string words = requests.plain();
        const auto known = std::ranges::find_if(route.entries, [&](const BookEntry& entry) {
            return entry.requests.front().plain() == words;
        });
        if (known == route.entries.end())
            route.entries.push_back({{std::move(requests)}, {std::move(variant)}});
        else
            known->variants.push_back(std::move(variant));
    }

    /// Paths of which the same is to be said share a sentence.
    static void mergeAlike(std::vector<BookEntry>& entries) {
        std::vector<BookEntry> merged;
        for (BookEntry& entry : entries) {
            const auto alike = std::ranges::find_if(merged, [&entry](const BookEntry& other) {
                return std::ranges::equal(entry.variants, other.variants, sameVariant);
            });
            if (alike == merged.end())
                merged.push_back(std::move(entry));
            else
                alike->requests.push_back(std::move(entry.requests.front()));
        }
        entries = std::move(merged);
    }

    BookVariant variantOf(std::size_t index, std::size_t rule) const {
        const RouteShape& shape = m_facts.shapes[index];
        const RuleShape& written = shape.rules[rule];
        const RuleReach& reach = m_facts.reach.rules[index][rule];
        BookVariant variant;
        variant.rule = static_cast<std::uint32_t>(rule);
        if (!reach.reachable)
            variant.never = reach.why;
        if (const model::HTTPRouteRule* requests = requestRule(shape, rule)) {
            variant.ruleName = requests->name;
            for (const model::HTTPRouteFilter& filter : requests->filters)
                for (std::string& words : filterWords(filter))
                    variant.changes.push_back(std::move(words));
        }
        if (written.redirect)
            variant.answer = "are redirected: " + redirectWords(*written.redirect);
        else if (written.backends.empty())
            variant.answer = "are answered 500, since the rule names no backend";
        else
            variant.targets = targetsOf(*shape.object, written);
        return variant;
    }

    std::vector<BookTarget> targetsOf(const model::Object& route, const RuleShape& rule) const {
        std::int64_t total = 0;
        for (const BackendShape& backend : rule.backends)
            total += std::max<std::int64_t>(backend.weight, 0);
        std::vector<BookTarget> targets;
        for (const BackendShape& backend : rule.backends) {
            const ExactShare share = exactShare(backend.weight, total);
            const std::string& own = route.metadata.namespace_;
            const std::string namespace_ = backend.ref->namespace_.value_or(own);
            BookTarget target{
                namespace_ == own ? backend.ref->name : namespace_ + "/" + backend.ref->name,
                share.numerator, share.denominator, ""};
            target.trouble = whyNothingAnswers(m_facts.simulation, backend.state);
            if (backend.state && !backend.state->ok())
                target.trouble = "answered 500: " + target.trouble;
            targets.push_back(std::move(target));
        }
        return targets;
    }

    const ReportFacts& m_facts;
    std::map<std::uint32_t, ServedAt> m_places;
};

void addJoined(RichText& text, const std::vector<std::string>& words, TextTone tone) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0)
            text.add(i + 1 == words.size() ? " and " : ", ");
        text.add(words[i], tone);
    }
}

void addTargets(RichText& text, const BookVariant& variant, bool first) {
    if (!variant.answer.empty()) {
        text.add(" " + variant.answer);
        return;
    }
    const bool one = variant.targets.size() == 1;
    text.add(first ? " go to " : one ? " always to " : " to ");
    for (std::size_t i = 0; i < variant.targets.size(); ++i) {
        const BookTarget& target = variant.targets[i];
        if (i > 0)
            text.add(i + 1 == variant.targets.size() ? " and " : ", ");
        text.add(target.backend, TextTone::Code);
        if (target.numerator != target.denominator)
            text.add(target.numerator == 0
                         ? " (none)"
                         : fmt::format(" ({} of {})", target.numerator, target.denominator));
        if (!target.trouble.empty())
            text.add(" [" + target.trouble + "]", TextTone::Bad);
    }
}

Block teamFold(const TeamRoutes& team, bool open) {
    Fold fold{code(team.namespace_), {}, open};
    fold.title.add("  " + counted(team.routes.size(), "route"), TextTone::Muted);
    for (const BookRoute& route : team.routes) {
        RichText head = RichText(route.name, TextTone::Strong);
        head.add("  " + route.kind, TextTone::Muted);
        if (!route.entrances.empty())
            head.add("  through ", TextTone::Muted);
        for (std::size_t i = 0; i < route.entrances.size(); ++i) {
            head.add(i == 0 ? "" : ", ", TextTone::Muted);
            head.add(route.entrances[i], TextTone::Code);
        }
        if (!route.trouble.empty())
            head.add("  gets no traffic: " + route.trouble, TextTone::Bad);
        fold.blocks.push_back({Paragraph{std::move(head)}});
        BulletList list;
        if (route.origins.size() > 1) {
            RichText names("Served at ");
            addJoined(names, route.origins, TextTone::Code);
            list.items.push_back(names.add("."));
        }
        for (const BookEntry& entry : route.entries)
            list.items.push_back(sentenceOf(route, entry));
        fold.blocks.push_back({std::move(list)});
    }
    return {std::move(fold)};
}

/// A bar of the shares of one rule, over their common denominator.
BarChart::Bar splitBar(const TeamRoutes& team, const BookRoute& route, const BookVariant& variant) {
    constexpr std::array kTones{TextTone::Info, TextTone::Good, TextTone::Caution, TextTone::Muted};
    std::int64_t common = 1;
    for (const BookTarget& target : variant.targets)
        common = std::lcm(common, target.denominator);
    BarChart::Bar bar{RichText(fmt::format("{}/{}", team.namespace_, route.name), TextTone::Code)
                          .add(fmt::format(" rule {}", variant.rule), TextTone::Muted),
                      {}};
    for (std::size_t i = 0; i < variant.targets.size(); ++i) {
        const BookTarget& target = variant.targets[i];
        bar.parts.push_back(
            {target.numerator * (common / target.denominator),
             fmt::format("{} {}/{}", target.backend, target.numerator, target.denominator),
             target.trouble.empty() ? kTones[i % kTones.size()] : TextTone::Bad});
    }
    return bar;
}

/// Rules that split their traffic; each once, whatever the number of its matches.
BarChart splits(const std::vector<TeamRoutes>& teams) {
    BarChart chart{"Rules that split their traffic", {}};
    for (const TeamRoutes& team : teams) {
        for (const BookRoute& route : team.routes) {
            std::set<std::uint32_t> seen;
            for (const BookEntry& entry : route.entries)
                for (const BookVariant& variant : entry.variants)
                    if (variant.targets.size() > 1 && seen.insert(variant.rule).second)
                        chart.bars.push_back(splitBar(team, route, variant));
        }
    }
    return chart;
}

}  // namespace

std::vector<TeamRoutes> routeBook(const ReportFacts& facts) {
    return BookWriter(facts).run();
}

RichText sentenceOf(const BookRoute& route, const BookEntry& entry) {
    const bool connections = route.kind != "HTTPRoute" && route.kind != "GRPCRoute";
    RichText text(connections ? "" : route.kind == "GRPCRoute" ? "gRPC " : "Requests to ");
    for (std::size_t i = 0; i < entry.requests.size(); ++i) {
        if (i > 0)
            text.add(i + 1 == entry.requests.size() ? " or " : ", ");
        text.append(entry.requests[i]);
    }
    for (std::size_t i = 0; i < entry.variants.size(); ++i) {
        const BookVariant& variant = entry.variants[i];
        if (i > 0)
            text.add(";");
        if (!variant.conditions.empty()) {
            text.add(" with ");
            addJoined(text, variant.conditions, TextTone::Code);
        }
        addTargets(text, variant, i == 0);
        if (!variant.changes.empty()) {
            text.add(" (");
            addJoined(text, variant.changes, TextTone::Muted);
            text.add(")");
        }
        if (!variant.never.empty())
            text.add(" [never: " + variant.never + "]", TextTone::Caution);
    }
    return text.add(".");
}

Chapter routeBookChapter(const std::vector<TeamRoutes>& teams) {
    Chapter chapter{"routes", "Route book", {}};
    std::size_t routes = 0;
    for (const TeamRoutes& team : teams)
        routes += team.routes.size();
    chapter.blocks.push_back({Paragraph{
        routes == 0 ? RichText("There are no routes.")
                    : RichText(fmt::format("{} of {}, in plain language. Shares are exact.",
                                           counted(routes, "route"),
                                           counted(teams.size(), "namespace")))}});
    if (BarChart chart = splits(teams); !chart.bars.empty()) {
        const std::size_t count = chart.bars.size();
        if (count <= 12)
            chapter.blocks.push_back({std::move(chart)});
        else
            chapter.blocks.push_back(
                {Fold{fmt::format("Rules that split their traffic ({})", count),
                      {{std::move(chart)}},
                      false}});
    }
    for (const TeamRoutes& team : teams)
        chapter.blocks.push_back(teamFold(team, routes <= 40));
    return chapter;
}

}  // namespace gatesight::simulator
