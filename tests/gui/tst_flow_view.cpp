// What is opened names only the fields it needs.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

#include "tests/house/source_folder.h"
#include "tests/house/test_program.h"
#include "ui/graph/flow_view.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QSignalSpy>

namespace tst_flow_view {

using namespace gatesight;
using namespace gatesight::ui;

namespace {

bool open(Session& session, const char* sample) {
    QSignalSpy ready(&session, &Session::simulationChanged);
    session.open({{.kind = Input::Kind::Path,
                   .path = gatesight::test::sourcePath("/samples/") + sample,
                   .title = sample}});
    return ready.wait(20'000) && session.topology();
}

/// Asks for the saved request of this name.
bool ask(Session& session, std::string_view name) {
    const auto& saved = session.savedRequests();
    const auto found = std::ranges::find(saved, name, &SavedRequest::name);
    if (found == saved.end())
        return false;
    QSignalSpy answered(&session, &Session::decisionChanged);
    session.openSavedRequest(static_cast<std::size_t>(found - saved.begin()));
    return answered.wait(20'000) && session.decision();
}

}  // namespace

class TstFlowView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingOpenShowsNothing() {
        Session session;
        FlowView view(session);
        view.resize(800, 500);
        view.grab();
        QCOMPARE(view.canvas().scene().nodeCount(), std::size_t{0});
        QVERIFY(view.notice().isEmpty());
        QVERIFY(view.image(1).isNull());
        QVERIFY(view.svg().isEmpty());
    }

    void theSessionsGraphIsShown() {
        Session session;
        FlowView view(session);
        view.resize(1000, 600);
        QVERIFY(open(session, "bookshop"));
        QCOMPARE(view.canvas().scene().nodeCount(), session.topology()->nodes().size());
        QVERIFY(!view.image(1).isNull());
        QVERIFY(view.svg().contains("<svg"));
    }

    void anAnswerLightsItsPath() {
        Session session;
        FlowView view(session);
        QVERIFY(open(session, "bookshop"));
        QVERIFY(ask(session, "browse the catalog"));
        const LitPath& lit = view.canvas().litPath();
        QVERIFY(lit.endsWell);
        QVERIFY(lit.nodes.size() >= 6);
        QCOMPARE(lit.nodes.size(), session.litPath().size());
        for (std::size_t i = 1; i < lit.edges.size(); ++i)
            QVERIFY2(lit.edges[i] >= 0, session.litPath()[i].c_str());
        session.clearRequest();
        QVERIFY(view.canvas().litPath().empty());
    }

    void clicksSelectInTheSession() {
        Session session;
        FlowView view(session);
        view.resize(1000, 600);
        QVERIFY(open(session, "first-steps"));
        const std::string key = session.topology()->nodes().back().key;
        Q_EMIT view.canvas().nodeClicked(key);
        QCOMPARE(session.selectedKey(), key);
        Q_EMIT view.canvas().backgroundClicked();
        QVERIFY(session.selectedKey().empty());
    }

    void findingDimsAndHidingSaysWhatIsHidden() {
        Session session;
        FlowView view(session);
        QVERIFY(open(session, "bookshop"));
        const std::size_t all = session.topology()->nodes().size();
        session.setFindText(QStringLiteral("ns = reviews"));
        QVERIFY(view.notice().contains(QStringLiteral("nodes found")));
        QVERIFY(!view.canvas().emphases().empty());
        QCOMPARE(view.canvas().scene().nodeCount(), all);

        view.setHidingOthers(true);
        QTRY_VERIFY(view.canvas().scene().nodeCount() < all);
        const std::size_t shown = view.canvas().scene().nodeCount();
        QVERIFY(shown > 0);
        QVERIFY2(view.notice().contains(QString::number(all - shown)), qPrintable(view.notice()));
        session.setFindText({});
        QCOMPARE(view.canvas().scene().nodeCount(), all);
        QVERIFY(view.notice().isEmpty());
    }

    void aHalfTypedSearchKeepsTheLastOne() {
        Session session;
        FlowView view(session);
        QVERIFY(open(session, "bookshop"));
        session.setFindText(QStringLiteral("ns = reviews"));
        const QString before = view.notice();
        session.setFindText(QStringLiteral("ns = "));
        QCOMPARE(view.notice(), before);
    }

    void everyNodeIsInTheGraphWithItsPlace() {
        for (const char* sample : {"first-steps", "bookshop", "broken", "tenants"}) {
            Session session;
            FlowView view(session);
            QVERIFY(open(session, sample));
            const FlowScene& scene = view.canvas().scene();
            for (std::uint32_t node = 0; node < scene.nodeCount(); ++node)
                QVERIFY(scene.bounds().contains(scene.rect(node)));
        }
    }

    void destroyedWhileLayingOut() {
        Session session;
        auto view = std::make_unique<FlowView>(session);
        QVERIFY(open(session, "bookshop"));
        session.setFindText(QStringLiteral("cart"));
        view->setHidingOthers(true);
        view.reset();
        session.setFindText({});
    }
};

GATESIGHT_TEST(TstFlowView, QApplication)

}  // namespace tst_flow_view

#include "tst_flow_view.moc"
