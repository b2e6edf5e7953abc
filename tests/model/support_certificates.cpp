#include "support_certificates.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>

namespace gatesight::model::test {

namespace {

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

std::string contents(const BioPtr& bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

BioPtr reading(const std::string& text) {
    return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

void addExtension(X509* certificate, int nid, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, Freeing<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
    if (!extension)
        throw std::invalid_argument("no such extension value: " + value);
    X509_add_ext(certificate, extension.get(), -1);
}

void setName(X509* certificate, const std::string& commonName) {
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(commonName.c_str()), -1, -1,
                               0);
}

void setContent(X509* certificate, const CertificateRequest& request) {
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 7);
    ASN1_TIME_set_string_X509(X509_getm_notBefore(certificate), "20200101000000Z");
    ASN1_TIME_set_string_X509(X509_getm_notAfter(certificate), "20400101000000Z");
    setName(certificate, request.commonName);
    addExtension(certificate, NID_basic_constraints,
                 request.isCA ? "critical,CA:TRUE" : "critical,CA:FALSE");
    std::string names;
    for (const std::string& name : request.alternativeNames)
        names += (names.empty() ? "" : ",") + name;
    if (!names.empty())
        addExtension(certificate, NID_subject_alt_name, names);
}

}  // namespace

KeyAndCertificate makeCertificate(const CertificateRequest& request,
                                  const KeyAndCertificate* issuer) {
    const KeyPtr key(EVP_EC_gen("P-256"));
    const X509Ptr certificate(X509_new());
    setContent(certificate.get(), request);
    X509_set_pubkey(certificate.get(), key.get());
    if (issuer != nullptr) {
        const X509Ptr signer(
            PEM_read_bio_X509(reading(issuer->certificate).get(), nullptr, nullptr, nullptr));
        const KeyPtr signingKey(
            PEM_read_bio_PrivateKey(reading(issuer->key).get(), nullptr, nullptr, nullptr));
        X509_set_issuer_name(certificate.get(), X509_get_subject_name(signer.get()));
        X509_sign(certificate.get(), signingKey.get(), EVP_sha256());
    } else {
        X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
        X509_sign(certificate.get(), key.get(), EVP_sha256());
    }
    const BioPtr keyText(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    const BioPtr certificateText(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(certificateText.get(), certificate.get());
    return {.key = contents(keyText), .certificate = contents(certificateText)};
}

std::string base64(const std::string& bytes) {
    std::string result((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(result.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
    result.resize(static_cast<std::size_t>(size));
    return result;
}

std::string indented(const std::string& text, int spaces) {
    std::string result;
    bool atStart = true;
    for (const char c : text) {
        if (atStart)
            result.append(static_cast<std::size_t>(spaces), ' ');
        result += c;
        atStart = c == '\n';
    }
    return result;
}

}  // namespace gatesight::model::test
