// What is known of the certificates of a Secret or ConfigMap, apart from it: looked at in PEM, or as
// text in an annotation, which is how a snapshot or a capsule carries it without any value.
#pragma once

#include "model/kinds/config.h"
#include "model/schema/decode.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model {

/// The certificates of a PEM text; they go to the store too.
[[nodiscard]] std::vector<Certificate> inspectCertificates(std::string_view pem,
                                                           CertificateStore& store);

/// The annotation of a Secret in a snapshot, and of a ConfigMap in a capsule.
inline constexpr std::string_view kCertificateFacts = "gatesight.dev/certificates";

/// The values of a Secret that are looked at, in PEM.
struct SecretTexts {
    std::string certificates;  ///< tls.crt
    std::string key;           ///< tls.key
    std::string authorities;   ///< ca.crt
};

/// Fills in what the texts say; the key is wiped. Certificates go to the store too.
void inspectCertificates(Secret& secret, SecretTexts texts, CertificateStore& store);

/// The facts as JSON, the same text for the same facts.
[[nodiscard]] std::string factsText(const Secret& secret);
[[nodiscard]] std::string factsText(const ConfigMap& configMap);

/// Fills in the facts of such a text; false, and nothing filled in, when it is none.
[[nodiscard]] bool readFacts(Secret& secret, std::string_view text);
[[nodiscard]] bool readFacts(ConfigMap& configMap, std::string_view text);

}  // namespace gatesight::model
