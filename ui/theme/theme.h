// Applies a palette to the whole application: QPalette, style sheet, fonts.
#pragma once

#include "ui/session/session.h"
#include "ui/theme/palette.h"

#include <QFont>
#include <QObject>

namespace gatesight::ui {

/// Distances in device-independent pixels. Everything in a pane stands on this grid.
inline constexpr int kGap = 4, kSpace = 8, kMargin = 12, kSection = 24;

class Theme : public QObject {
    Q_OBJECT

public:
    /// The colours in use. Panes that paint by themselves repaint by QWidget::changeEvent, or read
    /// them in paintEvent.
    [[nodiscard]] static const Palette& colors();
    /// The fixed-pitch font for code and URLs, as large as the system's text.
    [[nodiscard]] static QFont monospace();
    /// The application's font, `delta` points larger.
    [[nodiscard]] static QFont sized(double delta, QFont::Weight weight = QFont::Normal);

    /// Follows `session` from now on: first with colours alone, which panes read while they are made.
    explicit Theme(Session& session, QObject* parent = nullptr);
    /// Adds the style sheet. To be called when the window is made and not yet shown: under a sheet, whatever is put into a layout is
    /// styled again with all that is in it, which was half of the time to start.
    void styleWidgets();

Q_SIGNALS:
    void changed();

private:
    void apply();

    Session& m_session;
    bool m_systemDark = false, m_styled = false;
};

}  // namespace gatesight::ui
