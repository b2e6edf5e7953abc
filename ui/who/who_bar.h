// The strip below the matrix: what the signs mean, with counts, and the controls of the view.
#pragma once

#include "simulator/who/who_talks.h"

#include <QFrame>
#include <QToolButton>

#include <optional>
#include <vector>

class QLabel;

namespace gatesight::ui {

class WhoBar : public QFrame {
    Q_OBJECT

public:
    explicit WhoBar(QWidget* parent = nullptr);

    void setTalks(const simulator::WhoTalksPtr& talks);
    /// Whether all namespaces, or some, are shown workload by workload.
    void setExpanded(bool any);
    void refreshIcons();
    [[nodiscard]] QToolButton* stateButton(simulator::TalkState state) const;

Q_SIGNALS:
    /// Only cells of this state are wanted; nothing: all.
    void onlyChanged(std::optional<gatesight::simulator::TalkState> state);
    void expandAll();
    void collapseAll();
    void exportRequested(const QPoint& globalPosition);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showWords(bool shown);
    QToolButton* addButton(const QString& words, const QString& tip);

    std::vector<QToolButton*> m_states;
    std::vector<std::size_t> m_counts;
    int m_wide = 0;
    QToolButton* m_expand = nullptr;
    QToolButton* m_export = nullptr;
    bool m_anyExpanded = false;
};

}  // namespace gatesight::ui
