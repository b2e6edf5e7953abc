// What drawing a card needs more than once: laid-out texts and rendered signs. Texts cost thirty
// times their drawing to measure and shorten, signs ten times.
#pragma once

#include "ui/graph/flow_style.h"

#include <QFont>
#include <QHash>
#include <QPixmap>
#include <QStaticText>

namespace gatesight::ui {

class FlowInk {
public:
    /// Forgets what was made for other looks. `scale` is device pixels for each pixel.
    void use(const FlowColors& colors, const QFont& font, double scale);
    /// Forgets texts; their indexes belong to one scene.
    void forgetTexts() { m_texts.clear(); }

    [[nodiscard]] const FlowColors& colors() const { return m_colors; }
    [[nodiscard]] double scale() const { return m_scale; }

    /// `text` shortened to `width` pixels. `slot` tells texts of a scene apart.
    [[nodiscard]] const QStaticText& text(std::uint64_t slot, const QString& text, double width,
                                          double pixelSize, bool bold = false,
                                          Qt::TextElideMode mode = Qt::ElideRight);
    [[nodiscard]] QFont font(double pixelSize, bool bold = false) const;

    [[nodiscard]] const QPixmap& kindGlyph(simulator::NodeRole role, int size, const QColor& color);
    [[nodiscard]] const QPixmap& badge(simulator::NodeState state, int size, const QColor& under);

private:
    struct Text {
        int width = -1, pixelSize = 0;
        QStaticText text;
    };
    template <class Draw>
    const QPixmap& sprite(std::uint64_t key, int size, Draw&& draw);

    FlowColors m_colors;
    QFont m_font;
    double m_scale = 1;
    QHash<std::uint64_t, Text> m_texts;
    QHash<std::uint64_t, QPixmap> m_sprites;
};

}  // namespace gatesight::ui
