// Says that the program did not close properly the last time, and offers to restore what was open;
// in the window, never in its way.
#pragma once

#include "ui/kept/session_keeper.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace gatesight::ui {

class RestoreBar : public QFrame {
    Q_OBJECT

public:
    explicit RestoreBar(QWidget* parent = nullptr);

    /// What the keeper found; hidden when that is nothing.
    void offer(const SessionKeeper& keeper);
    /// A cluster was open: it is read again only by a click of its own. Its name.
    void offerCluster(const QString& name);

Q_SIGNALS:
    void restoreRequested();
    void freshRequested();
    void clusterRequested();

private:
    void showReport();

    QString m_reportPath;
    QLabel* m_text;
    QLabel* m_lost;
    QPushButton* m_restore;
    QPushButton* m_connect;
    QPushButton* m_fresh;
    QPushButton* m_report;
};

}  // namespace gatesight::ui
