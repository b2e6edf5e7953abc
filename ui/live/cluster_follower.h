// Follows the live cluster of a session on a thread of its own, and holds back what changed until it may be shown.
#pragma once

#include "ui/jobs/latest_job.h"
#include "ui/session/session.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <optional>
#include <vector>

namespace gatesight::ui {

class ClusterFollower : public QObject {
    Q_OBJECT

public:
    enum class State { Off, Following, Ended };

    explicit ClusterFollower(Session& session, QObject* parent = nullptr);

    [[nodiscard]] State state() const { return m_state; }
    /// Why following ended by itself; empty otherwise.
    [[nodiscard]] QString trouble() const { return m_trouble; }
    /// Objects that changed and are not shown yet, each once, in the order in which they changed first.
    [[nodiscard]] const std::vector<model::ObjectChange>& pending() const { return m_pending; }
    /// What is not followed though the rest is, in words.
    [[nodiscard]] const QStringList& unfollowed() const { return m_unfollowed; }
    /// Shows what changed. While a trace is being read only this does; else changes show by themselves.
    void apply();
    /// Follows no more; what was read stays.
    void stop();
    /// Follows again, from where the state that is shown ended.
    void start();

Q_SIGNALS:
    void changed();

private:
    void takeSimulation();
    /// What the thread that follows tells: changes, or a part whose changes do not come.
    struct News {
        std::vector<model::ObjectChange> changes;
        std::optional<model::MissingPart> unfollowed;
    };
    void take(const News& news);
    void take(const std::vector<model::ObjectChange>& changes);
    void forgetShown();

    Session& m_session;
    LatestJob<std::optional<model::ClusterError>, News> m_job;
    std::shared_ptr<const model::Connection> m_followed;  ///< null: none
    LiveClusterPtr m_applied;                             ///< on its way to being shown, with the first m_applying changes
    std::size_t m_applying = 0;
    std::vector<model::ObjectChange> m_pending;
    QTimer m_settle;
    State m_state = State::Off;
    QString m_trouble;
    QStringList m_unfollowed;
};

}  // namespace gatesight::ui
