#include "ui/report/report_pane.h"

#include "ui/jobs/write_file.h"
#include "ui/session/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QApplication>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTimer>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <exception>

namespace gatesight::ui {

namespace {

constexpr int kTypingPauseMs = 350;
/// Faster work shows nothing: a flash is worse than no word.
constexpr int kShowAfterMs = 150;
constexpr int kChaptersWidth = 210;
constexpr int kPageMargin = 18;
constexpr int kLeastPicture = 420, kMostPicture = 1'000;

QString generatorName() {
    return QStringLiteral("Gatesight %1").arg(QApplication::applicationVersion()).trimmed();
}

/// The border to the GUI: whatever a library threw must not end the program.
template <class Work>
QString failureOf(Work&& work) {
    try {
        work();
        return {};
    } catch (const std::bad_alloc&) {
        return ReportPane::tr("There is not enough memory for this report. Show fewer namespaces, "
                              "or open a part of the manifests.");
    } catch (const std::exception& exception) {
        return ReportPane::tr("The report could not be made: %1")
            .arg(QString::fromUtf8(exception.what()));
    }
}

}  // namespace

ReportPane::ReportPane(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
    setObjectName(QStringLiteral("reports"));
    m_typing = new QTimer(this);
    m_typing->setSingleShot(true);
    m_typing->setInterval(kTypingPauseMs);
    m_slow = new QTimer(this);
    m_slow->setSingleShot(true);
    m_slow->setInterval(kShowAfterMs);
    m_trouble = plainLabel(QStringLiteral("strip-warning"));
    m_trouble->setObjectName(QStringLiteral("reportTrouble"));
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    m_empty = new EmptyNote(
        QStringLiteral("file"), tr("Nothing is open"),
        tr("Open a folder, a sample or a cluster: what it exposes, how it is routed and what is "
           "wrong with it is told here as one document."));
    auto* page = new QWidget;
    auto* pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->setSpacing(0);
    pageLayout->addWidget(makeHeader());
    pageLayout->addWidget(m_trouble);
    pageLayout->addWidget(horizontalLine());
    pageLayout->addWidget(makeBody(), 1);
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_empty);
    m_pages->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    setFocusProxy(m_browser);
    connectAll();
    contentChanged();
}

QWidget* ReportPane::makeHeader() {
    m_title = new QLineEdit;
    m_title->setObjectName(QStringLiteral("reportTitle"));
    m_title->setPlaceholderText(text(simulator::ReportInput().title));
    m_title->setAccessibleName(tr("Title of the report"));
    m_title->setToolTip(tr("Title of the report"));
    m_title->setMinimumWidth(150);
    m_title->setMaximumWidth(260);
    m_title->setClearButtonEnabled(true);
    m_scenarioMenu = new QMenu(tr("Scenarios"), this);
    m_scenarios = new QToolButton;
    m_scenarios->setObjectName(QStringLiteral("reportScenarios"));
    m_scenarios->setProperty("role", QStringLiteral("field"));
    m_scenarios->setMenu(m_scenarioMenu);
    m_scenarios->setPopupMode(QToolButton::InstantPopup);
    m_scenarios->setToolTip(tr("Scenarios whose requests are part of the report"));
    m_again = iconButton(QStringLiteral("refresh"), tr("Make the report anew"));
    m_again->setObjectName(QStringLiteral("reportAgain"));
    m_state = plainLabel(QStringLiteral("muted"));
    m_state->setObjectName(QStringLiteral("reportState"));
    m_bar = new QProgressBar;
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(110);
    m_bar->setAccessibleName(tr("Progress of the report"));
    m_cancel = new QPushButton(tr("Cancel"));
    m_cancel->setObjectName(QStringLiteral("cancelReport"));
    auto* header = new QWidget;
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(kSpace, kGap, kSpace, kGap);
    layout->setSpacing(kSpace);
    layout->addWidget(m_title, 2);
    layout->addWidget(m_scenarios);
    layout->addWidget(m_again);
    layout->addWidget(m_state);
    layout->addWidget(m_bar);
    layout->addWidget(m_cancel);
    layout->addStretch(1);
    QLabel* words = plainLabel(QStringLiteral("muted"));
    words->setText(tr("Export as"));
    layout->addWidget(words);
    for (const ReportForm form : kReportForms) {
        const ReportFormWords about = wordsOf(form);
        auto* button = new QToolButton;
        button->setObjectName(QStringLiteral("export%1").arg(about.name));
        button->setText(about.name);
        button->setToolTip(about.tip);
        button->setAccessibleName(tr("Export the report as %1").arg(about.name));
        button->setProperty("role", QStringLiteral("field"));
        connect(button, &QToolButton::clicked, this, [this, form] { choosePath(form); });
        m_exports[form] = button;
        layout->addWidget(button);
    }
    return header;
}

