// Certificates and keys made on the spot, so that no private key lies in the repository.
#pragma once

#include <string>
#include <vector>

namespace gatesight::model::test {

/// PEM texts of a key and its certificate.
struct KeyAndCertificate {
    std::string key;
    std::string certificate;
};

struct CertificateRequest {
    std::string commonName;
    std::vector<std::string>
        alternativeNames;  ///< "DNS:a.example", "URI:spiffe://x", "IP:10.0.0.1"
    bool isCA = false;
};

/// Valid from 2020-01-01 to 2040-01-01; signed by `issuer`, or by itself without one.
[[nodiscard]] KeyAndCertificate makeCertificate(const CertificateRequest& request,
                                                const KeyAndCertificate* issuer = nullptr);

[[nodiscard]] std::string base64(const std::string& bytes);

/// The text with each line indented, for YAML block scalars.
[[nodiscard]] std::string indented(const std::string& text, int spaces);

}  // namespace gatesight::model::test
