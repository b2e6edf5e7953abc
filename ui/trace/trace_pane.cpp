#include "ui/trace/trace_pane.h"

#include "ui/session/text.h"
#include "ui/session/trace_reading.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"
#include "ui/trace/step_card.h"
#include "ui/trace/step_delegate.h"
#include "ui/trace/step_text.h"
#include "ui/trace/trace_model.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <limits>

namespace gatesight::ui {

TracePane::TracePane(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_model(new TraceModel(this)),
      m_view(new QListView),
      m_card(new StepCard),
      m_position(plainLabel(QStringLiteral("muted"))),
      m_pages(new QStackedWidget),
      m_empty(new EmptyNote(QStringLiteral("send"), {}, {})) {
    m_view->setObjectName(QStringLiteral("trace"));
    m_view->setAccessibleName(tr("Trace"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new StepDelegate(m_view));
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setMouseTracking(true);
    m_view->setResizeMode(QListView::Adjust);

    auto* cardHost = new QScrollArea;
    auto* cardPage = new QWidget;
    cardPage->setProperty("role", QStringLiteral("page"));
    auto* cardLayout = new QVBoxLayout(cardPage);
    cardLayout->setContentsMargins(kSpace, kGap, kSpace, kSpace);
    cardLayout->addWidget(m_card);
    cardLayout->addStretch();
    cardHost->setWidget(cardPage);
    cardHost->setWidgetResizable(true);
    cardHost->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto* split = new QSplitter(Qt::Vertical);
    split->setHandleWidth(kGap);
    split->addWidget(m_view);
    split->addWidget(cardHost);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setCollapsible(0, false);
    split->setSizes({420, 260});

    auto* page = new QWidget;
    auto* pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->setSpacing(0);
    pageLayout->addWidget(makeHeader());
    pageLayout->addWidget(makeCallOut());
    pageLayout->addWidget(split, 1);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);

    connect(m_card, &StepCard::sourceRequested, this, [this](const model::SourceLocation& source) {
        m_session.selectSource(source);
        Q_EMIT sourceRequested();
    });
    connect(m_card, &StepCard::ruleRequested, this, &TracePane::ruleRequested);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                if (!m_showing && index.isValid())
                    m_session.setStep(index.row());
            });
    connect(m_view, &QListView::doubleClicked, this, &TracePane::sourceRequested);
    connect(&session, &Session::decisionChanged, this, &TracePane::showDecision);
    connect(&session, &Session::stepChanged, this, &TracePane::showStep);
    connect(&session, &Session::simulationChanged, this, &TracePane::showEmptyNote);
    showDecision();
    showStep();
}

QWidget* TracePane::makeHeader() {
    auto* header = new QWidget;
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(kSpace, kGap, kSpace, kGap);
    layout->setSpacing(2);
    const auto add = [&](const char* icon, const QString& name, auto action) {
        QToolButton* button = iconButton(QString::fromLatin1(icon), name);
        connect(button, &QToolButton::clicked, this, action);
        layout->addWidget(button);
    };
    add("step-first", tr("First step"), [this] { m_session.setStep(0); });
    add("step-back", tr("Step back (Shift+F10)"), [this] { m_session.stepBack(); });
    add("step-forward", tr("Step (F10)"), [this] { m_session.stepForward(); });
    add("step-last", tr("Last step"),
        [this] { m_session.setStep(std::numeric_limits<int>::max()); });
    add("target", tr("The step that decided"), [this] {
        if (const auto decision = m_session.decision())
            m_session.setStep(decidingStep(*decision));
    });
    layout->addStretch();
    layout->addWidget(m_position);
    return header;
}

QWidget* TracePane::makeCallOut() {
    auto* note = new QFrame;
    note->setProperty("role", QStringLiteral("note-warning"));
    m_callOutTitle = plainLabel(QStringLiteral("warning"));
    m_callOutTitle->setFont(Theme::sized(0, QFont::DemiBold));
    m_callOutTitle->setWordWrap(true);
    m_callOutText = plainLabel();
    m_callOutText->setWordWrap(true);
    m_callOutText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_callOutButton = new QPushButton(tr("Show the step"));
    m_callOutButton->setProperty("role", QStringLiteral("link"));
    connect(m_callOutButton, &QPushButton::clicked, this, [this] { m_session.setStep(m_nearest); });
    auto* inside = new QVBoxLayout(note);
    inside->setContentsMargins(kMargin, kSpace, kMargin, kSpace);
    inside->setSpacing(kGap);
    inside->addWidget(m_callOutTitle);
    inside->addWidget(m_callOutText);
    inside->addWidget(m_callOutButton, 0, Qt::AlignLeft);

    m_callOut = new QWidget;
    auto* layout = new QVBoxLayout(m_callOut);
    layout->setContentsMargins(kSpace, 0, kSpace, kSpace);
    layout->addWidget(note);
    return m_callOut;
}

void TracePane::showEmptyNote() {
    if (!m_session.simulation())
        m_empty->setTexts(tr("Nothing is loaded"),
                          tr("Open a sample or a folder of manifests first."));
    else
        m_empty->setTexts(tr("No request yet"),
                          tr("Type a URL into the request line. Its trace appears here while you "
                             "type: each stage, each "
                             "candidate, and the line of YAML that decided."));
}

void TracePane::showDecision() {
    const QScopedValueRollback showing(m_showing, true);
    const auto decision = m_session.decision();
    m_model->setDecision(decision);
    showEmptyNote();
    m_pages->setCurrentIndex(decision ? 1 : 0);
    m_nearest = decision && !succeeded(*decision) ? nearestMiss(*decision) : -1;
    m_callOut->setVisible(m_nearest >= 0);
    if (m_nearest >= 0) {
        const simulator::Step& step = decision->trace[static_cast<std::size_t>(m_nearest)];
        m_callOutTitle->setText(tr("Nearest miss: %1").arg(subjectText(step.subject)));
        m_callOutText->setText(text(step.near));
    }
}

void TracePane::showStep() {
    const QScopedValueRollback showing(m_showing, true);
    const auto decision = m_session.decision();
    const int step = m_session.step();
    if (!decision || step < 0) {
        m_card->show(nullptr);
        m_position->clear();
        return;
    }
    m_card->show(&decision->trace[static_cast<std::size_t>(step)]);
    m_position->setText(tr("Step %1 of %2").arg(step + 1).arg(decision->trace.size()));
    const QModelIndex index = m_model->index(step);
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
}

}  // namespace gatesight::ui