QWidget* ReportPane::makeBody() {
    m_chapters = new QListWidget;
    m_chapters->setObjectName(QStringLiteral("reportChapters"));
    m_chapters->setAccessibleName(tr("Chapters of the report"));
    m_chapters->setSpacing(2);
    m_browser = new QTextBrowser;
    m_browser->setObjectName(QStringLiteral("reportPreview"));
    m_browser->setAccessibleName(tr("Preview of the report"));
    m_browser->setOpenLinks(false);
    m_browser->document()->setDocumentMargin(kPageMargin);
    m_parts = new QSplitter(Qt::Horizontal);
    m_parts->addWidget(m_chapters);
    m_parts->addWidget(m_browser);
    m_parts->setStretchFactor(1, 1);
    m_parts->setCollapsible(1, false);
    m_parts->setSizes({kChaptersWidth, 1'000});
    return m_parts;
}

void ReportPane::connectAll() {
    connect(&m_session, &Session::simulationChanged, this, &ReportPane::contentChanged);
    connect(m_title, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_typing, &QTimer::timeout, this, &ReportPane::contentChanged);
    connect(m_again, &QToolButton::clicked, this, &ReportPane::contentChanged);
    connect(m_cancel, &QPushButton::clicked, this, &ReportPane::cancel);
    connect(m_chapters, &QListWidget::currentRowChanged, this, [this](int row) {
        if (m_following)
            goToChapter(row);
    });
    connect(m_browser->verticalScrollBar(), &QScrollBar::valueChanged, this,
            &ReportPane::followScrolling);
    connect(m_slow, &QTimer::timeout, this, [this] {
        m_bar->show();
        m_cancel->show();
    });
}

// --- Making

void ReportPane::contentChanged() {
    m_stale = true;
    fillScenarios();
    refresh();
}

ReportOrder ReportPane::order() const {
    const auto& scenarios = m_session.loaded()->scenarios;
    std::set<std::size_t> leftOut;
    for (std::size_t i = 0; i < scenarios.size(); ++i)
        if (m_leftOut.contains(scenarios[i].name))
            leftOut.insert(i);
    return {.loaded = m_session.loaded(),
            .edits = m_session.edits(),
            .title = m_title->text().trimmed().toStdString(),
            .generator = generatorName().toStdString(),
            .leftOut = std::move(leftOut),
            .seed = m_session.seed()};
}

PreviewLook ReportPane::look() const {
    return {.colors = Theme::colors(),
            .scale = devicePixelRatioF(),
            .width = std::clamp(m_browser->viewport()->width() - 2 * kPageMargin - kSection,
                                kLeastPicture, kMostPicture)};
}

/// Off the GUI thread, and only while somebody looks at it.
void ReportPane::refresh() {
    const bool loaded = m_session.simulation() != nullptr;
    m_pages->setCurrentIndex(loaded ? 1 : 0);
    if (!loaded) {
        m_making.cancel();
        m_writing.cancel();
        m_made.reset();
        showIdle();
        return;
    }
    if (!isVisible() || (!m_stale && !m_restyle))
        return;
    const MadeReportPtr known = m_stale ? nullptr : m_made;
    m_stale = m_restyle = false;
    m_dark = Theme::colors().dark;
    m_trouble->hide();
    showBusy(tr("Making the report"));
    m_making.start(
        [order = order(), look = look(), known](const std::stop_token& stop, const auto&) {
            Made result;
            result.error = failureOf([&] {
                result.made = known ? known : reportOf(order, stop);
                if (result.made)
                    result.preview = previewOf(result.made->booklet, look, stop);
            });
            return result;
        },
        [this](const Made& made) { publish(made); });
}

void ReportPane::publish(const Made& made) {
    showIdle();
    if (!made.made) {
        showTrouble(made.error.isEmpty() ? tr("The report could not be made.") : made.error);
        return;
    }
    m_made = made.made;
    m_preview = made.preview;
    const int scrolled = m_browser->verticalScrollBar()->value();
    m_following = false;
    QTextDocument* document = m_browser->document();
    document->clear();
    document->setDefaultStyleSheet(m_preview.style);
    for (const auto& [name, image] : m_preview.pictures)
        document->addResource(QTextDocument::ImageResource, QUrl(name), image);
    document->setHtml(m_preview.html);
    document->setDocumentMargin(kPageMargin);
    m_browser->verticalScrollBar()->setValue(scrolled);
    fillChapters();
    m_following = true;
    followScrolling();
    const auto chapters = static_cast<qsizetype>(m_made->booklet.chapters.size());
    m_state->setText(m_preview.hidden == 0
                         ? counted(chapters, tr("chapter"), tr("chapters"))
                         : tr("%1, long tables cut")
                               .arg(counted(chapters, tr("chapter"), tr("chapters"))));
    Q_EMIT previewed();
}

void ReportPane::cancel() {
    const bool making = m_making.isRunning();
    m_making.cancel();
    m_writing.cancel();
    if (making)
        m_stale = true;
    showIdle();
    m_state->setText(making ? tr("Cancelled: the preview is not up to date")
                            : tr("Cancelled: no file was written"));
}

// --- Chapters

void ReportPane::fillChapters() {
    const int row = m_chapters->currentRow();
    m_chapters->clear();
    for (const simulator::Chapter& chapter : m_made->booklet.chapters)
        m_chapters->addItem(text(chapter.title));
    m_chapters->setCurrentRow(std::max(0, row));
}

void ReportPane::goToChapter(int row) {
    if (!m_made || row < 0 || row >= static_cast<int>(m_made->booklet.chapters.size()))
        return;
    m_following = false;
    m_browser->scrollToAnchor(text(m_made->booklet.chapters[static_cast<std::size_t>(row)].id));
    m_following = true;
}

/// The list shows which chapter stands at the upper edge.
void ReportPane::followScrolling() {
    if (!m_following || !m_made)
        return;
    const int top =
        m_browser->cursorForPosition({kPageMargin + 1, kPageMargin}).block().position();
    int current = -1;
    for (QTextBlock block = m_browser->document()->begin();
         block.isValid() && block.position() <= top; block = block.next())
        if (block.blockFormat().headingLevel() == 2)
            ++current;
    m_following = false;
    m_chapters->setCurrentRow(std::max(0, current));
    m_following = true;
}

// --- Scenarios

void ReportPane::fillScenarios() {
    m_scenarioMenu->clear();
    const auto& scenarios = m_session.loaded()->scenarios;
    std::size_t taken = 0;
    for (std::size_t i = 0; i < scenarios.size(); ++i) {
        QString name = scenarios[i].name.empty() ? tr("Scenario %1").arg(i + 1)
                                                 : text(scenarios[i].name);
        QAction* action =
            m_scenarioMenu->addAction(name.replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(!m_leftOut.contains(scenarios[i].name));
        connect(action, &QAction::toggled, this, [this, key = scenarios[i].name](bool on) {
            if (on)
                m_leftOut.erase(key);
            else
                m_leftOut.insert(key);
            m_typing->start();
        });
        taken += action->isChecked() ? 1 : 0;
    }
    m_scenarios->setText(scenarios.empty() ? tr("No scenarios")
                         : taken == scenarios.size()
                             ? tr("Scenarios: all")
                             : tr("Scenarios: %1 of %2").arg(taken).arg(scenarios.size()));
    m_scenarios->setAccessibleName(m_scenarios->text());
    m_scenarios->setEnabled(!scenarios.empty());
}

// --- Leaving the window

void ReportPane::choosePath(ReportForm form) {
    const ReportFormWords about = wordsOf(form);
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export the report as %1").arg(about.name), about.file, about.filter);
    if (!path.isEmpty())
        exportTo(form, path);
}

void ReportPane::exportTo(ReportForm form, const QString& path) {
    if (!m_session.simulation()) {
        Q_EMIT said(tr("There is nothing to export yet."), true);
        return;
    }
    m_trouble->hide();
    // What is previewed is what is written, unless that is not the newest.
    const MadeReportPtr known = m_stale || m_making.isRunning() ? nullptr : m_made;
    m_writing.start(
        [order = order(), known, form, path](const std::stop_token& stop, const auto& report) {
            Written result{.path = path, .error = {}, .made = nullptr};
            const QString failure = failureOf([&] {
                const MadeReportPtr made = known ? known : reportOf(order, stop);
                if (!made || stop.stop_requested())
                    return;
                const auto bytes = bytesOf(*made, form, stop, report);
                if (stop.stop_requested())
                    return;
                if (!bytes) {
                    result.error = bytes.error();
                    return;
                }
                if (const auto written = writeFile(path, *bytes); !written)
                    result.error = written.error();
            });
            if (!failure.isEmpty())
                result.error = failure;
            return result;
        },
        [this](const Written& written) {
            if (!m_making.isRunning())
                showIdle();
            if (written.error.isEmpty()) {
                m_state->setText(tr("Written: %1").arg(QFileInfo(written.path).fileName()));
                Q_EMIT said(tr("Written: %1").arg(written.path), false);
                return;
            }
            showTrouble(tr("%1. Choose another place.").arg(written.error));
            Q_EMIT said(written.error, true);
        },
        [this](const ReportProgress& progress) {
            showBusy(progress.words, progress.done, progress.all);
        });
    showBusy(tr("Making the report"));
}

// --- What is going on

QString ReportPane::state() const {
    return m_state->text();
}

void ReportPane::showBusy(const QString& words, int done, int all) {
    m_state->setText(words);
    m_bar->setRange(0, all);
    m_bar->setValue(done);
    for (const auto& [form, button] : m_exports)
        button->setEnabled(!m_writing.isRunning());
    if (m_bar->isHidden() && !m_slow->isActive())
        m_slow->start();
}

void ReportPane::showIdle() {
    m_slow->stop();
    m_bar->hide();
    m_cancel->hide();
    for (const auto& [form, button] : m_exports)
        button->setEnabled(true);
}

void ReportPane::showTrouble(const QString& words) {
    m_trouble->setText(words);
    m_trouble->show();
    m_state->setText(tr("No report"));
}

void ReportPane::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void ReportPane::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (m_browser && m_made &&
        (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange) &&
        Theme::colors().dark != m_dark) {
        m_restyle = true;
        refresh();
    }
}

}  // namespace gatesight::ui
