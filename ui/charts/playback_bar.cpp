#include "ui/charts/playback_bar.h"

#include "ui/theme/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <cmath>

namespace gatesight::ui {

namespace {

constexpr int kSteps = 1000;

}  // namespace

double PlaybackBar::speedAt(double place) {
    return PlaybackClock::kMinSpeed *
           std::pow(PlaybackClock::kMaxSpeed / PlaybackClock::kMinSpeed, place);
}

double PlaybackBar::placeOf(double speed) {
    return std::log(speed / PlaybackClock::kMinSpeed) /
           std::log(PlaybackClock::kMaxSpeed / PlaybackClock::kMinSpeed);
}

PlaybackBar::PlaybackBar(QWidget* parent) : QWidget(parent) {
    const auto button = [this](const QString& name, const QString& tip) {
        auto* made = new QToolButton(this);
        made->setIcon(icon(name));
        made->setToolTip(tip);
        made->setAccessibleName(tip);
        return made;
    };
    m_restart = button(QStringLiteral("step-first"), tr("Play from the start"));
    m_play = button(QStringLiteral("play"), tr("Play"));
    m_place = new QSlider(Qt::Horizontal, this);
    m_place->setRange(0, kSteps);
    m_place->setAccessibleName(tr("Place in the replay"));
    m_speed = new QSlider(Qt::Horizontal, this);
    m_speed->setRange(0, kSteps);
    m_speed->setFixedWidth(110);
    m_speed->setAccessibleName(tr("Speed of the replay"));
    m_speed->setToolTip(tr("Simulated seconds for each second that you watch"));
    m_time = new QLabel(this);
    m_time->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("000.0 of 000.0 s")));
    m_speedText = new QLabel(this);
    m_speedText->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("\u00d7 0.00")));
    for (QLabel* label : {m_time, m_speedText})
        label->setProperty("role", QStringLiteral("muted"));

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 0);
    layout->addWidget(m_restart);
    layout->addWidget(m_play);
    layout->addWidget(m_place, 1);
    layout->addWidget(m_time);
    layout->addSpacing(8);
    layout->addWidget(m_speed);
    layout->addWidget(m_speedText);

    connect(m_restart, &QToolButton::clicked, this, &PlaybackBar::restartClicked);
    connect(m_play, &QToolButton::clicked, this, [this] {
        if (m_playing)
            Q_EMIT pauseClicked();
        else
            Q_EMIT playClicked();
    });
    connect(m_place, &QSlider::valueChanged, this,
            [this](int value) { Q_EMIT sought(m_length * value / kSteps); });
    connect(m_speed, &QSlider::valueChanged, this, [this](int value) {
        Q_EMIT speedChanged(speedAt(static_cast<double>(value) / kSteps));
    });
}

void PlaybackBar::showClock(const PlaybackClock& clock, std::uint32_t requestsPerDot) {
    const QSignalBlocker quietPlace(m_place), quietSpeed(m_speed);
    m_length = clock.length();
    const double now = std::min(clock.now(), m_length);
    m_place->setValue(m_length > 0 ? static_cast<int>(std::lround(kSteps * now / m_length)) : 0);
    m_speed->setValue(static_cast<int>(std::lround(kSteps * placeOf(clock.speed()))));
    if (clock.playing() != m_playing) {
        m_playing = clock.playing();
        m_play->setIcon(icon(m_playing ? QStringLiteral("pause") : QStringLiteral("play")));
        m_play->setToolTip(m_playing ? tr("Pause") : tr("Play"));
        m_play->setAccessibleName(m_play->toolTip());
    }
    QString time = tr("%1 of %2 s").arg(now, 0, 'f', 1).arg(m_length, 0, 'f', 1);
    if (requestsPerDot > 1)
        time += tr(" \u00b7 a dot is %1 requests").arg(requestsPerDot);
    m_time->setText(time);
    m_speedText->setText(QStringLiteral("\u00d7 %1").arg(clock.speed(), 0, 'g', 2));
}

}  // namespace gatesight::ui
