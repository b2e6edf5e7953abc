#include "ui/who/who_canvas.h"

#include "simulator/who/talk_export.h"
#include "ui/session/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/who/who_style.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace gatesight::ui {

namespace {

constexpr int kLeastCell = 15, kMostCell = 34, kChevron = 16, kInset = 10;
constexpr int kMostName = 170, kMostSlant = 150;
constexpr double kSin = 0.7071;

using simulator::TalkGroup;

QString talkTitle(const TalkGroup& group) {
    return text(group.title());
}

}  // namespace

WhoCanvas::WhoCanvas(QWidget* parent) : QAbstractScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Who may talk to whom"));
    measure();
}

// ---- what is shown ----

void WhoCanvas::setTalks(simulator::WhoTalksPtr talks) {
    std::string from, to;
    if (m_talks && m_current.valid()) {
        from = m_talks->rows[static_cast<std::size_t>(m_current.row)].key();
        to = m_talks->columns[static_cast<std::size_t>(m_current.column)].key();
    }
    m_talks = std::move(talks);
    m_hover = {};
    m_hoverHeader = -1;
    Place kept;
    if (m_talks && !from.empty()) {
        const auto row = std::ranges::find(m_talks->rows, from, &TalkGroup::key);
        const auto column = std::ranges::find(m_talks->columns, to, &TalkGroup::key);
        if (row != m_talks->rows.end() && column != m_talks->columns.end())
            kept = {static_cast<int>(row - m_talks->rows.begin()),
                    static_cast<int>(column - m_talks->columns.begin())};
    }
    m_current = kept;
    measure();
    updateScrolling();
    viewport()->update();
    Q_EMIT currentChanged();
}

void WhoCanvas::setExpanded(std::set<std::string, std::less<>> expanded) {
    m_expanded = std::move(expanded);
}

void WhoCanvas::setEmptyText(const QString& words) {
    m_empty = words;
    viewport()->update();
}

void WhoCanvas::setOnly(std::optional<simulator::TalkState> state) {
    m_only = state;
    viewport()->update();
}

