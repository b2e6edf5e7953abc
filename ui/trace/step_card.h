// One step in full: its sentence, the compared values with the one that decided, the rule, and the
// line of YAML.
#pragma once

#include "simulator/routing/trace.h"

#include <QFrame>

class QGridLayout;
class QLabel;
class QPushButton;

namespace gatesight::ui {

class StepCard : public QFrame {
    Q_OBJECT

public:
    explicit StepCard(QWidget* parent = nullptr);
    /// Null: shows nothing.
    void show(const simulator::Step* step);

Q_SIGNALS:
    void sourceRequested(const model::SourceLocation& source);
    /// The user asks for the page of a rule.
    void ruleRequested(const QString& id);

private:
    void showRule(const std::string& id);
    void fillTable(const std::vector<simulator::Compared>& compared);
    QLabel* cell(const QString& words, bool decisive, bool code);

    QLabel* m_verdict;
    QLabel* m_stage;
    QLabel* m_message;
    QWidget* m_tableHost;
    QGridLayout* m_table;
    QFrame* m_near;
    QLabel* m_nearText;
    QPushButton* m_rule;
    QPushButton* m_explain;
    QLabel* m_ruleText;
    QPushButton* m_place;
    model::SourceLocation m_source;
};

}  // namespace gatesight::ui
