// The findings: what the API server would refuse and what will surprise. A click leads to the line, one on
// the rule to its page.
#pragma once

#include "ui/session/session.h"

#include <QWidget>

#include <array>

class QLineEdit;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace gatesight::ui {

class EmptyNote;
class FindingsFilter;
class FindingsModel;

class FindingsPane : public QWidget {
    Q_OBJECT

public:
    explicit FindingsPane(Session& session, QWidget* parent = nullptr);
    [[nodiscard]] QTableView* view() const { return m_view; }
    [[nodiscard]] const FindingsModel& model() const { return *m_model; }
    /// Rule of the row that has the keyboard; empty: none.
    [[nodiscard]] QString currentRule() const;

Q_SIGNALS:
    void sourceRequested();
    /// The user asks for the page of a rule.
    void ruleRequested(const QString& id);
    /// model().counts() are new.
    void countsChanged();

private:
    QWidget* makeHeader();
    void refill();
    void activate(const QModelIndex& index);
    [[nodiscard]] const model::Finding& findingAt(const QModelIndex& index) const;

    Session& m_session;
    FindingsModel* m_model;
    FindingsFilter* m_filter;
    QTableView* m_view;
    QLineEdit* m_text;
    std::array<QToolButton*, 3> m_severities{};
    QStackedWidget* m_pages;
    EmptyNote* m_empty;
};

}  // namespace gatesight::ui
