#include "ui/who/who_detail.h"

#include "simulator/who/talk_export.h"
#include "ui/session/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"
#include "ui/who/who_style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace gatesight::ui {

namespace {

using simulator::TalkOutcome;

std::string groupName(const simulator::TalkGroup& group) {
    const bool inside = !group.name.empty() || (group.kind == simulator::TalkGroup::Kind::More &&
                                                !group.namespace_.empty());
    return inside ? group.namespace_ + " / " + group.title() : group.title();
}

QString outcomeWords(TalkOutcome outcome) {
    switch (outcome) {
        case TalkOutcome::Allowed:
            return WhoDetail::tr("allowed");
        case TalkOutcome::NoRoute:
            return WhoDetail::tr("without a route");
        case TalkOutcome::Denied:
            return WhoDetail::tr("denied");
        case TalkOutcome::Unknown:
            return WhoDetail::tr("unknown");
        case TalkOutcome::Some:
            return WhoDetail::tr("allowed in part");
    }
    return {};
}

simulator::TalkState stateOfOutcome(TalkOutcome outcome) {
    simulator::TalkTally tally;
    tally.tries[static_cast<std::size_t>(outcome)] = 1;
    return tally.state();
}

simulator::TalkState stateOfPolicy(const simulator::TalkPolicy& policy) {
    using Result = simulator::TierVerdict::Result;
    return policy.result == Result::Allowed  ? simulator::TalkState::Allowed
           : policy.result == Result::Denied ? simulator::TalkState::Denied
                                             : simulator::TalkState::Unknown;
}

QString portsOf(const simulator::TalkCell& cell) {
    QStringList words;
    for (const auto& port : cell.ports)
        if (port.port.port != 0)
            words << QStringLiteral("%1 %2").arg(text(toString(port.port)),
                                                 talkStateWords(port.tally.state()));
    if (cell.morePorts != 0)
        words << WhoDetail::tr("and %1 more").arg(cell.morePorts);
    return words.isEmpty() ? QString()
                           : WhoDetail::tr("Ports: %1").arg(words.join(QStringLiteral(", ")));
}

}  // namespace

WhoCellFacts cellFacts(const simulator::Simulation& simulation, const simulator::WhoTalks& who,
                       std::size_t row, std::size_t column, const std::stop_token& stop) {
    WhoCellFacts facts;
    facts.from = groupName(who.rows[row]);
    facts.to = groupName(who.columns[column]);
    facts.cell = who.cell(row, column);
    for (std::size_t i = 0; i < simulator::kTalkOutcomes; ++i)
        if (facts.cell.witness[i].valid()) {
            const auto outcome = static_cast<TalkOutcome>(i);
            facts.examples.push_back(
                {outcome, reasonOf(simulation, who, facts.cell.witness[i], outcome)});
        }
    const TalkOutcome leading = facts.cell.leading();
    std::ranges::stable_partition(facts.examples, [leading](const WhoCellFacts::Example& each) {
        return each.outcome == leading;
    });
    facts.deciders = decidersOf(simulation, who, row, column, stop);
    return facts;
}

WhoDetail::WhoDetail(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("whoDetail"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kSpace, kSpace, kSpace);
    layout->setSpacing(kGap);
    auto* head = new QHBoxLayout;
    head->setSpacing(kSpace);
    m_sign = new QLabel;
    m_title = plainLabel();
    m_title->setFont(Theme::sized(1, QFont::DemiBold));
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* close = iconButton(QStringLiteral("close"), tr("Close (Esc)"));
    connect(close, &QToolButton::clicked, this, &WhoDetail::closed);
    head->addWidget(m_sign);
    head->addWidget(m_title, 1);
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(kGap);
    head->addLayout(m_buttons);
    head->addWidget(close);
    layout->addLayout(head);
    m_counts = plainLabel(QStringLiteral("muted"));
    m_counts->setWordWrap(true);
    layout->addWidget(m_counts);
    m_reason = plainLabel();
    m_reason->setWordWrap(true);
    layout->addWidget(m_reason);
    m_policies = new QListWidget;
    m_policies->setAccessibleName(tr("Policies that decide"));
    m_policies->setFrameShape(QFrame::NoFrame);
    m_policies->setTextElideMode(Qt::ElideRight);
    m_policies->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_policies, &QListWidget::itemClicked, this, &WhoDetail::choose);
    connect(m_policies, &QListWidget::itemActivated, this, &WhoDetail::choose);
    layout->addWidget(m_policies, 1);
}

