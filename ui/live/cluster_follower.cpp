#include "ui/live/cluster_follower.h"

#include "ui/session/text.h"

#include <algorithm>

namespace gatesight::ui {

namespace {

/// Changes come in flocks: a rollout touches many objects within moments.
constexpr int kSettleMs = 700;

}  // namespace

ClusterFollower::ClusterFollower(Session& session, QObject* parent) : QObject(parent), m_session(session) {
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettleMs);
    connect(&m_settle, &QTimer::timeout, this, [this] {
        if (!m_session.decision())
            apply();
    });
    connect(&session, &Session::simulationChanged, this, &ClusterFollower::takeSimulation);
    // When the answer goes, nobody is reading it any more.
    connect(&session, &Session::decisionChanged, this, [this] {
        if (!m_pending.empty() && !m_session.hasRequest())
            m_settle.start();
    });
}

void ClusterFollower::takeSimulation() {
    const LiveClusterPtr cluster = m_session.loaded()->cluster;
    const auto connection = cluster ? cluster->connection : nullptr;
    if (connection == m_followed) {
        forgetShown();
        return;
    }
    m_followed = connection;
    m_pending.clear();
    m_applied = nullptr;
    if (connection)
        start();
    else
        stop();
}

/// What was asked to be shown is: the rest stays pending.
void ClusterFollower::forgetShown() {
    if (!m_applied || m_session.loaded()->cluster != m_applied)
        return;
    m_pending.erase(m_pending.begin(), m_pending.begin() + static_cast<std::ptrdiff_t>(m_applying));
    m_applied = nullptr;
    m_applying = 0;
    Q_EMIT changed();
}

void ClusterFollower::start() {
    const LiveClusterPtr cluster = m_session.loaded()->cluster;
    if (!cluster)
        return;
    m_followed = cluster->connection;
    m_state = State::Following;
    m_trouble.clear();
    m_unfollowed.clear();
    m_job.start(
        [cluster](const std::stop_token& stop, const auto& report) -> std::optional<model::ClusterError> {
            model::HttpClient client(*cluster->connection);
            return model::followCluster(
                client, cluster->snapshot,
                {.onChanges = [&](std::vector<model::ObjectChange> changes) { report({std::move(changes), {}}); },
                 .onUnfollowed = [&](const model::MissingPart& part) { report({{}, part}); }},
                stop);
        },
        [this](const std::optional<model::ClusterError>& error) {
            m_state = State::Ended;
            m_trouble = error ? text(error->message) : tr("there is nothing that can be followed");
            Q_EMIT changed();
        },
        [this](const News& news) { take(news); });
    Q_EMIT changed();
}

void ClusterFollower::stop() {
    m_job.cancel();
    m_settle.stop();
    m_state = State::Off;
    m_trouble.clear();
    Q_EMIT changed();
}

void ClusterFollower::take(const News& news) {
    if (news.unfollowed) {
        m_unfollowed << text(news.unfollowed->message);
        Q_EMIT changed();
    }
    if (!news.changes.empty())
        take(news.changes);
}

void ClusterFollower::take(const std::vector<model::ObjectChange>& changes) {
    for (const model::ObjectChange& change : changes) {
        const auto same = std::find_if(m_pending.begin() + static_cast<std::ptrdiff_t>(m_applying), m_pending.end(),
                                       [&](const model::ObjectChange& each) {
                                           return each.type == change.type && each.namespace_ == change.namespace_ &&
                                                  each.name == change.name;
                                       });
        if (same == m_pending.end())
            m_pending.push_back(change);
        else
            *same = change;
    }
    m_settle.start();
    Q_EMIT changed();
}

void ClusterFollower::apply() {
    const LiveClusterPtr shown = m_session.loaded()->cluster;
    if (m_pending.empty() || !shown)
        return;
    auto next = std::make_shared<LiveCluster>(*shown);
    next->snapshot = model::withChanges(std::move(next->snapshot), m_pending);
    m_applied = next;
    m_applying = m_pending.size();
    m_session.updateCluster(std::move(next));
}

}  // namespace gatesight::ui
