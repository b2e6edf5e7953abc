// What PEM texts say about certificates and keys. The only place of the model that knows OpenSSL.
#pragma once

#include "model/kinds/config.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model {

/// A certificate with its DER form. A certificate is public: every server shows it to whoever
/// connects. It is needed as long as the question can come up which certificate signed it, or was
/// signed by it.
struct CertificateData {
    Certificate facts;
    std::string der;
};

/// Every certificate of a PEM text that parses, in order; other blocks are passed over. At most
/// 1,000 are read.
[[nodiscard]] std::vector<CertificateData> parseCertificates(std::string_view pem);

struct PrivateKeyFacts {
    bool wellFormed = false;  ///< the text holds a private key that parses without a password
    std::string
        publicKeyFingerprint;  ///< as Certificate::publicKeyFingerprint; empty when not well-formed
};

/// Looks at a private key and forgets it: key material is wiped before this returns.
[[nodiscard]] PrivateKeyFacts inspectPrivateKey(std::string_view pem);

/// Whether the signature on `certificate` was made by the key of `issuer` (both DER).
[[nodiscard]] bool signedBy(std::string_view certificate, std::string_view issuer);

/// Base64 as in Secret.data (white space allowed); empty when it is not base64.
[[nodiscard]] std::string decodeBase64(std::string_view text);

/// Overwrites the text before it goes.
void wipe(std::string& text);

}  // namespace gatesight::model