void WhoCanvas::setCurrent(Place place) {
    if (place == m_current)
        return;
    m_current = place;
    if (place.valid()) {
        ensureVisible(place);
        setAccessibleDescription(textOf(place));
        QAccessibleEvent event(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    }
    viewport()->update();
    Q_EMIT currentChanged();
}

QString WhoCanvas::textOf(Place place) const {
    if (!m_talks || !place.valid())
        return {};
    const auto row = static_cast<std::size_t>(place.row);
    const auto column = static_cast<std::size_t>(place.column);
    const auto name = [this](const TalkGroup& group) {
        return isInside(group) ? text(group.namespace_) + QStringLiteral(" / ") + talkTitle(group)
                               : talkTitle(group);
    };
    return tr("%1 \u2192 %2: %3")
        .arg(name(m_talks->rows[row]), name(m_talks->columns[column]),
             talkStateWords(m_talks->cell(row, column).state()));
}

bool WhoCanvas::isInside(const TalkGroup& group) const {
    return group.kind == TalkGroup::Kind::Workload || group.kind == TalkGroup::Kind::Gateway ||
           (group.kind == TalkGroup::Kind::More && !group.namespace_.empty());
}

bool WhoCanvas::opens(const TalkGroup& group) const {
    return group.kind == TalkGroup::Kind::Namespace || isInside(group);
}

bool WhoCanvas::begins(std::size_t row) const {
    const TalkGroup& group = m_talks->rows[row];
    return isInside(group) && (row == 0 || !isInside(m_talks->rows[row - 1]) ||
                               m_talks->rows[row - 1].namespace_ != group.namespace_);
}

void WhoCanvas::toggle(const TalkGroup& group) {
    if (opens(group))
        Q_EMIT namespaceToggled(text(group.namespace_));
}

// ---- measures ----

void WhoCanvas::measure() {
    const QFontMetrics metrics(font());
    m_names = 80;
    m_workloads = 0;
    m_slant = 60;
    if (m_talks) {
        for (const TalkGroup& row : m_talks->rows) {
            const int title = metrics.horizontalAdvance(talkTitle(row)) + 6;
            if (isInside(row)) {
                m_workloads = std::max(m_workloads, std::min(title, kMostName));
                m_names = std::max(
                    m_names,
                    std::min(metrics.horizontalAdvance(text(row.namespace_)) + 6, kMostName));
            } else {
                m_names = std::max(m_names, std::min(title, kMostName));
            }
        }
        for (const TalkGroup& column : m_talks->columns)
            m_slant = std::max(m_slant,
                               std::min(metrics.horizontalAdvance(talkTitle(column)), kMostSlant));
    }
    m_left = kInset + kChevron + m_names + (m_workloads != 0 ? m_workloads + kInset : 0) + kInset;
    m_top = static_cast<int>((m_slant + metrics.height()) * kSin) + 2 * kInset;
    // As large as fits, as small as can be told apart.
    const int columns = m_talks ? static_cast<int>(m_talks->columns.size()) : 1;
    const int room = viewport()->width() - m_left - static_cast<int>(m_slant * kSin) - kInset;
    const int least = std::max(kLeastCell, metrics.height());
    m_cell = std::clamp(room / std::max(columns, 1), least, std::max(kMostCell, least + 8));
}

QPoint WhoCanvas::scroll() const {
    return {horizontalScrollBar()->value(), verticalScrollBar()->value()};
}

void WhoCanvas::updateScrolling() {
    const int columns = m_talks ? static_cast<int>(m_talks->columns.size()) : 0;
    const int rows = m_talks ? static_cast<int>(m_talks->rows.size()) : 0;
    const int wide = m_left + columns * m_cell + static_cast<int>(m_slant * kSin) + kInset;
    const int high = m_top + rows * m_cell + kInset;
    const auto set = [this](QScrollBar* bar, int all, int page) {
        bar->setRange(0, std::max(0, all - page));
        bar->setPageStep(page);
        bar->setSingleStep(m_cell);
    };
    set(horizontalScrollBar(), wide, viewport()->width());
    set(verticalScrollBar(), high, viewport()->height());
}

QRect WhoCanvas::cellRect(Place place) const {
    return {m_left + place.column * m_cell - scroll().x(),
            m_top + place.row * m_cell - scroll().y(), m_cell, m_cell};
}

QRect WhoCanvas::rowHeader(int row) const {
    return {0, m_top + row * m_cell - scroll().y(), m_left, m_cell};
}

WhoCanvas::Place WhoCanvas::placeAt(const QPoint& position) const {
    if (!m_talks || position.x() < m_left || position.y() < m_top)
        return {};
    const int column = (position.x() - m_left + scroll().x()) / m_cell;
    const int row = (position.y() - m_top + scroll().y()) / m_cell;
    if (row >= static_cast<int>(m_talks->rows.size()) ||
        column >= static_cast<int>(m_talks->columns.size()))
        return {};
    return {row, column};
}

void WhoCanvas::ensureVisible(Place place) {
    const QRect rect = cellRect(place);
    const auto move = [](QScrollBar* bar, int begin, int end, int from, int to) {
        if (begin < from)
            bar->setValue(bar->value() - (from - begin));
        else if (end > to)
            bar->setValue(bar->value() + end - to);
    };
    move(horizontalScrollBar(), rect.left(), rect.right(), m_left, viewport()->width());
    move(verticalScrollBar(), rect.top(), rect.bottom(), m_top, viewport()->height());
}

// ---- painting ----

void WhoCanvas::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(viewport());
    const Palette& colors = Theme::colors();
    painter.fillRect(viewport()->rect(), colors.canvas);
    if (!m_talks || m_talks->empty()) {
        painter.setPen(colors.mutedText);
        painter.drawText(viewport()->rect().adjusted(kMargin, 0, -kMargin, 0),
                         Qt::AlignCenter | Qt::TextWordWrap, m_empty);
        return;
    }
    paintAll(painter, viewport()->rect(), scroll());
}

