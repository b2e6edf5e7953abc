#include "ui/request/answer_strip.h"

#include "ui/session/text.h"
#include "ui/session/trace_reading.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace gatesight::ui {

namespace {

constexpr int kStripHeight = 34;
constexpr int kShareBar = 120;

QString roleOf(const simulator::Decision& decision) {
    if (decision.outcome == simulator::Outcome::Unknown)
        return QStringLiteral("chip-warning");
    if (!succeeded(decision))
        return QStringLiteral("chip-bad");
    return decision.redirect ? QStringLiteral("chip-info") : QStringLiteral("chip-good");
}

}  // namespace

AnswerStrip::AnswerStrip(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_status(plainLabel(QStringLiteral("chip"))) {
    setFixedHeight(kStripHeight);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Answer"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kMargin, 0, 0, 0);
    layout->addWidget(m_status, 0, Qt::AlignVCenter);
    layout->addStretch();
    connect(&session, &Session::decisionChanged, this, &AnswerStrip::show);
    connect(&session, &Session::simulationChanged, this, &AnswerStrip::show);
    show();
}

void AnswerStrip::setTrouble(const QString& trouble) {
    m_trouble = trouble;
    show();
}

QString AnswerStrip::status() const {
    return m_status->text();
}

void AnswerStrip::show() {
    const auto decision = m_session.decision();
    m_status->setVisible(decision && m_trouble.isEmpty());
    if (!m_trouble.isEmpty()) {
        m_where.clear();
        m_how = m_trouble;
    } else if (!decision) {
        m_where.clear();
        m_how = m_session.simulation() ? tr("The answer appears here while you type.") : QString();
    } else {
        m_status->setText(text(shortAnswer(*decision)));
        setRole(m_status, roleOf(*decision));
        m_where = text(whereTo(*decision));
        m_how = text(howCome(*decision));
    }
    setAccessibleDescription(
        QStringLiteral("%1 %2 %3").arg(decision ? m_status->text() : QString(), m_where, m_how));
    setToolTip(m_how.toHtmlEscaped());
    layout()->activate();
    update();
}

void AnswerStrip::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        Q_EMIT clicked();
}

/// How the rule divides its traffic, as a bar; the drawn part is filled with the accent.
void AnswerStrip::paintShares(QPainter& painter, QRect& rect) const {
    const auto decision = m_session.decision();
    if (!decision || decision->shares.size() < 2 || rect.width() < 4 * kShareBar)
        return;
    const Palette& colors = Theme::colors();
    const QRectF bar(rect.right() - kShareBar, rect.center().y() - 3, kShareBar, 7);
    double x = bar.left();
    painter.setPen(Qt::NoPen);
    for (const simulator::Share& share : decision->shares) {
        const double width = bar.width() * static_cast<double>(share.numerator) /
                             static_cast<double>(std::max<std::int64_t>(1, share.denominator));
        const bool drawn = decision->backend && share.backend == *decision->backend;
        painter.setBrush(drawn                                            ? colors.accent
                         : share.outcome == simulator::Outcome::Forwarded ? colors.borderStrong
                                                                          : colors.bad);
        painter.drawRoundedRect(QRectF(x, bar.top(), std::max(1.0, width - 1.5), bar.height()), 2,
                                2);
        x += width;
    }
    rect.setRight(rect.right() - kShareBar - kMargin);
}

void AnswerStrip::paintEvent(QPaintEvent*) {
    const Palette& colors = Theme::colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRect area = rect().adjusted(kMargin, 0, -kMargin, 0);
    if (m_status->isVisible())
        area.setLeft(m_status->geometry().right() + kMargin);
    paintShares(painter, area);
    painter.setFont(Theme::sized(0, QFont::DemiBold));
    painter.setPen(colors.text);
    const QString where = painter.fontMetrics().elidedText(m_where, Qt::ElideMiddle, area.width());
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft, where);
    if (!where.isEmpty())
        area.setLeft(area.left() + painter.fontMetrics().horizontalAdvance(where) + kMargin);
    painter.setFont(Theme::sized(0));
    painter.setPen(m_trouble.isEmpty() ? colors.mutedText : colors.bad);
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(m_how, Qt::ElideRight, area.width()));
}

}  // namespace gatesight::ui
