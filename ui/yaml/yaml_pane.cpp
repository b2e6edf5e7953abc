#include "ui/yaml/yaml_pane.h"

#include "ui/jobs/write_file.h"
#include "ui/session/text.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"
#include "ui/trace/step_text.h"
#include "ui/yaml/yaml_completion.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QScrollBar>
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
      m_storedSwitch(iconButton(QStringLiteral("layers"), tr("Show what the API server adds"))),
      m_storedNote(plainLabel(QStringLiteral("strip"))),
      m_stored(new YamlEditor),
      m_typing(new QTimer(this)),
      m_moved(plainLabel(QStringLiteral("strip"))) {
    m_editor->setObjectName(QStringLiteral("yaml"));
    m_editor->setAccessibleName(tr("YAML"));
    m_stored->setReadOnly(true);
    m_stored->setObjectName(QStringLiteral("yamlAsStored"));
    m_stored->setAccessibleName(tr("YAML as the API server stores it"));
    m_storedNote->setWordWrap(true);
    m_typing->setSingleShot(true);
    m_typing->setInterval(kEditPauseMs);
    auto* page = new QWidget;
    auto* pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->setSpacing(0);
    pageLayout->addWidget(makeHeader());
    pageLayout->addWidget(horizontalLine());
    pageLayout->addWidget(m_moved);
    pageLayout->addWidget(m_storedNote);
    pageLayout->addWidget(m_editor);
    pageLayout->addWidget(m_stored);
    m_storedNote->hide();
    m_stored->hide();
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
    const auto selectLine = [this](int line) {
        m_session.selectSource({m_file, {static_cast<std::uint32_t>(line), 1}});
    };
    connect(m_editor, &YamlEditor::lineClicked, this, selectLine);
    connect(m_stored, &YamlEditor::lineClicked, this, selectLine);
    connect(m_stored, &YamlEditor::lineDoubleClicked, this, [this, selectLine](int line) {
        selectLine(line);
        setAsStored(false);
        m_editor->setFocus();
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
    m_storedSwitch->setCheckable(true);
    layout->addWidget(m_storedSwitch);
    layout->addWidget(m_undo);
    layout->addWidget(m_redo);
    layout->addWidget(m_save);
    connect(m_files, &QComboBox::activated, this, [this](int index) {
        m_session.selectSource({m_files->itemData(index).toString().toStdString(), {1, 1}});
        showFile(m_files->itemData(index).toString().toStdString());
    });
    connect(m_storedSwitch, &QToolButton::toggled, this, &YamlPane::setAsStored);
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
    showStored();
}

// --- As stored
// ------------------------------------------------------------------------------------------------------------

void YamlPane::setAsStored(bool on) {
    if (on == m_asStored)
        return;
    m_asStored = on;
    m_storedSwitch->setChecked(on);
    if (m_typing->isActive())
        commit();
    m_editor->setVisible(!on);
    m_stored->setVisible(on);
    m_storedNote->setVisible(on);
    showStored();
    Q_EMIT asStoredChanged();
}

/// Of long files off the window's thread: each object is written as the API server would.
void YamlPane::showStored() {
    const simulator::SimulationPtr simulation = m_session.simulation();
    const model::SourcePtr source = m_session.source(m_file);
    if (!m_asStored || !source || !simulation) {
        m_storing.cancel();
        return;
    }
    m_storing.start(
        [simulation, source](const std::stop_token& stop, const auto&) {
            return model::storedText(source, simulation->world->objects(),
                                     simulation->options.channel, stop);
        },
        [this](const model::StoredText& stored) { publishStored(stored); });
}

void YamlPane::publishStored(const model::StoredText& stored) {
    std::vector<int> numbers;
    GhostParts ghosts;
    QStringList lines;
    for (const model::StoredText::Line& line : stored.lines) {
        const auto charactersTo = [&line](std::uint32_t byte) {
            return static_cast<int>(text(std::string_view(line.text).substr(0, byte)).size());
        };
        for (const model::StoredText::Part& part : line.parts)
            ghosts[static_cast<int>(numbers.size())].push_back(
                {charactersTo(part.from), charactersTo(part.to), part.dropped});
        numbers.push_back(static_cast<int>(line.line));
        lines << text(line.text);
    }
    const auto fields = [this](std::size_t count) {
        return counted(static_cast<qsizetype>(count), tr("field"), tr("fields"));
    };
    QStringList said;
    if (stored.added > 0)
        said << tr("adds %1 (greyed)").arg(fields(stored.added));
    if (stored.dropped > 0)
        said << tr("drops %1 (struck out)").arg(fields(stored.dropped));
    m_storedNote->setText(
        said.isEmpty() ? tr("The API server stores this file as it is written.")
                       : tr("The API server %1.").arg(said.join(tr(" and "))) +
                             tr(" Double click a line to edit it."));
    const int top = m_stored->verticalScrollBar()->value();
    m_stored->setGhostText(lines.join(QLatin1Char('\n')), std::move(numbers), std::move(ghosts));
    m_stored->verticalScrollBar()->setValue(top);
    showSigns();
    m_stored->setMarkedLine(m_editor->markedLine(), top == 0);
}

void YamlPane::mark(bool scroll) {
    const model::SourceLocation& source = m_session.selection().source;
    const int line = source.file == m_file ? static_cast<int>(source.position.line) : 0;
    m_editor->setMarkedLine(line, scroll);
    m_stored->setMarkedLine(line, scroll);
}

void YamlPane::showSelection() {
    const model::SourceLocation& source = m_session.selection().source;
    if (source == m_shown)
        return;
    m_shown = source;
    if (!source.known() || !m_session.source(source.file)) {
        m_editor->setMarkedLine(0, false);
        m_stored->setMarkedLine(0, false);
        return;
    }
    if (m_typing->isActive())
        commit();
    if (source.file != m_file)
        showFile(source.file);
    const QScopedValueRollback showing(m_showing, true);
    mark(true);
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
    m_editor->setSigns(signs);
    m_editor->setUnderlines(underlines);
    // Columns move where something is written into a line.
    for (YamlEditor::Underline& underline : underlines)
        underline.column = 0;
    m_stored->setSigns(std::move(signs));
    m_stored->setUnderlines(std::move(underlines));
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
    const auto saved = saveFile(text(m_file), m_editor->toPlainText().toUtf8());
    if (!saved) {
        m_edited->setText(tr("not saved: %1").arg(saved.error()));
        setRole(m_edited, QStringLiteral("chip-bad"));
        return;
    }
    m_session.forgetEdits(m_file);
}

}  // namespace gatesight::ui
