#include "ui/graph/flow_bar.h"

#include "ui/graph/flow_style.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>

#include <cmath>

namespace gatesight::ui {

namespace {

constexpr int kBadge = 14;

QIcon badgeIcon(simulator::NodeState state, double scale) {
    const FlowColors colors = flowColors(Theme::colors());
    QPixmap pixmap(QSize(kBadge, kBadge) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    drawStateBadge(painter, state, kBadge, colors.of(state), Theme::colors().panel);
    return pixmap;
}

/// "3 get traffic", "1 gets traffic".
QString countedWords(simulator::NodeState state, std::size_t count) {
    QString words = stateWords(state);
    if (count != 1 && words.startsWith(QLatin1String("gets ")))
        words.remove(3, 1);
    return words;
}

}  // namespace

FlowBar::FlowBar(QWidget* parent) : QFrame(parent) {
    m_layout = new QHBoxLayout(this);
    m_layout->setContentsMargins(6, 2, 6, 2);
    m_layout->setSpacing(2);
    for (const simulator::NodeState state : kNodeStates) {
        const QString words = stateWords(state);
        QToolButton* button =
            addButton(words, tr("Find every node whose state is \u201c%1\u201d").arg(words));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIconSize({kBadge, kBadge});
        connect(button, &QToolButton::clicked, this, [this, state] { Q_EMIT stateClicked(state); });
        m_states.push_back(button);
    }
    m_namespaces = addButton({}, tr("Which tint is which namespace; choose one to find it"));
    m_namespaces->setMenu(new QMenu(m_namespaces));
    m_namespaces->setPopupMode(QToolButton::InstantPopup);
    m_namespaces->hide();
    m_layout->addStretch(1);
    m_hide = addButton(tr("Only found"), tr("Show only the paths through what the search finds"));
    m_hide->setCheckable(true);
    connect(m_hide, &QToolButton::toggled, this, &FlowBar::hidingToggled);
    m_pods = addButton(tr("Pods"), tr("Show the Pods behind each Service"));
    m_pods->setCheckable(true);
    connect(m_pods, &QToolButton::toggled, this, &FlowBar::podsToggled);
    m_minus = addButton(QStringLiteral("\u2212"), tr("Zoom out (\u2212, or turn the wheel)"));
    m_minus->setAccessibleName(tr("Zoom out"));
    connect(m_minus, &QToolButton::clicked, this, &FlowBar::zoomOut);
    m_zoom = addButton(QStringLiteral("100 %"), tr("Fit the whole graph into view (F)"));
    m_zoom->setAccessibleName(tr("Fit the graph into view"));
    connect(m_zoom, &QToolButton::clicked, this, &FlowBar::fit);
    m_plus = addButton(QStringLiteral("+"), tr("Zoom in (+, or turn the wheel)"));
    m_plus->setAccessibleName(tr("Zoom in"));
    connect(m_plus, &QToolButton::clicked, this, &FlowBar::zoomIn);
    m_export = addButton(tr("Export"), tr("Save the graph as an image, or copy it"));
    connect(m_export, &QToolButton::clicked, this,
            [this] { Q_EMIT exportRequested(m_export->mapToGlobal(QPoint(0, 0))); });
    setHiding(false, false);
    refreshIcons();
}

QToolButton* FlowBar::addButton(const QString& text, const QString& tip) {
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setToolTip(tip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    m_layout->addWidget(button);
    return button;
}

void FlowBar::setCounts(const std::vector<std::size_t>& byState) {
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        const std::size_t count = i < byState.size() ? byState[i] : 0;
        m_states[i]->setVisible(count > 0);
    }
    m_counts = byState;
    m_counts.resize(m_states.size(), 0);
    showWords(true);
    m_wide = m_layout->totalSizeHint().width();
    showWords(width() >= m_wide);
}

/// Numbers beside their badges, and where there is room what they mean.
void FlowBar::showWords(bool shown) {
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        const QString number = QStringLiteral("%L1").arg(m_counts[i]);
        const QString words = number + QLatin1Char(' ') + countedWords(kNodeStates[i], m_counts[i]);
        m_states[i]->setText(shown ? words : number);
        m_states[i]->setAccessibleName(words);
    }
    m_export->setToolButtonStyle(shown ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
}

void FlowBar::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    showWords(width() >= m_wide);
}

void FlowBar::setNamespaces(std::vector<std::pair<QString, QColor>> namespaces) {
    QMenu* menu = m_namespaces->menu();
    menu->clear();
    for (const auto& [name, tint] : namespaces) {
        QPixmap swatch(kBadge, kBadge);
        swatch.fill(tint);
        menu->addAction(swatch, name, this, [this, text = name] { Q_EMIT namespaceClicked(text); });
    }
    m_namespaces->setText(
        counted(static_cast<qsizetype>(namespaces.size()), tr("namespace"), tr("namespaces")));
    m_namespaces->setVisible(namespaces.size() > 1);
}

void FlowBar::setZoom(double zoom) {
    const double percent = zoom * 100;
    m_zoom->setText(percent < 1 ? QStringLiteral("<1 %")
                                : QStringLiteral("%1 %").arg(std::lround(percent)));
}

void FlowBar::setPodsShown(bool shown) {
    const QSignalBlocker quiet(m_pods);
    m_pods->setChecked(shown);
}

void FlowBar::setHiding(bool possible, bool hiding) {
    const QSignalBlocker quiet(m_hide);
    m_hide->setVisible(possible);
    m_hide->setChecked(hiding);
}

void FlowBar::refreshIcons() {
    for (std::size_t i = 0; i < m_states.size(); ++i)
        m_states[i]->setIcon(badgeIcon(kNodeStates[i], devicePixelRatioF()));
    m_hide->setIcon(icon(QStringLiteral("filter")));
    m_hide->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_export->setIcon(icon(QStringLiteral("export")));
}

}  // namespace gatesight::ui
