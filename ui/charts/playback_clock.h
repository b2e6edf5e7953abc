// Simulated time while a replay is shown. Real time is given to it, so that tests can be the clock.
#pragma once

#include <algorithm>

namespace gatesight::ui {

class PlaybackClock {
public:
    static constexpr double kTravelSeconds = 1.6;  ///< real time that one request is on its way
    static constexpr double kShowSeconds = 14;     ///< real time of a whole replay at its own speed
    static constexpr double kMinSpeed = 0.05, kMaxSpeed = 500;

    /// At the start of a replay of so many simulated seconds, at a speed that shows it in about
    /// kShowSeconds; not playing.
    void load(double seconds) {
        m_length = std::max(0.0, seconds);
        m_now = 0;
        m_playing = false;
        setSpeed(std::max(m_length / kShowSeconds, kMinSpeed));
    }
    /// Simulated seconds for each real one.
    void setSpeed(double speed) { m_speed = std::clamp(speed, kMinSpeed, kMaxSpeed); }
    [[nodiscard]] double speed() const { return m_speed; }

    void play() { m_playing = m_now < end(); }
    void pause() { m_playing = false; }
    void restart() {
        m_now = 0;
        play();
    }
    /// At the end: everything has left and arrived.
    void finish() {
        m_now = end();
        m_playing = false;
    }
    void seek(double seconds) { m_now = std::clamp(seconds, 0.0, end()); }
    void advance(double realSeconds) {
        if (!m_playing)
            return;
        m_now = std::min(m_now + realSeconds * m_speed, end());
        m_playing = m_now < end();
    }

    [[nodiscard]] bool playing() const { return m_playing; }
    [[nodiscard]] bool finished() const { return m_now >= end(); }
    [[nodiscard]] double now() const { return m_now; }
    [[nodiscard]] double length() const { return m_length; }
    /// Simulated time that a request is on its way, so that dots move equally fast at any speed.
    [[nodiscard]] double travel() const { return kTravelSeconds * m_speed; }

private:
    /// The last request leaves at length() and still has its way to go.
    [[nodiscard]] double end() const { return m_length + travel(); }

    double m_length = 0, m_now = 0, m_speed = 1;
    bool m_playing = false;
};

}  // namespace gatesight::ui
