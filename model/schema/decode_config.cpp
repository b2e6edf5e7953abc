// Secret and ConfigMap. Values are looked at here, and nothing of them but what a certificate says
// about itself leaves.
#include "model/schema/certificates.h"
#include "model/schema/decoders.h"

#include <set>

namespace gatesight::model {

namespace {

constexpr std::string_view kCertificateKey = "tls.crt";
constexpr std::string_view kPrivateKeyKey = "tls.key";
constexpr std::string_view kAuthorityKey = "ca.crt";

void collectKeys(std::set<std::string>& keys, Node map) {
    for (const auto& [key, value] : map.entries())
        if (!value.isNull())
            keys.emplace(key.text());
}

std::vector<std::string> keysOf(Node first, Node second) {
    std::set<std::string> keys;
    collectKeys(keys, first);
    collectKeys(keys, second);
    return {keys.begin(), keys.end()};
}

/// stringData is written over data by the API server.
std::string secretValue(Node root, std::string_view key) {
    if (const Node plain = field(field(root, "stringData"), key))
        return std::string(plain.text());
    return decodeBase64(field(field(root, "data"), key).text());
}

std::vector<Certificate> factsOf(std::vector<CertificateData>&& certificates,
                                 CertificateStore& store) {
    std::vector<Certificate> result;
    result.reserve(certificates.size());
    for (CertificateData& each : certificates) {
        store.emplace(each.facts.fingerprint, std::move(each.der));
        result.push_back(std::move(each.facts));
    }
    return result;
}

}  // namespace

void decodeInto(Secret& secret, Node root, const DecodeContext& context) {
    secret.type = textOf(field(root, "type"), secret.type);
    secret.keys = keysOf(field(root, "data"), field(root, "stringData"));

    secret.certificates =
        factsOf(parseCertificates(secretValue(root, kCertificateKey)), *context.certificates);
    secret.authorities =
        factsOf(parseCertificates(secretValue(root, kAuthorityKey)), *context.certificates);
    secret.certificateWellFormed = !secret.certificates.empty();

    std::string key = secretValue(root, kPrivateKeyKey);
    const PrivateKeyFacts facts = inspectPrivateKey(key);
    wipe(key);
    secret.keyWellFormed = facts.wellFormed;
    secret.keyMatches =
        facts.wellFormed && secret.certificateWellFormed &&
        facts.publicKeyFingerprint == secret.certificates.front().publicKeyFingerprint;
}

void decodeInto(ConfigMap& configMap, Node root, const DecodeContext& context) {
    const Node data = field(root, "data");
    configMap.keys = keysOf(data, field(root, "binaryData"));
    configMap.authorities =
        factsOf(parseCertificates(field(data, kAuthorityKey).text()), *context.certificates);
}

}  // namespace gatesight::model
