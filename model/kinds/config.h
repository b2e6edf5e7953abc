// Namespace, Secret and ConfigMap, as far as routing needs them.
#pragma once

#include "model/kinds/metadata.h"
#include "model/kinds/references.h"

namespace gatesight::model {

struct Namespace {};

/// What a PEM certificate says. The certificate itself is not kept.
struct Certificate {
    std::string subject;
    std::string issuer;
    std::vector<std::string> dnsNames;
    std::vector<std::string> uris;
    std::vector<std::string> ipAddresses;
    Timestamp notBefore = 0;
    Timestamp notAfter = 0;
    bool isCA = false;
    std::string fingerprint;                ///< SHA-256 of the DER form, lower-case hex
    std::string publicKeyFingerprint;       ///< SHA-256 of the public key, to tell whether a key belongs to it
    std::string subjectId, issuerId;        ///< hash of subject and issuer names, to build chains
    std::vector<std::string> signedBy;      ///< fingerprints of the loaded certificates that verify its signature
};

/// Values are never kept: key names, and of certificates what is public (rule listener.tls.cert.not-found needs validity).
struct Secret {
    std::string type = "Opaque";
    std::vector<std::string> keys;          ///< sorted
    std::vector<Certificate> certificates;  ///< of tls.crt, in file order: leaf first
    std::vector<Certificate> authorities;   ///< of ca.crt
    bool certificateWellFormed = false;     ///< tls.crt holds at least one PEM certificate that parses
    bool keyWellFormed = false;             ///< tls.key holds a private key that parses
    bool keyMatches = false;                ///< and it belongs to the first certificate
};

/// Only ca.crt is looked at; other values are dropped.
struct ConfigMap {
    std::vector<std::string> keys;         ///< sorted
    std::vector<Certificate> authorities;  ///< of ca.crt; empty when missing or malformed
};

}  // namespace gatesight::model
