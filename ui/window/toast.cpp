#include "ui/window/toast.h"

#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QTimer>

namespace gatesight::ui {

namespace {

constexpr int kShownMs = 3500;

}  // namespace

Toast::Toast(QWidget* window) : QLabel(window), m_timer(new QTimer(this)) {
    setTextFormat(Qt::PlainText);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    m_timer->setSingleShot(true);
    m_timer->setInterval(kShownMs);
    connect(m_timer, &QTimer::timeout, this, &QWidget::hide);
    hide();
}

void Toast::say(const QString& words, bool bad) {
    setRole(this, bad ? QStringLiteral("toast-bad") : QStringLiteral("toast"));
    setText(words);
    setAccessibleName(words);
    adjustSize();
    move((parentWidget()->width() - width()) / 2,
         parentWidget()->height() - height() - 2 * kSection);
    raise();
    show();
    m_timer->start();
}

}  // namespace gatesight::ui
