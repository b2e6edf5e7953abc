// Every item model keeps the rules of item models, empty and filled, and says what it should.
#include "tests/gui/support_session.h"
#include "tests/house/test_program.h"
#include "ui/explorer/explorer_model.h"
#include "ui/findings/findings_model.h"
#include "ui/requests/requests_model.h"
#include "ui/status/conditions_model.h"
#include "ui/trace/trace_model.h"

#include <QAbstractItemModelTester>
#include <QApplication>

#include <algorithm>

namespace tst_ui_models {

using namespace gatesight;
using namespace gatesight::ui;

namespace {

using Mode = QAbstractItemModelTester::FailureReportingMode;

QStringList texts(const QAbstractItemModel& model, const QModelIndex& parent = {}) {
    QStringList result;
    for (int i = 0; i < model.rowCount(parent); ++i)
        result << model.index(i, 0, parent).data().toString();
    return result;
}

NodeFilter filter(const char* text) {
    return NodeFilter::parse(text).value();
}

}  // namespace

class tst_ui_models : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(test::openSample(m_session, QStringLiteral("bookshop"))); }

    void explorerByNamespace() {
        ExplorerModel model;
        ExplorerFilter proxy(&model);
        QAbstractItemModelTester tester(&model, Mode::QtTest);
        QAbstractItemModelTester proxyTester(&proxy, Mode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        model.setLoaded(m_session.loaded(), ExplorerModel::Grouping::ByNamespace);
        QVERIFY(texts(model).contains(QStringLiteral("checkout")));
        QVERIFY(texts(model).contains(QStringLiteral("infra")));
        const QModelIndex gateway = model.find("Gateway/infra/public", {});
        QCOMPARE(gateway.data().toString(), QStringLiteral("public"));
        QCOMPARE(gateway.parent().data().toString(), QStringLiteral("infra"));
        QVERIFY(model.rowCount(gateway) >= 2);  // its listeners
        QCOMPARE(QString::fromStdString(model.keyOf(model.index(0, 0, gateway)))
                     .section(QLatin1Char('/'), 0, 2),
                 QStringLiteral("Listener/infra/public"));
        model.setLoaded(nullptr, ExplorerModel::Grouping::ByNamespace);
        QCOMPARE(model.rowCount(), 0);
    }

    void explorerByKind() {
        ExplorerModel model;
        QAbstractItemModelTester tester(&model, Mode::QtTest);
        model.setLoaded(m_session.loaded(), ExplorerModel::Grouping::ByKind);
        const QStringList kinds = texts(model);
        QVERIFY(kinds.indexOf(QStringLiteral("Gateway")) <
                kinds.indexOf(QStringLiteral("HTTPRoute")));
        QVERIFY(kinds.indexOf(QStringLiteral("HTTPRoute")) <
                kinds.indexOf(QStringLiteral("Service")));
        QCOMPARE(kinds.count(QStringLiteral("Service")), 1);
    }

    void explorerFilters() {
        ExplorerModel model;
        ExplorerFilter proxy(&model);
        QAbstractItemModelTester tester(&proxy, Mode::QtTest);
        model.setLoaded(m_session.loaded(), ExplorerModel::Grouping::ByNamespace);
        const int all = proxy.admitted();
        proxy.setFilter(filter("ns = checkout and kind = Service"));
        QCOMPARE(texts(proxy), QStringList{QStringLiteral("checkout")});
        QVERIFY(proxy.admitted() > 0);
        QVERIFY(proxy.admitted() < all);
        proxy.setFilter(filter("there-is-no-such-thing"));
        QCOMPARE(proxy.rowCount(), 0);
        proxy.setFilter({});
        QCOMPARE(proxy.admitted(), all);
    }

    void trace() {
        TraceModel model;
        QAbstractItemModelTester tester(&model, Mode::QtTest);
        model.setDecision(m_session.decision());
        QCOMPARE(model.rowCount(), static_cast<int>(m_session.decision()->trace.size()));
        QVERIFY(model.index(0).data(TraceModel::OpensStageRole).toBool());
        QVERIFY(model.index(model.rowCount() - 1).data(TraceModel::ClosesTraceRole).toBool());
        QVERIFY(!model.index(0).data(Qt::AccessibleTextRole).toString().isEmpty());
        model.setDecision(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void conditions() {
        ConditionsModel model;
        QAbstractItemModelTester tester(&model, Mode::QtTest);
        model.setSimulation(m_session.simulation());
        QVERIFY(model.rowCount() > 10);
        QCOMPARE(model.problems(), 0);
        const auto gateway = m_session.simulation()->world->find<model::Gateway>("infra", "public");
        model.setSimulation(m_session.simulation(), gateway.id());
        QVERIFY(model.rowCount() > 0);
        for (int i = 0; i < model.rowCount(); ++i)
            QVERIFY(model.row(i).object == gateway.id());
        model.setSimulation(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void findings() {
        Session session;
        QVERIFY(test::openSample(session, QStringLiteral("broken")));
        FindingsModel model;
        WordsFilter proxy(&model);
        QAbstractItemModelTester tester(&model, Mode::QtTest);
        QAbstractItemModelTester proxyTester(&proxy, Mode::QtTest);
        model.setLoaded(session.loaded());
        const auto counts = model.counts();
        QVERIFY(counts[0] > 0);
        QCOMPARE(counts[0] + counts[1] + counts[2], model.rowCount());
        QVERIFY(model.finding(0).severity == model::Severity::Error);
        proxy.setKindShown(static_cast<int>(model::Severity::Error), false);
        QCOMPARE(proxy.rowCount(), counts[1] + counts[2]);
        proxy.setKindShown(static_cast<int>(model::Severity::Error), true);
        proxy.setText(QStringLiteral("no-such-service"));
        QVERIFY(proxy.rowCount() > 0);
        QVERIFY(proxy.rowCount() < model.rowCount());
        for (int column = 0; column < FindingsModel::ColumnCount; ++column)
            proxy.sort(column, Qt::DescendingOrder);
    }

    void requests() {
        RequestsModel model;
        QAbstractItemModelTester tester(&model, Mode::QtTest);
        QTRY_VERIFY(std::ranges::all_of(m_session.savedRequests(),
                                        [](const SavedRequest& r) { return r.answer != nullptr; }));
        std::vector<SavedRequest> saved = m_session.savedRequests();
        model.setRequests(saved);
        QCOMPARE(model.rowCount(), static_cast<int>(saved.size()));
        QCOMPARE(model.failed(), 0);
        // Requests of a Scenario are its author's; only the user's own can be renamed.
        const QModelIndex name = model.index(0, RequestsModel::NameColumn);
        QVERIFY(!model.flags(name).testFlag(Qt::ItemIsEditable));
        saved.front().fromScenario = false;
        model.setRequests(saved);
        QVERIFY(model.flags(name).testFlag(Qt::ItemIsEditable));
        QVERIFY(model.setData(name, QStringLiteral("mine")));
        QCOMPARE(model.requests().front().name, "mine");
        QVERIFY(!model.setData(name, QStringLiteral("   ")));
    }

    void manifestTextIsNeverMarkup() {
        Session session;
        QString yaml = test::manyRoutes(1);
        yaml.replace(QStringLiteral("gatewayClassName: example"),
                     QStringLiteral("gatewayClassName: \"<b>x</b>\""));
        QVERIFY(test::openText(session, yaml));
        ExplorerModel explorer;
        explorer.setLoaded(session.loaded(), ExplorerModel::Grouping::ByNamespace);
        FindingsModel findings;
        findings.setLoaded(session.loaded());
        ConditionsModel conditions;
        conditions.setSimulation(session.simulation());
        for (const QAbstractItemModel* model :
             std::initializer_list<const QAbstractItemModel*>{&findings, &conditions})
            for (int i = 0; i < model->rowCount(); ++i)
                for (int column = 0; column < model->columnCount(); ++column)
                    QVERIFY(!model->index(i, column)
                                 .data(Qt::ToolTipRole)
                                 .toString()
                                 .contains(QLatin1String("<b>")));
    }

private:
    Session m_session;
};

GATESIGHT_TEST(tst_ui_models, QApplication)

}  // namespace tst_ui_models

#include "tst_ui_models.moc"
