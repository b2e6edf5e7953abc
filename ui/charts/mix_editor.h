// The left side of the Traffic pane: what to send, how much of it, and the button that sends it.
#pragma once

#include "ui/charts/traffic_mix.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QTableView;

namespace gatesight::ui {

class MixEditor : public QWidget {
    Q_OBJECT

public:
    explicit MixEditor(QWidget* parent = nullptr);

    /// Keeps the chosen source when one of the same title is among the new ones.
    void setSources(std::vector<TrafficSource> sources);
    /// The plan as edited; its requests are those with a weight.
    [[nodiscard]] simulator::ReplayPlan plan() const;
    [[nodiscard]] MixModel& model() { return *m_model; }
    void setCount(std::uint64_t count);
    void setSeed(std::uint64_t seed);

    /// Why nothing can be sent; empty when it can.
    void setObstacle(const QString& obstacle);
    void setRunning(bool running);
    void setProgress(std::uint64_t done, std::uint64_t total);

Q_SIGNALS:
    void runClicked();
    void cancelClicked();

private:
    void takeSource(int index);
    void updateState();
    [[nodiscard]] QLayout* makeNumbers();
    [[nodiscard]] QLayout* makeButtons();

    std::vector<TrafficSource> m_sources;
    MixModel* m_model = nullptr;
    QComboBox* m_source = nullptr;
    QTableView* m_table = nullptr;
    QSpinBox* m_count = nullptr;
    QDoubleSpinBox* m_rate = nullptr;
    QSpinBox* m_seed = nullptr;
    QPushButton* m_run = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_hint = nullptr;
    QString m_obstacle;
    bool m_running = false;
};

}  // namespace gatesight::ui
