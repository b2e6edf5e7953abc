// The page of a rule: what it says, a small example, where it comes from, and the loaded objects that it
// touched.
#pragma once

#include "simulator/citations.h"
#include "ui/jobs/latest_job.h"
#include "ui/session/session.h"

#include <QWidget>

#include <string>
#include <vector>

class QLabel;
class QScrollArea;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace gatesight::model {
struct ExplainedRule;
}

namespace gatesight::ui {

class RulePane : public QWidget {
    Q_OBJECT

public:
    explicit RulePane(Session& session, QWidget* parent = nullptr);

    /// Opens the page of a rule; an id that is not known is left alone.
    void show(const QString& id);
    /// Id of the rule that is shown; empty: none.
    [[nodiscard]] const QString& rule() const { return m_rule; }
    /// What the loaded objects cite it for, as far as it is known yet.
    [[nodiscard]] const std::vector<simulator::Citation>& citations() const { return m_cited; }

Q_SIGNALS:
    void ruleChanged();
    /// citations() are new.
    void citationsChanged();
    /// The user asks for the line of what is selected.
    void sourceRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeHeader();
    void open(const QString& id);
    void back();
    void fill();
    void addHead(const model::ExplainedRule& explained);
    void addExample(const model::ExplainedRule& explained);
    void addTouched();
    void fillTouched();
    void addSources(const model::ExplainedRule& explained);
    void addNeighbours();
    void addCaption(const QString& words);
    void addCard(const std::vector<const simulator::Citation*>& citations);
    void addLine(QVBoxLayout& card, const simulator::Citation& citation);
    void choose(const simulator::Citation& citation);
    void markStale();
    void collect();

    Session& m_session;
    QStackedWidget* m_pages;
    QToolButton* m_back;
    QLabel* m_position;
    QScrollArea* m_scroll;
    QVBoxLayout* m_layout = nullptr;         ///< of the page that is shown
    QLabel* m_touchedTitle = nullptr;        ///< parts of that page
    QVBoxLayout* m_touchedLayout = nullptr;  ///< where the citations stand
    QString m_rule;
    QStringList m_before;  ///< rules that back() returns to
    std::vector<simulator::Citation> m_cited;
    simulator::Citations m_all;
    bool m_stale = true;  ///< m_all is of what was loaded before
    LatestJob<simulator::Citations> m_collecting;
};

}  // namespace gatesight::ui
