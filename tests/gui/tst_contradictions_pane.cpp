// The table of contradictions: rows, filter, where a click leads, and what it says when it is
// empty.
#include "tests/gui/support_session.h"
#include "tests/house/test_program.h"
#include "ui/contradictions/contradictions_pane.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

namespace tst_contradictions_pane {

using namespace gatesight;
using namespace gatesight::ui;

namespace {

constexpr auto kCluster = R"(apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gw, namespace: infra}
spec:
  gatewayClassName: test
  listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: apps}
spec:
  parentRefs: [{name: gw, namespace: infra}]
  rules:
    - backendRefs: [{name: shop, port: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: shop, namespace: apps}
spec: {selector: {app: shop}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: shop, namespace: apps, labels: {app: shop}}
spec: {containers: [{name: c, image: i}]}
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: apps}
spec: {type: NodePort, selector: {app: db}, ports: [{port: 5432, nodePort: 30432}]}
---
apiVersion: v1
kind: Pod
metadata: {name: db, namespace: apps, labels: {app: db}}
spec: {containers: [{name: c, image: i}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: apps}
spec:
  podSelector: {matchLabels: {app: shop}}
  policyTypes: [Ingress]
)";

}  // namespace

class TestContradictionsPane : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(test::openText(m_session, QString::fromUtf8(kCluster))); }

    void init() {
        m_pane = std::make_unique<ContradictionsPane>(m_session);
        m_pane->resize(1400, 300);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
    }

    void cleanup() { m_pane.reset(); }

    void rowsAndTheirWords() {
        ContradictionsModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setLoaded(m_session.loaded());
        QCOMPARE(model.rowCount(), 2);
        QVERIFY((model.counts() == std::array{1, 0, 1}));
        QCOMPARE(model.warnings(), 2);
        QCOMPARE(model.index(0, ContradictionsModel::KindColumn).data().toString(),
                 QStringLiteral("Dropped"));
        QCOMPARE(
            model.index(0, ContradictionsModel::PromisedColumn).data().toString(),
            QStringLiteral("HTTPRoute apps/shop sends requests to apps/shop:80 through Gateway "
                           "infra/gw"));
        QCOMPARE(model.index(0, ContradictionsModel::HappensColumn).data().toString(),
                 QStringLiteral("Network policies keep Gateway infra/gw from its one ready "
                                "endpoint"));
        QVERIFY(model.index(0, ContradictionsModel::DeciderColumn)
                    .data()
                    .toString()
                    .startsWith(QLatin1String("NetworkPolicy apps/deny isolates Pod apps/shop")));
        QCOMPARE(model.index(0, ContradictionsModel::RemedyColumn).data().toString(),
                 QStringLiteral("Let Pods of namespace infra labelled "
                                "gateway.networking.k8s.io/gateway-name=gw in at TCP 8080, by a "
                                "NetworkPolicy that selects Pods of namespace apps labelled "
                                "app=shop"));
        QVERIFY(model.index(1, ContradictionsModel::RemedyColumn)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .endsWith(QLatin1String("Make Service apps/db a ClusterIP without external IPs "
                                            "or keep the outside from its Pods by a policy, or let "
                                            "a route of a Gateway lead there.")));
        QCOMPARE(model.index(1, ContradictionsModel::RuleColumn).data().toString(),
                 QStringLiteral("promise.exposed"));
        for (int column = 0; column < ContradictionsModel::ColumnCount; ++column)
            QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
    }

    void theFilterNarrows() {
        QCOMPARE(rows(), 2);
        QTest::keyClicks(m_pane->filterEdit(), QStringLiteral("30432"));
        QCOMPARE(rows(), 1);
        QCOMPARE(cell(0, ContradictionsModel::KindColumn), QStringLiteral("Exposed"));
        m_pane->filterEdit()->clear();
        m_pane->kindButton(Contradiction::Kind::Dropped)->click();
        QCOMPARE(rows(), 1);
        QCOMPARE(cell(0, ContradictionsModel::KindColumn), QStringLiteral("Exposed"));
        m_pane->kindButton(Contradiction::Kind::Dropped)->click();
        QCOMPARE(rows(), 2);
        QVERIFY(
            m_pane->kindButton(Contradiction::Kind::Dropped)->text().endsWith(QLatin1Char('1')));
    }

    void aClickLeadsToTheLine() {
        QSignalSpy sources(m_pane.get(), &ContradictionsPane::sourceRequested);
        click(0, ContradictionsModel::PromisedColumn);
        QCOMPARE(sources.size(), 1);
        QCOMPARE(m_session.selection().source.position.line, 14u);  // the backendRef
        click(0, ContradictionsModel::DeciderColumn);
        QCOMPARE(sources.size(), 2);
        QVERIFY(m_session.selection().source.position.line > 35u);  // the policy
        click(0, ContradictionsModel::RemedyColumn);
        QCOMPARE(sources.size(), 3);
        QVERIFY(m_session.selection().source.position.line > 35u);
        click(1, ContradictionsModel::DeciderColumn);
        QCOMPARE(sources.size(), 4);  // no policy: the Service
        QVERIFY(m_session.selection().source.position.line < 35u);
    }

    void aClickOnTheRuleOpensItsPage() {
        QSignalSpy rules(m_pane.get(), &ContradictionsPane::ruleRequested);
        click(0, ContradictionsModel::RuleColumn);
        QCOMPARE(rules.size(), 1);
        QCOMPARE(rules.first().first().toString(), QStringLiteral("promise.dropped"));
        m_pane->view()->setCurrentIndex(index(1, 0));
        QCOMPARE(m_pane->currentRule(), QStringLiteral("promise.exposed"));
    }

    void emptinessIsExplained() {
        Session session;
        ContradictionsPane pane(session);
        QCOMPARE(words(pane), QStringLiteral("Nothing is loaded"));
        QString yaml = QString::fromUtf8(kCluster);
        yaml.truncate(
            yaml.indexOf(QLatin1String("apiVersion: v1\nkind: Service\nmetadata: {name: db")));
        QVERIFY(test::openText(session, yaml));
        QCOMPARE(pane.model().rowCount(), 0);
        QVERIFY2(words(pane).startsWith(QLatin1String("No contradictions")),
                 qPrintable(words(pane)));
    }

private:
    [[nodiscard]] int rows() const { return m_pane->view()->model()->rowCount(); }
    [[nodiscard]] QModelIndex index(int row, int column) const {
        return m_pane->view()->model()->index(row, column);
    }
    [[nodiscard]] QString cell(int row, int column) const {
        return index(row, column).data().toString();
    }
    void click(int row, int column) {
        QTableView* view = m_pane->view();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          view->visualRect(index(row, column)).center());
    }
    static QString words(const ContradictionsPane& pane) {
        QStringList all;
        for (const auto* label : pane.emptyNote()->findChildren<QLabel*>())
            if (!label->text().isEmpty())
                all << label->text();
        return all.join(QLatin1Char('\n'));
    }

    Session m_session;
    std::unique_ptr<ContradictionsPane> m_pane;
};

GATESIGHT_TEST(TestContradictionsPane, QApplication)

}  // namespace tst_contradictions_pane

#include "tst_contradictions_pane.moc"