void WhoCanvas::paintAll(QPainter& painter, const QRect& view, const QPoint& moved) const {
    painter.setFont(font());
    painter.save();
    painter.setClipRect(QRect(m_left, m_top, view.width() - m_left, view.height() - m_top));
    paintCells(painter, view, moved);
    painter.restore();
    painter.save();
    painter.setClipRect(QRect(0, m_top, m_left, view.height() - m_top));
    paintRows(painter, view, moved.y());
    painter.restore();
    painter.save();
    painter.setClipRect(QRect(m_left - m_cell / 2, 0, view.width() - m_left + m_cell, m_top));
    paintColumns(painter, view, moved.x());
    painter.restore();
    paintCorner(painter);
}

void WhoCanvas::paintCells(QPainter& painter, const QRect& view, const QPoint& moved) const {
    const Palette& colors = Theme::colors();
    const int columns = static_cast<int>(m_talks->columns.size());
    const int rows = static_cast<int>(m_talks->rows.size());
    const Place marked = m_hover.valid() ? m_hover : m_current;
    const QColor cross = blend(colors.text, colors.canvas, colors.dark ? 0.10 : 0.06);
    if (marked.valid()) {
        painter.fillRect(QRect(m_left, m_top + marked.row * m_cell - moved.y(),
                               columns * m_cell - moved.x(), m_cell),
                         cross);
        painter.fillRect(QRect(m_left + marked.column * m_cell - moved.x(), m_top, m_cell,
                               rows * m_cell - moved.y()),
                         cross);
    }
    const int first = std::max(0, moved.x() / m_cell), top = std::max(0, moved.y() / m_cell);
    for (int row = top; row < rows; ++row) {
        const int y = m_top + row * m_cell - moved.y();
        if (y > view.height())
            break;
        for (int column = first; column < columns; ++column) {
            const int x = m_left + column * m_cell - moved.x();
            if (x > view.width())
                break;
            const simulator::TalkCell& cell =
                m_talks->cell(static_cast<std::size_t>(row), static_cast<std::size_t>(column));
            painter.setOpacity(m_only && *m_only != cell.state() ? 0.18 : 1);
            paintTalkCell(painter, QRectF(x + 1, y + 1, m_cell - 2, m_cell - 2), cell.state(),
                          simulator::talkPart(cell.tally), colors);
        }
    }
    painter.setOpacity(1);
    // Hairlines around what was expanded, so that its rows are seen to belong together.
    painter.setPen(colors.border);
    for (int row = 1; row < rows; ++row)
        if (m_talks->rows[static_cast<std::size_t>(row)].namespace_ !=
                m_talks->rows[static_cast<std::size_t>(row) - 1].namespace_ &&
            m_workloads != 0) {
            const int y = m_top + row * m_cell - moved.y();
            painter.drawLine(m_left, y, m_left + columns * m_cell - moved.x(), y);
        }
    for (int column = 1; column < columns; ++column)
        if (m_talks->columns[static_cast<std::size_t>(column)].namespace_ !=
                m_talks->columns[static_cast<std::size_t>(column) - 1].namespace_ &&
            m_workloads != 0) {
            const int x = m_left + column * m_cell - moved.x();
            painter.drawLine(x, m_top, x, m_top + rows * m_cell - moved.y());
        }
    if (m_current.valid()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colors.accent, 2));
        painter.drawRoundedRect(
            QRectF(m_left + m_current.column * m_cell - moved.x() + 0.5,
                   m_top + m_current.row * m_cell - moved.y() + 0.5, m_cell - 1, m_cell - 1),
            4, 4);
    }
}

