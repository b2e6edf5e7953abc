// Actions, menus and the command palette of the window.
#include "model/rules/explained_rules.h"
#include "ui/explorer/explorer_pane.h"
#include "ui/request/request_pane.h"
#include "ui/session/text.h"
#include "ui/session/trace_reading.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/trace/step_text.h"
#include "ui/window/bottom_panel.h"
#include "ui/window/exporting.h"
#include "ui/window/keys_dialog.h"
#include "ui/window/main_window.h"
#include "ui/window/samples.h"
#include "ui/window/tool_bar.h"
#include "ui/window/window_state.h"
#include "ui/yaml/yaml_pane.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>

#include <algorithm>

namespace gatesight::ui {

namespace {

/// Objects offered by the palette; a cluster of thousands is better searched in the find box.
constexpr std::size_t kMaxPaletteObjects = 20'000;

}  // namespace

QAction* MainWindow::add(const char* iconName, const QString& words, const QKeySequence& shortcut,
                         std::function<void()> run) {
    auto* action =
        new QAction(iconName ? icon(QString::fromLatin1(iconName)) : QIcon(), words, this);
    action->setShortcut(shortcut);
    if (!shortcut.isEmpty())
        action->setToolTip(
            QStringLiteral("%1 (%2)").arg(words, shortcut.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, std::move(run));
    addAction(action);
    m_actions << action;
    return action;
}

void MainWindow::makeActions() {
    const auto ctrl = [](Qt::Key key) { return QKeySequence(Qt::CTRL | key); };
    m_openActions << add("folder-open", tr("Open a folder…"),
                         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O),
                         [this] { chooseFolder(); });
    m_openActions << add("file-yaml", tr("Open files…"), ctrl(Qt::Key_O),
                         [this] { chooseFiles(); });
    m_openActions << add("paste", tr("Paste YAML"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V),
                         [this] { paste(); });
    m_openActions << add("target", tr("Open a live cluster…"),
                         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L),
                         [this] { chooseCluster(); });
    m_reload = add("refresh", tr("Read again"), QKeySequence(Qt::Key_F5),
                   [this] { m_session.reload(); });
    m_close =
        add("close", tr("Close what is open"), ctrl(Qt::Key_W), [this] { m_session.closeAll(); });
    add("search", tr("Command palette"), ctrl(Qt::Key_K), [this] { openPalette(); });
    add("send", tr("Go to the request line"), ctrl(Qt::Key_L), [this] { m_request->focusUrl(); });
    add("search", tr("Find"), QKeySequence(Qt::Key_Slash), [this] {
        m_toolBar->findBox()->setFocus(Qt::ShortcutFocusReason);
        m_toolBar->findBox()->selectAll();
    });
    add("expand", tr("Next pane"), QKeySequence(Qt::Key_F6), [this] { cyclePanes(); });
    m_stepForward = add("step-forward", tr("Step"), QKeySequence(Qt::Key_F10),
                        [this] { m_session.stepForward(); });
    m_stepBack = add("step-back", tr("Step back"), QKeySequence(Qt::SHIFT | Qt::Key_F10),
                     [this] { m_session.stepBack(); });
    m_run =
        add("play", tr("Run"), QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { runTraffic(); });
    m_run->setToolTip(tr("Run traffic through the cluster (Ctrl+Return)"));
    if (m_guests.switchView)
        add("kind-policy", tr("Switch between flow and east-west"), ctrl(Qt::Key_E),
            [this] { m_guests.switchView(); });
    add("bookmark", tr("Save the request"), ctrl(Qt::Key_S), [this] {
        m_request->save();
        say(tr("The request is saved."));
    });
    add("copy", tr("Copy the request as cURL"), {}, [this] {
        m_request->copyAsCurl();
        say(tr("Copied as cURL."));
    });
    add("copy", tr("Copy the request as gatesight call"), {}, [this] {
        m_request->copyAsCommand();
        say(tr("Copied as a call of gatesight."));
    });
    add("copy", tr("Copy the request as Scenario item"), {}, [this] {
        m_request->copyAsScenarioItem();
        say(tr("Copied as a Scenario item."));
    });
    add("undo", tr("Take the last edit back"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Z),
        [this] { m_session.undoEdit(); });
    add("redo", tr("Bring the edit back"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Y),
        [this] { m_session.redoEdit(); });
    m_compare = add("compare", tr("Compare…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D),
                    [this] { showChanges(); });
    m_compareEdits = add("compare", tr("What my edits move"),
                         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
                         [this] { compareEdits(); });
    add("layers", tr("Show the YAML as stored, or as written"), ctrl(Qt::Key_D), [this] {
        showYaml();
        m_yaml->setAsStored(!m_yaml->isAsStored());
    });
    add("info", tr("Explain the rule of this step, finding or condition"),
        QKeySequence(Qt::Key_F1), [this] { explainCurrentRule(); });
    add("export", tr("Export a picture of the graph…"), {}, [this] { exportGraph(); });
    add("export", tr("Export the decision as JSON…"), {}, [this] {
        exportBytes(tr("Decision"), QStringLiteral("decision.json"), decisionJson(m_session));
    });
    add("export", tr("Export the answers as JSON…"), {}, [this] {
        exportBytes(tr("Answers"), QStringLiteral("answers.json"), answersJson(m_session));
    });
    add("export", tr("Export the answers as CSV…"), {}, [this] {
        exportBytes(tr("Answers"), QStringLiteral("answers.csv"), answersCsv(m_session));
    });
    add("list", tr("Show or fold the bottom panel"), ctrl(Qt::Key_J),
        [this] { m_bottom->setOpen(!m_bottom->isOpen()); });
    add("warning", tr("Show the findings"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M),
        [this] { showFindings(); });
    add("branch", tr("Show the contradictions"), {}, [this] { showContradictions(); });
    add("file", tr("Show the report"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R),
        [this] { showReport(); });
    add("keyboard", tr("Keys"), QKeySequence(Qt::Key_Question), [this] { showKeys(); });
    add("info", tr("About Gatesight"), {}, [this] { about(); });
    add(nullptr, tr("Quit"), QKeySequence::Quit, [this] { close(); });
    m_stepForward->setEnabled(false);
    m_stepBack->setEnabled(false);
    m_compareEdits->setEnabled(false);
}

void MainWindow::makeMenus() {
    m_openMenu = makeOpenMenu();
    m_layersMenu = new QMenu(tr("Layers"), this);
    connect(m_layersMenu, &QMenu::aboutToShow, this, &MainWindow::fillLayersMenu);
    m_themeMenu = makeThemeMenu();
    m_mainMenu = makeMainMenu();
}

QMenu* MainWindow::makeOpenMenu() {
    auto* menu = new QMenu(tr("Open"), this);
    connect(menu, &QMenu::aboutToShow, this, &MainWindow::fillOpenMenu);
    return menu;
}

void MainWindow::fillOpenMenu() {
    m_openMenu->clear();
    m_openMenu->addActions(m_openActions);
    m_openMenu->addSeparator();
    for (const Sample& sample : findSamples())
        m_openMenu->addAction(icon(QStringLiteral("sample")), sample.title, this,
                              [this, name = sample.name] { openSample(name); });
    if (const QStringList recent = RecentPaths::read(); !recent.isEmpty()) {
        m_openMenu->addSeparator();
        for (const QString& path : recent) {
            QString shown = path;
            m_openMenu->addAction(icon(QStringLiteral("history")),
                                  shown.replace(QLatin1Char('&'), QStringLiteral("&&")), this,
                                  [this, path] { openPaths({path}); });
        }
    }
    m_openMenu->addSeparator();
    m_openMenu->addAction(m_close);
}

QMenu* MainWindow::makeThemeMenu() {
    auto* menu = new QMenu(tr("Theme"), this);
    auto* group = new QActionGroup(menu);
    const auto add = [&](const char* iconName, const QString& words, ThemeChoice choice) {
        QAction* action = menu->addAction(icon(QString::fromLatin1(iconName)), words, this,
                                          [this, choice] { m_session.setTheme(choice); });
        action->setCheckable(true);
        action->setChecked(m_session.theme() == choice);
        group->addAction(action);
        connect(&m_session, &Session::themeChanged, action,
                [this, action, choice] { action->setChecked(m_session.theme() == choice); });
    };
    add("system", tr("Follow the system"), ThemeChoice::System);
    add("sun", tr("Light"), ThemeChoice::Light);
    add("moon", tr("Dark"), ThemeChoice::Dark);
    menu->addSeparator();
    QAction* motion = menu->addAction(tr("Reduce motion"));
    motion->setCheckable(true);
    motion->setChecked(m_session.reduceMotion());
    connect(motion, &QAction::toggled, &m_session, &Session::setReduceMotion);
    connect(&m_session, &Session::reduceMotionChanged, motion,
            [this, motion] { motion->setChecked(m_session.reduceMotion()); });
    return menu;
}

QMenu* MainWindow::makeMainMenu() {
    auto* menu = new QMenu(this);
    for (QAction* action : m_actions) {
        menu->addAction(action);
        const QString words = action->text();
        if (words == tr("Close what is open") || words == tr("Next pane") ||
            words == tr("Copy the request as Scenario item") ||
            words == tr("What my edits move") ||
            words == tr("Explain the rule of this step, finding or condition") || words == tr("Export the answers as CSV…") ||
            words == tr("Show the report"))
            menu->addSeparator();
    }
    return menu;
}

void MainWindow::fillLayersMenu() {
    m_layersMenu->clear();
    if (!m_session.simulation())
        return;
    const simulator::TopologyOptions options = m_session.topologyOptions();
    QAction* pods = m_layersMenu->addAction(tr("Pods"), this, [this, options](bool on) {
        auto changed = options;
        changed.pods = on;
        m_session.setTopologyOptions(changed);
    });
    pods->setCheckable(true);
    pods->setChecked(options.pods);
    m_layersMenu->addSeparator();
    QAction* all = m_layersMenu->addAction(tr("All namespaces"), this, [this, options] {
        auto changed = options;
        changed.namespaces.clear();
        m_session.setTopologyOptions(changed);
    });
    all->setCheckable(true);
    all->setChecked(options.namespaces.empty());
    for (const std::string& name : m_session.simulation()->world->namespaces()) {
        QAction* action = m_layersMenu->addAction(text(name), this, [this, options, name](bool on) {
            auto changed = options;
            std::erase(changed.namespaces, name);
            if (on)
                changed.namespaces.push_back(name);
            m_session.setTopologyOptions(changed);
        });
        action->setCheckable(true);
        action->setChecked(std::ranges::find(options.namespaces, name) != options.namespaces.end());
    }
}

void MainWindow::openPalette() {
    m_palette->open(paletteItems());
}

std::vector<PaletteItem> MainWindow::paletteItems() {
    std::vector<PaletteItem> items;
    for (QAction* action : m_actions)
        if (action->isEnabled())
            items.push_back({action->text(), action->shortcut().toString(QKeySequence::NativeText),
                             action->icon(), [action] { action->trigger(); }});
    for (const model::ExplainedRule& each : model::explainedRules())
        items.push_back({tr("Explain rule %1").arg(text(each.rule.id)), tr("Rule"),
                         icon(QStringLiteral("info")),
                         [this, id = text(each.rule.id)] { explainRule(id); }});
    for (const Sample& sample : findSamples())
        items.push_back({tr("Open the sample %1").arg(sample.title), tr("Sample"),
                         icon(QStringLiteral("sample")),
                         [this, name = sample.name] { openSample(name); }});
    for (const auto& [words, choice] : {std::pair(tr("Light theme"), ThemeChoice::Light),
                                        std::pair(tr("Dark theme"), ThemeChoice::Dark)})
        items.push_back({words, tr("Theme"), icon(QStringLiteral("system")),
                         [this, chosen = choice] { m_session.setTheme(chosen); }});
    const auto& saved = m_session.savedRequests();
    for (std::size_t i = 0; i < saved.size(); ++i)
        items.push_back({text(saved[i].name),
                         saved[i].answer ? text(shortAnswer(*saved[i].answer)) : tr("Request"),
                         icon(QStringLiteral("send")),
                         [this, i] { m_session.openSavedRequest(i); }});
    if (!m_session.simulation())
        return items;
    const auto objects = m_session.simulation()->world->objects();
    for (std::uint32_t i = 0; i < std::min(objects.size(), kMaxPaletteObjects); ++i)
        items.push_back({text(objects[i]->fullName()), text(objects[i]->kind),
                         kindIcon(objects[i]->kind), [this, i] { m_session.selectObject({i}); }});
    for (const model::Finding& finding : m_session.loaded()->findings)
        items.push_back({text(finding.message), placeText(finding.source),
                         icon(QStringLiteral("warning")), [this, source = finding.source] {
                             m_session.selectSource(source);
                             showYaml();
                         }});
    return items;
}

void MainWindow::showKeys() {
    KeysDialog(m_actions, this).exec();
}

void MainWindow::about() {
    QMessageBox::about(
        this, tr("About Gatesight"),
        tr("<h3>Gatesight %1</h3><p>Shows where traffic goes in a Kubernetes cluster that uses the "
           "Gateway API: "
           "which listener, which rule, which Service, which Pod — and why not the others.</p>")
            .arg(QApplication::applicationVersion()));
}

}  // namespace gatesight::ui
