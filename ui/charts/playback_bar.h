// Controls of a replay that is shown: from the start, play or pause, where it is, how fast.
#pragma once

#include "ui/charts/playback_clock.h"

#include <QWidget>

class QLabel;
class QSlider;
class QToolButton;

namespace gatesight::ui {

class PlaybackBar : public QWidget {
    Q_OBJECT

public:
    explicit PlaybackBar(QWidget* parent = nullptr);

    /// Shows the clock; `requestsPerDot` above 1 is said.
    void showClock(const PlaybackClock& clock, std::uint32_t requestsPerDot);

    /// The speed of a slider place from 0 to 1 and back: even steps multiply.
    [[nodiscard]] static double speedAt(double place);
    [[nodiscard]] static double placeOf(double speed);

Q_SIGNALS:
    void restartClicked();
    void playClicked();
    void pauseClicked();
    void sought(double seconds);
    void speedChanged(double speed);

private:
    QToolButton* m_restart = nullptr;
    QToolButton* m_play = nullptr;
    QSlider* m_place = nullptr;
    QSlider* m_speed = nullptr;
    QLabel* m_time = nullptr;
    QLabel* m_speedText = nullptr;
    bool m_playing = false;
    double m_length = 0;
};

}  // namespace gatesight::ui
