// What is behind one cell: how many tries end how, at which ports, and the policies that decide,
// each with its line of YAML and a request that shows it.
#pragma once

#include "simulator/who/talk_reason.h"
#include "ui/session/session.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QListWidget;
class QListWidgetItem;
class QToolButton;

namespace gatesight::ui {

/// All that the panel shows, computed off the GUI thread.
struct WhoCellFacts {
    struct Example {
        simulator::TalkOutcome outcome{};
        simulator::TalkReason reason;
    };
    std::string from, to;
    simulator::TalkCell cell;
    std::vector<Example> examples;  ///< one for each outcome that occurs, the leading one first
    std::vector<simulator::TalkDecider> deciders;
};

[[nodiscard]] WhoCellFacts cellFacts(const simulator::Simulation& simulation,
                                     const simulator::WhoTalks& who, std::size_t row,
                                     std::size_t column, const std::stop_token& stop);

class WhoDetail : public QFrame {
    Q_OBJECT

public:
    explicit WhoDetail(QWidget* parent = nullptr);

    void setFacts(const WhoCellFacts& facts);
    [[nodiscard]] QListWidget* policies() const { return m_policies; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QList<QToolButton*> traceButtons() const { return m_traces; }

Q_SIGNALS:
    void closed();
    void sourceChosen(const gatesight::model::SourceLocation& source);
    void traceChosen(const gatesight::simulator::Request& request);

private:
    void addPolicies();
    void addTraces();
    void choose(const QListWidgetItem* item);

    WhoCellFacts m_facts;
    QLabel* m_sign = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_counts = nullptr;
    QLabel* m_reason = nullptr;
    QListWidget* m_policies = nullptr;
    QHBoxLayout* m_buttons = nullptr;
    QList<QToolButton*> m_traces;
};

}  // namespace gatesight::ui
