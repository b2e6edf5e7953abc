#include "app/cli/decision_tables.h"

#include "app/cli/answer_line.h"
#include "app/cli/table.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::cli {

namespace {

using simulator::Decision;
using simulator::HeaderList;
using simulator::Request;

std::string section(std::string_view title, const Table& table, const Style& style,
                    std::size_t columns) {
    constexpr std::size_t kIndent = 2;
    if (table.empty())
        return {};
    return "\n" + style.paint(title, Tone::Bold) + "\n" + table.render(style, columns, kIndent);
}

std::string outcomeOf(const simulator::Share& share) {
    if (share.outcome == simulator::Outcome::Forwarded)
        return share.reason;
    return fmt::format(
        "{} {}",
        share.status != 0 ? std::to_string(share.status) : std::string(toString(share.outcome)),
        share.reason);
}

std::string shares(const Decision& decision, const Style& style, std::size_t columns) {
    if (decision.shares.size() < 2 && std::ranges::all_of(decision.shares, [](const auto& share) {
            return share.outcome == simulator::Outcome::Forwarded;
        }))
        return {};
    Table table({});
    for (const simulator::Share& share : decision.shares) {
        const bool drawn = decision.backend && share.backend.name == decision.backend->name &&
                           share.backend.namespace_ == decision.backend->namespace_ &&
                           share.backend.kind == decision.backend->kind &&
                           share.backend.port == decision.backend->port;
        const Tone tone = share.outcome != simulator::Outcome::Forwarded ? Tone::Bad
                          : drawn                                        ? Tone::Good
                                                                         : Tone::Plain;
        std::string note = outcomeOf(share);
        if (drawn)
            note += fmt::format("{}{} drawn", note.empty() ? "" : "  ", style.mark(Mark::Pointer));
        table.add({{style.clean(nameOf(share.backend)), tone},
                   {fmt::format("{}/{}", share.numerator, share.denominator), tone},
                   {percent(share.numerator, share.denominator), tone},
                   {style.clean(note), tone}});
    }
    return section("Shares of this rule", table, style, columns);
}

std::string withQuery(const Request& request) {
    return request.query ? request.path + "?" + *request.query : request.path;
}

void addChange(Table& table, const Style& style, std::string_view what, std::string_view before,
               std::string_view after) {
    if (before == after)
        return;
    table.add({{std::string(what)},
               {style.clean(after), Tone::Good},
               {style.clean(fmt::format("was {}", before)), Tone::Dim}});
}

// Headers that only one side has, in their order; equal ones cancel out pair by pair.
HeaderList without(const HeaderList& some, HeaderList others) {
    HeaderList rest;
    for (const auto& header : some) {
        const auto found = std::ranges::find(others, header);
        if (found == others.end())
            rest.push_back(header);
        else
            others.erase(found);
    }
    return rest;
}

std::string changes(const Request& request, const Decision& decision, const Style& style,
                    std::size_t columns) {
    if (!decision.forwarded)
        return {};
    const simulator::ForwardedRequest& sent = *decision.forwarded;
    Table table({});
    if (request.protocol != simulator::Protocol::Tcp &&
        request.protocol != simulator::Protocol::Udp &&
        request.protocol != simulator::Protocol::Tls) {
        addChange(table, style, "method", request.method, sent.method);
        addChange(table, style, "path", withQuery(request), sent.path);
        addChange(table, style, "host", request.authority(), sent.host);
    }
    for (const auto& [name, value] : without(request.headers, sent.headers))
        table.add(
            {{"header"}, {style.clean(name + ": " + value), Tone::Bad}, {"is removed", Tone::Dim}});
    for (const auto& [name, value] : without(sent.headers, request.headers))
        table.add(
            {{"header"}, {style.clean(name + ": " + value), Tone::Good}, {"is added", Tone::Dim}});
    if (sent.tls) {
        std::string tls = "server name " + sent.tls->sni;
        if (!sent.tls->verifiedHostname.empty())
            tls += ", verified as " + sent.tls->verifiedHostname;
        if (!sent.tls->clientCertificate.empty())
            tls += ", client certificate " + sent.tls->clientCertificate;
        table.add({{"TLS"}, {style.clean(tls)}});
    }
    return section("Changed on the way to the backend", table, style, columns);
}

std::string responseHeaders(const Decision& decision, const Style& style, std::size_t columns) {
    Table table({});
    for (const auto& [name, value] : decision.responseHeaders)
        table.add({{style.clean(name + ":")}, {style.clean(value)}});
    return section("Headers of the response", table, style, columns);
}

std::string endpoints(const Decision& decision, const Style& style, std::size_t columns) {
    constexpr std::size_t kShown = 8;
    if (decision.endpoints.empty())
        return {};
    Table table({});
    std::size_t shown = 0;
    for (const simulator::DecidedEndpoint& endpoint : decision.endpoints) {
        const bool drawn = decision.endpoint && endpoint == *decision.endpoint;
        if (!drawn && shown >= kShown)
            continue;
        ++shown;
        const Tone tone = drawn ? Tone::Good : Tone::Plain;
        std::string place = endpoint.node + (endpoint.zone.empty() ? "" : " " + endpoint.zone);
        if (drawn)
            place +=
                fmt::format("{}{} drawn", place.empty() ? "" : "  ", style.mark(Mark::Pointer));
        table.add({{style.clean(endpoint.pod.empty() ? "-" : endpoint.pod), tone},
                   {style.clean(endpoint.place()), tone},
                   {style.clean(place), tone}});
    }
    std::string text = section("Endpoints", table, style, columns);
    if (decision.endpoints.size() > shown)
        text += style.paint(fmt::format("  {} {} more\n", style.mark(Mark::Ellipsis),
                                        decision.endpoints.size() - shown),
                            Tone::Dim);
    return text;
}

std::string attempts(const Decision& decision, const Style& style, std::size_t columns) {
    if (decision.attempts.size() < 2 &&
        std::ranges::all_of(decision.attempts,
                            [](const auto& attempt) { return attempt.failure.empty(); }))
        return {};
    Table table({});
    for (const simulator::Attempt& attempt : decision.attempts) {
        const bool failed = !attempt.failure.empty();
        table.add({{fmt::format("{}-{} ms", attempt.startMs, attempt.endMs)},
                   {style.clean(attempt.endpoint.pod.empty() ? attempt.endpoint.place()
                                                             : attempt.endpoint.pod)},
                   {style.clean(failed           ? attempt.failure
                                : attempt.status ? std::to_string(*attempt.status)
                                                 : ""),
                    failed ? Tone::Bad : Tone::Plain}});
    }
    return section("Attempts, in simulated time", table, style, columns);
}

std::string mirrors(const Decision& decision, const Style& style, std::size_t columns) {
    Table table({});
    for (const simulator::Mirror& mirror : decision.mirrors) {
        table.add(
            {{style.clean(nameOf(mirror.backend))},
             {fmt::format("{}/{}", mirror.numerator, mirror.denominator)},
             {percent(mirror.numerator, mirror.denominator)},
             {mirror.taken ? "copied" : "not this time", mirror.taken ? Tone::Good : Tone::Dim}});
    }
    return section("Mirrors", table, style, columns);
}

std::string repeats(const Decision& decision, const Style& style, std::size_t columns) {
    if (!decision.repeat)
        return {};
    std::uint64_t total = 0;
    for (const simulator::RepeatCount& count : decision.repeat->counts)
        total += count.count;
    Table table({});
    table.alignRight(0);
    table.alignRight(1);
    for (const simulator::RepeatCount& count : decision.repeat->counts) {
        const std::string status = count.grpcStatus.empty()
                                       ? (count.status ? std::to_string(*count.status) : "-")
                                       : count.grpcStatus;
        table.add({{fmt::format("{}", count.count)},
                   {percent(count.count, static_cast<std::int64_t>(total))},
                   {status},
                   {style.clean(count.backend.name.empty() ? "no backend" : nameOf(count.backend))},
                   {style.clean(count.pod)}});
    }
    for (const auto& [backend, count] : decision.repeat->mirrors)
        table.add({{fmt::format("{}", count)},
                   {percent(count, static_cast<std::int64_t>(total))},
                   {"mirror"},
                   {style.clean(nameOf(backend))},
                   {""}});
    return section("All of them together", table, style, columns);
}

}  // namespace

std::string tablesOf(const Request& request, const Decision& decision, const Style& style,
                     std::size_t columns) {
    std::string text;
    for (const auto& part :
         {changes(request, decision, style, columns), shares(decision, style, columns),
          mirrors(decision, style, columns), endpoints(decision, style, columns),
          attempts(decision, style, columns), responseHeaders(decision, style, columns),
          repeats(decision, style, columns)})
        text += part;
    return text;
}

}  // namespace gatesight::cli
