#include "simulator/routing/external_auth.h"

#include "simulator/routing/header_modifier.h"
#include "simulator/routing/header_name.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

using AuthProtocol = model::ExternalAuth::Protocol;

bool lists(const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::any_of(names,
                               [&](const std::string& each) { return sameName(each, name); });
}

/// Over HTTP an empty list adds nothing, over gRPC it means all.
bool isSent(const model::ExternalAuth& filter, std::string_view name) {
    if (filter.protocol == AuthProtocol::GRPC)
        return filter.allowedHeaders.empty() || lists(filter.allowedHeaders, name);
    return sameName(name, "Authorization") || lists(filter.allowedHeaders, name);
}

/// "/check" before "/cart": one slash between them.
std::string joined(std::string_view front, const std::string& path) {
    if (front.ends_with('/'))
        front.remove_suffix(1);
    return std::string(front) + path;
}

}  // namespace

AuthQuestion authQuestion(const model::ExternalAuth& filter, const FilteredRequest& request,
                          std::uint64_t bodyBytes, SpecChoices::ExtAuthBody choice) {
    AuthQuestion question;
    question.method = request.method;
    question.host = request.host;
    question.path = filter.protocol == AuthProtocol::HTTP
                        ? joined(filter.path, request.pathAndQuery())
                        : request.pathAndQuery();
    const auto most =
        static_cast<std::uint64_t>(std::max<std::int64_t>(filter.forwardBodyMaxSize, 0));
    question.bodyBytes = std::min(bodyBytes, most);
    question.tooLarge =
        most > 0 && bodyBytes > most && choice == SpecChoices::ExtAuthBody::Refuse;
    for (const auto& [name, value] : request.headers) {
        if (!sameName(name, "Content-Length") && isSent(filter, name))
            question.headers.emplace_back(name, value);
    }
    if (filter.protocol == AuthProtocol::HTTP)
        question.headers.emplace_back("Content-Length", fmt::format("{}", question.bodyBytes));
    return question;
}

HeaderList takeAuthHeaders(const model::ExternalAuth& filter, const HeaderList& answered,
                           HeaderList& headers) {
    HeaderList taken;
    for (const auto& [name, value] : answered) {
        const bool allowed = filter.allowedResponseHeaders.empty()
                                 ? !sameName(name, "Host") && name != ":authority"
                                 : lists(filter.allowedResponseHeaders, name);
        if (!allowed)
            continue;
        setHeader(headers, name, value);
        taken.emplace_back(name, value);
    }
    return taken;
}

void describeQuestion(const model::ExternalAuth& filter, const AuthQuestion& question, Step& step) {
    const bool http = filter.protocol == AuthProtocol::HTTP;
    const std::string sent =
        http ? "filter.extauth.http.headers-sent" : "filter.extauth.grpc.headers-sent";
    const auto add = [&step](std::string what, std::string value, std::string rule) {
        step.compared.push_back({std::move(what), std::move(value), "", false, std::move(rule)});
    };
    add("method", question.method, sent);
    add("path", question.path, http && !filter.path.empty() ? "filter.extauth.http.path" : sent);
    add("header Host", question.host, sent);
    for (const auto& [name, value] : question.headers)
        add(fmt::format("header {}", name), value,
            name == "Content-Length" ? "filter.extauth.content-length" : sent);
    add("body", fmt::format("{} bytes", question.bodyBytes), "filter.extauth.body");
}

}  // namespace gatesight::simulator
