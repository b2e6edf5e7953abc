// The answer in one line beneath the request.
#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QLabel;

namespace gatesight::ui {

class AnswerStrip : public QWidget {
    Q_OBJECT

public:
    explicit AnswerStrip(Session& session, QWidget* parent = nullptr);
    /// Says what is wrong with what was typed, in place of an answer; empty: back to the answer.
    void setTrouble(const QString& trouble);
    [[nodiscard]] QString status() const;

Q_SIGNALS:
    void clicked();

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void show();
    void paintShares(QPainter& painter, QRect& rect) const;

    Session& m_session;
    QLabel* m_status;
    QString m_where, m_how, m_trouble;
};

}  // namespace gatesight::ui
