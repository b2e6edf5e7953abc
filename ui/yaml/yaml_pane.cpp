#include "ui/yaml/yaml_pane.h"

#include "ui/session/text.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"
#include "ui/trace/step_text.h"
#include "ui/yaml/yaml_completion.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QSaveFile>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gatesight::ui {

namespace {

/// Long enough that a word can be finished, short enough to feel immediate.
constexpr int kEditPauseMs = 200;

QColor colorOf(model::Severity severity, const Palette& colors) {
    switch (severity) {
        case model::Severity::Error:
            return colors.bad;
        case model::Severity::Warning:
            return colors.warning;
        case model::Severity::Info:
            return colors.info;
    }
    return colors.info;
}

/// Length of the folder that all sources share, with its slash.
std::size_t sharedFolder(std::span<const model::SourcePtr> sources) {
    if (sources.empty())
        return 0;
    std::string_view shared = sources.front()->name;
    for (const model::SourcePtr& source : sources) {
        const auto [mine, theirs] = std::ranges::mismatch(shared, source->name);
        shared = shared.substr(0, static_cast<std::size_t>(mine - shared.begin()));
    }
    return shared.rfind('/') == std::string_view::npos ? 0 : shared.rfind('/') + 1;
}

}  // namespace

YamlPane::YamlPane(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_files(new QComboBox),
      m_editor(new YamlEditor),
      m_edited(plainLabel(QStringLiteral("chip-warning"))),
      m_undo(iconButton(QStringLiteral("undo"), tr("Take the last edit back"))),
      m_redo(iconButton(QStringLiteral("redo"), tr("Bring the edit back"))),
      m_save(iconButton(QStringLiteral("export"), tr("Write the edited text to its file"))),
      m_pages(new QStackedWidget),
      m_typing(new QTimer(this)),
      m_moved(plainLabel(QStringLiteral("strip"))) {
    m_editor->setObjectName(QStringLiteral("yaml"));
    m_editor->setAccessibleName(tr("YAML"));
    m_typing->setSingleShot(true);
    m_typing->setInterval(kEditPauseMs);
    auto* page = new QWidget;
    auto* pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->setSpacing(0);
    pageLayout->addWidget(makeHeader());
    pageLayout->addWidget(horizontalLine());
    pageLayout->addWidget(m_moved);
    pageLayout->addWidget(m_editor);
    m_pages->addWidget(new EmptyNote(
        QStringLiteral("file-yaml"), tr("No file is open"),
        tr("Select an object, a trace step or a finding to see where it is written.")));
    m_pages->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);

    m_editor->setOfferSource(
        [this](const QString& words, int cursor) { return offersAt(words, cursor); });
    connect(m_typing, &QTimer::timeout, this, &YamlPane::commit);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        // New colours are announced as a change too, later and on their own; they are no edit.
        if (!m_showing && m_editor->toPlainText() != m_known)
            m_typing->start();
    });
    connect(m_editor, &YamlEditor::lineClicked, this, [this](int line) {
        m_session.selectSource({m_file, {static_cast<std::uint32_t>(line), 1}});
    });
    connect(&session, &Session::simulationChanged, this, &YamlPane::fillFiles);
    connect(&session, &Session::selectionChanged, this, &YamlPane::showSelection);
    connect(&session, &Session::decisionChanged, this, &YamlPane::showSigns);
    connect(&session, &Session::editsChanged, this, &YamlPane::showEdits);
    connect(&session, &Session::savedRequestsChanged, this, &YamlPane::showMoved);
    fillFiles();
    showSelection();
}

QWidget* YamlPane::makeHeader() {
    auto* header = new QWidget;
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(kSpace, kGap + 2, kSpace, kGap + 2);
    layout->setSpacing(kGap);
    m_files->setAccessibleName(tr("File"));
    m_files->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_edited->setText(tr("edited"));
    m_edited->setToolTip(tr("An edit is a layer: the file on disk is as it was"));
    layout->addWidget(m_files, 1);
    layout->addWidget(m_edited);
    layout->addWidget(m_undo);
    layout->addWidget(m_redo);
    layout->addWidget(m_save);
    connect(m_files, &QComboBox::activated, this, [this](int index) {
        m_session.selectSource({m_files->itemData(index).toString().toStdString(), {1, 1}});
        showFile(m_files->itemData(index).toString().toStdString());
    });
    connect(m_undo, &QToolButton::clicked, &m_session, &Session::undoEdit);
    connect(m_redo, &QToolButton::clicked, &m_session, &Session::redoEdit);
    connect(m_save, &QToolButton::clicked, this, &YamlPane::saveToDisk);
    return header;
}

