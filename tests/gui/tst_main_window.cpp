// The window, driven as a person would.
#include "tests/gui/support_session.h"
#include "tests/house/test_program.h"
#include "ui/contradictions/contradictions_pane.h"
#include "ui/explorer/explorer_pane.h"
#include "ui/findings/findings_pane.h"
#include "ui/inspector/declared_table.h"
#include "ui/request/answer_strip.h"
#include "ui/request/request_pane.h"
#include "ui/requests/requests_model.h"
#include "ui/requests/requests_pane.h"
#include "ui/rules/code_block.h"
#include "ui/rules/rule_pane.h"
#include "ui/status/conditions_model.h"
#include "ui/status/status_pane.h"
#include "ui/theme/theme.h"
#include "ui/trace/trace_pane.h"
#include "ui/window/main_window.h"
#include "ui/window/tool_bar.h"
#include "ui/yaml/yaml_editor.h"
#include "ui/yaml/yaml_pane.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

#include <algorithm>
#include <memory>

namespace tst_main_window {

using namespace gatesight;
using namespace gatesight::ui;

namespace {

constexpr auto kWidgets = R"(apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Widget, plural: widgets}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required: [size]
              properties:
                color: {type: string, enum: [red, green], default: green, description: The paint.}
                size: {type: integer, minimum: 1, maximum: 10}
---
apiVersion: example.com/v1
kind: Widget
metadata:
  name: small
spec:
  # how large
  size: 3
)";

}  // namespace

