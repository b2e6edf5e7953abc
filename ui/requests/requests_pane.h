// Saved requests: of the Scenario beside the manifests, and the user's own. Their answers are
// always those of what is loaded.
#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace gatesight::ui {

class RequestsModel;

class RequestsPane : public QWidget {
    Q_OBJECT

public:
    explicit RequestsPane(Session& session, QWidget* parent = nullptr);
    [[nodiscard]] QTableView* view() const { return m_view; }
    [[nodiscard]] const RequestsModel& model() const { return *m_model; }

Q_SIGNALS:
    void countsChanged();

private:
    QWidget* makeHeader();
    void refill();
    void duplicate();
    void removeSelected();
    void rename();
    void showButtons();
    [[nodiscard]] int currentRow() const;

    Session& m_session;
    RequestsModel* m_model;
    QTableView* m_view;
    QLabel* m_summary;
    QToolButton* m_rename;
    QToolButton* m_duplicate;
    QToolButton* m_remove;
    QStackedWidget* m_pages;
};

}  // namespace gatesight::ui
