#include "model/cluster/http_failure.h"

#include <fmt/format.h>
#include <openssl/x509_vfy.h>

#include <cerrno>
#include <cstdlib>

namespace gatesight::model {

namespace {

using Code = ClusterErrorCode;

ClusterError certificateFailure(CURL* handle, const std::string& server) {
    long verified = X509_V_OK;
    curl_easy_getinfo(handle, CURLINFO_SSL_VERIFYRESULT, &verified);
    switch (verified) {
        case X509_V_OK:
        case X509_V_ERR_UNSPECIFIED:  // libcurl looks at the name before it takes the result over
        case X509_V_ERR_HOSTNAME_MISMATCH:
        case X509_V_ERR_IP_ADDRESS_MISMATCH:
            return {Code::CertificateName,
                    fmt::format("the certificate of {} speaks of another host; tls-server-name in "
                                "the kubeconfig says which one is meant",
                                server)};
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return {Code::CertificateExpired,
                    fmt::format("the certificate of {} has expired by the clock of this machine",
                                server)};
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return {Code::CertificateNotYetValid,
                    fmt::format("the certificate of {} is not valid yet: the clock of this machine "
                                "or that of the server is wrong",
                                server)};
        default:
            return {Code::CertificateUntrusted,
                    fmt::format("the certificate of {} is signed by no authority that the "
                                "kubeconfig trusts (certificate-authority)",
                                server)};
    }
}

ClusterError unreachable(CURL* handle, const Connection& connection) {
    if (!connection.proxyUrl.empty())
        return {Code::Proxy, "the proxy of the kubeconfig (proxy-url) cannot be reached"};
    long error = 0;
    curl_easy_getinfo(handle, CURLINFO_OS_ERRNO, &error);
    const bool refused = error == ECONNREFUSED;
    return {Code::Unreachable, fmt::format("{} {}", connection.server,
                                           refused ? "refuses the connection: nothing listens there"
                                                   : "cannot be reached: there is no way to it")};
}

/// A connection that ended early: refused by a proxy, for lack of a certificate, or just cut.
ClusterError cutOff(CURL* handle, std::string_view trouble, const std::string& server) {
    long connect = 0;
    curl_easy_getinfo(handle, CURLINFO_HTTP_CONNECTCODE, &connect);
    if (connect != 0 && connect / 100 != 2)
        return {Code::Proxy, fmt::format("the proxy does not let through to {} (it answers {})",
                                         server, connect)};
    if (trouble.contains("alert") &&
        (trouble.contains("certificate") || trouble.contains("unknown ca")))
        return {Code::ClientCertificate,
                fmt::format("{} does not take the client's certificate, or wants one", server)};
    return {Code::Cut,
            fmt::format("the connection to {} ended in the middle of an answer", server)};
}

}  // namespace

ClusterError httpFailure(CURL* handle, CURLcode code, std::string_view trouble,
                         const Connection& connection) {
    const std::string& server = connection.server;
    switch (code) {
        case CURLE_URL_MALFORMAT:
        case CURLE_UNSUPPORTED_PROTOCOL:
            if (trouble.contains("HTTP/"))  // the answer, not the URL
                return {Code::BadAnswer, fmt::format("what {} answers is not HTTP", server)};
            return {Code::Kubeconfig, "the server of the cluster is no URL of http or https"};
        case CURLE_COULDNT_RESOLVE_HOST:
            return {Code::NameNotFound,
                    fmt::format("there is no address for the name in {}", server)};
        case CURLE_COULDNT_RESOLVE_PROXY:
            return {Code::Proxy, "there is no address for the name of the proxy"};
        case CURLE_PROXY:
            return {Code::Proxy, fmt::format("the proxy does not let through to {}", server)};
        case CURLE_COULDNT_CONNECT:
            return unreachable(handle, connection);
        case CURLE_OPERATION_TIMEDOUT:
            return {Code::TimedOut, fmt::format("no connection to {} came about in time", server)};
        case CURLE_PEER_FAILED_VERIFICATION:
            return certificateFailure(handle, server);
        case CURLE_SSL_CERTPROBLEM:
            return {Code::ClientCertificate, "the client's certificate or key cannot be used"};
        case CURLE_SSL_CACERT_BADFILE:
            return {Code::Kubeconfig, "the certificate authority of the cluster cannot be used"};
        case CURLE_SSL_CONNECT_ERROR:
            if (const ClusterError cut = cutOff(handle, trouble, server); cut.code != Code::Cut)
                return cut;
            return {Code::Tls,
                    fmt::format("{} does not speak TLS in a way that is known here", server)};
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR:
        case CURLE_PARTIAL_FILE:
        case CURLE_GOT_NOTHING:
        case CURLE_HTTP2:
        case CURLE_HTTP2_STREAM:
            return cutOff(handle, trouble, server);
        default:
            return {Code::BadAnswer, fmt::format("what {} answers is not HTTP ({})", server,
                                                 curl_easy_strerror(code))};
    }
}

ClusterError statusFailure(long status, const std::string& path, const Connection& connection,
                           std::optional<std::chrono::seconds> difference) {
    const std::string what = path.substr(0, path.find('?'));
    const std::string& server = connection.server;
    switch (status) {
        case 401: {
            const bool skewed = difference && std::abs(difference->count()) > 300;
            return {Code::Unauthorized,
                    fmt::format("{} does not take the credential (401){}", server,
                                skewed ? fmt::format("; its clock differs from this one by {} min",
                                                     difference->count() / 60)
                                       : "")};
        }
        case 403:
            return {Code::Forbidden, fmt::format("no right to read {} (403)", what)};
        case 404:
            return {Code::NotFound, fmt::format("{} has no {} (404)", server, what)};
        case 410:
            return {Code::Expired, fmt::format("{} was too long ago (410)", what)};
        case 429:
            return {Code::Throttled, fmt::format("{} has no time for {} (429)", server, what)};
        default:
            break;
    }
    if (status / 100 == 3)
        return {Code::Redirected, fmt::format("{} sends {} elsewhere ({}), which is not followed",
                                              server, what, status)};
    if (status / 100 == 5)
        return {Code::ServerFailed, fmt::format("{} fails on {} ({})", server, what, status)};
    return {Code::BadAnswer, fmt::format("{} answers {} to {}", server, status, what)};
}

}  // namespace gatesight::model
