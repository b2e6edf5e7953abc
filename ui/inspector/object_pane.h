// One object in short, what it is joined to, and how the API server would store it.
#pragma once

#include "model/schema/custom_kinds.h"
#include "ui/session/session.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace gatesight::ui {

class DeclaredTable;
class YamlEditor;

class ObjectPane : public QWidget {
    Q_OBJECT

public:
    explicit ObjectPane(Session& session, QWidget* parent = nullptr);
    /// Fields of an object of a custom kind; hidden for the others.
    [[nodiscard]] DeclaredTable* declared() const { return m_declared; }

Q_SIGNALS:
    /// The user asks for the line where the object is written.
    void sourceRequested();

private:
    void makeHead(QVBoxLayout& layout);
    void show();
    void showHead(const model::Object& object, const simulator::GraphNode* node);
    void showObject(const model::Object& object);
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
    DeclaredTable* m_declared;
    QLabel* m_storedTitle;
    YamlEditor* m_stored;
    Selection m_shown;
    simulator::SimulationPtr m_shownSimulation;
    model::CustomKinds m_customKinds;  ///< of that simulation
};

}  // namespace gatesight::ui
