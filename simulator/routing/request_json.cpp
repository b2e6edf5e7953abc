// Requests as JSON, both ways (docs/interface: Request).
#include "simulator/routing/json_fields.h"
#include "simulator/routing/request.h"
#include "simulator/routing/scheme.h"

#include "model/schema/decode.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

/// More draws than this are a mistake, not a question.
constexpr std::uint32_t kMostRepeats = 100'000'000;

// What proxies take as they are set up by default; a longer request would never reach a route.
constexpr std::size_t kLongestPath = 8 * 1024;
constexpr std::size_t kLargestHeaderBlock = 64 * 1024;
constexpr std::size_t kMostHeaders = 100;

void readSource(JsonFields& fields, RequestSource& source) {
    const Json* value = fields.take("from");
    if (!value || (value->is_string() && *value == "internet"))
        return;
    if (!fields.expect(value->is_object(), "from", "\"internet\" or an object with a namespace"))
        return;
    JsonFields nested(*value, "from.");
    nested.read("namespace", source.namespace_);
    nested.read("pod", source.pod);
    nested.read("workload", source.workload);
    nested.read("serviceAccount", source.serviceAccount);
    nested.finish();
    if (!nested.failed() && source.namespace_.empty())
        nested.fail("from.namespace is missing");
    if (nested.failed())
        fields.fail(nested.error());
}

void readTls(JsonFields& fields, ClientTls& tls) {
    fields.read("sni", tls.sni);
    fields.read("alpn", tls.alpn);
    fields.readObject("clientCertificate", [&](JsonFields& certificate) {
        certificate.read("pem", tls.clientCertificatePem);
        certificate.read("secret", tls.clientCertificateSecret);
    });
    fields.readObject("trust", [&](JsonFields& trust) {
        trust.read("configMap", tls.trustConfigMap);
        trust.read("secret", tls.trustSecret);
        trust.read("key", tls.trustKey);
    });
}

void readBehavior(JsonFields& fields, BackendBehavior& behavior) {
    fields.read("delayMs", behavior.delayMs);
    fields.read("statuses", behavior.statuses);
    fields.read("connectFailures", behavior.connectFailures);
    fields.readHeaders("responseHeaders", behavior.responseHeaders);
    fields.readObject("tls", [&](JsonFields& tls) {
        tls.read("secret", behavior.tlsSecret);
        tls.read("clientCA", behavior.tlsClientCA);
    });
}

void readProtocol(JsonFields& fields, Protocol& protocol) {
    std::string name;
    fields.read("protocol", name);
    if (name.empty())
        return;
    const auto found = std::ranges::find(protocolNames(), name);
    if (found != protocolNames().end()) {
        protocol = static_cast<Protocol>(found - protocolNames().begin());
        return;
    }
    const std::string_view near = model::nearest(name, protocolNames());
    fields.fail(fmt::format("protocol has to be one of {}, not \"{}\"{}",
                            fmt::join(protocolNames(), ", "), name,
                            near.empty() ? "" : fmt::format("; did you mean {}?", near)));
}

void readBody(JsonFields& fields, std::uint64_t& bytes) {
    std::string body;
    fields.read("body", body);
    bytes = body.size();
    fields.read("bodyBytes", bytes);
}

void readGateway(JsonFields& fields, std::string& gateway) {
    fields.read("gateway", gateway);
    const bool named = std::ranges::count(gateway, '/') == 1 && !gateway.starts_with('/') &&
                       !gateway.ends_with('/');
    if (!gateway.empty())
        fields.expect(named, "gateway", "\"namespace/name\"");
}

std::size_t headerBlockBytes(const HeaderList& headers) {
    std::size_t bytes = 0;
    for (const auto& [name, value] : headers)
        bytes += name.size() + value.size();
    return bytes;
}

/// Bounds on what is sent; each error names the limit and what was given.
void checkSize(JsonFields& fields, const Request& request) {
    const auto within = [&](std::size_t given, std::size_t limit, const char* field,
                            std::string_view what) {
        if (given > limit && !fields.failed())
            fields.fail(fmt::format("{} has {} {}, more than the {} that proxies take", field,
                                    given, what, limit));
    };
    within(request.path.size(), kLongestPath, "url: the path", "bytes");
    within(request.query ? request.query->size() : 0, kLargestHeaderBlock, "url: the query",
           "bytes");
    within(request.headers.size(), kMostHeaders, "headers", "entries");
    within(headerBlockBytes(request.headers), kLargestHeaderBlock, "headers", "bytes");
}

