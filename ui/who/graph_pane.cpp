#include "ui/who/graph_pane.h"

#include "ui/graph/flow_view.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"
#include "ui/who/who_view.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace gatesight::ui {

GraphPane::GraphPane(FlowView* flow, WhoView* who, QWidget* parent)
    : QWidget(parent), m_flow(flow), m_who(who) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* strip = new QHBoxLayout;
    strip->setContentsMargins(6, 2, 6, 2);
    strip->setSpacing(2);
    m_tabs[0] = addTab(tr("Flow"), tr("Where traffic goes, from the internet to Pods (Ctrl+E)"),
                       View::Flow);
    m_tabs[1] =
        addTab(tr("East-west"), tr("Who may talk to whom by network policies and routes (Ctrl+E)"),
               View::EastWest);
    auto* group = new QButtonGroup(this);
    for (QToolButton* tab : m_tabs) {
        strip->addWidget(tab);
        group->addButton(tab);
    }
    strip->addStretch(1);
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_flow);
    m_pages->addWidget(m_who);
    layout->addLayout(strip);
    layout->addWidget(horizontalLine());
    layout->addWidget(m_pages, 1);
    setFocusProxy(m_flow);
    m_tabs[0]->setChecked(true);
}

QToolButton* GraphPane::addTab(const QString& words, const QString& tip, View view) {
    auto* tab = new QToolButton;
    tab->setText(words);
    tab->setToolTip(tip);
    tab->setCheckable(true);
    tab->setProperty("role", QStringLiteral("segment"));
    tab->setFocusPolicy(Qt::TabFocus);
    connect(tab, &QToolButton::clicked, this, [this, view] { show(view); });
    return tab;
}

GraphPane::View GraphPane::view() const {
    return m_pages->currentWidget() == m_who ? View::EastWest : View::Flow;
}

void GraphPane::show(View view) {
    const bool changes = view != this->view();
    QWidget* page = view == View::Flow ? static_cast<QWidget*>(m_flow) : m_who;
    m_pages->setCurrentWidget(page);
    setFocusProxy(page);
    m_tabs[0]->setChecked(view == View::Flow);
    m_tabs[1]->setChecked(view == View::EastWest);
    if (changes)
        Q_EMIT viewChanged();
}

}  // namespace gatesight::ui
