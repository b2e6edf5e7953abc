// Applies a palette to the whole application: QPalette, style sheet, fonts, icons.
#pragma once

#include "ui/session/session.h"
#include "ui/theme/palette.h"

#include <QFont>
#include <QIcon>
#include <QPixmap>

namespace gatesight::ui {

class Theme : public QObject {
    Q_OBJECT

public:
    /// The colours in use; panes repaint when they get QEvent::StyleChange or changed().
    [[nodiscard]] static const Palette& colors();
    /// A monochrome icon of ui/icons by file name, tinted; crisp at every scale.
    [[nodiscard]] static QIcon icon(const QString& name);
    [[nodiscard]] static QIcon icon(const QString& name, const QColor& color);
    [[nodiscard]] static QPixmap pixmap(const QString& name, int size, const QColor& color,
                                        qreal scale);
    [[nodiscard]] static QFont monospace();

    /// Follows `session` from now on.
    explicit Theme(Session& session, QObject* parent = nullptr);

Q_SIGNALS:
    void changed();

private:
    void apply();
    Session& m_session;
    bool m_systemDark = false;
};

}  // namespace gatesight::ui