class tst_main_window : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QCoreApplication::setOrganizationName(QStringLiteral("GatesightTests"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    }

    void init() {
        m_session = std::make_unique<Session>();
        m_theme = std::make_unique<Theme>(*m_session);
        m_window = std::make_unique<MainWindow>(*m_session, GuestPanes{});
        m_theme->styleWidgets();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void cleanup() {
        m_window.reset();
        m_theme.reset();
        m_session.reset();
        QSettings().clear();
    }

    void firstStartOffersSamples() {
        int cards = 0;
        for (auto* button : m_window->findChildren<QPushButton*>())
            cards += button->isVisible() &&
                             button->accessibleName().startsWith(QLatin1String("Open the sample"))
                         ? 1
                         : 0;
        QVERIFY(cards >= 3);
        QVERIFY(!m_window->requestPane()->isVisible());
    }

    void clickOnASampleOpensItAndTraces() {
        for (auto* button : m_window->findChildren<QPushButton*>())
            if (button->accessibleName().contains(QLatin1String("First steps"))) {
                QTest::mouseClick(button, Qt::LeftButton);
                break;
            }
        QTRY_VERIFY(m_session->decision());
        QVERIFY(m_window->requestPane()->isVisible());
        QCOMPARE(answer(), QStringLiteral("200"));
        QCOMPARE(url()->text(), QStringLiteral("http://hello.example.com/hello"));
        QVERIFY(m_window->trace()->view()->model()->rowCount() > 3);
    }

    void answerFollowsTyping() {
        openFirstSteps();
        url()->setFocus();
        url()->selectAll();
        QTest::keyClicks(url(), QStringLiteral("http://hello.example.com/hellox"));
        QTRY_COMPARE(answer(), QStringLiteral("404"));
        QTest::keyClick(url(), Qt::Key_Backspace);
        QTRY_COMPARE(answer(), QStringLiteral("200"));
    }

    void troubleIsSaidBeneathTheUrl() {
        openFirstSteps();
        url()->setText(QStringLiteral("http://hello.example.com:99999/"));
        QVERIFY(!m_window->requestPane()->answer()->accessibleDescription().isEmpty());
        QVERIFY(url()->property("state").toString() == QLatin1String("bad"));
        url()->setText(QStringLiteral("http://hello.example.com/hello"));
        QVERIFY(url()->property("state").toString().isEmpty());
    }

    void emptyUrlClearsTheAnswer() {
        openFirstSteps();
        url()->clear();
        QVERIFY(!m_session->decision());
        QVERIFY(!m_session->hasRequest());
    }

    void aStreamHasNoMethod() {
        openFirstSteps();
        auto* method = m_window->requestPane()->findChild<QComboBox*>(QStringLiteral("method"));
        QVERIFY(method->isVisible());
        url()->setText(QStringLiteral("tls://hello.example.com:8443"));
        QVERIFY(!method->isVisible());
        QVERIFY(m_session->request().scheme == simulator::Scheme::Tls);
        QVERIFY(m_session->request().protocol == simulator::Protocol::Tls);
        url()->setText(QStringLiteral("grpc://hello.example.com/pkg.Service/Method"));
        QVERIFY(m_session->request().protocol == simulator::Protocol::Grpc);
        QCOMPARE(m_session->request().method, "POST");
        url()->setText(QStringLiteral("http://hello.example.com/hello"));
        QVERIFY(method->isVisible());
        QCOMPARE(m_session->request().method, "GET");
        QTRY_COMPARE(answer(), QStringLiteral("200"));
    }

    void curlLineFillsTheRequest() {
        openFirstSteps();
        url()->selectAll();
        QApplication::clipboard()->setText(
            QStringLiteral("curl -X POST -H 'x-a: b' \\\n  http://hello.example.com/hello"));
        url()->paste();
        QTRY_COMPARE(QString::fromStdString(m_session->request().method), QStringLiteral("POST"));
        QVERIFY(m_session->request().headers == (simulator::HeaderList{{"x-a", "b"}}));
        QCOMPARE(url()->text(), QStringLiteral("http://hello.example.com/hello"));
        QTRY_COMPARE(answer(), QStringLiteral("200"));
    }

    void stepKeysWalkTheTrace() {
        openFirstSteps();
        m_session->setStep(0);
        QTest::keyClick(m_window.get(), Qt::Key_F10);
        QCOMPARE(m_session->step(), 1);
        QCOMPARE(m_window->trace()->view()->currentIndex().row(), 1);
        QTest::keyClick(m_window.get(), Qt::Key_F10, Qt::ShiftModifier);
        QCOMPARE(m_session->step(), 0);
        m_window->trace()->view()->setFocus();
        QTest::keyClick(m_window->trace()->view(), Qt::Key_Down);
        QCOMPARE(m_session->step(), 1);
    }

    void stepMarksItsLine() {
        openFirstSteps();
        const auto& trace = m_session->decision()->trace;
        int withSource = -1;
        for (std::size_t i = 0; i < trace.size(); ++i)
            if (trace[i].source.position.known())
                withSource = static_cast<int>(i);
        QVERIFY(withSource >= 0);
        m_session->setStep(withSource);
        const auto& source = trace[static_cast<std::size_t>(withSource)].source;
        QCOMPARE(m_window->yaml()->file(), source.file);
        QCOMPARE(m_window->yaml()->editor()->markedLine(), static_cast<int>(source.position.line));
    }

    void nearestMissIsCalledOut() {
        openFirstSteps();
        url()->setText(QStringLiteral("http://hello.example.com/helloworld"));
        QTRY_COMPARE(answer(), QStringLiteral("404"));
        bool said = false;
        for (auto* label : m_window->trace()->findChildren<QLabel*>())
            said = said ||
                   (label->isVisible() && label->text().startsWith(QLatin1String("Nearest miss")));
        QVERIFY(said);
    }

    void explorerSelects() {
        openFirstSteps();
        QTreeView* tree = m_window->explorer()->view();
        QSignalSpy selected(m_session.get(), &Session::selectionChanged);
        m_session->select("Service/demo/hello");
        QCOMPARE(tree->currentIndex().data().toString(), QStringLiteral("hello"));
        tree->setCurrentIndex(
            tree->model()->index(0, 0, tree->model()->index(tree->model()->rowCount() - 1, 0)));
        QVERIFY(selected.count() >= 2);
    }

    void findBoxFilters() {
        openFirstSteps();
        QLineEdit* find = m_window->toolBar()->findBox();
        QTest::keyClick(m_window.get(), Qt::Key_Slash);
        QVERIFY(find->hasFocus());
        QTest::keyClicks(find, QStringLiteral("kind = Gateway"));
        QTRY_COMPARE(m_session->findText(), QStringLiteral("kind = Gateway"));
        QTRY_COMPARE(m_window->explorer()->view()->model()->rowCount(), 1);
        QTest::keyClick(find, Qt::Key_Escape);
        QTRY_VERIFY(m_session->findText().isEmpty());
    }

    void themesSwitch() {
        openFirstSteps();
        m_session->setTheme(ThemeChoice::Dark);
        QVERIFY(Theme::colors().dark);
        QVERIFY(m_window->grab().toImage().pixelColor(3, 3).lightness() < 90);
        m_session->setTheme(ThemeChoice::Light);
        QVERIFY(!Theme::colors().dark);
        QVERIFY(m_window->grab().toImage().pixelColor(3, 3).lightness() > 160);
    }

    void findingLeadsToItsLine() {
        QVERIFY(test::openSample(*m_session, QStringLiteral("broken")));
        m_window->showFindings();
        QAbstractItemView* view = m_window->findings()->view();
        QVERIFY(view->model()->rowCount() > 0);
        const QModelIndex first = view->model()->index(0, 0);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(first).center());
        QCOMPARE(m_window->inspector()->currentWidget(), static_cast<QWidget*>(m_window->yaml()));
        QVERIFY(m_window->yaml()->editor()->markedLine() > 0);
    }

    void lookingIsNoEdit() {
        openFirstSteps();
        m_window->showYaml();
        m_session->select("HTTPRoute/demo/hello");
        m_session->select("Gateway/demo/front");
        m_session->setTheme(ThemeChoice::Dark);
        // Longer than the pause after which typing becomes an edit.
        QTest::qWait(300);
        QVERIFY(m_session->editedFiles().empty());
        QVERIFY(!m_session->canUndoEdit());
        QCOMPARE(answer(), QStringLiteral("200"));
    }

    void anEditSaysWhatItMoves() {
        openFirstSteps();
        QTRY_VERIFY(m_session->savedRequests().front().answer);
        m_session->select("HTTPRoute/demo/hello");
        m_window->showYaml();
        YamlEditor* editor = m_window->yaml()->editor();
        editor->setPlainText(editor->toPlainText().replace(QStringLiteral("value: /hello"),
                                                           QStringLiteral("value: /other")));
        QTRY_VERIFY(m_session->movedByEdits() > 0);
        QVERIFY(m_window->yaml()->moved().isVisible());
        QVERIFY(
            m_window->yaml()->moved().text().contains(QString::number(m_session->movedByEdits())));
        const QAbstractItemModel& table = m_window->requests()->model();
        QCOMPARE(table.index(0, RequestsModel::StatusColumn).data().toString(),
                 QStringLiteral("404, was 200"));
        m_session->undoEdit();
        QTRY_COMPARE(m_session->movedByEdits(), std::size_t{0});
        QTRY_COMPARE(table.index(0, RequestsModel::StatusColumn).data().toString(),
                     QStringLiteral("200"));
        QVERIFY(!m_window->yaml()->moved().isVisible());
    }

    void typingInTheEditorChangesTheAnswer() {
        openFirstSteps();
        url()->setText(QStringLiteral("http://hello.example.com/other"));
        QTRY_COMPARE(answer(), QStringLiteral("404"));
        m_session->select("HTTPRoute/demo/hello");
        m_window->showYaml();
        YamlEditor* editor = m_window->yaml()->editor();
        QString text = editor->toPlainText();
        text.replace(QStringLiteral("value: /hello"), QStringLiteral("value: /other"));
        editor->setPlainText(text);
        QTRY_COMPARE(answer(), QStringLiteral("200"));
        QCOMPARE(m_session->editedFiles().size(), 1u);
        m_session->undoEdit();
        QTRY_COMPARE(answer(), QStringLiteral("404"));
        QTRY_VERIFY(editor->toPlainText().contains(QStringLiteral("value: /hello")));
    }

    void theTextCanBeSeenAsStored() {
        openFirstSteps();
        m_session->select("HTTPRoute/demo/hello");
        m_window->showYaml();
        const QString written = m_window->yaml()->editor()->toPlainText();
        QVERIFY(!written.contains(QStringLiteral("weight: 1")));
        QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier);
        YamlEditor* stored = m_window->yaml()->storedView();
        QVERIFY(stored->isVisible());
        QVERIFY(!m_window->yaml()->editor()->isVisible());
        QTRY_VERIFY(stored->toPlainText().contains(QStringLiteral("weight: 1")));
        QVERIFY(stored->isReadOnly());
        // Lines of the file keep their numbers, the others have none.
        int ghosts = 0;
        for (int i = 0; i < stored->blockCount(); ++i) {
            if (stored->numberOf(i) == 0)
                ++ghosts;
            else
                QCOMPARE(stored->blockOf(stored->numberOf(i)), i);
        }
        QVERIFY(ghosts > 0);
        QVERIFY(stored->markedLine() > 0);
        QVERIFY(stored->blockOf(stored->markedLine()) >= stored->markedLine() - 1);
        // Looking at it is no edit, and a double click leads to the line that can be edited.
        QVERIFY(m_session->editedFiles().empty());
        QCOMPARE(m_window->yaml()->editor()->toPlainText(), written);
        QTest::mouseDClick(stored->viewport(), Qt::LeftButton, {}, {40, 8});
        QVERIFY(!m_window->yaml()->isAsStored());
        QVERIFY(m_window->yaml()->editor()->isVisible());
    }

    void anEditIsStoredToo() {
        openFirstSteps();
        m_window->showYaml();
        m_window->yaml()->setAsStored(true);
        YamlEditor* stored = m_window->yaml()->storedView();
        QTRY_VERIFY(stored->toPlainText().contains(QStringLiteral("weight: 1")));
        m_session->editSource(m_window->yaml()->file(),
                              m_window->yaml()->editor()->toPlainText() +
                                  QStringLiteral("\n# the end"));
        QTRY_VERIFY(stored->toPlainText().contains(QStringLiteral("# the end")));
    }

    void aStepLeadsToItsRule() {
        openFirstSteps();
        m_session->setStep(1);
        const std::string id = m_session->decision()->trace[1].rule;
        QVERIFY(!id.empty());
        for (auto* button : m_window->trace()->findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == QLatin1String("Explain rule"))
                QTest::mouseClick(button, Qt::LeftButton);
        RulePane* page = m_window->rulePage();
        QCOMPARE(m_window->inspector()->currentWidget(), static_cast<QWidget*>(page));
        QCOMPARE(page->rule().toStdString(), id);
        QTRY_VERIFY(!page->citations().empty());
        QVERIFY(std::ranges::any_of(page->citations(), [](const simulator::Citation& each) {
            return each.by == simulator::Citation::By::TraceStep;
        }));
    }

    void aFindingLeadsToItsRuleAndToWhatItTouched() {
        QVERIFY(test::openSample(*m_session, QStringLiteral("broken")));
        m_window->showFindings();
        QAbstractItemView* view = m_window->findings()->view();
        const QModelIndex rule = view->model()->index(0, 3);
        const QString id = rule.data().toString();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(rule).center());
        RulePane* page = m_window->rulePage();
        QCOMPARE(page->rule(), id);
        QTRY_VERIFY(!page->citations().empty());
        const simulator::Citation first = page->citations().front();
        QVERIFY(first.by == simulator::Citation::By::Finding);
        m_session->clearSelection();
        QPushButton* link = nullptr;
        for (auto* button : page->findChildren<QPushButton*>())
            if (!link && button->accessibleName().startsWith(QLatin1String("Select ")))
                link = button;
        QVERIFY(link);
        link->click();
        QVERIFY(m_session->selection().source == first.source);
        if (first.id.valid())
            QVERIFY(m_session->selection().object == first.id);
        QCOMPARE(m_window->inspector()->currentWidget(), static_cast<QWidget*>(page));
    }

    void aContradictionLeadsToItsRuleAndItsLine() {
        QVERIFY(test::openSample(*m_session, QStringLiteral("mall")));
        m_window->showContradictions();
        QTableView* view = m_window->contradictions()->view();
        QVERIFY(view->model()->rowCount() > 0);
        const auto click = [view](int column) {
            const QModelIndex index = view->model()->index(0, column);
            QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                              view->visualRect(index).center());
        };
        click(ContradictionsModel::RuleColumn);
        QCOMPARE(m_window->rulePage()->rule(), QStringLiteral("promise.dropped"));
        click(ContradictionsModel::DeciderColumn);
        QCOMPARE(m_window->inspector()->currentWidget(), static_cast<QWidget*>(m_window->yaml()));
        QVERIFY(m_window->yaml()->editor()->markedLine() > 0);
    }

    void aConditionLeadsToItsRule() {
        openFirstSteps();
        m_window->showStatusBoard();
        QTableView* view = m_window->statusBoard()->view();
        const QModelIndex rule = view->model()->index(0, ConditionsModel::RuleColumn);
        QVERIFY(!rule.data().toString().isEmpty());
        view->setCurrentIndex(rule);
        view->setFocus();
        QTest::keyClick(view, Qt::Key_F1);
        QCOMPARE(m_window->rulePage()->rule(), rule.data().toString());
        QTRY_VERIFY(std::ranges::any_of(
            m_window->rulePage()->citations(), [](const simulator::Citation& each) {
                return each.by == simulator::Citation::By::Condition;
            }));
    }

    void paletteOpensRules() {
        openFirstSteps();
        m_window->openPalette();
        QTest::keyClicks(m_window->commandPalette()->edit(),
                         QStringLiteral("httproute.match.path.prefix"));
        QTest::keyClick(m_window->commandPalette()->edit(), Qt::Key_Return);
        RulePane* page = m_window->rulePage();
        QCOMPARE(page->rule(), QStringLiteral("httproute.match.path.prefix"));
        // Its example is there, and what stands beside it leads on and back.
        QVERIFY(page->findChild<CodeBlock*>());
        for (auto* button : page->findChildren<QPushButton*>())
            if (button->text() == QLatin1String("httproute.match.path.exact"))
                button->click();
        QTRY_COMPARE(page->rule(), QStringLiteral("httproute.match.path.exact"));
        for (auto* button : page->findChildren<QToolButton*>())
            if (button->accessibleName().startsWith(QLatin1String("Back")))
                button->click();
        QTRY_COMPARE(page->rule(), QStringLiteral("httproute.match.path.prefix"));
    }

    void aCustomObjectShowsWhatItsDefinitionDeclares() {
        QVERIFY(test::openText(*m_session, QString::fromUtf8(kWidgets)));
        m_window->inspector()->setCurrentIndex(1);
        const auto id = m_session->simulation()->world->find("example.com", "Widget", "default",
                                                             "small");
        QVERIFY(id.valid());
        m_session->selectObject(id);
        auto* table = m_window->findChild<DeclaredTable*>();
        QVERIFY(table->isVisible());
        QStringList rows;
        for (QTreeWidgetItemIterator each(table->view()); *each; ++each)
            rows << (*each)->text(0) + QStringLiteral(" = ") + (*each)->text(1) +
                        QStringLiteral(" : ") + (*each)->text(2);
        QCOMPARE(rows, (QStringList{QStringLiteral("spec = 1 key : object"),
                                    QStringLiteral("color = green (default) : string, one of "
                                                   "red, green"),
                                    QStringLiteral("size = 3 : integer, required, 1 to 10")}));
        // A field that is written leads to its line.
        QTreeWidgetItem* size = table->view()->topLevelItem(0)->child(1);
        table->view()->setCurrentItem(size);
        Q_EMIT table->view()->itemClicked(size, 0);
        QCOMPARE(m_session->selection().source.position.line, 29u);
        // Of a kind that Gatesight knows there is no such table.
        m_session->selectObject({0});
        QVERIFY(!table->isVisible());
    }

    void savedRequestsCanBeAddedAndRemoved() {
        openFirstSteps();
        const auto count = m_session->savedRequests().size();
        m_window->requestPane()->save();
        QCOMPARE(m_session->savedRequests().size(), count + 1);
        QVERIFY(!m_session->savedRequests().back().fromScenario);
        QTRY_VERIFY(m_session->savedRequests().back().answer);
    }

    void paletteFindsObjectsAndActions() {
        openFirstSteps();
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        CommandPalette* palette = m_window->commandPalette();
        QVERIFY(palette->isVisible());
        QTest::keyClicks(palette->edit(), QStringLiteral("demo/front"));
        QCOMPARE(palette->offered().value(0), QStringLiteral("demo/front"));
        QTest::keyClick(palette->edit(), Qt::Key_Return);
        QVERIFY(!palette->isVisible());
        QCOMPARE(m_session->selectedKey(), "Gateway/demo/front");
    }

    void copiesTheRequest() {
        openFirstSteps();
        m_window->requestPane()->copyAsCurl();
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("curl http://hello.example.com/hello"));
        m_window->requestPane()->copyAsCommand();
        QVERIFY(QApplication::clipboard()->text().startsWith(QLatin1String("gatesight trace -f ")));
    }

    void filesCanBeDropped() {
        auto* data = new QMimeData;
        data->setUrls({QUrl::fromLocalFile(test::samplePath(QStringLiteral("first-steps")))});
        // Qt delivers a drop to where it was announced.
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({10, 10}, Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &drop);
        QTRY_VERIFY(m_session->simulation());
        delete data;
    }

    void missingPathIsSaidInTheWindow() {
        m_window->openPaths({QStringLiteral("/no/such/place")});
        QTRY_VERIFY(!m_session->isLoading());
        auto* banner = m_window->findChild<QFrame*>(QStringLiteral("loadBanner"));
        QVERIFY(banner->isVisible());
        QCOMPARE(banner->property("role").toString(), QStringLiteral("note-bad"));
    }

    void loadingCanBeCancelledFromTheBanner() {
        m_session->open({{.kind = Input::Kind::Text,
                          .path = "many.yaml",
                          .text = test::manyRoutes(20000).toStdString(),
                          .title = "many"}});
        auto* cancel = m_window->findChild<QPushButton*>(QStringLiteral("cancelLoading"));
        QTRY_VERIFY_WITH_TIMEOUT(cancel->isVisible() || !m_session->isLoading(), 30'000);
        QVERIFY2(m_session->isLoading(), "20,000 routes were loaded faster than the banner shows");
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(!m_session->isLoading());
        QVERIFY(!m_session->simulation());
    }

    void destroyWhileLoading() {
        m_session->open({{.kind = Input::Kind::Text,
                          .path = "many.yaml",
                          .text = test::manyRoutes(5000).toStdString(),
                          .title = "many"}});
        cleanup();
    }

    void sessionIsRestored() {
        m_window->openPaths({test::samplePath(QStringLiteral("first-steps"))});
        QTRY_VERIFY(m_session->decision());
        m_window->requestPane()->save();
        m_session->setTheme(ThemeChoice::Dark);
        m_window->close();
        m_window.reset();

        Session session;
        MainWindow window(session, {});
        window.restoreLast();
        QTRY_VERIFY(session.simulation());
        QCOMPARE(session.theme(), ThemeChoice::Dark);
        QVERIFY(!session.savedRequests().back().fromScenario);
    }

    void everyControlHasAName() {
        openFirstSteps();
        QStringList nameless;
        for (auto* widget : m_window->findChildren<QWidget*>()) {
            const bool control =
                qobject_cast<QAbstractButton*>(widget) || qobject_cast<QLineEdit*>(widget) ||
                qobject_cast<QComboBox*>(widget) || qobject_cast<QAbstractItemView*>(widget);
            if (!control || !widget->accessibleName().isEmpty())
                continue;
            // Parts of other controls, and buttons whose text is their name.
            if (auto* button = qobject_cast<QAbstractButton*>(widget);
                button && !button->text().isEmpty())
                continue;
            if (widget->focusPolicy() == Qt::NoFocus ||
                widget->objectName().startsWith(QLatin1String("qt_")) ||
                qobject_cast<QComboBox*>(widget->parentWidget()) ||
                widget->inherits("QComboBoxListView") || widget->inherits("QHeaderView") ||
                widget->inherits("QLineEditIconButton") || widget->inherits("QTableCornerButton") ||
                widget->parentWidget()->inherits("QAbstractSpinBox") ||
                widget->parentWidget()->inherits("QTabBar"))
                continue;
            nameless << QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') +
                            widget->objectName();
        }
        QCOMPARE(nameless.join(QLatin1Char(10)), QString());
    }

private:
    [[nodiscard]] QLineEdit* url() const { return m_window->requestPane()->urlEdit(); }
    [[nodiscard]] QString answer() const {
        return m_session->decision() ? m_window->requestPane()->answer()->status() : QString();
    }
    void openFirstSteps() { QVERIFY(test::openSample(*m_session, QStringLiteral("first-steps"))); }

    QTemporaryDir m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

GATESIGHT_TEST(tst_main_window, QApplication)

}  // namespace tst_main_window

#include "tst_main_window.moc"
