// The bar at the top: what to open, what to find, how to step, what to show.
#pragma once

#include "ui/session/session.h"

#include <QFrame>

class QAction;
class QLineEdit;
class QMenu;
class QTimer;
class QToolButton;

namespace gatesight::ui {

/// Actions and menus of the window that the bar shows.
struct ToolBarParts {
    QMenu* open = nullptr;
    QMenu* layers = nullptr;
    QMenu* theme = nullptr;
    QMenu* main = nullptr;
    QAction* stepBack = nullptr;
    QAction* stepForward = nullptr;
    QAction* run = nullptr;
    QAction* reload = nullptr;
    QAction* compare = nullptr;
};

class ToolBar : public QFrame {
    Q_OBJECT

public:
    ToolBar(Session& session, const ToolBarParts& parts, QWidget* parent = nullptr);
    [[nodiscard]] QLineEdit* findBox() const { return m_find; }

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    QToolButton* menuButton(const char* icon, const QString& text, QMenu* menu);
    void makeFindBox();
    void applyFind();
    void showTitle();

    Session& m_session;
    QLineEdit* m_find;
    QTimer* m_typing;
    QToolButton* m_open;
    QToolButton* m_theme;
};

}  // namespace gatesight::ui
