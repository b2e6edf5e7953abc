// Keeps the session that is open on disk, so that the next start can restore it after a crash. A
// file of this run in `sessions` is the mark that it is open; a proper end takes it away.
#pragma once

#include "ui/kept/kept_session.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

class QLockFile;

namespace gatesight::ui {

/// A session whose program is gone without having ended properly.
struct AbandonedSession {
    QString run;
    KeptSession session;
};

class SessionKeeper : public QObject {
    Q_OBJECT

public:
    /// From now on `now` is asked whenever something changed. `run` is the name of this run.
    SessionKeeper(const QString& stateFolder, const QString& run, std::function<KeptSession()> now,
                  QObject* parent = nullptr);
    /// A proper end.
    ~SessionKeeper() override;

    /// The newest of those that were found at the start; other programs do not find it any more.
    [[nodiscard]] const std::optional<AbandonedSession>& abandoned() const { return m_abandoned; }
    /// It crashed again and again when it was restored: it is not offered once more.
    [[nodiscard]] bool crashedWhenRestored() const;
    [[nodiscard]] QString reportPath() const;

    /// It is restored now: this run keeps it, with a count that a crash does not take back.
    void beginRestoring();
    /// The program lasted: from here on a crash is another one.
    void endRestoring();
    /// Nobody wants it. What crashed when it was restored is set aside, not deleted.
    void forgetAbandoned();

    /// Something changed; it is written within half a second, by another thread.
    void touch();
    /// A proper end: nothing is left to be restored.
    void close();

private:
    void takeAbandoned();
    void write(const KeptSession& session);
    [[nodiscard]] QString pathOf(const QString& run, const char* ending) const;

    QString m_state, m_run;
    std::function<KeptSession()> m_now;
    std::optional<AbandonedSession> m_abandoned;
    std::unique_ptr<QLockFile> m_lock, m_abandonedLock;
    QByteArray m_written;
    int m_restores = 0;
    QTimer m_timer;
    QThreadPool m_writer;  ///< of one thread: what is newer is written later
};

}  // namespace gatesight::ui
