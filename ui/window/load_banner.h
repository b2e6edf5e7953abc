// Progress of loading with a way to cancel, and why loading failed; in the window, never in its
// way.
#pragma once

#include "ui/session/session.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace gatesight::ui {

class LoadBanner : public QFrame {
    Q_OBJECT

public:
    explicit LoadBanner(Session& session, QWidget* parent = nullptr);

private:
    void showProgress();
    void showState();

    Session& m_session;
    QLabel* m_text;
    QLabel* m_advice;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
    QPushButton* m_dismiss;
};

}  // namespace gatesight::ui
