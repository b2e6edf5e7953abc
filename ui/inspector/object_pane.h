// One object in short, what it is joined to, and how the API server would store it.
#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace gatesight::ui {

class YamlEditor;

class ObjectPane : public QWidget {
    Q_OBJECT

public:
    explicit ObjectPane(Session& session, QWidget* parent = nullptr);

Q_SIGNALS:
    /// The user asks for the line where the object is written.
    void sourceRequested();

private:
    void makeHead(QVBoxLayout& layout);
    void show();
    void showHead(const model::Object& object, const simulator::GraphNode* node);
    void showGhost(const simulator::GraphNode& node);
    void showLinks(int node);
    void addLinks(const QString& title, int node, bool outgoing);

    Session& m_session;
    QStackedWidget* m_pages;
    QLabel* m_kind;
    QLabel* m_name;
    QLabel* m_state;
    QLabel* m_why;
    QPushButton* m_place;
    QWidget* m_links;
    QVBoxLayout* m_linksLayout;
    QLabel* m_storedTitle;
    YamlEditor* m_stored;
    Selection m_shown;
    simulator::SimulationPtr m_shownSimulation;
};

}  // namespace gatesight::ui