void readAll(JsonFields& fields, Request& request) {
    std::string url;
    fields.read("id", request.id);
    fields.read("url", url);
    if (fields.expect(!url.empty() || fields.failed(), "url",
                      "there, for example http://shop.example.com/cart")) {
        if (const auto set = setUrl(request, url); !set && !fields.failed())
            fields.fail(fmt::format("url: {}", set.error()));
    }
    readGateway(fields, request.gateway);
    fields.read("port", request.port);
    readSource(fields, request.from);
    readProtocol(fields, request.protocol);
    request.method = usualMethod(request.protocol);
    fields.read("method", request.method);
    fields.read("host", request.host);
    fields.readHeaders("headers", request.headers);
    readBody(fields, request.bodyBytes);
    fields.readObject("tls", [&](JsonFields& tls) { readTls(tls, request.tls); });
    fields.read("sourceIp", request.sourceIp);
    fields.readObject("backendBehavior",
                      [&](JsonFields& behavior) { readBehavior(behavior, request.backend); });
    fields.readObject("authBehavior", [&](JsonFields& auth) {
        auth.read("status", request.auth.status);
        auth.readHeaders("responseHeaders", request.auth.responseHeaders);
    });
    fields.read("sessionAgeMs", request.sessionAgeMs);
    fields.read("repeat", request.repeat, 1);
    fields.expect(request.repeat <= kMostRepeats, "repeat",
                  fmt::format("at most {}", kMostRepeats));
    checkSize(fields, request);
    fields.finish();
}

// ---- writing ----

Json headersJson(const HeaderList& headers) {
    Json list = Json::array();
    for (const auto& [name, value] : headers)
        list.push_back(Json::array({name, value}));
    return list;
}

void put(Json& json, const char* name, const std::string& text) {
    if (!text.empty())
        json[name] = text;
}

Json sourceJson(const RequestSource& source) {
    Json json{{"namespace", source.namespace_}};
    put(json, "pod", source.pod);
    put(json, "workload", source.workload);
    put(json, "serviceAccount", source.serviceAccount);
    return json;
}

Json tlsJson(const ClientTls& tls) {
    Json json = Json::object();
    if (tls.sni)
        json["sni"] = *tls.sni;
    if (!tls.alpn.empty())
        json["alpn"] = tls.alpn;
    if (!tls.clientCertificatePem.empty())
        json["clientCertificate"]["pem"] = tls.clientCertificatePem;
    if (!tls.clientCertificateSecret.empty())
        json["clientCertificate"]["secret"] = tls.clientCertificateSecret;
    if (!tls.trustConfigMap.empty())
        json["trust"]["configMap"] = tls.trustConfigMap;
    if (!tls.trustSecret.empty())
        json["trust"]["secret"] = tls.trustSecret;
    if (!tls.trustKey.empty())
        json["trust"]["key"] = tls.trustKey;
    return json;
}

Json behaviorJson(const BackendBehavior& behavior) {
    Json json = Json::object();
    if (!behavior.delayMs.empty())
        json["delayMs"] = behavior.delayMs;
    if (!behavior.statuses.empty())
        json["statuses"] = behavior.statuses;
    if (behavior.connectFailures != 0)
        json["connectFailures"] = behavior.connectFailures;
    if (!behavior.responseHeaders.empty())
        json["responseHeaders"] = headersJson(behavior.responseHeaders);
    if (!behavior.tlsSecret.empty())
        json["tls"]["secret"] = behavior.tlsSecret;
    if (!behavior.tlsClientCA.empty())
        json["tls"]["clientCA"] = behavior.tlsClientCA;
    return json;
}

Json authJson(const AuthBehavior& auth) {
    Json json = Json::object();
    if (auth.status)
        json["status"] = *auth.status;
    if (!auth.responseHeaders.empty())
        json["responseHeaders"] = headersJson(auth.responseHeaders);
    return json;
}

}  // namespace

std::expected<Request, std::string> requestFromJson(const Json& json) {
    JsonFields fields(json);
    Request request;
    if (!fields.failed())
        readAll(fields, request);
    if (fields.failed())
        return std::unexpected(fields.error());
    return request;
}

Json toJson(const Request& request) {
    Json json = Json::object();
    put(json, "id", request.id);
    json["url"] = request.url();
    put(json, "gateway", request.gateway);
    if (request.port)
        json["port"] = *request.port;
    if (!request.from.internet())
        json["from"] = sourceJson(request.from);
    if (request.method != usualMethod(request.protocol))
        json["method"] = request.method;
    if (request.host)
        json["host"] = *request.host;
    if (!request.headers.empty())
        json["headers"] = headersJson(request.headers);
    if (request.bodyBytes != 0)
        json["bodyBytes"] = request.bodyBytes;
    if (request.protocol != infoOf(request.scheme).protocol)
        json["protocol"] = toString(request.protocol);
    if (const Json tls = tlsJson(request.tls); !tls.empty())
        json["tls"] = tls;
    put(json, "sourceIp", request.sourceIp);
    if (const Json behavior = behaviorJson(request.backend); !behavior.empty())
        json["backendBehavior"] = behavior;
    if (const Json auth = authJson(request.auth); !auth.empty())
        json["authBehavior"] = auth;
    if (request.sessionAgeMs != 0)
        json["sessionAgeMs"] = request.sessionAgeMs;
    if (request.repeat != 1)
        json["repeat"] = request.repeat;
    return json;
}

}  // namespace gatesight::simulator
