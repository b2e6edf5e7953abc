// The trace: every step of the answer, the nearest miss of a failure, and the selected step in
// full.
#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;

namespace gatesight::ui {

class EmptyNote;
class StepCard;
class TraceModel;

class TracePane : public QWidget {
    Q_OBJECT

public:
    explicit TracePane(Session& session, QWidget* parent = nullptr);
    [[nodiscard]] QListView* view() const { return m_view; }
    [[nodiscard]] StepCard* card() const { return m_card; }

Q_SIGNALS:
    /// The user asks for the line of a step.
    void sourceRequested();
    /// The user asks for the page of a rule.
    void ruleRequested(const QString& id);

private:
    QWidget* makeHeader();
    QWidget* makeCallOut();
    void showDecision();
    void showStep();
    void showEmptyNote();

    Session& m_session;
    TraceModel* m_model;
    QListView* m_view;
    StepCard* m_card;
    QLabel* m_position;
    QWidget* m_callOut;
    QLabel* m_callOutTitle;
    QLabel* m_callOutText;
    QPushButton* m_callOutButton;
    int m_nearest = -1;
    QStackedWidget* m_pages;
    EmptyNote* m_empty;
    bool m_showing = false;
};

}  // namespace gatesight::ui
