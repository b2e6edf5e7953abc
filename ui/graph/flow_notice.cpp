#include "ui/graph/flow_notice.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace gatesight::ui {

FlowNotice::FlowNotice(QWidget* parent) : QFrame(parent) {
    setProperty("role", QStringLiteral("banner"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 4, 4, 4);
    m_text = new QLabel(this);
    m_text->setTextFormat(Qt::PlainText);
    layout->addWidget(m_text);
    m_action = new QToolButton(this);
    m_action->setAutoRaise(true);
    layout->addWidget(m_action);
    connect(m_action, &QToolButton::clicked, this, &FlowNotice::actionClicked);
    hide();
}

void FlowNotice::show(const QString& text, const QString& action) {
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    adjustSize();
    raise();
}

QString FlowNotice::text() const {
    return m_text->text();
}

}  // namespace gatesight::ui
