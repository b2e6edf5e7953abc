#include "ui/live/live_bar.h"

#include "ui/session/text.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

#include <algorithm>

namespace gatesight::ui {

namespace {

/// More names than a tool tip can show.
constexpr std::size_t kNamesInToolTip = 15;

QString nameOf(const model::ObjectChange& change) {
    const QString verb = change.kind == model::ObjectChange::Kind::Delete ? LiveBar::tr("deleted") : LiveBar::tr("changed");
    return QStringLiteral("%1 %2%3%4 %5")
        .arg(text(change.type.kind), text(change.namespace_), QLatin1String(change.namespace_.empty() ? "" : "/"),
             text(change.name), verb);
}

QString namesOf(const std::vector<model::ObjectChange>& changes) {
    QStringList lines;
    for (std::size_t i = 0; i < std::min(changes.size(), kNamesInToolTip); ++i)
        lines << nameOf(changes[i]).toHtmlEscaped();
    if (changes.size() > kNamesInToolTip)
        lines << LiveBar::tr("and %1 more").arg(changes.size() - kNamesInToolTip);
    return lines.join(QStringLiteral("<br>"));
}

}  // namespace

LiveBar::LiveBar(Session& session, ClusterFollower& follower, QWidget* parent)
    : QFrame(parent),
      m_session(session),
      m_follower(follower),
      m_mark(plainLabel()),
      m_text(plainLabel()),
      m_warning(plainLabel(QStringLiteral("muted"))),
      m_apply(new QPushButton(tr("Show changes"))),
      m_follow(new QPushButton(tr("Stop following"))) {
    setObjectName(QStringLiteral("liveBar"));
    setRole(this, QStringLiteral("banner"));
    m_text->setAccessibleName(tr("Live cluster"));
    m_apply->setObjectName(QStringLiteral("applyChanges"));
    m_apply->setProperty("role", QStringLiteral("primary"));
    m_follow->setObjectName(QStringLiteral("followCluster"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kMargin, kGap, kSpace, kGap);
    layout->setSpacing(kSpace);
    layout->addWidget(m_mark);
    layout->addWidget(m_text);
    layout->addWidget(m_warning);
    layout->addStretch();
    layout->addWidget(m_apply);
    layout->addWidget(m_follow);
    connect(m_apply, &QPushButton::clicked, &follower, &ClusterFollower::apply);
    connect(m_follow, &QPushButton::clicked, this, [this] {
        if (m_follower.state() == ClusterFollower::State::Following)
            m_follower.stop();
        else
            m_follower.start();
    });
    connect(&follower, &ClusterFollower::changed, this, &LiveBar::refresh);
    connect(&session, &Session::simulationChanged, this, &LiveBar::refresh);
    refresh();
}

void LiveBar::refresh() {
    const LiveClusterPtr cluster = m_session.loaded()->cluster;
    setVisible(cluster != nullptr);
    if (!cluster)
        return;
    showState(*cluster);
    showWarnings(*cluster);
    showPending();
}

void LiveBar::showState(const LiveCluster& cluster) {
    const bool following = m_follower.state() == ClusterFollower::State::Following;
    const bool ended = m_follower.state() == ClusterFollower::State::Ended;
    m_mark->setText(following ? QStringLiteral("●") : QStringLiteral("○"));
    m_mark->setStyleSheet(QStringLiteral("color: %1").arg((following ? Theme::colors().good : Theme::colors().warning).name()));
    const QString objects = counted(static_cast<qsizetype>(cluster.snapshot.objects.size()), tr("object"), tr("objects"));
    m_text->setText(following ? tr("%1 — followed live, %2").arg(text(cluster.name), objects)
                              : tr("%1 — as it was read, %2").arg(text(cluster.name), objects));
    m_follow->setText(following ? tr("Stop following") : tr("Follow again"));
    setToolTip(ended ? m_follower.trouble().toHtmlEscaped() : QString());
}

void LiveBar::showWarnings(const LiveCluster& cluster) {
    QStringList words, details;
    if (m_follower.state() == ClusterFollower::State::Ended)
        words << tr("Following ended: %1").arg(m_follower.trouble());
    for (const std::string& warning : cluster.connection->warnings)
        words << text(warning);
    // What nobody asked for is no trouble; it is said all the same.
    const auto isTrouble = [](const model::MissingPart& part) { return part.reason != "NotAsked"; };
    const auto count = static_cast<qsizetype>(std::ranges::count_if(cluster.snapshot.missing, isTrouble));
    if (count > 0)
        words << tr("Not whole: %1 could not be read").arg(counted(count, tr("kind"), tr("kinds")));
    if (!m_follower.unfollowed().isEmpty())
        words << tr("Not all changes come");
    for (const QString& each : m_follower.unfollowed())
        details << each.toHtmlEscaped();
    for (const model::MissingPart& part : cluster.snapshot.missing)
        details << text(part.message).toHtmlEscaped();
    const bool trouble = !words.isEmpty();
    if (!std::ranges::all_of(cluster.snapshot.missing, isTrouble))
        words << tr("Secrets not read");
    m_warning->setText(words.join(QStringLiteral("  ·  ")));
    m_warning->setToolTip(details.join(QStringLiteral("<br>")));
    m_warning->setVisible(!words.isEmpty());
    setRole(this, !trouble ? QStringLiteral("banner") : QStringLiteral("note-bad"));
}

void LiveBar::showPending() {
    const auto& pending = m_follower.pending();
    m_apply->setVisible(!pending.empty());
    m_apply->setText(tr("Show %1").arg(counted(static_cast<qsizetype>(pending.size()), tr("change"), tr("changes"))));
    m_apply->setToolTip(namesOf(pending));
    m_apply->setAccessibleDescription(tr("The trace that is shown is of the state before them."));
}

}  // namespace gatesight::ui
