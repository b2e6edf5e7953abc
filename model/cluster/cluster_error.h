// Why something could not be had from a cluster. One code for each thing that a person would do
// about it.
#pragma once

#include <string>

namespace gatesight::model {

enum class ClusterErrorCode {
    Kubeconfig,              ///< the kubeconfig cannot be read, or does not say enough
    PluginDenied,            ///< a credential plugin would have to run, and nobody allowed it
    PluginFailed,            ///< a credential plugin ran and gave no credential
    NameNotFound,            ///< no address for the name of the server
    Unreachable,             ///< refused, or no route
    TimedOut,                ///< a stage took longer than its limit
    Proxy,                   ///< the proxy is not there, or refuses
    CertificateUntrusted,    ///< no trusted authority signed the server's certificate
    CertificateExpired,      ///< it is past its time
    CertificateNotYetValid,  ///< its time has not come: one of the two clocks is wrong
    CertificateName,         ///< it speaks of another host
    ClientCertificate,       ///< the server does not take the client's certificate, or it is broken
    Tls,                     ///< the handshake failed in another way
    Unauthorized,            ///< 401
    Forbidden,               ///< 403
    NotFound,                ///< 404
    Expired,                 ///< 410: a continue token or resourceVersion is too old
    Throttled,               ///< 429 until patience ended
    ServerFailed,            ///< 5xx until patience ended
    BadAnswer,               ///< not what an API server answers
    TooLarge,                ///< an answer beyond the bounds
    Redirected,              ///< to another place, which is never followed
    Cut,                     ///< the connection ended in the middle
    Cancelled                ///< by the user
};

struct ClusterError {
    ClusterErrorCode code = ClusterErrorCode::BadAnswer;
    /// One or two sentences for people. Never holds a token, key, certificate or password.
    std::string message;
};

}  // namespace gatesight::model
