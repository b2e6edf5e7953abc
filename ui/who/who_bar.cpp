#include "ui/who/who_bar.h"

#include "ui/theme/icons.h"
#include "ui/who/who_style.h"

#include <QHBoxLayout>

namespace gatesight::ui {

WhoBar::WhoBar(QWidget* parent) : QFrame(parent) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 2, 6, 2);
    layout->setSpacing(2);
    for (const simulator::TalkState state : kTalkStates) {
        QToolButton* button = addButton(
            talkStateWords(state), tr("Show only cells that are \u201c%1\u201d; once more: all")
                                       .arg(talkStateWords(state)));
        button->setCheckable(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        connect(button, &QToolButton::clicked, this, [this, state, button](bool on) {
            for (QToolButton* other : m_states)
                if (other != button)
                    other->setChecked(false);
            Q_EMIT onlyChanged(on ? std::optional(state) : std::nullopt);
        });
        m_states.push_back(button);
    }
    m_counts.assign(m_states.size(), 0);
    layout->addStretch(1);
    m_expand = addButton(tr("Expand all"), tr("Show the workloads of every namespace"));
    connect(m_expand, &QToolButton::clicked, this, [this] {
        if (m_anyExpanded)
            Q_EMIT collapseAll();
        else
            Q_EMIT expandAll();
    });
    m_export = addButton(tr("Export"), tr("Save the matrix as an image, or copy it"));
    m_export->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_export, &QToolButton::clicked, this,
            [this] { Q_EMIT exportRequested(m_export->mapToGlobal(QPoint(0, 0))); });
    refreshIcons();
}

QToolButton* WhoBar::addButton(const QString& words, const QString& tip) {
    auto* button = new QToolButton(this);
    button->setText(words);
    button->setToolTip(tip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    layout()->addWidget(button);
    return button;
}

void WhoBar::setTalks(const simulator::WhoTalksPtr& talks) {
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        m_counts[i] = talks ? talks->count(kTalkStates[i]) : 0;
        m_states[i]->setVisible(m_counts[i] > 0);
        if (m_counts[i] == 0 && m_states[i]->isChecked()) {
            m_states[i]->setChecked(false);
            Q_EMIT onlyChanged(std::nullopt);
        }
    }
    m_expand->setEnabled(talks && !talks->empty());
    m_export->setEnabled(talks && !talks->empty());
    showWords(true);
    m_wide = layout()->totalSizeHint().width();
    showWords(width() >= m_wide);
}

void WhoBar::setExpanded(bool any) {
    m_anyExpanded = any;
    m_expand->setText(any ? tr("Collapse all") : tr("Expand all"));
    m_expand->setToolTip(any ? tr("Show namespaces only")
                             : tr("Show the workloads of every namespace"));
}

void WhoBar::showWords(bool shown) {
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        const QString number = QStringLiteral("%L1").arg(m_counts[i]);
        const QString words = number + QLatin1Char(' ') + talkStateWords(kTalkStates[i]);
        m_states[i]->setText(shown ? words : number);
        m_states[i]->setAccessibleName(words);
    }
    m_export->setToolButtonStyle(shown ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
}

void WhoBar::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    showWords(width() >= m_wide);
}

void WhoBar::refreshIcons() {
    for (std::size_t i = 0; i < m_states.size(); ++i)
        m_states[i]->setIcon(talkIcon(kTalkStates[i], devicePixelRatioF()));
    m_export->setIcon(icon(QStringLiteral("export")));
}

QToolButton* WhoBar::stateButton(simulator::TalkState state) const {
    for (std::size_t i = 0; i < m_states.size(); ++i)
        if (kTalkStates[i] == state)
            return m_states[i];
    return nullptr;
}

}  // namespace gatesight::ui