void WhoCanvas::paintRows(QPainter& painter, const QRect& view, int moved) const {
    const Palette& colors = Theme::colors();
    const int marked = m_hoverHeader >= 0 ? m_hoverHeader
                       : m_hover.valid()  ? m_hover.row
                                          : m_current.row;
    for (std::size_t row = 0; row < m_talks->rows.size(); ++row) {
        const int y = m_top + static_cast<int>(row) * m_cell - moved;
        if (y > view.height() || y + m_cell < m_top)
            continue;
        const TalkGroup& group = m_talks->rows[row];
        if (static_cast<int>(row) == marked)
            painter.fillRect(QRect(0, y, m_left, m_cell),
                             blend(colors.text, colors.canvas, colors.dark ? 0.10 : 0.06));
        QFont face = font();
        face.setItalic(!opens(group));
        face.setBold(static_cast<int>(row) == marked);
        painter.setFont(face);
        const QFontMetrics metrics(face);
        const QRect name(kInset + kChevron, y, m_names, m_cell);
        const bool head = begins(row);
        if (group.kind == TalkGroup::Kind::Namespace || head)
            paintIcon(painter,
                      head ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
                      QRectF(kInset - 2, y + (m_cell - 14) / 2.0, 14, 14), colors.mutedText);
        painter.setPen(opens(group) ? colors.text : colors.mutedText);
        if (!isInside(group)) {
            painter.drawText(name.adjusted(0, 0, m_left - name.right(), 0),
                             Qt::AlignVCenter | Qt::AlignLeft,
                             metrics.elidedText(talkTitle(group), Qt::ElideMiddle,
                                                m_left - kInset - name.left()));
            continue;
        }
        if (head)
            painter.drawText(
                name, Qt::AlignVCenter | Qt::AlignLeft,
                metrics.elidedText(text(group.namespace_), Qt::ElideMiddle, name.width()));
        painter.setPen(colors.mutedText);
        painter.drawText(QRect(name.right() + kInset, y, m_workloads, m_cell),
                         Qt::AlignVCenter | Qt::AlignLeft,
                         metrics.elidedText(talkTitle(group), Qt::ElideMiddle, m_workloads));
    }
    painter.setFont(font());
}

void WhoCanvas::paintColumns(QPainter& painter, const QRect& view, int moved) const {
    const Palette& colors = Theme::colors();
    const int marked = m_hover.valid() ? m_hover.column : m_current.column;
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t column = 0; column < m_talks->columns.size(); ++column) {
        const int x = m_left + static_cast<int>(column) * m_cell - moved;
        if (x > view.width() || x + m_cell + m_slant < m_left)
            continue;
        const TalkGroup& group = m_talks->columns[column];
        QFont face = font();
        face.setItalic(!opens(group));
        face.setBold(static_cast<int>(column) == marked);
        // Slanted lines stand closer to each other than the columns do.
        if (const int room = static_cast<int>(m_cell * kSin); room < QFontMetrics(face).height())
            face.setPixelSize(std::max(10, room));
        const QFontMetrics metrics(face);
        painter.save();
        painter.setFont(face);
        painter.translate(x + m_cell / 2.0, m_top - 5);
        painter.rotate(-45);
        painter.setPen(isInside(group) || !opens(group) ? colors.mutedText : colors.text);
        painter.drawText(QPointF(0, metrics.ascent() / 2.0 - 2),
                         metrics.elidedText(talkTitle(group), Qt::ElideMiddle, m_slant));
        painter.restore();
    }
}

void WhoCanvas::paintCorner(QPainter& painter) const {
    painter.setPen(Theme::colors().mutedText);
    painter.drawText(QRect(kInset, 0, m_left - kInset, m_top - 4), Qt::AlignBottom | Qt::AlignLeft,
                     tr("from \u2193   to \u2192"));
}

QImage WhoCanvas::image(double scale) const {
    if (!m_talks || m_talks->empty())
        return {};
    const QSize size(m_left + static_cast<int>(m_talks->columns.size()) * m_cell +
                         static_cast<int>(m_slant * kSin) + kInset,
                     m_top + static_cast<int>(m_talks->rows.size()) * m_cell + kInset);
    QImage result(size * scale, QImage::Format_ARGB32_Premultiplied);
    result.setDevicePixelRatio(scale);
    result.fill(Theme::colors().canvas);
    QPainter painter(&result);
    paintAll(painter, QRect(QPoint(), size), {});
    return result;
}

// ---- mouse and keys ----

void WhoCanvas::setHover(Place place, int header) {
    if (place == m_hover && header == m_hoverHeader)
        return;
    m_hover = place;
    m_hoverHeader = header;
    viewport()->update();
    Q_EMIT hovered(textOf(place));
}

