// The pane in the middle: where traffic goes, or who may talk to whom.
#pragma once

#include <QWidget>

class QStackedWidget;
class QToolButton;

namespace gatesight::ui {

class FlowView;
class Session;
class WhoView;

class GraphPane : public QWidget {
    Q_OBJECT

public:
    enum class View { Flow, EastWest };

    /// Owns both views from now on.
    GraphPane(FlowView* flow, WhoView* who, QWidget* parent = nullptr);

    [[nodiscard]] View view() const;
    void show(View view);
    void toggle() { show(view() == View::Flow ? View::EastWest : View::Flow); }
    [[nodiscard]] FlowView& flow() { return *m_flow; }
    [[nodiscard]] WhoView& who() { return *m_who; }

Q_SIGNALS:
    void viewChanged();

private:
    QToolButton* addTab(const QString& words, const QString& tip, View view);

    FlowView* m_flow;
    WhoView* m_who;
    QStackedWidget* m_pages;
    QToolButton* m_tabs[2] = {};
};

}  // namespace gatesight::ui
