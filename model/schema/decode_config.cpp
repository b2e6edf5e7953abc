// Secret and ConfigMap. Values are looked at here, and nothing of them but what a certificate says
// about itself leaves.
#include "model/schema/certificates.h"
#include "model/schema/decoders.h"
#include "model/world/snapshot_certificates.h"

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

/// What was seen of the certificates when they were there.
Node factsOf(Node root) {
    return field(field(field(root, "metadata"), "annotations"), kCertificateFacts);
}

}  // namespace

void decodeInto(Secret& secret, Node root, const DecodeContext& context) {
    secret.type = textOf(field(root, "type"), secret.type);
    secret.keys = keysOf(field(root, "data"), field(root, "stringData"));

    // A snapshot of a cluster holds no values, only what was seen when they were there.
    if (const Node facts = factsOf(root); facts && readFacts(secret, facts.text()))
        return;
    inspectCertificates(secret,
                        {.certificates = secretValue(root, kCertificateKey),
                         .key = secretValue(root, kPrivateKeyKey),
                         .authorities = secretValue(root, kAuthorityKey)},
                        *context.certificates);
}

void decodeInto(ConfigMap& configMap, Node root, const DecodeContext& context) {
    const Node data = field(root, "data");
    configMap.keys = keysOf(data, field(root, "binaryData"));
    if (const Node facts = factsOf(root); facts && readFacts(configMap, facts.text()))
        return;
    configMap.authorities =
        inspectCertificates(field(data, kAuthorityKey).text(), *context.certificates);
}

}  // namespace gatesight::model
