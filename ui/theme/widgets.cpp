#include "ui/theme/widgets.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

namespace gatesight::ui {

namespace {

constexpr int kNoteWidth = 620;  ///< longer lines are hard to read

/// Shows an icon of ui/icons and follows the theme.
class IconLabel : public QWidget {
public:
    IconLabel(QIcon icon, int side) : m_icon(std::move(icon)) { setFixedSize(side, side); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        m_icon.paint(&painter, rect());
    }

private:
    QIcon m_icon;
};

}  // namespace

QLabel* plainLabel(const QString& role) {
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    if (!role.isEmpty())
        label->setProperty("role", role);
    return label;
}

QToolButton* iconButton(const QString& name, const QString& words) {
    auto* button = new QToolButton;
    button->setIcon(icon(name));
    button->setIconSize({16, 16});
    button->setToolTip(words);
    button->setAccessibleName(words);
    return button;
}

QToolButton* actionButton(QAction* action) {
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setIconSize({16, 16});
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAccessibleName(action->text());
    return button;
}

void setRole(QWidget* widget, const QString& role) {
    if (widget->property("role").toString() == role)
        return;
    widget->setProperty("role", role);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

QFrame* horizontalLine() {
    auto* line = new QFrame;
    line->setProperty("role", QStringLiteral("line"));
    return line;
}

QFrame* verticalLine() {
    auto* line = new QFrame;
    line->setProperty("role", QStringLiteral("vline"));
    return line;
}

QString counted(qsizetype count, const QString& one, const QString& many) {
    return QStringLiteral("%L1 %2").arg(count).arg(count == 1 ? one : many);
}

EmptyNote::EmptyNote(const QString& iconName, const QString& title, const QString& advice,
                     QWidget* parent)
    : QWidget(parent), m_title(plainLabel()), m_advice(plainLabel(QStringLiteral("muted"))) {
    m_title->setFont(Theme::sized(0.5, QFont::DemiBold));
    for (QLabel* label : {m_title, m_advice}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    auto* column = new QWidget;
    column->setMaximumWidth(kNoteWidth);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, kSection, 0, kSection);
    layout->setSpacing(kSpace);
    layout->addStretch(2);
    layout->addWidget(new IconLabel(icon(iconName), 28), 0, Qt::AlignHCenter);
    layout->addWidget(m_title);
    layout->addWidget(m_advice);
    layout->addStretch(3);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kSection, 0, kSection, 0);
    row->addStretch(1);
    row->addWidget(column, 100);
    row->addStretch(1);
    setTexts(title, advice);
}

void EmptyNote::setTexts(const QString& title, const QString& advice) {
    m_title->setText(title);
    m_advice->setText(advice);
    m_advice->setVisible(!advice.isEmpty());
}

}  // namespace gatesight::ui
