// The Session without a window: loading, asking, stepping, selecting, editing.
#include "tests/gui/support_session.h"
#include "tests/house/test_program.h"
#include "ui/session/session.h"
#include "ui/session/trace_reading.h"

#include <QCoreApplication>
#include <QSignalSpy>

#include <algorithm>
#include <memory>

namespace tst_session {

using namespace gatesight;
using namespace gatesight::ui;

class tst_session : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsEmpty() {
        Session session;
        QVERIFY(!session.simulation());
        QVERIFY(!session.topology());
        QVERIFY(!session.decision());
        QVERIFY(!session.isLoading());
        session.stepForward();
        session.stepBack();
        session.select("Gateway/a/b");
        QCOMPARE(session.step(), -1);
        QVERIFY(session.selectedKey().empty());
    }

    void opensASampleAndTracesItsFirstRequest() {
        Session session;
        QSignalSpy simulated(&session, &Session::simulationChanged);
        QVERIFY(test::openSample(session, QStringLiteral("first-steps")));
        QCOMPARE(simulated.count(), 1);
        QVERIFY(session.layout());
        QCOMPARE(session.layout()->position.size(), session.topology()->nodes().size());
        QCOMPARE(session.request().url(), "http://hello.example.com/hello");
        QCOMPARE(session.decision()->status.value_or(0), 200);
        QVERIFY(!session.decision()->trace.empty());
        QVERIFY(session.litPath().size() >= 5);
    }

    void everyExpectationOfASampleIsMet_data() {
        QTest::addColumn<QString>("sample");
        for (const char* sample : {"first-steps", "bookshop", "tenants"})
            QTest::newRow(sample) << QString::fromLatin1(sample);
    }
    void everyExpectationOfASampleIsMet() {
        QFETCH(QString, sample);
        Session session;
        QVERIFY(test::openSample(session, sample));
        const auto& saved = session.savedRequests();
        QTRY_VERIFY(std::ranges::all_of(
            saved, [](const SavedRequest& request) { return request.answer != nullptr; }));
        for (const SavedRequest& request : saved)
            QVERIFY2(
                request.unmet.empty(),
                request.unmet.empty() ? "" : (request.name + ": " + request.unmet.front()).c_str());
    }

    void missingPathIsAnErrorThatNamesIt() {
        Session session;
        QVERIFY(!test::openAndWait(
            session,
            {{.kind = Input::Kind::Path, .path = "/no/such/place", .text = {}, .title = "x"}}));
        QVERIFY(session.loadError().cause.contains("/no/such"));
        QVERIFY(!session.loadError().advice.empty());
        QVERIFY(!session.simulation());
    }

    void failureKeepsWhatWasLoaded() {
        Session session;
        QVERIFY(test::openSample(session, QStringLiteral("first-steps")));
        const auto before = session.simulation();
        session.open(
            {{.kind = Input::Kind::Path, .path = "/no/such/place", .text = {}, .title = "x"}});
        QTRY_VERIFY(!session.isLoading());
        QCOMPARE(session.simulation(), before);
        QVERIFY(!session.loadError().empty());
        QVERIFY(session.decision());
    }

    void textWithoutObjectsIsAnError() {
        Session session;
        QVERIFY(!test::openText(session, QStringLiteral("# nothing\n")));
        QVERIFY(!session.loadError().empty());
    }

    void brokenTextIsLoadedWithFindings() {
        Session session;
        QVERIFY(test::openText(session, QStringLiteral("kind: [\n")));
        QVERIFY(!session.loaded()->findings.empty());
    }

    void nearestMissOfA404() {
        Session session;
        QVERIFY(test::openSample(session, QStringLiteral("first-steps")));
        const auto decision =
            test::ask(session, QStringLiteral("http://hello.example.com/helloworld"));
        QVERIFY(decision);
        QCOMPARE(decision->status.value_or(0), 404);
        QVERIFY(!succeeded(*decision));
        QVERIFY(nearestMiss(*decision) >= 0);
        QCOMPARE(session.step(), decidingStep(*decision));
    }

    void newestRequestWins() {
        Session session;
        QVERIFY(test::openSample(session, QStringLiteral("first-steps")));
        simulator::Request request = session.request();
        for (const char* path : {"/h", "/he", "/hel", "/hell", "/hello"}) {
            request.path = path;
            session.setRequest(request);
        }
        QTRY_COMPARE(session.decision()->status.value_or(0), 200);
        QCOMPARE(session.request().path, "/hello");
    }

    void stepsMoveSelectionAndFocus() {
        Session session;
        QVERIFY(test::openSample(session, QStringLiteral("first-steps")));
        const int last = static_cast<int>(session.decision()->trace.size()) - 1;
        session.setStep(0);
        QCOMPARE(session.step(), 0);
        session.stepBack();
        QCOMPARE(session.step(), 0);
        bool sawSource = false, sawFocus = false;
        for (int i = 0; i <= last + 2; ++i) {
            session.stepForward();
            const auto& step = session.decision()->trace[static_cast<std::size_t>(session.step())];
            if (step.source.known()) {
                sawSource = true;
                QVERIFY(session.selection().source == step.source);
            }
            if (!session.focusKey().empty()) {
                sawFocus = true;
                QVERIFY(session.topology()->find(session.focusKey()) >= 0);
            }
        }
        QCOMPARE(session.step(), last);
        QVERIFY(sawSource);
        QVERIFY(sawFocus);
    }

