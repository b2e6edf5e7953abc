#include "ui/kept/session_keeper.h"

#include "ui/jobs/write_file.h"
#include "ui/kept/state_folder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>

namespace gatesight::ui {

namespace {

constexpr int kWriteAfterMs = 500;
constexpr int kMaxRestores = 2;
/// More than that is none of ours.
constexpr qint64 kMaxBytes = 16 << 20;

std::optional<KeptSession> readSession(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMaxBytes)
        return std::nullopt;
    return keptSessionFrom(file.readAll());
}

/// The lock of a run that is over; null while the run lives.
std::unique_ptr<QLockFile> lockOf(const QString& path) {
    auto lock = std::make_unique<QLockFile>(path);
    lock->setStaleLockTime(0);  // however long the program is open
    return lock->tryLock(0) ? std::move(lock) : nullptr;
}

}  // namespace

SessionKeeper::SessionKeeper(const QString& stateFolder, const QString& run,
                             std::function<KeptSession()> now, QObject* parent)
    : QObject(parent), m_state(stateFolder), m_run(run), m_now(std::move(now)) {
    m_writer.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(kWriteAfterMs);
    connect(&m_timer, &QTimer::timeout, this, [this] { write(m_now()); });
    // Who cannot keep anything still works.
    if (!makePrivateFolder(m_state) || !makePrivateFolder(m_state + QStringLiteral("/sessions")))
        return;
    takeAbandoned();
    m_lock = lockOf(pathOf(m_run, "lock"));
    write(m_now());
}

SessionKeeper::~SessionKeeper() {
    close();
}

QString SessionKeeper::pathOf(const QString& run, const char* ending) const {
    return QStringLiteral("%1/sessions/%2.%3").arg(m_state, run, QLatin1String(ending));
}

/// Of several the newest with something in it; the others go.
void SessionKeeper::takeAbandoned() {
    const QDir folder(m_state + QStringLiteral("/sessions"));
    for (const QFileInfo& file :
         folder.entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Time)) {
        const QString run = file.completeBaseName();
        auto lock = lockOf(pathOf(run, "lock"));
        if (!lock)
            continue;
        auto session = readSession(file.filePath());
        const bool better =
            session &&
            (!m_abandoned || (session->worthRestoring() && !m_abandoned->session.worthRestoring()));
        if (!better) {
            QFile::remove(file.filePath());
            continue;
        }
        if (m_abandoned)
            QFile::remove(pathOf(m_abandoned->run, "json"));
        m_abandoned = AbandonedSession{.run = run, .session = std::move(*session)};
        m_abandonedLock = std::move(lock);
    }
}

bool SessionKeeper::crashedWhenRestored() const {
    return m_abandoned && m_abandoned->session.restores >= kMaxRestores;
}

QString SessionKeeper::reportPath() const {
    const QString path = m_abandoned ? crashReportPath(m_state, m_abandoned->run) : QString();
    return QFileInfo::exists(path) ? path : QString();
}

void SessionKeeper::beginRestoring() {
    if (!m_abandoned)
        return;
    m_restores = m_abandoned->session.restores + 1;
    write(m_abandoned->session);
    // The old file stays until the new one is there.
    m_writer.waitForDone();
    QFile::remove(pathOf(m_abandoned->run, "json"));
    m_abandonedLock.reset();
    m_abandoned.reset();
}

void SessionKeeper::endRestoring() {
    m_restores = 0;
    touch();
}

void SessionKeeper::forgetAbandoned() {
    if (!m_abandoned)
        return;
    const QString path = pathOf(m_abandoned->run, "json");
    const QString aside = m_state + QStringLiteral("/sessions/set-aside");
    QFile::remove(aside);
    if (!crashedWhenRestored() || !QFile::rename(path, aside))
        QFile::remove(path);
    m_abandonedLock.reset();
    m_abandoned.reset();
}

void SessionKeeper::touch() {
    if (m_lock && !m_timer.isActive())
        m_timer.start();
}

void SessionKeeper::write(const KeptSession& session) {
    if (!m_lock)
        return;
    KeptSession counted = session;
    counted.restores = m_restores;
    QByteArray bytes = toBytes(counted);
    if (bytes == m_written)
        return;
    m_written = bytes;
    m_writer.start([path = pathOf(m_run, "json"), bytes = std::move(bytes)] {
        // Nothing is restored then; there is nobody to tell.
        static_cast<void>(keepFile(path, bytes));
    });
}

void SessionKeeper::close() {
    m_timer.stop();
    m_writer.waitForDone();
    if (!m_lock)
        return;
    QFile::remove(pathOf(m_run, "json"));
    m_lock.reset();
}

}  // namespace gatesight::ui
