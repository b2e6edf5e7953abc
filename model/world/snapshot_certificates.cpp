#include "model/world/snapshot_certificates.h"

#include "model/kinds/timestamp.h"
#include "model/schema/certificates.h"

#include <nlohmann/json.hpp>

namespace gatesight::model {

namespace {

using Json = nlohmann::ordered_json;

Json certificateJson(const Certificate& certificate) {
    return {{"subject", certificate.subject},
            {"issuer", certificate.issuer},
            {"dnsNames", certificate.dnsNames},
            {"uris", certificate.uris},
            {"ipAddresses", certificate.ipAddresses},
            {"notBefore", formatTimestamp(certificate.notBefore)},
            {"notAfter", formatTimestamp(certificate.notAfter)},
            {"isCA", certificate.isCA},
            {"fingerprint", certificate.fingerprint},
            {"publicKeyFingerprint", certificate.publicKeyFingerprint},
            {"subjectId", certificate.subjectId},
            {"issuerId", certificate.issuerId},
            {"signedBy", certificate.signedBy}};
}

Json certificateJson(const std::vector<Certificate>& certificates) {
    Json result = Json::array();
    for (const Certificate& each : certificates)
        result.push_back(certificateJson(each));
    return result;
}

Certificate certificateFrom(const Json& json) {
    return {.subject = json.at("subject"),
            .issuer = json.at("issuer"),
            .dnsNames = json.at("dnsNames"),
            .uris = json.at("uris"),
            .ipAddresses = json.at("ipAddresses"),
            .notBefore = parseTimestamp(json.at("notBefore").get<std::string>()).value_or(0),
            .notAfter = parseTimestamp(json.at("notAfter").get<std::string>()).value_or(0),
            .isCA = json.at("isCA"),
            .fingerprint = json.at("fingerprint"),
            .publicKeyFingerprint = json.at("publicKeyFingerprint"),
            .subjectId = json.at("subjectId"),
            .issuerId = json.at("issuerId"),
            .signedBy = json.at("signedBy")};
}

std::vector<Certificate> certificatesFrom(const Json& list) {
    std::vector<Certificate> result;
    for (const Json& each : list)
        result.push_back(certificateFrom(each));
    return result;
}

}  // namespace

std::vector<Certificate> inspectCertificates(std::string_view pem, CertificateStore& store) {
    std::vector<Certificate> result;
    for (CertificateData& each : parseCertificates(pem)) {
        store.emplace(each.facts.fingerprint, std::move(each.der));
        result.push_back(std::move(each.facts));
    }
    return result;
}

void inspectCertificates(Secret& secret, SecretTexts texts, CertificateStore& store) {
    secret.certificates = inspectCertificates(texts.certificates, store);
    secret.authorities = inspectCertificates(texts.authorities, store);
    secret.certificateWellFormed = !secret.certificates.empty();
    const PrivateKeyFacts facts = inspectPrivateKey(texts.key);
    wipe(texts.key);
    secret.keyWellFormed = facts.wellFormed;
    secret.keyMatches =
        facts.wellFormed && secret.certificateWellFormed &&
        facts.publicKeyFingerprint == secret.certificates.front().publicKeyFingerprint;
}

std::string factsText(const Secret& secret) {
    return Json{{"certificates", certificateJson(secret.certificates)},
                {"authorities", certificateJson(secret.authorities)},
                {"keyWellFormed", secret.keyWellFormed},
                {"keyMatches", secret.keyMatches}}
        .dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string factsText(const ConfigMap& configMap) {
    return Json{{"authorities", certificateJson(configMap.authorities)}}.dump(
        -1, ' ', false, Json::error_handler_t::replace);
}

bool readFacts(Secret& secret, std::string_view text) {
    try {
        const Json json = Json::parse(text);
        Secret read;
        read.certificates = certificatesFrom(json.at("certificates"));
        read.authorities = certificatesFrom(json.at("authorities"));
        read.keyWellFormed = json.at("keyWellFormed");
        read.keyMatches = json.at("keyMatches");
        read.certificateWellFormed = !read.certificates.empty();
        read.type = std::move(secret.type);
        read.keys = std::move(secret.keys);
        secret = std::move(read);
        return true;
    } catch (const Json::exception&) {
        return false;
    }
}

bool readFacts(ConfigMap& configMap, std::string_view text) {
    try {
        configMap.authorities = certificatesFrom(Json::parse(text).at("authorities"));
        return true;
    } catch (const Json::exception&) {
        return false;
    }
}

}  // namespace gatesight::model