    void keyObjectAndLineAreOneSelection() {
        Session session;
        QVERIFY(test::openSample(session, QStringLiteral("first-steps")));
        QSignalSpy selected(&session, &Session::selectionChanged);
        session.select("Gateway/demo/front");
        QCOMPARE(selected.count(), 1);
        const Selection byKey = session.selection();
        QVERIFY(byKey.object.valid());
        QVERIFY(byKey.source.known());

        session.clearSelection();
        session.selectObject(byKey.object);
        QCOMPARE(session.selectedKey(), "Gateway/demo/front");

        session.clearSelection();
        session.selectSource(byKey.source);
        QVERIFY(session.selection().object == byKey.object);

        const int before = static_cast<int>(selected.count());
        session.selectSource(byKey.source);
        QCOMPARE(selected.count(), before);
    }

    void editIsALayerThatCanBeTakenBack() {
        Session session;
        QVERIFY(test::openSample(session, QStringLiteral("first-steps")));
        QVERIFY(test::ask(session, QStringLiteral("http://hello.example.com/helloworld")));
        const auto file =
            session.topology()
                ? session.source(test::samplePath(QStringLiteral("first-steps")).toStdString() +
                                 "/hello.yaml")
                : nullptr;
        QVERIFY(file);
        const std::string original = file->text;
        QString edited = QString::fromStdString(original);
        edited.replace(QStringLiteral("value: /hello"), QStringLiteral("value: /"));

        session.editSource(file->name, edited);
        QTRY_COMPARE(session.decision() ? session.decision()->status.value_or(0) : 0, 200);
        QCOMPARE(session.editedFiles().size(), 1u);
        QCOMPARE(QString::fromStdString(session.source(file->name)->text), edited);

        session.undoEdit();
        QTRY_COMPARE(session.decision() ? session.decision()->status.value_or(0) : 0, 404);
        QVERIFY(session.editedFiles().empty());
        QCOMPARE(session.source(file->name)->text, original);

        session.redoEdit();
        QTRY_COMPARE(session.decision() ? session.decision()->status.value_or(0) : 0, 200);
    }

    void editsOfOneFileInARowAreOneLayer() {
        Session session;
        QVERIFY(test::openText(session, test::manyRoutes(2)));
        const QString text = QString::fromStdString(session.source("test.yaml")->text);
        for (int i = 0; i < 5; ++i)
            session.editSource("test.yaml", text + QString(i + 1, QLatin1Char('\n')));
        QTRY_VERIFY(!session.isLoading());
        session.undoEdit();
        QVERIFY(!session.canUndoEdit());
        // Typing back to the original leaves no edit behind, even while the one before is computed.
        session.editSource("test.yaml", text + QLatin1Char('\n'));
        QTRY_VERIFY(!session.isLoading());
        session.editSource("test.yaml", text);
        QVERIFY(!session.canUndoEdit());
    }

    void selectionSurvivesAnEdit() {
        Session session;
        QVERIFY(test::openText(session, test::manyRoutes(3)));
        session.select("HTTPRoute/demo/r1");
        QCOMPARE(session.selectedKey(), "HTTPRoute/demo/r1");
        QSignalSpy simulated(&session, &Session::simulationChanged);
        session.editSource("test.yaml", test::manyRoutes(4));
        QVERIFY(simulated.wait());
        QCOMPARE(session.selectedKey(), "HTTPRoute/demo/r1");
        QCOMPARE(session.simulation()->world->object(session.selection().object).metadata.name,
                 "r1");
    }

    void cancelWhileLoadingKeepsTheOld() {
        Session session;
        QVERIFY(test::openSample(session, QStringLiteral("first-steps")));
        const auto before = session.simulation();
        QSignalSpy simulated(&session, &Session::simulationChanged);
        session.open({{.kind = Input::Kind::Text,
                       .path = "many.yaml",
                       .text = test::manyRoutes(4000).toStdString(),
                       .title = "many"}});
        QVERIFY(session.isLoading());
        session.cancelLoading();
        QVERIFY(!session.isLoading());
        // A later job comes after the cancelled one: when it is there, the cancelled one had its
        // chance.
        QVERIFY(test::openText(session, test::manyRoutes(1)));
        QCOMPARE(simulated.count(), 1);
        QVERIFY(session.simulation() != before);
    }

    void newerLoadReplacesTheRunningOne() {
        Session session;
        session.open({{.kind = Input::Kind::Text,
                       .path = "many.yaml",
                       .text = test::manyRoutes(4000).toStdString(),
                       .title = "many"}});
        QVERIFY(test::openSample(session, QStringLiteral("first-steps")));
        QCOMPARE(session.inputs().front().title, "first-steps");
    }

    void destroyWhileLoading() {
        auto session = std::make_unique<Session>();
        session->open({{.kind = Input::Kind::Text,
                        .path = "many.yaml",
                        .text = test::manyRoutes(4000).toStdString(),
                        .title = "many"}});
        session.reset();
        QCoreApplication::processEvents();
    }

    void closingForgetsEverything() {
        Session session;
        QVERIFY(test::openSample(session, QStringLiteral("first-steps")));
        session.closeAll();
        QVERIFY(!session.simulation());
        QVERIFY(!session.decision());
        QVERIFY(session.litPath().empty());
        QVERIFY(session.savedRequests().empty());
        QVERIFY(!session.hasRequest());
    }

    void podsCanBeLeftOut() {
        Session session;
        QVERIFY(test::openSample(session, QStringLiteral("first-steps")));
        const auto pods = [&] {
            return std::ranges::count(session.topology()->nodes(), simulator::NodeRole::Pod,
                                      &simulator::GraphNode::role);
        };
        QVERIFY(pods() > 0);
        QSignalSpy simulated(&session, &Session::simulationChanged);
        session.setTopologyOptions({.namespaces = {}, .pods = false});
        QVERIFY(simulated.wait());
        QCOMPARE(pods(), 0);
    }
};

GATESIGHT_TEST(tst_session, QCoreApplication)

}  // namespace tst_session

#include "tst_session.moc"
