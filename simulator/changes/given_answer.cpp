#include "simulator/changes/given_answer.h"

#include "model/kinds/duration.h"
#include "simulator/delivery/pod_workload.h"
#include "simulator/routing/decision_words.h"
#include "simulator/routing/header_name.h"
#include "simulator/routing/request_plan.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace gatesight::simulator {

namespace {

/// The parts of an answer that every ending has, in the order in which they are told. Before them
/// stands "answer".
struct AnswerDetail {
    enum Name : std::size_t {
        Workloads,
        Path,
        Host,
        MethodSent,
        RequestHeaders,
        ResponseHeaders,
        Location,
        Copies,
        SpokenProtocol,
        BackendTls,
        Limits,
        KeptSession,
        ServerCertificate,
        ClientCertificate,
        kDetails
    };
};
constexpr std::array<std::string_view, AnswerDetail::kDetails> kDetailNames{"workloads",
                                                                            "path",
                                                                            "host",
                                                                            "method",
                                                                            "request headers",
                                                                            "response headers",
                                                                            "location",
                                                                            "copies",
                                                                            "protocol",
                                                                            "backend TLS",
                                                                            "limits",
                                                                            "session",
                                                                            "certificate",
                                                                            "client certificate"};

/// One way in which a request may end, with the weight of the draws that lead there.
struct AnswerEnding {
    std::int64_t weight = 1;
    std::string key, text;
    std::array<std::string, AnswerDetail::kDetails> details;
    bool good = true, forwards = false;

