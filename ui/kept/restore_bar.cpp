#include "ui/kept/restore_bar.h"

#include "ui/kept/crash_report_dialog.h"
#include "ui/session/text.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace gatesight::ui {

namespace {

QString namesOf(const KeptSession& session) {
    QStringList names;
    for (const Input& input : session.inputs)
        names << text(input.title);
    if (names.isEmpty())
        return counted(static_cast<qsizetype>(session.requests.size()),
                       RestoreBar::tr("saved request"), RestoreBar::tr("saved requests"));
    return names.join(QStringLiteral(", "));
}

/// What was there and is not kept.
QString lostOf(const KeptSession& session) {
    QStringList words;
    if (session.edited > 0)
        words << RestoreBar::tr("Edits of %1 that were not saved are gone.")
                     .arg(counted(static_cast<qsizetype>(session.edited), RestoreBar::tr("file"),
                                  RestoreBar::tr("files")));
    if (session.pasted > 0)
        words << RestoreBar::tr("Text that was pasted is not kept.");
    return words.join(QLatin1Char(' '));
}

QPushButton* button(const QString& words, const char* name) {
    auto* result = new QPushButton(words);
    result->setObjectName(QLatin1String(name));
    return result;
}

}  // namespace

RestoreBar::RestoreBar(QWidget* parent)
    : QFrame(parent),
      m_text(plainLabel()),
      m_lost(plainLabel(QStringLiteral("muted"))),
      m_restore(button(tr("Restore"), "restoreSession")),
      m_connect(button(tr("Connect"), "restoreCluster")),
      m_fresh(button(tr("Start fresh"), "startFresh")),
      m_report(button(tr("Show report"), "showCrashReport")) {
    setObjectName(QStringLiteral("restoreBar"));
    setRole(this, QStringLiteral("banner"));
    m_text->setAccessibleName(tr("Last session"));
    for (QPushButton* main : {m_restore, m_connect})
        main->setProperty("role", QStringLiteral("primary"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kMargin, kGap, kSpace, kGap);
    layout->setSpacing(kSpace);
    // One beneath the other, and broken where the window is narrow: names may be long.
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    for (QLabel* label : {m_text, m_lost}) {
        label->setWordWrap(true);
        words->addWidget(label);
    }
    layout->addLayout(words, 1);
    for (QPushButton* each : {m_report, m_fresh, m_restore, m_connect})
        layout->addWidget(each);
    connect(m_restore, &QPushButton::clicked, this, &RestoreBar::restoreRequested);
    connect(m_connect, &QPushButton::clicked, this, &RestoreBar::clusterRequested);
    connect(m_fresh, &QPushButton::clicked, this, &RestoreBar::freshRequested);
    connect(m_report, &QPushButton::clicked, this, &RestoreBar::showReport);
    hide();
}

void RestoreBar::offer(const SessionKeeper& keeper) {
    const auto& abandoned = keeper.abandoned();
    m_reportPath = keeper.reportPath();
    const bool worth = abandoned && abandoned->session.worthRestoring();
    if (!worth && m_reportPath.isEmpty()) {
        hide();
        return;
    }
    const bool again = keeper.crashedWhenRestored();
    m_restore->setVisible(worth && !again);
    m_connect->hide();
    m_report->setVisible(!m_reportPath.isEmpty());
    m_fresh->setText(worth && !again ? tr("Start fresh") : tr("Dismiss"));
    const QString lost = abandoned ? lostOf(abandoned->session) : QString();
    m_lost->setText(lost);
    m_lost->setVisible(!lost.isEmpty());
    m_text->setText(
        again ? tr("Gatesight did not close properly twice while it restored %1: it starts fresh.")
                    .arg(namesOf(abandoned->session))
        : worth
            ? tr("Gatesight did not close properly. It had %1 open.").arg(namesOf(abandoned->session))
            : tr("Gatesight did not close properly."));
    show();
}

void RestoreBar::offerCluster(const QString& name) {
    m_text->setText(tr("The live cluster %1 was open. It is not read unasked.").arg(name));
    m_lost->hide();
    m_connect->setAccessibleDescription(name);
    m_connect->show();
    m_restore->hide();
    m_report->hide();
    m_fresh->setText(tr("Dismiss"));
    show();
}

void RestoreBar::showReport() {
    auto* dialog = new CrashReportDialog(m_reportPath, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

}  // namespace gatesight::ui
