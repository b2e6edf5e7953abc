// Certificates at a date. Those of the test are valid from 2020 to 2040.
#include "model/kinds/timestamp.h"
#include "simulator/lint/certificate_dates.h"
#include "tests/house/test_program.h"
#include "tests/model/support_certificates.h"
#include "tests/simulator/support_world.h"

#include <fmt/format.h>

namespace gatesight::simulator::tst_certificate_dates {

class CertificateDatesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        const auto made =
            model::test::makeCertificate({"shop.example.com", {"DNS:shop.example.com"}});
        m_simulation = simulate(simulator::test::worldOf(fmt::format(
            "apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\n"
            "metadata: {{name: test}}\nspec: {{controllerName: test.dev/controller}}\n---\n"
            "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\n"
            "metadata: {{name: gw, namespace: infra}}\nspec:\n  gatewayClassName: test\n"
            "  listeners:\n    - {{name: https, port: 443, protocol: HTTPS, tls: "
            "{{certificateRefs: [{{name: cert}}]}}}}\n---\n"
            "apiVersion: v1\nkind: Secret\nmetadata: {{name: cert, namespace: infra}}\n"
            "type: kubernetes.io/tls\nstringData:\n  tls.crt: |\n{}  tls.key: |\n{}",
            model::test::indented(made.certificate, 4), model::test::indented(made.key, 4))));
    }

    void saysWhatIsNotValid_data() {
        QTest::addColumn<QString>("at");
        QTest::addColumn<QString>("severity");
        QTest::addColumn<QString>("says");
        QTest::newRow("in the middle") << "2030-01-01"
                                       << ""
                                       << "";
        QTest::newRow("before it begins")
            << "2019-12-31"
            << "error"
            << "is not valid yet at 2019-12-31: it is from 2020-01-01";
        QTest::newRow("when it is over")
            << "2040-02-01"
            << "error"
            << "is expired at 2040-02-01: it was valid until 2040-01-01";
        QTest::newRow("31 days before") << "2039-12-01"
                                        << ""
                                        << "";
        QTest::newRow("29 days before") << "2039-12-03"
                                        << "warning"
                                        << "expires 2040-01-01, 29 days after 2039-12-03";
    }
    void saysWhatIsNotValid() {
        QFETCH(QString, at);
        QFETCH(QString, severity);
        QFETCH(QString, says);
        const auto when = model::parseTimestamp(at.toStdString() + "T00:00:00Z");
        const auto findings = certificateDateFindings(*m_simulation, *when);
        QCOMPARE(findings.size(), std::size_t(severity.isEmpty() ? 0 : 1));
        if (severity.isEmpty())
            return;
        const model::Finding& finding = findings.front();
        QCOMPARE(finding.rule, std::string("lint.certificate.dates"));
        QCOMPARE(simulator::test::text(toString(finding.severity)), severity);
        QVERIFY2(simulator::test::text(finding.message).contains(says), finding.message.c_str());
        QVERIFY(simulator::test::text(finding.message)
                    .contains("listener 'https' of Gateway infra/gw"));
        QCOMPARE(toString(finding.object), std::string("Secret infra/cert"));
    }

private:
    SimulationPtr m_simulation;
};

GATESIGHT_TEST(CertificateDatesTest)

}  // namespace gatesight::simulator::tst_certificate_dates

#include "tst_certificate_dates.moc"
