#include "ui/window/bottom_panel.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace gatesight::ui {

BottomPanel::BottomPanel(QWidget* parent)
    : QFrame(parent),
      m_tabs(new QTabBar),
      m_pages(new QStackedWidget),
      m_fold(iconButton(QStringLiteral("chevron-down"), tr("Fold the panel"))) {
    setProperty("role", QStringLiteral("pane"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setIconSize({15, 15});
    m_tabs->setAccessibleName(tr("Panels"));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(kGap, 0, kGap, 0);
    head->addWidget(m_tabs);
    head->addStretch();
    head->addWidget(m_fold);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(horizontalLine());
    layout->addWidget(m_pages);
    m_pages->setMinimumHeight(60);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_tabs, &QTabBar::currentChanged, this, &BottomPanel::pageChanged);
    connect(m_tabs, &QTabBar::tabBarClicked, this, [this](int index) {
        // A second click on the open tab folds it.
        if (index >= 0)
            setOpen(!m_open || index != m_tabs->currentIndex());
    });
    connect(m_fold, &QToolButton::clicked, this, [this] { setOpen(!m_open); });
}

int BottomPanel::addPage(QWidget* page, const QIcon& icon, const QString& title) {
    m_pages->addWidget(page);
    return m_tabs->addTab(icon, title);
}

void BottomPanel::setTitle(QWidget* page, const QString& title) {
    m_tabs->setTabText(m_pages->indexOf(page), title);
}

void BottomPanel::setPageVisible(QWidget* page, bool visible) {
    m_tabs->setTabVisible(m_pages->indexOf(page), visible);
}

void BottomPanel::showPage(QWidget* page) {
    m_tabs->setCurrentIndex(m_pages->indexOf(page));
    setOpen(true);
}

QWidget* BottomPanel::currentPage() const {
    return m_pages->currentWidget();
}

void BottomPanel::setOpen(bool open) {
    if (open == m_open)
        return;
    m_open = open;
    m_pages->setVisible(open);
    m_fold->setIcon(icon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-up")));
    m_fold->setToolTip(open ? tr("Fold the panel") : tr("Unfold the panel"));
    m_fold->setAccessibleName(m_fold->toolTip());
    setMaximumHeight(open ? QWIDGETSIZE_MAX : minimumSizeHint().height());
    Q_EMIT openChanged(open);
}

}  // namespace gatesight::ui
