#include "model/cluster/exec_credential.h"

#include "model/cluster/base64.h"
#include "model/cluster/small_json.h"
#include "model/kinds/timestamp.h"
#include "model/schema/certificates.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace gatesight::model {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kExecGroup = "client.authentication.k8s.io/";

}  // namespace

std::expected<void, std::string> checkExecVersion(const ExecPlugin& plugin) {
    const std::string& version = plugin.apiVersion;
    if (version == "client.authentication.k8s.io/v1" ||
        version == "client.authentication.k8s.io/v1beta1")
        return {};
    if (version == "client.authentication.k8s.io/v1alpha1")
        return std::unexpected(
            "its credential plugin speaks client.authentication.k8s.io/v1alpha1, which kubectl "
            "dropped in 1.24; newer releases of the plugin speak v1");
    return std::unexpected(
        fmt::format("the apiVersion of its credential plugin must be {}v1 or {}v1beta1", kExecGroup,
                    kExecGroup));
}

std::string execInfo(const ExecPlugin& plugin, const KubeCluster& cluster,
                     const std::string& certificateAuthority, bool interactive) {
    Json spec{{"interactive", interactive}};
    if (plugin.provideClusterInfo) {
        Json told{{"server", cluster.server}};
        if (!cluster.tlsServerName.empty())
            told["tls-server-name"] = cluster.tlsServerName;
        if (cluster.insecureSkipTlsVerify)
            told["insecure-skip-tls-verify"] = true;
        if (!certificateAuthority.empty())
            told["certificate-authority-data"] = encodeBase64(certificateAuthority);
        if (!cluster.proxyUrl.empty())
            told["proxy-url"] = cluster.proxyUrl;
        told["config"] = nullptr;
        spec["cluster"] = std::move(told);
    }
    return Json{
        {"kind", "ExecCredential"}, {"apiVersion", plugin.apiVersion}, {"spec", std::move(spec)}}
        .dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::expected<ExecAnswer, std::string> readExecAnswer(const ExecPlugin& plugin,
                                                      const std::string& printed) {
    const std::optional<Json> answer = parseJson(printed);
    if (!answer || !answer->is_object())
        return std::unexpected("printed something that is no JSON object");
    if (textOf(*answer, "kind") != "ExecCredential")
        return std::unexpected("printed something that is no ExecCredential");
    if (textOf(*answer, "apiVersion") != plugin.apiVersion)
        return std::unexpected(fmt::format(
            "answered in another version than {}, which it was asked for in", plugin.apiVersion));
    const auto status = answer->find("status");
    if (status == answer->end() || !status->is_object())
        return std::unexpected("printed an ExecCredential without a status");
    ExecAnswer result;
    if (const std::string token = textOf(*status, "token"); !token.empty())
        result.credential.authorization = "Bearer " + token;
    result.credential.clientCertificate = textOf(*status, "clientCertificateData");
    result.credential.clientKey = textOf(*status, "clientKeyData");
    if (result.credential.clientCertificate.empty() != result.credential.clientKey.empty())
        return std::unexpected("printed a client certificate without its key, or the reverse");
    if (result.credential.authorization.empty() && result.credential.clientKey.empty())
        return std::unexpected("printed neither a token nor a client certificate");
    if (const std::string expiry = textOf(*status, "expirationTimestamp"); !expiry.empty()) {
        result.expires = parseTimestamp(expiry);
        if (!result.expires)
            return std::unexpected("printed an expirationTimestamp that is no time");
    }
    return result;
}

}  // namespace gatesight::model
