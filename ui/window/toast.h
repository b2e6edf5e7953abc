// A word at the lower edge of the window that goes by itself: "copied", "could not be written".
#pragma once

#include <QLabel>

class QTimer;

namespace gatesight::ui {

class Toast : public QLabel {
    Q_OBJECT

public:
    explicit Toast(QWidget* window);
    void say(const QString& words, bool bad);

private:
    QTimer* m_timer;
};

}  // namespace gatesight::ui
