#include "ui/graph/flow_ink.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace gatesight::ui {

namespace {

constexpr qsizetype kMaxTexts = 20'000;  ///< some screens full; then it starts over
constexpr qsizetype kMaxSprites = 2'000;

}  // namespace

void FlowInk::use(const FlowColors& colors, const QFont& font, double scale) {
    if (m_font != font || m_scale != scale) {
        m_texts.clear();
        m_sprites.clear();
    }
    m_colors = colors;  // sprites are keyed by colour
    m_font = font;
    m_scale = scale;
}

QFont FlowInk::font(double pixelSize, bool bold) const {
    QFont font = m_font;
    // Points keep fractions of a pixel while zooming; pixel sizes would jump.
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(pixelSize))));
    font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
    return font;
}

const QStaticText& FlowInk::text(std::uint64_t slot, const QString& text, double width,
                                 double pixelSize, bool bold, Qt::TextElideMode mode) {
    if (m_texts.size() > kMaxTexts)
        m_texts.clear();
    Text& entry = m_texts[slot];
    const int wholeWidth = static_cast<int>(width);
    const int wholeSize = static_cast<int>(std::lround(pixelSize));
    if (entry.width != wholeWidth || entry.pixelSize != wholeSize) {
        const QFont used = font(pixelSize, bold);
        entry.width = wholeWidth;
        entry.pixelSize = wholeSize;
        entry.text = QStaticText(QFontMetricsF(used).elidedText(text, mode, wholeWidth));
        entry.text.setTextFormat(Qt::PlainText);
        entry.text.prepare({}, used);
    }
    return entry.text;
}

template <class Draw>
const QPixmap& FlowInk::sprite(std::uint64_t key, int size, Draw&& draw) {
    if (const auto found = m_sprites.constFind(key); found != m_sprites.constEnd())
        return *found;
    if (m_sprites.size() > kMaxSprites)
        m_sprites.clear();
    const int device = std::max(1, static_cast<int>(std::ceil(size * m_scale)));
    QPixmap pixmap(device, device);
    pixmap.setDevicePixelRatio(m_scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    draw(painter);
    painter.end();
    return *m_sprites.insert(key, pixmap);
}

const QPixmap& FlowInk::kindGlyph(simulator::NodeRole role, int size, const QColor& color) {
    const std::uint64_t key = (std::uint64_t{color.rgb()} << 16) |
                              (static_cast<std::uint64_t>(role) << 8) |
                              static_cast<std::uint64_t>(size & 0xff);
    return sprite(key, size, [&](QPainter& painter) { drawKindGlyph(painter, role, size, color); });
}

const QPixmap& FlowInk::badge(simulator::NodeState state, int size, const QColor& under) {
    const std::uint64_t key = (std::uint64_t{1} << 60) | (std::uint64_t{under.rgb()} << 16) |
                              (static_cast<std::uint64_t>(state) << 8) |
                              static_cast<std::uint64_t>(size & 0xff);
    return sprite(key ^ (std::uint64_t{m_colors.of(state).rgb()} << 24), size,
                  [&](QPainter& painter) {
                      drawStateBadge(painter, state, size, m_colors.of(state), under);
                  });
}

}  // namespace gatesight::ui
