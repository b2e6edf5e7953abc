#include "ui/kept/kept_session.h"

#include "model/text/credential_name.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ranges>
#include <string_view>

namespace gatesight::ui {

namespace {

using Json = nlohmann::ordered_json;

void maskHeaders(simulator::HeaderList& headers) {
    for (auto& [name, value] : headers)
        if (model::namesCredential(name))
            value = model::kMasked;
}

/// "a=1&token=***" for "a=1&token=x".
std::string maskedQuery(std::string_view query) {
    std::string result;
    for (const auto part : query | std::views::split('&')) {
        const std::string_view pair(part.begin(), part.end());
        const std::string_view name = pair.substr(0, pair.find('='));
        if (!result.empty())
            result += '&';
        if (name.size() < pair.size() && model::namesCredential(name))
            result.append(name).append("=").append(model::kMasked);
        else
            result += pair;
    }
    return result;
}

Json toJson(const Input& input) {
    if (input.kind == Input::Kind::Path)
        return {{"path", input.path}, {"title", input.title}, {"sample", input.sample}};
    return {{"cluster",
             {{"kubeconfig", input.cluster.kubeconfig},
              {"context", input.cluster.context},
              {"namespaces", input.cluster.namespaces},
              {"readSecrets", input.cluster.secrets}}},
            {"path", input.path},
            {"title", input.title}};
}

Input inputFrom(const Json& json) {
    Input input;
    input.path = json.at("path").get<std::string>();
    input.title = json.at("title").get<std::string>();
    input.sample = json.value("sample", false);
    if (json.contains("cluster")) {
        const Json& cluster = json.at("cluster");
        input.kind = Input::Kind::Cluster;
        input.cluster = {.kubeconfig = cluster.at("kubeconfig"),
                         .context = cluster.at("context"),
                         .namespaces = cluster.at("namespaces"),
                         .secrets = cluster.value("readSecrets", false)};
    }
    return input;
}

KeptSession sessionFrom(const Json& json) {
    KeptSession session;
    for (const Json& each : json.at("inputs"))
        session.inputs.push_back(inputFrom(each));
    session.pasted = json.at("pasted");
    session.edited = json.at("edited");
    for (const Json& each : json.at("requests"))
        if (auto request = simulator::requestFromJson(each.at("request")))
            session.requests.push_back({each.at("name"), std::move(*request)});
    if (json.contains("request"))
        if (auto request = simulator::requestFromJson(json.at("request")))
            session.request = std::move(*request);
    for (const auto& [name, value] : json.at("layout").items())
        session.layout[QString::fromStdString(name)] =
            QByteArray::fromBase64(QByteArray::fromStdString(value.get<std::string>()));
    session.restores = json.at("restores");
    return session;
}

}  // namespace

simulator::Request withoutCredentials(simulator::Request request) {
    maskHeaders(request.headers);
    maskHeaders(request.backend.responseHeaders);
    maskHeaders(request.auth.responseHeaders);
    if (request.query)
        request.query = maskedQuery(*request.query);
    if (request.tls.clientCertificatePem.contains("PRIVATE KEY"))
        request.tls.clientCertificatePem.clear();
    return request;
}

KeptSession keptSessionOf(const Session& session) {
    KeptSession kept;
    for (const Input& input : session.inputs())
        if (input.kind == Input::Kind::Text)
            ++kept.pasted;
        else
            kept.inputs.push_back(input);
    kept.edited = session.editedFiles().size();
    for (const SavedRequest& saved : session.savedRequests())
        if (!saved.fromScenario)
            kept.requests.push_back({saved.name, withoutCredentials(saved.request)});
    if (session.hasRequest())
        kept.request = withoutCredentials(session.request());
    return kept;
}

QByteArray toBytes(const KeptSession& session) {
    Json json{{"inputs", Json::array()},  {"pasted", session.pasted},
              {"edited", session.edited}, {"requests", Json::array()},
              {"layout", Json::object()}, {"restores", session.restores}};
    for (const Input& input : session.inputs)
        json["inputs"].push_back(toJson(input));
    for (const KeptRequest& each : session.requests)
        json["requests"].push_back({{"name", each.name}, {"request", toJson(each.request)}});
    if (session.request)
        json["request"] = toJson(*session.request);
    for (auto each = session.layout.begin(); each != session.layout.end(); ++each)
        json["layout"][each.key().toStdString()] = each.value().toBase64().toStdString();
    return QByteArray::fromStdString(json.dump(1, ' ', false, Json::error_handler_t::replace));
}

std::optional<KeptSession> keptSessionFrom(const QByteArray& bytes) {
    const Json json = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
    try {
        return sessionFrom(json);
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

}  // namespace gatesight::ui
