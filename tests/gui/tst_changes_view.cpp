// The page that compares two states: what it lists, what it lights, and where it leads.
#include "tests/gui/support_session.h"
#include "tests/house/test_program.h"
#include "ui/changes/change_detail.h"
#include "ui/changes/changes_view.h"
#include "ui/changes/compared_canvas.h"
#include "ui/graph/flow_detail.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include <nlohmann/json.hpp>

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>
#include <cmath>
#include <memory>

namespace tst_changes_view {

using namespace gatesight;
using namespace gatesight::ui;
using namespace gatesight::test;

namespace {

constexpr int kWaitMs = 60'000;

struct ShownChanges {
    Session session;
    Theme theme{session};
    ChangesView view{session};
};

/// Replaces `before` in the loaded file that ends so, and waits for the simulation.
bool editFile(Session& session, const QString& end, const QString& before, const QString& after) {
    for (const auto& source : session.simulation()->world->sources()) {
        QString text = QString::fromStdString(source->text);
        if (!QString::fromStdString(source->name).endsWith(end) || !text.contains(before))
            continue;
        QSignalSpy changed(&session, &Session::simulationChanged);
        session.editSource(source->name, text.replace(before, after));
        return changed.wait(kWaitMs);
    }
    return false;
}

std::unique_ptr<ShownChanges> shownChanges(const QString& sample) {
    auto result = std::make_unique<ShownChanges>();
    result->session.setReduceMotion(true);
    result->theme.styleWidgets();
    result->view.resize(1300, 720);
    result->view.show();
    return openSample(result->session, sample) ? std::move(result) : nullptr;
}

/// first-steps, whose route moves from /hello to /hi, compared with how it was.
std::unique_ptr<ShownChanges> movedHello() {
    auto about = shownChanges(QStringLiteral("first-steps"));
    if (!about || !editFile(about->session, QStringLiteral("hello.yaml"),
                            QStringLiteral("value: /hello"), QStringLiteral("value: /hi")))
        return nullptr;
    QSignalSpy lit(&about->view, &ChangesView::lit);
    about->view.compareEdits();
    return lit.wait(kWaitMs) ? std::move(about) : nullptr;
}

/// A folder with the sample's manifests, one of them changed.
void copySample(const QString& name, const QTemporaryDir& folder, const QString& before,
                const QString& after) {
    const QDir from(samplePath(name));
    for (const QString& file : from.entryList({QStringLiteral("*.yaml")}, QDir::Files)) {
        QFile source(from.filePath(file));
        QFile target(folder.filePath(file));
        if (source.open(QIODevice::ReadOnly) && target.open(QIODevice::WriteOnly))
            target.write(QString::fromUtf8(source.readAll()).replace(before, after).toUtf8());
    }
}

QString cell(const ChangesView& view, ChangeSection section, int row, int column) {
    return view.model().indexOf(section, row).siblingAtColumn(column).data().toString();
}

}  // namespace

class TstChangesView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QCoreApplication::setOrganizationName(QStringLiteral("GatesightTests"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    }

    void atFirstItOffersWhatToCompareWith() {
        const auto about = shownChanges(QStringLiteral("first-steps"));
        QVERIFY(about);
        auto* edits = about->view.findChild<QPushButton*>(QStringLiteral("startEdits"));
        QVERIFY(edits->isVisible() && !edits->isEnabled());
        QVERIFY(!edits->toolTip().isEmpty());
        auto* folder = about->view.findChild<QPushButton*>(QStringLiteral("startFolder"));
        QVERIFY(folder->isEnabled());
        about->view.activateWindow();
        about->view.takeFocus();
        QTRY_VERIFY(folder->hasFocus());
        QVERIFY(editFile(about->session, QStringLiteral("hello.yaml"),
                         QStringLiteral("value: /hello"), QStringLiteral("value: /hi")));
        QVERIFY(edits->isEnabled());
        QSignalSpy compared(&about->view, &ChangesView::compared);
        // Without a mouse, too.
        about->view.takeFocus();
        QVERIFY(edits->hasFocus());
        QTest::keyClick(edits, Qt::Key_Space);
        QVERIFY(compared.wait(kWaitMs));
        QVERIFY(!edits->isVisible());
        QVERIFY(about->view.list()->hasFocus());
    }

    void whatBreaksStandsFirst() {
        const auto about = movedHello();
        QVERIFY(about);
        const auto& moves = about->view.comparison()->changes.requests.moves;
        QCOMPARE(moves.size(), std::size_t{2});
        QCOMPARE(cell(about->view, ChangeSection::Requests, 0, ChangesModel::WhatColumn),
                 QStringLiteral("GET http://hello.example.com/hello"));
        QCOMPARE(cell(about->view, ChangeSection::Requests, 0, ChangesModel::BeforeColumn),
                 QStringLiteral("demo/hello:80"));
        QCOMPARE(cell(about->view, ChangeSection::Requests, 0, ChangesModel::AfterColumn),
                 QStringLiteral("404 NoRouteMatched"));
        QVERIFY(about->view.model()
                    .indexOf(ChangeSection::Requests, 0)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .startsWith(QLatin1String("breaks: ")));
        QVERIFY(about->view.model()
                    .indexOf(ChangeSection::Requests, 1)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .startsWith(QLatin1String("is repaired: ")));
        QCOMPARE(cell(about->view, ChangeSection::Objects, 0, ChangesModel::BeforeColumn),
                 QStringLiteral("spec.rules[0].matches[0].path.value: /hello"));
        QCOMPARE(cell(about->view, ChangeSection::Objects, 0, ChangesModel::AfterColumn),
                 QStringLiteral("/hi"));
        // The Scenario's requests to /hello are not answered any more.
        QVERIFY(about->view.model().indexOf(ChangeSection::Saved, 0).isValid());
        // Of what so many break, the headline says, too.
        QVERIFY(about->view.findChild<QLabel*>(QStringLiteral("changesHeadline"))
                    ->text()
                    .startsWith(QLatin1String("Requests: ")));
    }

    void columnsShareTheWidth() {
        const auto about = movedHello();
        QVERIFY(about);
        const QHeaderView* header = about->view.list()->header();
        const auto share = [&](int column) {
            return double(header->sectionSize(column)) / about->view.list()->viewport()->width();
        };
        for (const int width : {1300, 700, 1000}) {
            about->view.resize(width, 720);
            for (int column = 0; column < ChangesModel::ColumnCount; ++column)
                QVERIFY2(share(column) > 0.25, qPrintable(QString::number(share(column))));
        }
        // What somebody drew wider stays so.
        about->view.list()->header()->resizeSection(
            ChangesModel::AfterColumn, about->view.list()->viewport()->width() / 2);
        about->view.resize(1300, 720);
        QVERIFY(std::abs(share(ChangesModel::AfterColumn) - 0.5) < 0.01);
    }

    void marksBesideTheWayStepBack() {
        const auto about = movedHello();
        QVERIFY(about);
        ComparedCanvas& after = *about->view.after();
        const auto markColor = [&] {
            const auto rule = static_cast<std::uint32_t>(after.scene().find("Rule/demo/hello/0"));
            const QPointF corner = cardOnScreen(after.scene(), after.camera(), rule).topLeft();
            // In the sign, above its strokes.
            return after.grab().toImage().pixelColor((corner + QPointF(-2, -6)).toPoint());
        };
        // Nothing leads to the rule any more.
        QVERIFY(std::ranges::find(after.litPath().nodes,
                                  static_cast<std::uint32_t>(
                                      after.scene().find("Rule/demo/hello/0"))) ==
                after.litPath().nodes.end());
        const QColor aside = markColor();
        about->view.list()->setCurrentIndex(about->view.model().indexOf(ChangeSection::Objects, 0));
        QCOMPARE(markColor(), Theme::colors().warning);
        QVERIFY(aside != Theme::colors().warning);
        QVERIFY(aside.lightness() > markColor().lightness());
    }

    void theModelIsSound() {
        const auto about = movedHello();
        QVERIFY(about);
        ChangesModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setComparison(about->view.comparison());
        QVERIFY(model.rowCount() >= 3);
        for (int column = 0; column < ChangesModel::ColumnCount; ++column)
            QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
        model.setComparison(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void aMoveLightsItsWayOnBothSides() {
        const auto about = movedHello();
        QVERIFY(about);
        const LitPath& before = about->view.before()->litPath();
        const LitPath& after = about->view.after()->litPath();
        QVERIFY(before.endsWell && !after.endsWell);
        QCOMPARE(before.ending, QStringLiteral("200"));
        QVERIFY2(after.ending.startsWith(QLatin1String("404")), qPrintable(after.ending));
        QVERIFY(before.nodes.size() > after.nodes.size());
        const QString words = about->view.detail()->words();
        for (const char* part : {"from", "demo/hello:80", "to", "404 NoRouteMatched", "by",
                                 "HTTPRoute demo/hello rules[0] → no rule", "at",
                                 "Gateway demo/front"})
            QVERIFY2(words.contains(QString::fromUtf8(part)), qPrintable(words));
    }

    void aNodeHasTheSamePlaceOnBothSides() {
        const auto about = shownChanges(QStringLiteral("bookshop"));
        QVERIFY(about);
        const QTemporaryDir folder;
        QFile extra(folder.filePath(QStringLiteral("extra.yaml")));
        QVERIFY(extra.open(QIODevice::WriteOnly));
        extra.write(
            "apiVersion: v1\nkind: Service\nmetadata: {name: lonely, namespace: catalog}\n"
            "spec: {ports: [{port: 80}]}\n");
        extra.close();
        QSignalSpy compared(&about->view, &ChangesView::compared);
        about->view.comparePath(folder.path());
        QVERIFY(compared.wait(kWaitMs));
        const FlowScene& before = about->view.before()->scene();
        const FlowScene& after = about->view.after()->scene();
        QVERIFY(after.nodeCount() > before.nodeCount() && before.nodeCount() > 0);
        for (std::uint32_t node = 0; node < before.nodeCount(); ++node)
            if (const int twin = after.find(before.node(node).key); twin >= 0)
                QCOMPARE(before.rect(node), after.rect(static_cast<std::uint32_t>(twin)));
        QVERIFY(before.find("Service/catalog/lonely") >= 0);
        QVERIFY(about->view.before()->marks()[static_cast<std::size_t>(
                    before.find("Service/catalog/lonely"))] == ChangeMark::OnlyHere);
        QCOMPARE(about->view.before()->camera().content(), about->view.after()->camera().content());
    }

    void bothGraphsMoveTogether() {
        const auto about = movedHello();
        QVERIFY(about);
        about->view.before()->zoomBy(2);
        QCOMPARE(about->view.after()->camera().zoom(), about->view.before()->camera().zoom());
        about->view.after()->panBy({-40, 10});
        QVERIFY(about->view.before()->camera().visibleScene().center() ==
                about->view.after()->camera().visibleScene().center());
    }

    void aChangedRuleIsMarked() {
        const auto about = movedHello();
        QVERIFY(about);
        for (const ComparedCanvas* canvas : {about->view.before(), about->view.after()}) {
            const int rule = canvas->scene().find("Rule/demo/hello/0");
            QVERIFY(rule >= 0);
            QVERIFY(canvas->marks()[static_cast<std::size_t>(rule)] == ChangeMark::Differs);
            const int door = canvas->scene().find("Gateway/demo/front");
            QVERIFY(door >= 0);
            QVERIFY(canvas->marks()[static_cast<std::size_t>(door)] == ChangeMark::None);
        }
    }

    void anObjectIsChosenOnBothSides() {
        const auto about = movedHello();
        QVERIFY(about);
        about->view.list()->setCurrentIndex(about->view.model().indexOf(ChangeSection::Objects, 0));
        QVERIFY(about->view.before()->litPath().empty());
        QVERIFY(about->view.after()->accessibleDescription().contains(
            QLatin1String("Selected: HTTPRoute")));
        QVERIFY2(about->view.detail()->words().contains(QStringLiteral("/hello → /hi")),
                 qPrintable(about->view.detail()->words()));
        // And from a click on its node back to the list.
        about->view.list()->setCurrentIndex(about->view.model().indexOf(ChangeSection::Requests));
        Q_EMIT about->view.after()->nodeClicked("HTTPRoute/demo/hello");
        const auto entry = about->view.model().entryAt(about->view.list()->currentIndex());
        QVERIFY(entry && entry->section == ChangeSection::Objects && entry->index == 0);
    }

    void enterMakesTheWitnessTheRequest() {
        const auto about = movedHello();
        QVERIFY(about);
        QSignalSpy trace(&about->view, &ChangesView::traceRequested);
        about->view.list()->setCurrentIndex(
            about->view.model().indexOf(ChangeSection::Requests, 1));
        QTest::keyClick(about->view.list(), Qt::Key_Return);
        QCOMPARE(trace.size(), 1);
        QCOMPARE(about->session.request().url(), std::string("http://hello.example.com/hi"));
        const QModelIndex first = about->view.model().indexOf(ChangeSection::Requests, 0);
        QTest::mouseClick(about->view.list()->viewport(), Qt::LeftButton, {},
                          about->view.list()->visualRect(first).center());
        QTest::mouseDClick(about->view.list()->viewport(), Qt::LeftButton, {},
                           about->view.list()->visualRect(first).center());
        QCOMPARE(trace.size(), 2);
        QCOMPARE(about->session.request().url(), std::string("http://hello.example.com/hello"));
        QSignalSpy closed(&about->view, &ChangesView::closed);
        QTest::keyClick(about->view.list(), Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
    }

    void anotherFolderIsBeforeUntilSidesAreSwapped() {
        const auto about = shownChanges(QStringLiteral("first-steps"));
        QVERIFY(about);
        const QTemporaryDir folder;
        copySample(QStringLiteral("first-steps"), folder, QStringLiteral("value: /hello"),
                   QStringLiteral("value: /hi"));
        QSignalSpy compared(&about->view, &ChangesView::compared);
        about->view.comparePath(folder.path());
        QVERIFY(compared.wait(kWaitMs));
        QCOMPARE(cell(about->view, ChangeSection::Objects, 0, ChangesModel::AfterColumn),
                 QStringLiteral("/hello"));
        QCOMPARE(QString::fromStdString(about->view.comparison()->changes.before),
                 QDir(folder.path()).dirName());
        const LoadedPtr other = about->view.comparison()->other;
        QTest::mouseClick(about->view.findChild<QToolButton*>(QStringLiteral("swapSides")),
                          Qt::LeftButton);
        QVERIFY(compared.wait(kWaitMs));
        QCOMPARE(cell(about->view, ChangeSection::Objects, 0, ChangesModel::AfterColumn),
                 QStringLiteral("/hi"));
        // Nothing was read again.
        QCOMPARE(about->view.comparison()->other->manifests.front(), other->manifests.front());
    }

    void anEditWhileComparingIsFollowed() {
        const auto about = movedHello();
        QVERIFY(about);
        QSignalSpy compared(&about->view, &ChangesView::compared);
        about->session.undoEdit();
        QVERIFY(compared.wait(kWaitMs));
        QVERIFY(!about->view.comparison()->changes.any());
        QCOMPARE(about->view.findChild<QLabel*>(QStringLiteral("changesHeadline"))->text(),
                 QStringLiteral("Nothing differs"));
    }

    void whatCanNotBeReadIsSaid() {
        const auto about = movedHello();
        QVERIFY(about);
        const ComparisonPtr old = about->view.comparison();
        about->view.comparePath(QStringLiteral("/no/such/folder"));
        QTRY_VERIFY_WITH_TIMEOUT(!about->view.isComputing(), kWaitMs);
        QVERIFY2(about->view.notice().contains(QLatin1String("/no/such/folder")),
                 qPrintable(about->view.notice()));
        // The old result stays readable.
        QCOMPARE(about->view.comparison(), old);
    }

    void itLeavesTheWindowAsTheEngineWritesIt() {
        const auto about = movedHello();
        QVERIFY(about);
        const simulator::Changes& changes = about->view.comparison()->changes;
        const QTemporaryDir folder;
        const auto written = [&](bool asJson) {
            const QString path = folder.filePath(QStringLiteral("changes"));
            QSignalSpy said(&about->view, &ChangesView::said);
            about->view.exportTo(asJson, path);
            // Off the GUI thread: nothing has been said yet, and the page is busy.
            if (!said.isEmpty() || !about->view.isComputing() || !said.wait(kWaitMs) ||
                said.first().at(1).toBool())
                return std::string("not written");
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
        };
        QCOMPARE(written(false), toMarkdown(changes));
        QVERIFY(nlohmann::ordered_json::parse(written(true), nullptr, false) == toJson(changes));
        ShownChanges empty;
        empty.view.exportTo(true, folder.filePath(QStringLiteral("nothing")));
        QVERIFY(!empty.view.isComputing());
    }

    void aPlaceThatCanNotBeWrittenIsSaid() {
        const auto about = movedHello();
        QVERIFY(about);
        QSignalSpy said(&about->view, &ChangesView::said);
        about->view.exportTo(true, QStringLiteral("/no/such/folder/changes.json"));
        QVERIFY(said.wait(kWaitMs));
        QVERIFY(said.first().at(1).toBool());
        QVERIFY(said.first().at(0).toString().contains(QLatin1String("/no/such/folder")));
    }

    void otherManifestsPutItAway() {
        const auto about = movedHello();
        QVERIFY(about);
        QSignalSpy closed(&about->view, &ChangesView::closed);
        QVERIFY(openSample(about->session, QStringLiteral("bookshop")));
        QCOMPARE(closed.size(), 1);
        QVERIFY(!about->view.comparison());
    }

    void signsDifferWithoutColour() {
        Palette grey = palette(false);
        grey.good = grey.bad = grey.warning = QColor(90, 90, 90);
        const auto sign = [&](ChangeMark mark, ComparedSideKind side) {
            QImage image(20, 20, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            paintChangeSign(painter, QRectF(1, 1, 18, 18), mark, side, grey);
            return image;
        };
        const QImage removed = sign(ChangeMark::OnlyHere, ComparedSideKind::Before);
        const QImage added = sign(ChangeMark::OnlyHere, ComparedSideKind::After);
        const QImage differs = sign(ChangeMark::Differs, ComparedSideKind::After);
        QVERIFY(removed != added && added != differs && removed != differs);
    }

    void theWindowLeadsThereAndBack() {
        Session session;
        Theme theme(session);
        MainWindow window(session, GuestPanes{});
        theme.styleWidgets();
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const auto action = [&](const QString& words) -> QAction* {
            for (QAction* each : window.actions())
                if (each->text() == words)
                    return each;
            return nullptr;
        };
        QAction* edits = action(QStringLiteral("What my edits move"));
        QAction* compare = action(QStringLiteral("Compare…"));
        QVERIFY(edits && compare && !compare->isEnabled());
        QVERIFY(openSample(session, QStringLiteral("first-steps")));
        QVERIFY(compare->isEnabled() && !edits->isEnabled());
        compare->trigger();
        QVERIFY(window.changes()->isVisible());
        QTest::keyClick(window.changes(), Qt::Key_Escape);
        QVERIFY(!window.changes()->isVisible());
        QVERIFY(editFile(session, QStringLiteral("hello.yaml"), QStringLiteral("value: /hello"),
                         QStringLiteral("value: /hi")));
        QVERIFY(edits->isEnabled());
        QSignalSpy lit(window.changes(), &ChangesView::lit);
        QTest::keyClick(&window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(window.changes()->isVisible());
        QVERIFY(lit.wait(kWaitMs));
        QTest::keyClick(window.changes()->list(), Qt::Key_Return);
        QVERIFY(!window.changes()->isVisible());
        QTRY_VERIFY(session.decision());
        compare->trigger();
        QVERIFY(window.changes()->isVisible() && window.changes()->comparison());
        session.closeAll();
        QVERIFY(!window.changes()->isVisible());
    }

    void destroyedWhileComparing() {
        auto about = shownChanges(QStringLiteral("bookshop"));
        QVERIFY(about);
        about->view.comparePath(samplePath(QStringLiteral("tenants")));
        QVERIFY(about->view.isComputing());
        about.reset();
    }

    void cancellingKeepsTheOldResult() {
        const auto about = movedHello();
        QVERIFY(about);
        const ComparisonPtr old = about->view.comparison();
        about->view.comparePath(samplePath(QStringLiteral("bookshop")));
        about->view.cancel();
        QVERIFY(!about->view.notice().isEmpty());
        QCOMPARE(about->view.comparison(), old);
    }

private:
    QTemporaryDir m_settings;
};

GATESIGHT_TEST(TstChangesView, QApplication)

}  // namespace tst_changes_view

#include "tst_changes_view.moc"
