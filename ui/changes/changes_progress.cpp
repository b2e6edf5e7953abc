#include "ui/changes/changes_progress.h"

#include "ui/session/text.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>

namespace gatesight::ui {

namespace {

/// A flash is worse than no word.
constexpr int kSlowMs = 150;

}  // namespace

ChangesProgress::ChangesProgress(QWidget* parent)
    : QFrame(parent), m_words(plainLabel()), m_slow(new QTimer(this)) {
    m_slow->setSingleShot(true);
    m_slow->setInterval(kSlowMs);
    connect(m_slow, &QTimer::timeout, this, &QWidget::show);
    m_words->setAccessibleName(tr("Comparing"));
    auto* bar = new QProgressBar;
    bar->setTextVisible(false);
    bar->setFixedWidth(180);
    bar->setRange(0, 0);
    bar->setAccessibleName(tr("Progress of the comparison"));
    auto* cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("cancelCompare"));
    connect(cancel, &QPushButton::clicked, this, &ChangesProgress::cancelled);
    setProperty("role", QStringLiteral("banner"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kMargin, kGap + 2, kSpace, kGap + 2);
    layout->setSpacing(kMargin);
    layout->addWidget(m_words);
    layout->addWidget(bar);
    layout->addStretch();
    layout->addWidget(cancel);
    hide();
}

void ChangesProgress::tell(const ComparisonProgress& progress) {
    using Stage = ComparisonProgress::Stage;
    m_words->setText(
        progress.stage == Stage::Reading
            ? progress.detail.empty()
                  ? tr("Reading the other state")
                  : tr("Reading %1").arg(QFileInfo(text(progress.detail)).fileName())
        : progress.stage == Stage::Deciding  ? tr("Deciding what the other state would do")
        : progress.stage == Stage::Comparing ? tr("Asking every kind of request on both sides")
                                             : tr("Laying out both graphs"));
    if (isHidden() && !m_slow->isActive())
        m_slow->start();
}

void ChangesProgress::finish() {
    m_slow->stop();
    hide();
}

QString ChangesProgress::words() const {
    return isHidden() ? QString() : m_words->text();
}

}  // namespace gatesight::ui
