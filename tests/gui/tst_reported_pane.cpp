// What controllers reported beside what is predicted: rows, kinds, where a click leads, and when there is nothing.
#include "tests/gui/support_session.h"
#include "tests/house/source_folder.h"
#include "tests/house/test_program.h"
#include "ui/reported/reported_pane.h"
#include "ui/theme/theme.h"
#include "ui/window/bottom_panel.h"
#include "ui/window/main_window.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>

namespace tst_reported_pane {

using namespace gatesight;
using namespace gatesight::ui;

class TestReportedPane : public QObject {
    Q_OBJECT

private:
    Session m_session;
    Theme m_theme{m_session};

    bool openReported() {
        return test::openAndWait(m_session, {{.kind = Input::Kind::Path,
                                              .path = test::sourcePath("/tests/cli/data/reported"),
                                              .text = {},
                                              .title = "reported"}});
    }

private Q_SLOTS:
    void rows() {
        QVERIFY(openReported());
        ReportedPane pane(m_session);
        QAbstractItemModelTester tester(const_cast<ReportedModel*>(&pane.model()));
        QStringList rows;
        for (int row = 0; row < pane.model().rowCount(); ++row)
            rows << QStringList{pane.model().words(row, ReportedModel::ObjectColumn), pane.model().words(row, ReportedModel::TypeColumn),
                                pane.model().words(row, ReportedModel::ReportedColumn), pane.model().words(row, ReportedModel::PredictedColumn)}
                        .join(QStringLiteral(" | "));
        QCOMPARE(rows, (QStringList{QStringLiteral("Gateway demo/front | Programmed | False AddressNotAssigned | True Programmed"),
                                    QStringLiteral("Gateway demo/front | attachedRoutes | 3 | 1"),
                                    QStringLiteral("HTTPRoute demo/hello | ResolvedRefs | False BackendNotFound | True ResolvedRefs"),
                                    QStringLiteral("HTTPRoute demo/elsewhere | Accepted | True Accepted | nothing")}));
        QVERIFY(pane.model().words(0, ReportedModel::WhyColumn).contains(QStringLiteral("no load balancer has come up")));
        QCOMPARE(pane.model().counts(), (std::array<int, 3>{2, 1, 1}));
    }

    void aClickLeadsToTheReport() {
        QVERIFY(openReported());
        ReportedPane pane(m_session);
        QSignalSpy asked(&pane, &WordsPane::sourceRequested);
        Q_EMIT pane.view()->clicked(pane.view()->model()->index(0, ReportedModel::ReportedColumn));
        QCOMPARE(asked.size(), 1);
        QVERIFY(QString::fromStdString(m_session.selection().source.file).endsWith(QStringLiteral("cluster.yaml")));
        QVERIFY(m_session.selection().source.position.line > 10);
    }

    void theTabIsThereWhenSomethingWasReported() {
        MainWindow window(m_session, {});
        window.forgetSettings();
        auto* tabs = window.bottom()->findChild<QTabBar*>();
        const auto tab = [&] {
            for (int i = 0; i < tabs->count(); ++i)
                if (tabs->tabText(i).startsWith(QStringLiteral("Controllers")))
                    return i;
            return -1;
        };
        QVERIFY(openReported());
        QVERIFY(tabs->isTabVisible(tab()));
        QCOMPARE(tabs->tabText(tab()), QStringLiteral("Controllers  2 ✕"));
        QVERIFY(test::openSample(m_session, QStringLiteral("first-steps")));
        QVERIFY(!tabs->isTabVisible(tab()));
    }
};

GATESIGHT_TEST(TestReportedPane, QApplication)

}  // namespace tst_reported_pane

#include "tst_reported_pane.moc"