    [[nodiscard]] bool sameBut(const AnswerEnding& other) const {
        return key == other.key && details == other.details;
    }
};

// ---- the outcome in a few words ----

std::string answeredStatus(const Decision& decision) {
    std::string text = decision.status ? std::to_string(*decision.status) : "";
    if (!decision.grpcStatus.empty() && decision.grpcStatus != "OK")
        text += fmt::format(" (gRPC {})", decision.grpcStatus);
    return text;
}

bool isUsual(const Decision& decision) {
    const int status = decision.status.value_or(200);
    return (status == 200 || status == 101) &&
           (decision.grpcStatus.empty() || decision.grpcStatus == "OK");
}

std::string refusalOf(const Decision& decision) {
    switch (decision.refusal.value_or(Refusal::Refused)) {
        case Refusal::Refused:
            return "connection refused";
        case Refusal::Alert:
            return decision.tls && !decision.tls->alert.empty()
                       ? fmt::format("TLS alert {}", decision.tls->alert)
                       : "TLS alert";
        case Refusal::Reset:
            return "connection reset";
        case Refusal::Dropped:
            return "dropped";
    }
    return {};
}

/// What the outside can tell; names no reason.
std::string outcomeKey(const Decision& decision) {
    switch (decision.outcome) {
        case Outcome::Forwarded:
        case Outcome::Exited: {
            std::string key = decision.backend ? nameOf(*decision.backend) : "the backend";
            if (decision.outcome == Outcome::Exited && decision.endpoint)
                key += ", out of the cluster to " + decision.endpoint->place();
            return isUsual(decision) ? key : fmt::format("{}, {}", key, answeredStatus(decision));
        }
        case Outcome::Redirected:
            return fmt::format("redirect {}", decision.redirect ? decision.redirect->status : 302);
        case Outcome::Responded:
            return answeredStatus(decision);
        case Outcome::Refused:
            return refusalOf(decision);
        case Outcome::Unknown:
            return "not known: " + decision.unknown;
    }
    return {};
}

std::string outcomeText(const Decision& decision) {
    const std::string key = outcomeKey(decision);
    const bool reasoned =
        decision.outcome == Outcome::Responded || decision.outcome == Outcome::Refused;
    return reasoned && !decision.reason.empty() ? fmt::format("{} {}", key, decision.reason) : key;
}

// ---- details ----

std::string joined(const HeaderList& headers) {
    std::vector<std::string> lines;
    for (const auto& [name, value] : headers)
        lines.push_back(fmt::format("{}: {}", name, value));
    return fmt::format("{}", fmt::join(lines, "; "));
}

std::string lowerName(std::string_view name) {
    std::string lower(name);
    std::ranges::transform(lower, lower.begin(), asciiLower);
    return lower;
}

/// What became of the headers on the way: "x-team: shop; without x-debug".
std::string headerChanges(const HeaderList& sent, const HeaderList& arrived) {
    const auto byName = [](const HeaderList& headers) {
        std::map<std::string, std::vector<std::string>> values;
        for (const auto& [name, value] : headers)
            values[lowerName(name)].push_back(value);
        return values;
    };
    const auto before = byName(sent), after = byName(arrived);
    std::vector<std::string> changes;
    for (const auto& [name, values] : after) {
        const auto was = before.find(name);
        if (was == before.end() || was->second != values)
            changes.push_back(fmt::format("{}: {}", name, fmt::join(values, " | ")));
    }
    for (const auto& [name, values] : before) {
        if (!after.contains(name))
            changes.push_back("without " + name);
    }
    return fmt::format("{}", fmt::join(changes, "; "));
}

/// Tokens are made of addresses and names of rules: that there is one counts, not which.
HeaderList withoutToken(HeaderList headers, const std::optional<RuleSession>& session) {
    if (!session)
        return headers;
    for (auto& [name, value] : headers) {
        const std::string begin = session->name + "=";
        if (sameName(name, session->name))
            value = "(token)";
        else if (sameName(name, "Set-Cookie") && value.starts_with(begin))
            value = begin + "(token)" + value.substr(std::min(value.find(';'), value.size()));
    }
    return headers;
}

std::string copiesOf(const Decision& decision) {
    std::vector<std::string> copies;
    for (const Mirror& mirror : decision.mirrors) {
        std::string text = nameOf(mirror.backend);
        if (mirror.numerator != mirror.denominator)
            text += fmt::format(" {}", percent(mirror.numerator, mirror.denominator));
        if (mirror.forwarded.tls)
            text += fmt::format(" over TLS as {}", mirror.forwarded.tls->sni);
        copies.push_back(std::move(text));
    }
    std::ranges::sort(copies);
    return fmt::format("{}", fmt::join(copies, ", "));
}

std::string tlsOf(const std::optional<BackendTlsView>& view) {
    if (!view)
        return {};
    std::string text = "SNI " + view->sni;
    if (!view->verifiedHostname.empty())
        text += ", verified as " + view->verifiedHostname;
    if (!view->clientCertificate.empty())
        text += ", with certificate " + view->clientCertificate;
    return text;
}

std::string limitsOf(const AttemptRules& rules, const BackendTrafficState* traffic) {
    std::vector<std::string> limits;
    const auto add = [&limits](std::string_view what,
                               const std::optional<model::Milliseconds>& time) {
        if (time && *time != 0)
            limits.push_back(fmt::format("{} {}", what, model::formatDuration(*time)));
    };
    add("request timeout", rules.requestTimeout);
    add("backend timeout", rules.backendTimeout);
    if (const model::HTTPRouteRetry* retry = rules.retry) {
        limits.push_back(retry->attempts ? fmt::format("{} retries", *retry->attempts) : "retries");
        if (!retry->codes.empty())
            limits.back() += fmt::format(" on {}", fmt::join(retry->codes, ", "));
        add("backoff", retry->backoff);
        if (traffic && traffic->spec->retryConstraint)
            limits.push_back(
                fmt::format("a retry budget of {} %", traffic->spec->retryConstraint->percent));
    }
    return fmt::format("{}", fmt::join(limits, ", "));
}

std::string sessionOf(const std::optional<RuleSession>& session) {
    if (!session)
        return {};
    std::string text = fmt::format("{}{}", session->name, session->permanent ? ", permanent" : "");
    if (const auto& time = session->persistence->absoluteTimeout)
        text += ", for " + model::formatDuration(*time);
    if (const auto& time = session->persistence->idleTimeout)
        text += ", idle for " + model::formatDuration(*time);
    return text;
}

// ---- all endings of a request ----

class AnswerMaker {
public:
    AnswerMaker(const Simulation& simulation, const Request& request)
        : m_simulation(simulation),
          m_request(request),
          m_plan(planRequest(simulation, request, m_silent)) {}

