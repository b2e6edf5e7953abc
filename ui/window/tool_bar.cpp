#include "ui/window/tool_bar.h"

#include "ui/session/node_filter.h"
#include "ui/session/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QStyle>
#include <QTimer>
#include <QToolButton>

namespace gatesight::ui {

namespace {

constexpr int kFindPauseMs = 120;

QToolButton* mark() {
    auto* button = new QToolButton;
    button->setIcon(QIcon(QStringLiteral(":/gatesight/icons/gatesight.svg")));
    button->setIconSize({24, 24});
    button->setFocusPolicy(Qt::NoFocus);
    button->setAttribute(Qt::WA_TransparentForMouseEvents);
    return button;
}

}  // namespace

ToolBar::ToolBar(Session& session, const ToolBarParts& parts, QWidget* parent)
    : QFrame(parent), m_session(session), m_find(new QLineEdit), m_typing(new QTimer(this)) {
    setProperty("role", QStringLiteral("toolbar"));
    makeFindBox();
    m_open = menuButton("folder-open", tr("Open"), parts.open);
    m_theme = menuButton("sun", {}, parts.theme);
    m_theme->setAccessibleName(tr("Theme"));
    m_theme->setToolTip(tr("Theme"));
    QToolButton* layers = menuButton("layers", tr("Layers"), parts.layers);
    QToolButton* main = menuButton("menu", {}, parts.main);
    main->setAccessibleName(tr("Menu"));
    main->setToolTip(tr("Menu"));
    QToolButton* run = actionButton(parts.run);
    run->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kGap, 0, kGap, 0);
    layout->setSpacing(kGap);
    layout->addWidget(mark());
    layout->addWidget(m_open);
    layout->addWidget(actionButton(parts.reload));
    layout->addStretch(1);
    layout->addWidget(m_find, 3);
    layout->addStretch(1);
    layout->addWidget(run);
    layout->addWidget(actionButton(parts.stepBack));
    layout->addWidget(actionButton(parts.stepForward));
    layout->addSpacing(kSpace);
    layout->addWidget(actionButton(parts.compare));
    layout->addWidget(layers);
    layout->addWidget(m_theme);
    layout->addWidget(main);

    connect(&session, &Session::simulationChanged, this, &ToolBar::showTitle);
    connect(&session, &Session::loadingChanged, this, &ToolBar::showTitle);
    connect(&session, &Session::findTextChanged, this, [this] {
        if (m_find->text() != m_session.findText())
            m_find->setText(m_session.findText());
    });
    showTitle();
}

QToolButton* ToolBar::menuButton(const char* iconName, const QString& words, QMenu* menu) {
    auto* button = new QToolButton;
    button->setIcon(icon(QString::fromLatin1(iconName)));
    button->setIconSize({16, 16});
    button->setText(words);
    button->setToolButtonStyle(words.isEmpty() ? Qt::ToolButtonIconOnly
                                               : Qt::ToolButtonTextBesideIcon);
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setProperty("role", QStringLiteral("menu"));
    button->setAccessibleName(words);
    return button;
}

void ToolBar::makeFindBox() {
    m_find->setObjectName(QStringLiteral("find"));
    m_find->setPlaceholderText(tr("Find or filter:  cart   ·   ns = shop and not idle"));
    m_find->setAccessibleName(tr("Find or filter"));
    m_find->setClearButtonEnabled(true);
    m_find->setMinimumWidth(200);
    m_find->setMaximumWidth(520);
    m_find->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_find->installEventFilter(this);
    m_typing->setSingleShot(true);
    m_typing->setInterval(kFindPauseMs);
    connect(m_find, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_typing, &QTimer::timeout, this, &ToolBar::applyFind);
}

void ToolBar::applyFind() {
    const auto parsed = NodeFilter::parse(m_find->text().toStdString());
    m_find->setProperty("state", parsed ? QString() : QStringLiteral("bad"));
    m_find->setToolTip(parsed ? QString() : text(parsed.error()).toHtmlEscaped());
    m_find->style()->unpolish(m_find);
    m_find->style()->polish(m_find);
    m_session.setFindText(m_find->text());
}

void ToolBar::showTitle() {
    const Inputs& inputs = m_session.inputs();
    QString title = tr("Open");
    if (!inputs.empty())
        title = inputs.size() == 1
                    ? text(inputs.front().title)
                    : tr("%1 and %2 more").arg(text(inputs.front().title)).arg(inputs.size() - 1);
    m_open->setText(title);
    m_open->setAccessibleName(tr("Open: %1").arg(title));
    m_open->setToolTip(tr("Open something else"));
}

bool ToolBar::eventFilter(QObject* object, QEvent* event) {
    if (object == m_find && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        m_find->clear();
        return true;
    }
    return QFrame::eventFilter(object, event);
}

}  // namespace gatesight::ui
