#include "model/schema/certificates.h"

#include "model/kinds/timestamp.h"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <limits>
#include <memory>

namespace gatesight::model {

namespace {

constexpr std::size_t kMaxCertificates = 1000;

template <auto Free>
struct Freeing {
    template <class T>
    void operator()(T* object) const {
        Free(object);
    }
};
using BioPtr = std::unique_ptr<BIO, Freeing<BIO_free>>;
using X509Ptr = std::unique_ptr<X509, Freeing<X509_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;
using NamesPtr = std::unique_ptr<GENERAL_NAMES, Freeing<GENERAL_NAMES_free>>;

/// Malformed input leaves entries in OpenSSL's error queue of this thread; later users of the
/// thread must not find them.
struct ErrorQueueGuard {
    ErrorQueueGuard() {
        // Threads of a pool may outlive what OpenSSL does when a process exits, and what it keeps
        // for them would be lost.
        [[maybe_unused]] static const int once =
            OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
    }
    ErrorQueueGuard(const ErrorQueueGuard&) = delete;
    ErrorQueueGuard& operator=(const ErrorQueueGuard&) = delete;
    ~ErrorQueueGuard() { ERR_clear_error(); }
};

BioPtr reading(std::string_view text) {
    if (text.empty() || text.size() > std::numeric_limits<int>::max())
        return nullptr;
    return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

/// OpenSSL would ask for a password on the terminal without this.
int noPassword(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*data*/) {
    return -1;
}

template <class T, class Encode>
std::string derOf(T* object, Encode encode) {
    const int size = encode(object, nullptr);
    if (size <= 0)
        return {};
    std::string der(static_cast<std::size_t>(size), '\0');
    auto* out = reinterpret_cast<unsigned char*>(der.data());
    encode(object, &out);
    return der;
}

std::string sha256Hex(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
    std::string hex;
    for (unsigned int i = 0; i < size; ++i)
        fmt::format_to(std::back_inserter(hex), "{:02x}", digest[i]);
    return hex;
}

std::string nameText(const X509_NAME* name) {
    const BioPtr out(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(out.get(), name, 0,
                       XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
    char* data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

Timestamp timeOf(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return 0;
    return Timestamp{timegm(&parts)};
}

std::string_view bytesOf(const ASN1_STRING* text) {
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
            static_cast<std::size_t>(ASN1_STRING_length(text))};
}

std::string addressText(std::string_view bytes) {
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned>(static_cast<unsigned char>(bytes[i]));
    };
    if (bytes.size() == 4)
        return fmt::format("{}.{}.{}.{}", byte(0), byte(1), byte(2), byte(3));
    if (bytes.size() != 16)
        return {};
    std::string result;
    for (std::size_t i = 0; i < bytes.size(); i += 2)
        result += fmt::format("{}{:x}", i == 0 ? "" : ":", byte(i) << 8 | byte(i + 1));
    return result;
}

void readAlternativeNames(const X509* certificate, Certificate& facts) {
    const NamesPtr names(static_cast<GENERAL_NAMES*>(
        X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const GENERAL_NAME* const name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type == GEN_DNS)
            facts.dnsNames.emplace_back(bytesOf(name->d.dNSName));
        else if (name->type == GEN_URI)
            facts.uris.emplace_back(bytesOf(name->d.uniformResourceIdentifier));
        else if (name->type == GEN_IPADD)
            facts.ipAddresses.push_back(addressText(bytesOf(name->d.iPAddress)));
    }
}

CertificateData describe(X509* certificate) {
    CertificateData result;
    result.der = derOf(certificate, i2d_X509);
    Certificate& facts = result.facts;
    facts.subject = nameText(X509_get_subject_name(certificate));
    facts.issuer = nameText(X509_get_issuer_name(certificate));
    facts.notBefore = timeOf(X509_get0_notBefore(certificate));
    facts.notAfter = timeOf(X509_get0_notAfter(certificate));
    facts.isCA = X509_check_ca(certificate) != 0;
    facts.fingerprint = sha256Hex(result.der);
    facts.publicKeyFingerprint =
        sha256Hex(derOf(X509_get_X509_PUBKEY(certificate), i2d_X509_PUBKEY));
    facts.subjectId = sha256Hex(derOf(X509_get_subject_name(certificate), i2d_X509_NAME));
    facts.issuerId = sha256Hex(derOf(X509_get_issuer_name(certificate), i2d_X509_NAME));
    readAlternativeNames(certificate, facts);
    return result;
}

X509Ptr certificateOf(std::string_view der) {
    const auto* data = reinterpret_cast<const unsigned char*>(der.data());
    return X509Ptr(d2i_X509(nullptr, &data, static_cast<long>(der.size())));
}

}  // namespace

std::vector<CertificateData> parseCertificates(std::string_view pem) {
    const ErrorQueueGuard guard;
    std::vector<CertificateData> result;
    const BioPtr in = reading(pem);
    while (in && result.size() < kMaxCertificates) {
        ERR_clear_error();
        const X509Ptr certificate(PEM_read_bio_X509(in.get(), nullptr, noPassword, nullptr));
        if (certificate)
            result.push_back(describe(certificate.get()));
        else if (ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE ||
                 BIO_eof(in.get()) == 1)
            break;
    }
    return result;
}

PrivateKeyFacts inspectPrivateKey(std::string_view pem) {
    const ErrorQueueGuard guard;
    const BioPtr in = reading(pem);
    if (!in)
        return {};
    const KeyPtr key(PEM_read_bio_PrivateKey(in.get(), nullptr, noPassword, nullptr));
    if (!key)
        return {};
    return {.wellFormed = true, .publicKeyFingerprint = sha256Hex(derOf(key.get(), i2d_PUBKEY))};
}

bool signedBy(std::string_view certificate, std::string_view issuer) {
    const ErrorQueueGuard guard;
    const X509Ptr subject = certificateOf(certificate);
    const X509Ptr signer = certificateOf(issuer);
    if (!subject || !signer)
        return false;
    EVP_PKEY* const key = X509_get0_pubkey(signer.get());
    return key != nullptr && X509_verify(subject.get(), key) == 1;
}

std::string decodeBase64(std::string_view text) {
    const ErrorQueueGuard guard;
    std::string packed;
    packed.reserve(text.size());
    std::ranges::copy_if(text, std::back_inserter(packed),
                         [](char c) { return c != '\n' && c != '\r' && c != ' ' && c != '\t'; });
    if (packed.empty() || packed.size() % 4 != 0 ||
        packed.size() > std::numeric_limits<int>::max()) {
        wipe(packed);
        return {};
    }
    std::string bytes(packed.size() / 4 * 3, '\0');
    const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(packed.data()),
                                     static_cast<int>(packed.size()));
    const auto padding = packed.ends_with("==") ? 2u : packed.ends_with('=') ? 1u : 0u;
    wipe(packed);
    bytes.resize(size < 0 ? 0 : static_cast<std::size_t>(size) - padding);
    return bytes;
}

void wipe(std::string& text) {
    OPENSSL_cleanse(text.data(), text.size());
    text.clear();
}

}  // namespace gatesight::model
