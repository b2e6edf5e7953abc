// The strip below the graph: what the signs mean, with counts, and the controls of the view.
#pragma once

#include "simulator/topology/topology.h"

#include <QColor>
#include <QFrame>
#include <QToolButton>

#include <utility>
#include <vector>

class QHBoxLayout;

namespace gatesight::ui {

class FlowBar : public QFrame {
    Q_OBJECT

public:
    explicit FlowBar(QWidget* parent = nullptr);

    /// Nodes by state; states with none are left out.
    void setCounts(const std::vector<std::size_t>& byState);
    /// Names with their tints, in order; fewer than two need no legend.
    void setNamespaces(std::vector<std::pair<QString, QColor>> namespaces);
    void setZoom(double zoom);
    void setPodsShown(bool shown);
    /// Whether there is a search whose misses could be hidden, and whether they are.
    void setHiding(bool possible, bool hiding);
    void refreshIcons();

Q_SIGNALS:
    void stateClicked(gatesight::simulator::NodeState state);
    void namespaceClicked(const QString& name);
    void zoomIn();
    void zoomOut();
    void fit();
    void podsToggled(bool shown);
    void hidingToggled(bool hide);
    void exportRequested(const QPoint& globalPosition);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showWords(bool shown);
    QToolButton* addButton(const QString& text, const QString& tip);

    QHBoxLayout* m_layout = nullptr;
    std::vector<QToolButton*> m_states;
    std::vector<std::size_t> m_counts;  ///< beside m_states
    int m_wide = 0;                     ///< from this width on there is room for words
    QToolButton* m_namespaces = nullptr;
    QToolButton* m_hide = nullptr;
    QToolButton* m_pods = nullptr;
    QToolButton* m_minus = nullptr;
    QToolButton* m_zoom = nullptr;
    QToolButton* m_plus = nullptr;
    QToolButton* m_export = nullptr;
};

}  // namespace gatesight::ui
