#include "ui/changes/compared_canvas.h"

#include "ui/graph/flow_detail.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace gatesight::ui {

namespace {

constexpr double kSign = 17, kSmallSign = 12;  ///< pixels a side; the small one beside bars
constexpr double kRing = 2.5;
constexpr double kAsideOpacity = 0.45;
constexpr std::ptrdiff_t kMostWays = 300;  ///< marked nodes whose ways are looked for

QColor signColor(ChangeMark mark, ComparedSideKind side, const Palette& colors) {
    if (mark == ChangeMark::Differs)
        return colors.warning;
    return side == ComparedSideKind::After ? colors.good : colors.bad;
}

}  // namespace

void paintChangeSign(QPainter& painter, const QRectF& rect, ChangeMark mark, ComparedSideKind side,
                     const Palette& colors) {
    if (mark == ChangeMark::None)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.panel, 1.5));
    painter.setBrush(signColor(mark, side, colors));
    painter.drawEllipse(rect);
    painter.setPen(QPen(colors.panel, rect.width() / 8, Qt::SolidLine, Qt::RoundCap));
    const QPointF middle = rect.center();
    const double arm = rect.width() * 0.24;
    const auto level = [&](double y) {
        painter.drawLine(QPointF(middle.x() - arm, middle.y() + y),
                         QPointF(middle.x() + arm, middle.y() + y));
    };
    if (mark == ChangeMark::Differs) {
        level(-arm * 0.55);
        level(arm * 0.55);
        painter.drawLine(middle + QPointF(arm * 0.55, -arm * 1.15),
                         middle + QPointF(-arm * 0.55, arm * 1.15));
    } else {
        level(0);
        if (side == ComparedSideKind::After)
            painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm));
    }
    painter.restore();
}

QString changeWords(ChangeMark mark, ComparedSideKind side) {
    switch (mark) {
        case ChangeMark::None:
            return {};
        case ChangeMark::OnlyHere:
            return side == ComparedSideKind::After ? ComparedCanvas::tr("only after")
                                                   : ComparedCanvas::tr("only before");
        case ChangeMark::Differs:
            return ComparedCanvas::tr("differs");
    }
    return {};
}

ComparedCanvas::ComparedCanvas(ComparedSideKind side, QWidget* parent)
    : FlowCanvas(parent), m_side(side) {
    const bool after = side == ComparedSideKind::After;
    setObjectName(after ? QStringLiteral("graphAfter") : QStringLiteral("graphBefore"));
    setAccessibleName(after ? tr("Traffic flow after") : tr("Traffic flow before"));
    setEmptyText(tr("Nothing here takes or gets traffic"),
                 tr("There is no Gateway, route, Service or Pod on this side."));
}

void ComparedCanvas::setSide(const FlowScene& scene, std::vector<ChangeMark> marks,
                             const QRectF& whole) {
    m_marks = std::move(marks);
    setScene(scene);
    FlowCamera camera = this->camera();
    camera.setContent(whole);
    camera.fit();
    lookAs(camera);
}

bool ComparedCanvas::isMarked(std::uint32_t node) const {
    return node < m_marks.size() && m_marks[node] != ChangeMark::None;
}

void ComparedCanvas::setMarkedOnly(bool only) {
    const auto marked = std::ranges::count_if(
        m_marks, [](ChangeMark mark) { return mark != ChangeMark::None; });
    std::vector<bool> shown;
    if (only && marked > 0 && marked <= kMostWays) {
        shown.resize(scene().nodeCount());
        for (std::uint32_t node = 0; node < scene().nodeCount(); ++node)
            if (isMarked(node))
                for (const std::uint32_t other : scene().topology()->through(node))
                    shown[other] = true;
    }
    setMatches(std::move(shown));
}

/// Marks on the way of a request are as bright as it is, the others step back.
void ComparedCanvas::paintOverCards(QPainter& painter) {
    painter.setRenderHint(QPainter::Antialiasing);
    std::vector<bool> lit(scene().nodeCount(), litPath().empty());
    for (const std::uint32_t node : litPath().nodes)
        lit[node] = true;
    for (const bool bright : {false, true}) {
        painter.setOpacity(bright ? 1 : kAsideOpacity);
        for (std::uint32_t node = 0; node < scene().nodeCount(); ++node)
            if (isMarked(node) && lit[node] == bright)
                paintMark(painter, node);
    }
}

void ComparedCanvas::paintMark(QPainter& painter, std::uint32_t node) const {
    const Palette& colors = Theme::colors();
    const QRectF card = cardOnScreen(scene(), camera(), node);
    if (!card.adjusted(-kSign, -kSign, kSign, kSign).intersects(camera().viewport()))
        return;
    const bool small = detailOf(card.height()) != DetailLevel::Text;
    if (!small) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(
            QPen(signColor(m_marks[node], m_side, colors), kRing,
                 m_marks[node] == ChangeMark::Differs ? Qt::SolidLine : Qt::DashLine));
        painter.drawRoundedRect(card.adjusted(-2, -2, 2, 2), 8, 8);
    }
    const double side = small ? kSmallSign : kSign;
    QRectF sign(0, 0, side, side);
    sign.moveCenter(small ? QPointF(card.left(), card.center().y()) : card.topLeft());
    paintChangeSign(painter, sign, m_marks[node], m_side, colors);
}

}  // namespace gatesight::ui
