// Secret and ConfigMap as decoded: what certificates say, and nothing of the values.
#include "model/world/snapshot_certificates.h"
#include "tests/house/test_program.h"
#include "tests/model/support_certificates.h"
#include "tests/model/support_objects.h"

namespace tst_decode_config {

using namespace gatesight::model;
using namespace gatesight::model::test;

namespace {

std::string secretText(const std::string& fields) {
    return "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n" + fields;
}

Secret secretOf(const std::string& fields) {
    return test::decodeAs<Secret>(secretText(fields));
}

}  // namespace

class DecodeConfig : public QObject {
    Q_OBJECT

private slots:
    void certificateFacts();
    void chainsKeepTheirOrder();
    void wellFormedness_data();
    void wellFormedness();
    void keyOfAnotherCertificate();
    void stringDataWins();
    void encryptedKeysAreNotAskedFor();
    void keysAreSortedAndTypeDefaults();
    void configMapAuthorities();
    void configMapFacts();
};

void DecodeConfig::certificateFacts() {
    const auto made = makeCertificate(
        {.commonName = "server",
         .alternativeNames = {"DNS:*.example.com", "DNS:b.example", "URI:spiffe://x/y",
                              "IP:10.0.0.1", "IP:2001:db8::1"}});
    const Secret secret =
        secretOf("type: kubernetes.io/tls\ndata:\n  tls.crt: " + base64(made.certificate) +
                 "\n  tls.key: " + base64(made.key) + "\n");
    QVERIFY(secret.certificateWellFormed && secret.keyWellFormed && secret.keyMatches);
    const Certificate& certificate = secret.certificates.at(0);
    QCOMPARE(text(certificate.subject), QString("CN=server"));
    QCOMPARE(text(certificate.issuer), QString("CN=server"));
    QCOMPARE(texts(certificate.dnsNames), (QStringList{"*.example.com", "b.example"}));
    QCOMPARE(texts(certificate.uris), QStringList{"spiffe://x/y"});
    QCOMPARE(texts(certificate.ipAddresses), (QStringList{"10.0.0.1", "2001:db8:0:0:0:0:0:1"}));
    QCOMPARE(certificate.notBefore, 1'577'836'800);  // 2020-01-01
    QCOMPARE(certificate.notAfter, 2'208'988'800);   // 2040-01-01
    QVERIFY(!certificate.isCA);
    QCOMPARE(certificate.fingerprint.size(), 64u);
    QCOMPARE(certificate.subjectId, certificate.issuerId);
}

void DecodeConfig::chainsKeepTheirOrder() {
    const auto root = makeCertificate({.commonName = "root", .alternativeNames = {}, .isCA = true});
    const auto leaf = makeCertificate({.commonName = "leaf", .alternativeNames = {}}, &root);
    const Secret secret =
        secretOf("data:\n  tls.crt: " + base64(leaf.certificate + root.certificate) +
                 "\n  ca.crt: " + base64(root.certificate) + "\n");
    QCOMPARE(secret.certificates.size(), 2u);
    QCOMPARE(text(secret.certificates[0].subject), QString("CN=leaf"));
    QCOMPARE(secret.certificates[0].issuerId, secret.certificates[1].subjectId);
    QVERIFY(secret.certificates[1].isCA);
    QCOMPARE(secret.authorities.size(), 1u);
    QCOMPARE(secret.authorities[0].fingerprint, secret.certificates[1].fingerprint);
}

void DecodeConfig::wellFormedness_data() {
    QTest::addColumn<QString>("data");
    const auto made = makeCertificate({.commonName = "x", .alternativeNames = {}});
    const auto row = [](const char* name, const std::string& data) {
        QTest::newRow(name) << QString::fromStdString(data);
    };
    row("no data", "{}");
    row("not base64", "{tls.crt: '%%%', tls.key: '%%%'}");
    row("base64 of no PEM", "{tls.crt: SGVsbG8gd29ybGQK, tls.key: SGVsbG8gd29ybGQK}");
    row("half a block", "{tls.crt: " + base64(made.certificate.substr(0, 100)) +
                            ", tls.key: " + base64(made.key.substr(0, 60)) + "}");
    row("block with rubbish",
        "{tls.crt: " + base64("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n") +
            "}");
    row("swapped",
        "{tls.crt: " + base64(made.key) + ", tls.key: " + base64(made.certificate) + "}");
    row("not texts", "{tls.crt: [1], tls.key: {a: b}}");
}

void DecodeConfig::wellFormedness() {
    QFETCH(QString, data);
    const Secret secret = secretOf("data: " + data.toStdString() + "\n");
    QVERIFY(!secret.certificateWellFormed);
    QVERIFY(!secret.keyWellFormed);
    QVERIFY(!secret.keyMatches);
}

void DecodeConfig::keyOfAnotherCertificate() {
    const auto one = makeCertificate({.commonName = "one", .alternativeNames = {}});
    const auto other = makeCertificate({.commonName = "other", .alternativeNames = {}});
    const Secret secret = secretOf("data:\n  tls.crt: " + base64(one.certificate) +
                                   "\n  tls.key: " + base64(other.key) + "\n");
    QVERIFY(secret.certificateWellFormed && secret.keyWellFormed);
    QVERIFY(!secret.keyMatches);
}

void DecodeConfig::stringDataWins() {
    const auto made = makeCertificate({.commonName = "x", .alternativeNames = {}});
    const Secret secret =
        secretOf("data: {tls.crt: SGVsbG8=}\nstringData:\n  tls.crt: |\n" +
                 indented(made.certificate, 4) + "  tls.key: |\n" + indented(made.key, 4));
    QVERIFY(secret.keyMatches);
    QCOMPARE(texts(secret.keys), (QStringList{"tls.crt", "tls.key"}));
}

void DecodeConfig::encryptedKeysAreNotAskedFor() {
    const Secret secret = secretOf(
        "stringData:\n  tls.key: |\n    -----BEGIN ENCRYPTED PRIVATE KEY-----\n"
        "    MIGjME8GCSqGSIb3DQEFDTBC\n    -----END ENCRYPTED PRIVATE KEY-----\n");
    QVERIFY(!secret.keyWellFormed);
}

void DecodeConfig::keysAreSortedAndTypeDefaults() {
    const Secret secret = secretOf("data: {z: YQ==, a: YQ==}\nstringData: {m: x, a: y}\n");
    QCOMPARE(text(secret.type), QString("Opaque"));
    QCOMPARE(texts(secret.keys), (QStringList{"a", "m", "z"}));
}

void DecodeConfig::configMapAuthorities() {
    const auto root = makeCertificate({.commonName = "root", .alternativeNames = {}, .isCA = true});
    const auto map = [](const std::string& data) {
        return test::decodeAs<ConfigMap>("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n" +
                                         data);
    };
    const ConfigMap good =
        map("data:\n  other: x\n  ca.crt: |\n" + indented(root.certificate + root.certificate, 4));
    QCOMPARE(good.authorities.size(), 2u);
    QVERIFY(good.authorities[0].isCA);
    QCOMPARE(texts(good.keys), (QStringList{"ca.crt", "other"}));
    QVERIFY(map("data: {ca.crt: rubbish}\n").authorities.empty());
    QVERIFY(map("").keys.empty());
}

/// What a capsule carries in the place of certificates.
void DecodeConfig::configMapFacts() {
    const auto root = makeCertificate({.commonName = "root", .alternativeNames = {}, .isCA = true});
    const auto map = [](const std::string& rest) {
        return test::decodeAs<ConfigMap>("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n" +
                                         rest);
    };
    const auto carried = [&](const std::string& facts) {
        return map("  annotations:\n    gatesight.dev/certificates: '" + facts +
                   "'\ndata: {ca.crt: ''}\n");
    };
    const ConfigMap known = map("data:\n  ca.crt: |\n" + indented(root.certificate, 4));
    const ConfigMap read = carried(factsText(known));
    QCOMPARE(read.authorities.size(), 1u);
    QCOMPARE(text(read.authorities[0].subject), text(known.authorities[0].subject));
    QVERIFY(read.authorities[0].isCA);
    QCOMPARE(text(factsText(read)), text(factsText(known)));
    QCOMPARE(texts(read.keys), (QStringList{"ca.crt"}));
    QVERIFY(carried("[]").authorities.empty());
}

GATESIGHT_TEST(DecodeConfig)

}  // namespace tst_decode_config

#include "tst_decode_config.moc"
