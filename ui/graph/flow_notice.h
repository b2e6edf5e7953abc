// A sentence over the graph that says what is not shown as usual, and the way back.
#pragma once

#include <QFrame>
#include <QString>

class QLabel;
class QToolButton;

namespace gatesight::ui {

class FlowNotice : public QFrame {
    Q_OBJECT

public:
    explicit FlowNotice(QWidget* parent = nullptr);
    /// An empty text hides the notice.
    void show(const QString& text, const QString& action);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void actionClicked();

private:
    QLabel* m_text = nullptr;
    QToolButton* m_action = nullptr;
};

}  // namespace gatesight::ui