void YamlPane::fillFiles() {
    const QScopedValueRollback showing(m_showing, true);
    m_files->clear();
    const simulator::SimulationPtr simulation = m_session.simulation();
    if (simulation) {
        const auto sources = simulation->world->sources();
        const std::size_t folder = sources.size() > 1 ? sharedFolder(sources) : 0;
        for (const model::SourcePtr& source : sources) {
            const QString name = sources.size() > 1
                                     ? text(std::string_view(source->name).substr(folder))
                                     : QFileInfo(text(source->name)).fileName();
            m_files->addItem(name, text(source->name));
            m_files->setItemData(m_files->count() - 1, text(source->name).toHtmlEscaped(),
                                 Qt::ToolTipRole);
        }
    }
    if (!m_session.source(m_file)) {
        m_typing->stop();
        m_file.clear();
    }
    if (m_file.empty() && simulation && !simulation->world->sources().empty())
        m_file = simulation->world->sources().front()->name;
    showFile(m_file);
    showEdits();
}

void YamlPane::showFile(const std::string& file) {
    // What was typed belongs to the file it was typed into.
    if (file != m_file && m_typing->isActive())
        commit();
    const QScopedValueRollback showing(m_showing, true);
    m_file = file;
    const model::SourcePtr source = m_session.source(file);
    m_pages->setCurrentIndex(source ? 1 : 0);
    if (!source)
        return;
    m_files->setCurrentIndex(m_files->findData(text(file)));
    // What is being typed is newer than what the session has.
    const QString words = text(source->text);
    if (!m_typing->isActive()) {
        m_known = words;
        if (m_editor->toPlainText() != words)
            m_editor->setText(words);
    }
    showSigns();
}

void YamlPane::showSelection() {
    const model::SourceLocation& source = m_session.selection().source;
    if (source == m_shown)
        return;
    m_shown = source;
    if (!source.known() || !m_session.source(source.file)) {
        m_editor->setMarkedLine(0, false);
        return;
    }
    if (m_typing->isActive())
        commit();
    if (source.file != m_file)
        showFile(source.file);
    const QScopedValueRollback showing(m_showing, true);
    m_editor->setMarkedLine(static_cast<int>(source.position.line), true);
}

void YamlPane::showSigns() {
    const Palette& colors = Theme::colors();
    std::map<int, YamlEditor::Sign> signs;
    if (const auto decision = m_session.decision())
        for (const simulator::Step& step : decision->trace)
            if (step.source.file == m_file && step.source.position.known())
                signs[static_cast<int>(step.source.position.line)] = {
                    verdictIcon(step.verdict), verdictColor(step.verdict, colors),
                    text(step.message)};
    std::vector<YamlEditor::Underline> underlines;
    for (const model::Finding& finding : m_session.loaded()->findings)
        if (finding.source.file == m_file && finding.source.position.known())
            underlines.push_back({static_cast<int>(finding.source.position.line),
                                  static_cast<int>(finding.source.position.column),
                                  colorOf(finding.severity, colors), text(finding.message)});
    m_editor->setSigns(std::move(signs));
    m_editor->setUnderlines(std::move(underlines));
}

void YamlPane::showEdits() {
    const auto edited = m_session.editedFiles();
    const bool here = std::ranges::find(edited, m_file) != edited.end();
    m_edited->setVisible(here);
    m_save->setEnabled(here && QFileInfo(text(m_file)).isWritable());
    m_undo->setEnabled(m_session.canUndoEdit());
    m_redo->setEnabled(m_session.canRedoEdit());
    showMoved();
}

/// What the edits did, in a line: the table of requests says it of each.
void YamlPane::showMoved() {
    const std::size_t moved = m_session.movedByEdits();
    const std::size_t all = m_session.savedRequests().size();
    m_moved->setVisible(m_session.canUndoEdit() && all > 0);
    m_moved->setText(moved == 0
                         ? tr("The edits change none of the saved requests.")
                         : tr("The edits change %1 of %2 saved requests.").arg(moved).arg(all));
    setRole(m_moved, moved == 0 ? QStringLiteral("strip") : QStringLiteral("strip-warning"));
}

YamlEditor::Offers YamlPane::offersAt(const QString& words, int cursor) const {
    const simulator::SimulationPtr simulation = m_session.simulation();
    // Offsets count characters here and bytes there.
    const std::string before = words.left(cursor).toStdString();
    const std::string all = before + words.mid(cursor).toStdString();
    const Completions found =
        completionsAt(all, before.size(), simulation ? simulation->world.get() : nullptr,
                      m_session.options().channel);
    YamlEditor::Offers offers{
        .from = static_cast<int>(text(std::string_view(all).substr(0, found.from)).size()),
        .offers = {}};
    for (const Completion& offer : found.offers)
        offers.offers.push_back({text(offer.text), text(offer.detail), text(offer.insert)});
    return offers;
}

void YamlPane::commit() {
    m_typing->stop();
    m_known = m_editor->toPlainText();
    if (!m_file.empty())
        m_session.editSource(m_file, m_known);
}

void YamlPane::saveToDisk() {
    QSaveFile file(text(m_file));
    if (!file.open(QIODevice::WriteOnly) || file.write(m_editor->toPlainText().toUtf8()) < 0 ||
        !file.commit()) {
        m_edited->setText(tr("not saved: %1").arg(file.errorString()));
        setRole(m_edited, QStringLiteral("chip-bad"));
        return;
    }
    m_session.forgetEdits(m_file);
}

}  // namespace gatesight::ui
