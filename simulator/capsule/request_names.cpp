#include "simulator/capsule/request_names.h"

#include <algorithm>
#include <utility>

namespace gatesight::simulator {

namespace {

class RequestRenaming {
public:
    RequestRenaming(PartNames& names, const KeptTexts& kept) : m_names(names), m_kept(kept) {}

    Request run(Request request) {
        request.id.clear();
        host(request.urlHost);
        text(TextKind::Path, request.path);
        if (request.query)
            request.query = query(*request.query);
        text(TextKind::Name, request.gateway);
        for (std::string* part : {&request.from.namespace_, &request.from.pod,
                                  &request.from.workload, &request.from.serviceAccount})
            text(TextKind::Name, *part);
        if (request.host)
            host(*request.host);
        headers(request.headers);
        if (request.tls.sni)
            host(*request.tls.sni);
        for (std::string* part :
             {&request.tls.clientCertificateSecret, &request.tls.trustConfigMap,
              &request.tls.trustSecret, &request.backend.tlsSecret, &request.backend.tlsClientCA})
            text(TextKind::Name, *part);
        host(request.sourceIp);
        headers(request.backend.responseHeaders);
        headers(request.auth.responseHeaders);
        return request;
    }

private:
    void text(TextKind kind, std::string& text) { text = renamedText(kind, text, m_names, m_kept); }
    void host(std::string& name) { text(TextKind::Host, name); }

    void headers(HeaderList& list) {
        for (auto& [name, value] : list) {
            value = renamedHeaderValue(name, value, m_names, m_kept);
            text(TextKind::HeaderName, name);
        }
    }

    std::string query(std::string_view query) {
        std::string result;
        for (std::size_t at = 0; at <= query.size();) {
            const std::size_t end = std::min(query.find('&', at), query.size());
            const std::string_view pair = query.substr(at, end - at);
            const std::size_t equals = std::min(pair.find('='), pair.size());
            const std::string_view name = pair.substr(0, equals), rest = pair.substr(equals);
            result += renamedText(TextKind::Query, name, m_names, m_kept);
            result += m_kept.parameters.contains(name)
                          ? std::string(rest)
                          : renamedText(TextKind::Query, rest, m_names, m_kept);
            if (end < query.size())
                result += '&';
            at = end + 1;
        }
        return result;
    }

    PartNames& m_names;
    const KeptTexts& m_kept;
};

}  // namespace

Request renamedRequest(const Request& request, PartNames& names, const KeptTexts& kept) {
    return RequestRenaming(names, kept).run(request);
}

Options renamedOptions(const Options& options, PartNames& names, const KeptTexts& kept) {
    Options result = options;
    const auto renamed = [&](SpecChoices::DataPlane plane) {
        const std::size_t slash = plane.sharedPods.find('/');
        std::string pods =
            renamedText(TextKind::Name, plane.sharedPods.substr(0, slash), names, kept);
        if (slash != std::string::npos)
            pods +=
                "/" + renamedText(TextKind::Name, plane.sharedPods.substr(slash + 1), names, kept);
        plane.sharedPods = plane.sharedPods.empty() ? std::string() : std::move(pods);
        return plane;
    };
    result.choices.gatewayDataPlane = renamed(options.choices.gatewayDataPlane);
    result.choices.dataPlaneOfClass.clear();
    for (const auto& [name, plane] : options.choices.dataPlaneOfClass)
        result.choices.dataPlaneOfClass.emplace(renamedText(TextKind::Name, name, names, kept),
                                                renamed(plane));
    return result;
}

std::string renamedText(TextKind kind, std::string_view text, PartNames& names,
                        const KeptTexts& kept) {
    const bool stays = kept.names || (kind == TextKind::Path && kept.paths);
    return stays ? std::string(text) : rewritten(kind, text, names);
}

}  // namespace gatesight::simulator
