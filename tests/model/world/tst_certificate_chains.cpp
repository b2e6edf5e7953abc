// Which certificate signed which, over all objects of a World and over edits.
#include "tests/house/test_program.h"
#include "tests/model/support_certificates.h"
#include "tests/model/support_objects.h"

namespace tst_certificate_chains {

using namespace gatesight::model;
using namespace gatesight::model::test;

namespace {

std::string secret(const std::string& name, const std::string& chain) {
    return "apiVersion: v1\nkind: Secret\nmetadata: {name: " + name +
           "}\ndata: {tls.crt: " + base64(chain) + "}\n---\n";
}

std::string configMap(const std::string& name, const std::string& bundle) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\ndata:\n  ca.crt: |\n" +
           indented(bundle, 4) + "---\n";
}

const Certificate& leafOf(const WorldPtr& world, std::string_view name) {
    return world->find<Secret>("default", name)->certificates.at(0);
}

}  // namespace

class CertificateChains : public QObject {
    Q_OBJECT

private slots:
    void acrossObjects();
    void sameNameOtherKeyIsNoSigner();
    void anEditBringsTheAuthority();
    void anEditTakesTheAuthorityAway();

private:
    KeyAndCertificate m_root =
        makeCertificate({.commonName = "root", .alternativeNames = {}, .isCA = true});
    KeyAndCertificate m_impostor =
        makeCertificate({.commonName = "root", .alternativeNames = {}, .isCA = true});
    KeyAndCertificate m_leaf =
        makeCertificate({.commonName = "leaf", .alternativeNames = {}}, &m_root);
};

void CertificateChains::acrossObjects() {
    const WorldPtr world =
        worldOf(secret("leaf", m_leaf.certificate) + configMap("ca", m_root.certificate));
    const Certificate& root = world->find<ConfigMap>("default", "ca")->authorities.at(0);
    QCOMPARE(leafOf(world, "leaf").signedBy, std::vector{root.fingerprint});
    QCOMPARE(root.signedBy, std::vector{root.fingerprint});
}

void CertificateChains::sameNameOtherKeyIsNoSigner() {
    const WorldPtr world =
        worldOf(secret("leaf", m_leaf.certificate) + configMap("ca", m_impostor.certificate));
    QVERIFY(leafOf(world, "leaf").signedBy.empty());
    const WorldPtr both = worldOf(secret("leaf", m_leaf.certificate) +
                                  configMap("ca", m_impostor.certificate + m_root.certificate));
    QCOMPARE(leafOf(both, "leaf").signedBy.size(), 1u);
}

void CertificateChains::anEditBringsTheAuthority() {
    const WorldPtr base =
        worldOf(secret("leaf", m_leaf.certificate) + secret("other", m_impostor.certificate));
    QVERIFY(leafOf(base, "leaf").signedBy.empty());
    const WorldPtr edited = withLayer(base, manifestsOf(configMap("ca", m_root.certificate)));
    QCOMPARE(leafOf(edited, "leaf").signedBy.size(), 1u);
    QVERIFY(leafOf(base, "leaf").signedBy.empty());
    QCOMPARE(&edited->find<Secret>("default", "other").object(),
             &base->find<Secret>("default", "other").object());
}

void CertificateChains::anEditTakesTheAuthorityAway() {
    const WorldPtr base =
        worldOf(secret("leaf", m_leaf.certificate) + configMap("ca", m_root.certificate));
    const WorldPtr edited =
        withLayer(base, manifestsOf("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ca}\n"));
    QVERIFY(leafOf(edited, "leaf").signedBy.empty());
    QCOMPARE(leafOf(base, "leaf").signedBy.size(), 1u);
}

GATESIGHT_TEST(CertificateChains)

}  // namespace tst_certificate_chains

#include "tst_certificate_chains.moc"