    GivenAnswer run() {
        if (m_plan.settled)
            add(1, {Draw{}}, {});
        for (std::uint32_t i = 0; !m_plan.settled && i < m_plan.backends.size(); ++i) {
            if (m_plan.weights[i] > 0)
                addBackend(i);
        }
        std::ranges::sort(m_endings, {}, [](const AnswerEnding& ending) {
            return std::tuple(-ending.weight, std::string_view(ending.key));
        });
        return answer();
    }

private:
    /// Endpoints of one workload are alike: one of each is tried.
    void addBackend(std::uint32_t index) {
        const BackendPlan& backend = m_plan.backends[index];
        std::vector<Draw> draws;
        std::set<std::string> workloads;
        const std::size_t count =
            backend.outcome == Outcome::Forwarded ? endpointCount(backend) : 0;
        for (std::uint32_t i = 0; i < count; ++i) {
            if (workloads.insert(workloadOf(endpointAt(m_simulation, backend, i))).second)
                draws.push_back({index, i, 0});
        }
        if (draws.empty())
            draws.push_back({index, 0, 0});
        add(m_plan.weights[index], draws, fmt::format("{}", fmt::join(workloads, ", ")));
    }

    [[nodiscard]] std::string workloadOf(const EndpointTarget& target) const {
        const std::string who = target.pod.valid()
                                    ? simulator::workloadOf(m_simulation.world->object(target.pod))
                                    : target.ip;
        return fmt::format("{}:{}", who, target.port);
    }

    void add(std::int64_t weight, const std::vector<Draw>& draws, const std::string& workloads) {
        std::vector<AnswerEnding> ways;
        for (const Draw& draw : draws) {
            AnswerEnding way = endingOf(decisionFor(m_plan, draw, m_silent), draw.backend);
            if (std::ranges::none_of(ways,
                                     [&](const AnswerEnding& other) { return other.sameBut(way); }))
                ways.push_back(std::move(way));
        }
        AnswerEnding ending = joinedWays(std::move(ways));
        ending.weight = weight;
        ending.details[AnswerDetail::Workloads] = workloads;
        const auto same = std::ranges::find_if(
            m_endings, [&](const AnswerEnding& other) { return other.sameBut(ending); });
        if (same == m_endings.end())
            m_endings.push_back(std::move(ending));
        else
            same->weight += weight;
    }

    /// Of one backend whose Pods fare differently: behind network policies.
    static AnswerEnding joinedWays(std::vector<AnswerEnding> ways) {
        std::ranges::sort(ways, {}, &AnswerEnding::key);
        AnswerEnding all = std::move(ways.front());
        for (std::size_t i = 1; i < ways.size(); ++i) {
            all.key += " or " + ways[i].key;
            all.text += " or " + ways[i].text;
            all.good = all.good && ways[i].good;
            for (std::size_t d = 0; d < AnswerDetail::kDetails; ++d) {
                if (all.details[d].empty())
                    all.details[d] = ways[i].details[d];
            }
        }
        return all;
    }

    [[nodiscard]] AnswerEnding endingOf(const Decision& decision, std::uint32_t index) const {
        AnswerEnding ending;
        ending.key = outcomeKey(decision);
        ending.text = outcomeText(decision);
        ending.good = isGoodNews(decision);
        ending.forwards = decision.forwarded.has_value();
        auto& details = ending.details;
        if (decision.forwarded)
            addForwarded(*decision.forwarded, details);
        HeaderList headers = withoutToken(decision.responseHeaders, m_plan.session);
        if (decision.redirect) {
            details[AnswerDetail::Location] = decision.redirect->location;
            std::erase_if(headers,
                          [](const auto& each) { return sameName(each.first, "Location"); });
        }
        details[AnswerDetail::ResponseHeaders] = joined(headers);
        details[AnswerDetail::Copies] = copiesOf(decision);
        if (!m_plan.settled) {
            details[AnswerDetail::Limits] =
                limitsOf(m_plan.attempts, m_plan.backends[index].traffic);
            details[AnswerDetail::KeptSession] = sessionOf(m_plan.session);
        }
        if (decision.tls) {
            details[AnswerDetail::ServerCertificate] =
                decision.tls->mode == "Passthrough" ? "passed through" : decision.tls->certificate;
            if (decision.tls->clientCertificateRequested)
                details[AnswerDetail::ClientCertificate] = "asked for";
        }
        return ending;
    }

    void addForwarded(const ForwardedRequest& forwarded,
                      std::array<std::string, AnswerDetail::kDetails>& details) const {
        const std::string path =
            m_request.query ? m_request.path + "?" + *m_request.query : m_request.path;
        const auto changed = [](const std::string& now, const std::string& sent) {
            return now == sent ? std::string() : now;
        };
        details[AnswerDetail::Path] = changed(forwarded.path, path);
        details[AnswerDetail::Host] = changed(forwarded.host, m_request.authority());
        details[AnswerDetail::MethodSent] = changed(forwarded.method, m_request.method);
        details[AnswerDetail::RequestHeaders] = headerChanges(m_request.headers, forwarded.headers);
        details[AnswerDetail::SpokenProtocol] = forwarded.protocol;
        details[AnswerDetail::BackendTls] = tlsOf(forwarded.tls);
    }