QString WhoDetail::title() const {
    return m_title->text();
}

void WhoDetail::setFacts(const WhoCellFacts& facts) {
    m_facts = facts;
    const simulator::TalkState state = facts.cell.state();
    m_sign->setPixmap(talkIcon(state, devicePixelRatioF()).pixmap(16, 16));
    m_title->setText(
        tr("%1 \u2192 %2: %3").arg(text(facts.from), text(facts.to), talkStateWords(state)));
    const QString ports = portsOf(facts.cell);
    m_counts->setText(text(simulator::talkCounts(facts.cell.tally)) +
                      (ports.isEmpty() ? QString() : QStringLiteral("  \u00b7  ") + ports));
    m_counts->setToolTip(
        tr("Counted for each Pod that asks, each Pod that is asked, and each of "
           "its ports"));
    const QString reason = facts.examples.empty()
                               ? tr("There is nobody else to talk to.")
                               : tr("For example %1 to %2: %3.")
                                     .arg(text(facts.examples.front().reason.from),
                                          text(facts.examples.front().reason.to),
                                          text(facts.examples.front().reason.sentence));
    m_reason->setText(reason);
    addPolicies();
    addTraces();
}

void WhoDetail::addPolicies() {
    m_policies->clear();
    for (std::size_t i = 0; i < m_facts.deciders.size(); ++i) {
        const simulator::TalkPolicy& policy = m_facts.deciders[i].policy;
        const QString place = policy.source.known()
                                  ? QStringLiteral("%1:%2   ")
                                        .arg(text(policy.source.file).section(QLatin1Char('/'), -1))
                                        .arg(policy.source.position.line)
                                  : QString();
        auto* item = new QListWidgetItem(talkIcon(stateOfPolicy(policy), devicePixelRatioF()),
                                         place + text(policy.sentence));
        item->setToolTip(text(policy.sentence).toHtmlEscaped() + QStringLiteral("<br>") +
                         tr("Click to see where this is written."));
        item->setData(Qt::UserRole, static_cast<int>(i));
        m_policies->addItem(item);
    }
    m_policies->setVisible(!m_facts.deciders.empty());
}

void WhoDetail::addTraces() {
    for (QToolButton* button : std::as_const(m_traces))
        button->deleteLater();
    m_traces.clear();
    for (const WhoCellFacts::Example& example : m_facts.examples) {
        if (!example.reason.request)
            continue;
        auto* button = new QToolButton;
        button->setText(tr("Trace: %1").arg(outcomeWords(example.outcome)));
        button->setIcon(talkIcon(stateOfOutcome(example.outcome), devicePixelRatioF()));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setToolTip(
            tr("%1 asks for %2")
                .arg(text(example.reason.from), text(example.reason.request->url())));
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QToolButton::clicked, this,
                [this, request = *example.reason.request] { Q_EMIT traceChosen(request); });
        m_buttons->addWidget(button);
        m_traces << button;
    }
}

void WhoDetail::choose(const QListWidgetItem* item) {
    const auto& policy =
        m_facts.deciders[static_cast<std::size_t>(item->data(Qt::UserRole).toInt())].policy;
    if (policy.source.known())
        Q_EMIT sourceChosen(policy.source);
}

}  // namespace gatesight::ui
