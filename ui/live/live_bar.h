// A line below the tool bar while a live cluster is open: which one, whether it is followed, what is missing of it, and what
// changed since.
#pragma once

#include "ui/live/cluster_follower.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace gatesight::ui {

class LiveBar : public QFrame {
    Q_OBJECT

public:
    LiveBar(Session& session, ClusterFollower& follower, QWidget* parent = nullptr);

private:
    void refresh();
    void showState(const LiveCluster& cluster);
    void showPending();
    void showWarnings(const LiveCluster& cluster);

    Session& m_session;
    ClusterFollower& m_follower;
    QLabel* m_mark;
    QLabel* m_text;
    QLabel* m_warning;
    QPushButton* m_apply;
    QPushButton* m_follow;
};

}  // namespace gatesight::ui
