#include "simulator/routing/decision_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace gatesight::simulator {

namespace {

std::string statusText(const Decision& decision) {
    std::string text = decision.status ? std::to_string(*decision.status) : "an answer";
    if (!decision.grpcStatus.empty())
        text += fmt::format(" (gRPC {})", decision.grpcStatus);
    return text;
}

// The Pod without the namespace that its backend has already named.
std::string podText(const Decision& decision) {
    const std::string& pod = decision.endpoint->pod;
    if (pod.empty())
        return "endpoint " + decision.endpoint->place();
    const std::string prefix = decision.backend ? decision.backend->namespace_ + "/" : "";
    return "Pod " + (!prefix.empty() && pod.starts_with(prefix) ? pod.substr(prefix.size()) : pod);
}

const Share* drawnShare(const Decision& decision) {
    if (!decision.backend)
        return nullptr;
    const auto found = std::ranges::find_if(decision.shares, [&](const Share& share) {
        return share.backend.kind == decision.backend->kind &&
               share.backend.namespace_ == decision.backend->namespace_ &&
               share.backend.name == decision.backend->name &&
               share.backend.port == decision.backend->port;
    });
    return found == decision.shares.end() ? nullptr : &*found;
}

std::string forwardedLine(const Decision& decision) {
    std::vector<std::string> details;
    if (decision.endpoint)
        details.push_back(podText(decision));
    if (const Share* share = drawnShare(decision); share && decision.shares.size() > 1)
        details.push_back(percent(share->numerator, share->denominator) + " of this rule");
    std::string line = statusText(decision) + " from " +
                       (decision.backend ? nameOf(*decision.backend) : "the backend");
    for (std::size_t i = 0; i < details.size(); ++i)
        line += (i == 0 ? "  (" : ", ") + details[i] + (i + 1 == details.size() ? ")" : "");
    return line;
}

std::string refusedLine(const Decision& decision) {
    if (!decision.refusal)
        return "refused";
    switch (*decision.refusal) {
        case Refusal::Refused:
            return "connection refused: nobody listens";
        case Refusal::Alert:
            return decision.tls && !decision.tls->alert.empty()
                       ? fmt::format("TLS handshake ended by alert {}", decision.tls->alert)
                       : "TLS handshake ended by an alert";
        case Refusal::Reset:
            return "connection reset after it was accepted";
        case Refusal::Dropped:
            return "dropped: the client sees a timeout";
    }
    return "refused";
}

std::string exitedLine(const Decision& decision) {
    std::string line = "leaves the cluster";
    if (decision.endpoint)
        line += " for " + decision.endpoint->place();
    if (decision.backend)
        line += " as " + nameOf(*decision.backend) + " says";
    return decision.status ? fmt::format("{}, {}", statusText(decision), line) : line;
}

std::string respondedLine(const Decision& decision) {
    const std::string who = decision.listener ? "Gateway " + decision.listener->gateway + " itself"
                                              : "the gateway itself";
    return fmt::format("{} from {}", statusText(decision), who);
}

}  // namespace

std::string percent(std::int64_t numerator, std::int64_t denominator) {
    if (denominator == 0)
        return "0 %";
    const double value = 100.0 * static_cast<double>(numerator) / static_cast<double>(denominator);
    if (numerator != 0 && value < 0.01)
        return "< 0.01 %";
    std::string text = fmt::format("{:.2f}", value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.'))
        text.pop_back();
    return text + " %";
}

std::string nameOf(const DecidedBackend& backend) {
    std::string name = backend.kind.empty() || backend.kind == "Service" ? "" : backend.kind + " ";
    name += backend.namespace_.empty() ? backend.name : backend.namespace_ + "/" + backend.name;
    return backend.port ? fmt::format("{}:{}", name, *backend.port) : name;
}

bool isGoodNews(const Decision& decision) {
    switch (decision.outcome) {
        case Outcome::Forwarded:
        case Outcome::Responded:
            return decision.status.value_or(200) < 400 &&
                   (decision.grpcStatus.empty() || decision.grpcStatus == "OK");
        case Outcome::Redirected:
        case Outcome::Exited:
            return true;
        case Outcome::Refused:
        case Outcome::Unknown:
            return false;
    }
    return false;
}

std::string inOneLine(const Decision& decision) {
    switch (decision.outcome) {
        case Outcome::Forwarded:
            return forwardedLine(decision);
        case Outcome::Redirected:
            return fmt::format("{} redirect to {}",
                               decision.redirect ? decision.redirect->status : 302,
                               decision.redirect ? decision.redirect->location : "");
        case Outcome::Responded:
            return respondedLine(decision);
        case Outcome::Refused:
            return refusedLine(decision);
        case Outcome::Exited:
            return exitedLine(decision);
        case Outcome::Unknown:
            return "not known: " + decision.unknown;
    }
    return {};
}

}  // namespace gatesight::simulator