QString WhoCanvas::tipAt(const QPoint& position) const {
    if (!m_talks)
        return {};
    if (const Place place = placeAt(position); place.valid()) {
        const auto& cell = m_talks->cell(static_cast<std::size_t>(place.row),
                                         static_cast<std::size_t>(place.column));
        const QString reason = m_reasons ? m_reasons(place) : QString();
        return textOf(place) + QLatin1Char('\n') + text(simulator::talkCounts(cell.tally)) +
               (reason.isEmpty() ? QString() : QLatin1Char('\n') + reason);
    }
    const int row = (position.y() - m_top + scroll().y()) / m_cell;
    if (position.x() < m_left && position.y() >= m_top &&
        row < static_cast<int>(m_talks->rows.size())) {
        const TalkGroup& group = m_talks->rows[static_cast<std::size_t>(row)];
        return talkTitle(group) + QStringLiteral(": ") + text(group.members());
    }
    return {};
}

bool WhoCanvas::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString tip = tipAt(help->pos());
        if (tip.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(
                help->globalPos(),
                tip.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")), viewport());
        return true;
    }
    if (event->type() == QEvent::Leave)
        setHover({}, -1);
    return QAbstractScrollArea::viewportEvent(event);
}

void WhoCanvas::mouseMoveEvent(QMouseEvent* event) {
    const QPoint position = event->position().toPoint();
    const Place place = placeAt(position);
    int header = -1;
    if (m_talks && position.x() < m_left && position.y() >= m_top) {
        const int row = (position.y() - m_top + scroll().y()) / m_cell;
        header = row < static_cast<int>(m_talks->rows.size()) ? row : -1;
    }
    const bool opening = header >= 0 && opens(m_talks->rows[static_cast<std::size_t>(header)]);
    viewport()->setCursor(place.valid() || opening ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setHover(place, header);
}

void WhoCanvas::mousePressEvent(QMouseEvent* event) {
    if (!m_talks || event->button() != Qt::LeftButton)
        return;
    const QPoint position = event->position().toPoint();
    if (const Place place = placeAt(position); place.valid()) {
        setCurrent(place);
        Q_EMIT activated();
        return;
    }
    const int row = (position.y() - m_top + scroll().y()) / m_cell;
    if (position.x() < m_left && position.y() >= m_top &&
        row < static_cast<int>(m_talks->rows.size())) {
        toggle(m_talks->rows[static_cast<std::size_t>(row)]);
        return;
    }
    // A slanted name: along it back to its column.
    if (position.y() < m_top && position.x() >= m_left) {
        const int x = position.x() - (m_top - position.y());
        const int column = (x - m_left + scroll().x()) / m_cell;
        if (x >= m_left && column < static_cast<int>(m_talks->columns.size())) {
            toggle(m_talks->columns[static_cast<std::size_t>(column)]);
            return;
        }
    }
    Q_EMIT cleared();
}

void WhoCanvas::keyPressEvent(QKeyEvent* event) {
    if (!m_talks || m_talks->empty()) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    const int rows = static_cast<int>(m_talks->rows.size());
    const int columns = static_cast<int>(m_talks->columns.size());
    Place place = m_current.valid() ? m_current : Place{0, 0};
    const bool first = !m_current.valid();
    switch (event->key()) {
        case Qt::Key_Left:
            place.column = first ? 0 : std::max(0, place.column - 1);
            break;
        case Qt::Key_Right:
            place.column = first ? 0 : std::min(columns - 1, place.column + 1);
            break;
        case Qt::Key_Up:
            place.row = first ? 0 : std::max(0, place.row - 1);
            break;
        case Qt::Key_Down:
            place.row = first ? 0 : std::min(rows - 1, place.row + 1);
            break;
        case Qt::Key_Home:
            place.column = 0;
            break;
        case Qt::Key_End:
            place.column = columns - 1;
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (m_current.valid())
                Q_EMIT activated();
            return;
        case Qt::Key_Space:
            if (m_current.valid())
                toggle(m_talks->rows[static_cast<std::size_t>(m_current.row)]);
            return;
        case Qt::Key_Escape:
            setCurrent({});
            Q_EMIT cleared();
            return;
        default:
            QAbstractScrollArea::keyPressEvent(event);
            return;
    }
    setCurrent(place);
}

void WhoCanvas::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    measure();
    updateScrolling();
}

void WhoCanvas::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        measure();
        updateScrolling();
    }
}

}  // namespace gatesight::ui