    // ---- the answer ----

    [[nodiscard]] GivenAnswer answer() const {
        GivenAnswer answer;
        answer.rule = m_plan.decision.route;
        answer.good = std::ranges::all_of(m_endings, &AnswerEnding::good);
        answer.forwards = std::ranges::any_of(m_endings, &AnswerEnding::forwards);
        answer.parts.push_back(split());
        for (std::size_t d = 0; d < AnswerDetail::kDetails; ++d) {
            AnswerPart part;
            part.name = kDetailNames[d];
            part.ofRequest = d == AnswerDetail::Path || d == AnswerDetail::Location ||
                             d == AnswerDetail::RequestHeaders;
            part.ofConnection =
                d == AnswerDetail::ServerCertificate || d == AnswerDetail::ClientCertificate;
            part.ofForwarding = !part.ofConnection && d != AnswerDetail::Location &&
                                d != AnswerDetail::Copies && d != AnswerDetail::ResponseHeaders;
            part.key = part.text = detail(d, part.ofForwarding);
            answer.parts.push_back(std::move(part));
        }
        return answer;
    }

    /// "shop/cart-v1:8080 80 %, shop/cart-v2:8080 20 %"
    [[nodiscard]] AnswerPart split() const {
        std::int64_t total = 0;
        // AnswerMaker that only details tell apart are one here, so that a detail alone is what
        // moved.
        std::map<std::string, std::pair<std::int64_t, std::string>> byKey;
        for (const AnswerEnding& ending : m_endings) {
            total += ending.weight;
            auto& [weight, text] = byKey[ending.key];
            weight += ending.weight;
            text = ending.text;
        }
        AnswerPart part;
        part.name = "answer";
        std::vector<std::pair<std::int64_t, std::string>> texts;
        for (const auto& [key, entry] : byKey) {
            const ExactShare share = exactShare(entry.first, total);
            part.key += fmt::format("{}/{} {}\n", share.numerator, share.denominator, key);
            texts.emplace_back(-entry.first, byKey.size() == 1
                                                 ? entry.second
                                                 : fmt::format("{} {}", entry.second,
                                                               percent(entry.first, total)));
        }
        std::ranges::stable_sort(texts, {}, &std::pair<std::int64_t, std::string>::first);
        for (const auto& [weight, text] : texts)
            part.text += (part.text.empty() ? "" : ", ") + text;
        return part;
    }

    /// One text when all endings have the same, else each after what it belongs to. What is only
    /// there for what reaches a backend is not asked of the others.
    [[nodiscard]] std::string detail(std::size_t d, bool ofForwarding) const {
        std::set<std::string> alone, named;
        for (const AnswerEnding& ending : m_endings) {
            if (ofForwarding && !ending.forwards)
                continue;
            alone.insert(ending.details[d]);
            if (!ending.details[d].empty())
                named.insert(fmt::format("{}: {}", ending.key, ending.details[d]));
        }
        return alone.size() == 1 ? *alone.begin() : fmt::format("{}", fmt::join(named, "; "));
    }

    const Simulation& m_simulation;
    const Request& m_request;
    Narration m_silent{nullptr};
    const RequestPlan m_plan;
    std::vector<AnswerEnding> m_endings;
};

}  // namespace

std::vector<std::size_t> differingParts(const GivenAnswer& before, const GivenAnswer& after) {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < before.parts.size(); ++i) {
        if (before.parts[i].key != after.parts[i].key)
            result.push_back(i);
    }
    return result;
}

std::vector<std::size_t> tellingParts(const GivenAnswer& before, const GivenAnswer& after) {
    std::vector<std::size_t> parts = differingParts(before, after);
    if (parts.empty() || parts.front() != 0)
        return parts;
    const bool both = before.forwards && after.forwards;
    std::erase_if(parts, [&](std::size_t i) {
        const AnswerPart& part = before.parts[i];
        return part.name == kDetailNames[AnswerDetail::Workloads] || (part.ofForwarding && !both);
    });
    return parts;
}

GivenAnswer answerTo(const Simulation& simulation, const Request& request) {
    return AnswerMaker(simulation, request).run();
}

}  // namespace gatesight::simulator
