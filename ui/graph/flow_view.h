// The pane FLOW: shows the Session's graph, its lit path and its selection, and leads clicks back.
#pragma once

#include "ui/graph/flow_canvas.h"
#include "ui/jobs/latest_job.h"
#include "ui/session/node_filter.h"
#include "ui/session/session.h"

#include <QWidget>

namespace gatesight::ui {

class FlowBar;
class FlowNotice;

class FlowView : public QWidget {
    Q_OBJECT

public:
    /// `session` outlives the view.
    explicit FlowView(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] FlowCanvas& canvas() { return *m_canvas; }
    /// Shows only the paths through what the find box finds, instead of dimming the rest.
    void setHidingOthers(bool hide);
    [[nodiscard]] bool isHidingOthers() const { return m_hideOthers; }
    /// What is not shown as usual: "Showing 24 of 212 nodes …"; empty when everything is.
    [[nodiscard]] QString notice() const;

    /// The whole graph; null while there is none.
    [[nodiscard]] QImage image(double scale) const;
    [[nodiscard]] QByteArray svg() const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Picture {
        FlowScene scene;
        std::shared_ptr<const simulator::Layout> layout;
    };

    void connectSession();
    void connectControls();
    void showGraph();
    void publish(const Picture& picture);
    void showNamespaces();
    void showAnswer();
    void applySearch();
    void updateNotice();
    void leaveNotice();
    void applyTheme();
    void showNodeMenu(const std::string& key, const QPoint& globalPosition);
    void showExportMenu(const QPoint& globalPosition);
    void saveAs(bool vector);
    void placeNotice();

    Session& m_session;
    FlowCanvas* m_canvas = nullptr;
    FlowBar* m_bar = nullptr;
    FlowNotice* m_notice = nullptr;
    NodeFilter m_filter;
    bool m_hideOthers = false;
    std::size_t m_found = 0;
    std::shared_ptr<const simulator::Layout> m_layout;  ///< of the shown graph
    LatestJob<Picture> m_layoutJob;
};

}  // namespace gatesight::ui
