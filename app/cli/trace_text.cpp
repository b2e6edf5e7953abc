#include "app/cli/trace_text.h"

#include "app/cli/answer_line.h"
#include "app/cli/decision_tables.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gatesight::cli {

namespace {

using simulator::Decision;
using simulator::Request;

std::string sourceOf(const Request& request) {
    const simulator::RequestSource& from = request.from;
    if (from.internet())
        return "the internet";
    if (!from.pod.empty())
        return fmt::format("Pod {}/{}", from.namespace_, from.pod);
    if (!from.workload.empty())
        return fmt::format("workload {}/{}", from.namespace_, from.workload);
    if (!from.serviceAccount.empty())
        return fmt::format("ServiceAccount {}/{}", from.namespace_, from.serviceAccount);
    return "namespace " + from.namespace_;
}

bool isHttp(const Request& request) {
    return request.protocol != simulator::Protocol::Tcp &&
           request.protocol != simulator::Protocol::Udp &&
           request.protocol != simulator::Protocol::Tls;
}

// "GET http://shop.example.com/cart from the internet, seed 1"
std::string requestLine(const Request& request, const Decision& decision) {
    std::string line = (isHttp(request) ? request.method + " " : "") + request.url();
    if (isHttp(request) && request.host && *request.host != request.urlHost)
        line +=
            request.host->empty() ? " without a Host" : fmt::format(" with Host {}", *request.host);
    if (request.port && *request.port != request.urlPort)
        line += fmt::format(" to port {}", *request.port);
    return fmt::format("{}, from {}, seed {}", line, sourceOf(request), decision.seed);
}

std::string routeLine(const Decision& decision) {
    const simulator::DecidedRoute& route = *decision.route;
    const std::string name = route.ruleName.empty() ? "" : fmt::format(" ({})", route.ruleName);
    std::string line = fmt::format("by rules[{}]{} of {} {}/{}", route.rule, name, route.kind,
                                   route.namespace_, route.name);
    if (decision.listener)
        line += fmt::format(", listener {} of Gateway {}", decision.listener->name,
                            decision.listener->gateway);
    return line;
}

void addLine(std::string& text, const std::string& line, const Style& style, std::size_t columns,
             Tone tone) {
    for (const std::string& part : wrapped(style.clean(line), columns))
        text += style.paint(part, tone) + "\n";
}

}  // namespace

std::string traceText(const Request& request, const Decision& decision, const SourceLines& sources,
                      const Style& style, const StoryOptions& options) {
    std::string text = answerLine(decision, style) + "\n";
    if (decision.route)
        addLine(text, routeLine(decision), style, options.columns, Tone::Plain);
    if (const simulator::Step* miss = nearestMiss(decision))
        addLine(text, fmt::format("nearest: {}", miss->near), style, options.columns,
                Tone::Caution);
    else if (const simulator::Step* cause = causeOf(decision); cause && decision.trace.size() > 1)
        addLine(text, fmt::format("because: {}", cause->message), style, options.columns,
                Tone::Caution);
    if (!decision.ambiguous.empty()) {
        addLine(text,
                fmt::format("ambiguous: more than one Gateway serves this host ({})",
                            fmt::join(decision.ambiguous, ", ")),
                style, options.columns, Tone::Caution);
    }
    addLine(text, requestLine(request, decision), style, options.columns, Tone::Dim);
    text += storyOf(decision, sources, style, options);
    return text + tablesOf(request, decision, style, options.columns);
}

}  // namespace gatesight::cli
