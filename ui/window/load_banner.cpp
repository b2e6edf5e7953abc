#include "ui/window/load_banner.h"

#include "ui/session/text.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace gatesight::ui {

namespace {

/// Faster work shows nothing: a flash is worse than no word.
constexpr std::chrono::milliseconds kShowAfter{100};

QString stageText(const LoadProgress& progress) {
    switch (progress.stage) {
        case LoadProgress::Stage::Importing:
            return LoadBanner::tr("Reading the cluster: %1").arg(text(progress.detail));
        case LoadProgress::Stage::Reading:
            return progress.detail.empty() ? LoadBanner::tr("Reading manifests")
                                           : LoadBanner::tr("Reading %1")
                                                 .arg(QFileInfo(text(progress.detail)).fileName());
        case LoadProgress::Stage::Deciding:
            return LoadBanner::tr("Deciding what the cluster would do");
        case LoadProgress::Stage::Drawing:
            return LoadBanner::tr("Laying out the graph");
    }
    return {};
}

}  // namespace

LoadBanner::LoadBanner(Session& session, QWidget* parent)
    : QFrame(parent),
      m_session(session),
      m_text(plainLabel()),
      m_advice(plainLabel(QStringLiteral("muted"))),
      m_bar(new QProgressBar),
      m_cancel(new QPushButton(tr("Cancel"))),
      m_dismiss(new QPushButton(tr("Dismiss"))) {
    setObjectName(QStringLiteral("loadBanner"));
    m_text->setAccessibleName(tr("Loading"));
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(180);
    m_bar->setAccessibleName(tr("Progress of loading"));
    m_cancel->setObjectName(QStringLiteral("cancelLoading"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kMargin, kGap + 2, kSpace, kGap + 2);
    layout->setSpacing(kMargin);
    layout->addWidget(m_text);
    layout->addWidget(m_bar);
    layout->addWidget(m_advice);
    layout->addStretch();
    layout->addWidget(m_cancel);
    layout->addWidget(m_dismiss);
    connect(m_cancel, &QPushButton::clicked, &session, &Session::cancelLoading);
    connect(m_dismiss, &QPushButton::clicked, this, &QWidget::hide);
    connect(&session, &Session::loadingChanged, this, &LoadBanner::showState);
    connect(&session, &Session::loadProgressChanged, this, &LoadBanner::showProgress);
    showState();
}

void LoadBanner::showState() {
    const LoadError& error = m_session.loadError();
    const bool failed = !m_session.isLoading() && !error.empty();
    m_bar->setVisible(!failed);
    m_cancel->setVisible(!failed);
    m_dismiss->setVisible(failed);
    setRole(this, failed ? QStringLiteral("note-bad") : QStringLiteral("banner"));
    if (failed) {
        m_text->setText(text(error.cause));
        m_advice->setText(text(error.advice));
    }
    setVisible(failed);
}

void LoadBanner::showProgress() {
    const LoadProgress& progress = m_session.loadProgress();
    if (!m_session.isLoading() || progress.elapsed < kShowAfter)
        return;
    m_text->setText(stageText(progress));
    m_advice->setText(
        tr("%1 s").arg(static_cast<double>(progress.elapsed.count()) / 1000.0, 0, 'f', 1));
    m_bar->setRange(0, progress.permille < 0 ? 0 : 1000);
    m_bar->setValue(std::max(0, progress.permille));
    show();
}

}  // namespace gatesight::ui
