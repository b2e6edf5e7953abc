// The east-west view, driven as a person would.
#include "tests/gui/support_session.h"
#include "tests/house/test_program.h"
#include "ui/graph/flow_view.h"
#include "ui/theme/theme.h"
#include "ui/who/graph_pane.h"
#include "ui/who/who_bar.h"
#include "ui/who/who_style.h"
#include "ui/who/who_view.h"

#include <QApplication>
#include <QListWidget>
#include <QSignalSpy>

#include <algorithm>
#include <memory>

namespace tst_who_view {

using namespace gatesight;
using namespace gatesight::ui;
using namespace gatesight::test;
using simulator::TalkState;

namespace {

/// A Session with a sample, and the view of it.
struct Shown {
    Session session;
    WhoView view{session};
};

std::unique_ptr<Shown> shown(const QString& sample) {
    auto result = std::make_unique<Shown>();
    result->view.resize(1000, 700);
    result->view.show();
    if (!openSample(result->session, sample))
        return nullptr;
    const bool there =
        QTest::qWaitFor([&] { return result->view.canvas().talks() != nullptr; }, 20'000);
    return there ? std::move(result) : nullptr;
}

int rowOf(WhoView& view, const std::string& key) {
    const auto& rows = view.canvas().talks()->rows;
    const auto found = std::ranges::find(rows, key, &simulator::TalkGroup::key);
    return found == rows.end() ? -1 : static_cast<int>(found - rows.begin());
}

int columnOf(WhoView& view, const std::string& key) {
    const auto& columns = view.canvas().talks()->columns;
    const auto found = std::ranges::find(columns, key, &simulator::TalkGroup::key);
    return found == columns.end() ? -1 : static_cast<int>(found - columns.begin());
}

bool clickCell(WhoView& view, const std::string& from, const std::string& to) {
    QSignalSpy detail(&view, &WhoView::detailShown);
    const WhoCanvas::Place place{rowOf(view, from), columnOf(view, to)};
    if (!place.valid())
        return false;
    QTest::mouseClick(view.canvas().viewport(), Qt::LeftButton, {},
                      view.canvas().cellRect(place).center());
    return view.canvas().current() == place && (detail.count() > 0 || detail.wait(20'000));
}

}  // namespace

class TstWhoView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingOpenShowsNothing() {
        Session session;
        WhoView view(session);
        view.resize(800, 500);
        view.show();
        view.grab();
        QVERIFY(!view.canvas().talks());
        QVERIFY(view.canvas().image(1).isNull());
        QVERIFY(view.detail().isHidden());
    }

    void theMatrixIsTheEngines() {
        const auto about = shown(QStringLiteral("mall"));
        QVERIFY(about);
        const auto expected = simulator::computeWhoTalks(*about->session.simulation());
        const auto& talks = *about->view.canvas().talks();
        QCOMPARE(talks.rows.size(), expected->rows.size());
        for (const TalkState state : kTalkStates)
            QCOMPARE(talks.count(state), expected->count(state));
        QVERIFY(talks.count(TalkState::Denied) > 10);
        QVERIFY(!about->view.canvas().image(2).isNull());
        QVERIFY(about->view.bar().stateButton(TalkState::Denied)->isVisible());
    }

    void aCellTellsItsPoliciesAndLeadsToThem() {
        const auto about = shown(QStringLiteral("mall"));
        QVERIFY(about);
        WhoView& view = about->view;
        QVERIFY(clickCell(view, "namespace/store", "namespace/goods"));
        const QString tip =
            view.canvas().tipAt(view.canvas().cellRect(view.canvas().current()).center());
        QVERIFY2(tip.contains(QStringLiteral("NetworkPolicy goods/catalog")), qPrintable(tip));
        QVERIFY(!view.detail().isHidden());
        QVERIFY2(view.detail().title().contains(QStringLiteral("allowed in part")),
                 qPrintable(view.detail().title()));
        QVERIFY(view.detail().policies()->count() > 1);
        QSignalSpy source(&view, &WhoView::sourceRequested);
        Q_EMIT view.detail().policies()->itemClicked(view.detail().policies()->item(0));
        QCOMPARE(source.count(), 1);
        QVERIFY(about->session.selection().source.known());
    }

    void traceThisFillsTheRequest() {
        const auto about = shown(QStringLiteral("mall"));
        QVERIFY(about);
        WhoView& view = about->view;
        QVERIFY(clickCell(view, "namespace/store", "namespace/money"));
        QVERIFY(!view.detail().traceButtons().isEmpty());
        QSignalSpy trace(&view, &WhoView::traceRequested);
        QSignalSpy answered(&about->session, &Session::decisionChanged);
        view.detail().traceButtons().front()->click();
        QCOMPARE(trace.count(), 1);
        QCOMPARE(about->session.request().from.namespace_, std::string("store"));
        QCOMPARE(about->session.request().url(), std::string("http://payments.money/"));
        QTRY_VERIFY(about->session.decision() &&
                    about->session.decision()->outcome == simulator::Outcome::Forwarded);
    }

    void namesOpenAndClose() {
        const auto about = shown(QStringLiteral("mall"));
        QVERIFY(about);
        WhoView& view = about->view;
        const int row = rowOf(view, "namespace/goods");
        QVERIFY(row > 0);
        QTest::mouseClick(view.canvas().viewport(), Qt::LeftButton, {},
                          view.canvas().rowHeader(row).center());
        QTRY_VERIFY(rowOf(view, "workload/goods/search") > 0);
        QCOMPARE(rowOf(view, "namespace/goods"), -1);
        view.grab();
        QTest::mouseClick(view.canvas().viewport(), Qt::LeftButton, {},
                          view.canvas().rowHeader(rowOf(view, "workload/goods/search")).center());
        QTRY_VERIFY(rowOf(view, "namespace/goods") > 0);
        view.setExpanded({"*"});
        QTRY_VERIFY(rowOf(view, "workload/store/web") > 0);
        view.setExpanded({});
        QTRY_VERIFY(rowOf(view, "namespace/store") > 0);
    }

    void everythingByKeyboard() {
        const auto about = shown(QStringLiteral("mall"));
        QVERIFY(about);
        WhoCanvas& canvas = about->view.canvas();
        QTest::keyClick(&canvas, Qt::Key_Down);
        QCOMPARE(canvas.current(), (WhoCanvas::Place{0, 0}));
        QTest::keyClick(&canvas, Qt::Key_Down);
        QTest::keyClick(&canvas, Qt::Key_Right);
        QCOMPARE(canvas.current(), (WhoCanvas::Place{1, 1}));
        QVERIFY(canvas.accessibleDescription().contains(QStringLiteral("gates")));
        QTest::keyClick(&canvas, Qt::Key_End);
        QCOMPARE(std::size_t(canvas.current().column + 1), canvas.talks()->columns.size());
        QTest::keyClick(&canvas, Qt::Key_Return);
        QTRY_VERIFY(!about->view.detail().isHidden());
        QTest::keyClick(&canvas, Qt::Key_Escape);
        QVERIFY(about->view.detail().isHidden());
        QVERIFY(!canvas.current().valid());
        QTest::keyClick(&canvas, Qt::Key_Down);
        QTest::keyClick(&canvas, Qt::Key_Down);
        QTest::keyClick(&canvas, Qt::Key_Space);
        QTRY_VERIFY(rowOf(about->view, "gateway/gates/exit") > 0);
    }

    void theCurrentCellStaysOverAReload() {
        const auto about = shown(QStringLiteral("mall"));
        QVERIFY(about);
        QVERIFY(clickCell(about->view, "namespace/store", "namespace/goods"));
        const auto before = about->view.canvas().current();
        QSignalSpy computed(&about->view, &WhoView::computed);
        about->session.reload();
        QVERIFY(computed.wait(20'000));
        QCOMPARE(about->view.canvas().current(), before);
        about->session.closeAll();
        QTRY_VERIFY(!about->view.canvas().talks());
        QVERIFY(about->view.detail().isHidden());
    }

    void withoutPoliciesThatIsSaid() {
        const auto about = shown(QStringLiteral("first-steps"));
        QVERIFY(about);
        QVERIFY2(about->view.notice().contains(QStringLiteral("no network policy")),
                 qPrintable(about->view.notice()));
    }

    void signsCanBeReadInBothThemes() {
        for (const bool dark : {false, true}) {
            const Palette& colors = palette(dark);
            for (const TalkState state : kTalkStates) {
                const QColor color = talkColor(state, colors);
                const QColor ground = blend(color, colors.canvas, 0.24);
                QVERIFY2(contrast(color, ground) >= 3,
                         qPrintable(QStringLiteral("%1 %2")
                                        .arg(talkStateWords(state))
                                        .arg(contrast(color, ground))));
            }
        }
    }

    void thePaneSwitches() {
        Session session;
        auto* flow = new FlowView(session);
        auto* who = new WhoView(session);
        GraphPane pane(flow, who);
        pane.resize(900, 600);
        QSignalSpy changed(&pane, &GraphPane::viewChanged);
        pane.QWidget::show();
        QVERIFY(openSample(session, QStringLiteral("mall")));
        QVERIFY(flow->isVisible());
        // Nothing is computed that nobody looks at.
        QVERIFY(!who->isComputing() && !who->canvas().talks());
        pane.toggle();
        QCOMPARE(changed.count(), 1);
        QVERIFY(who->isVisible() && !flow->isVisible());
        QTRY_VERIFY(who->canvas().talks());
        pane.toggle();
        QVERIFY(pane.view() == GraphPane::View::Flow);
    }

    void destroyedWhileComputing() {
        auto about = shown(QStringLiteral("mall"));
        QVERIFY(about);
        about->view.setExpanded({"*"});
        about.reset();
    }
};

GATESIGHT_TEST(TstWhoView, QApplication)

}  // namespace tst_who_view

#include "tst_who_view.moc"
