#include "ui/changes/changes_header.h"

#include "ui/changes/change_words.h"
#include "ui/session/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace gatesight::ui {

namespace {

QToolButton* fieldButton(const QString& name, const QString& sign, const QString& words,
                         const QString& meaning) {
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setIcon(icon(sign));
    button->setText(words);
    button->setAccessibleName(meaning);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setProperty("role", QStringLiteral("field"));
    return button;
}

}  // namespace

ChangesHeader::ChangesHeader(QWidget* parent)
    : QWidget(parent),
      m_title(plainLabel()),
      m_names(plainLabel(QStringLiteral("muted"))),
      m_headline(plainLabel(QStringLiteral("chip"))),
      m_swap(iconButton(QStringLiteral("swap"), tr("Swap before and after"))) {
    m_title->setFont(Theme::sized(1, QFont::DemiBold));
    m_names->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_headline->setObjectName(QStringLiteral("changesHeadline"));
    m_swap->setObjectName(QStringLiteral("swapSides"));
    connect(m_swap, &QToolButton::clicked, this, &ChangesHeader::swapWanted);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kGap, kGap, kGap, 0);
    layout->setSpacing(kSpace);
    layout->addWidget(makeBack());
    layout->addSpacing(kGap);
    layout->addWidget(m_title);
    layout->addWidget(m_headline);
    layout->addWidget(m_names, 1);
    layout->addWidget(m_swap);
    layout->addWidget(makeWith());
    layout->addWidget(makeExport());
}

QToolButton* ChangesHeader::makeBack() {
    QToolButton* back = fieldButton(QStringLiteral("leaveChanges"), QStringLiteral("undo"),
                                    tr("Back"), tr("Back to what is open"));
    back->setToolTip(tr("Back to what is open (Esc)"));
    connect(back, &QToolButton::clicked, this, &ChangesHeader::left);
    return back;
}

QToolButton* ChangesHeader::makeWith() {
    auto* menu = new QMenu(tr("Compare with"), this);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillWith(*menu); });
    QToolButton* with = fieldButton(QStringLiteral("compareWith"), QStringLiteral("compare"),
                                    tr("Compare with"), tr("Compare with something else"));
    with->setPopupMode(QToolButton::InstantPopup);
    with->setMenu(menu);
    return with;
}

void ChangesHeader::fillWith(QMenu& menu) {
    menu.clear();
    menu.addAction(tr("What was read, before my edits"), this, &ChangesHeader::editsWanted)
        ->setEnabled(m_hasEdits);
    menu.addAction(icon(QStringLiteral("folder-open")), tr("A folder…"), this,
                   &ChangesHeader::folderWanted);
    menu.addAction(icon(QStringLiteral("file-yaml")), tr("A file or a snapshot…"), this,
                   &ChangesHeader::fileWanted);
}

QToolButton* ChangesHeader::makeExport() {
    auto* menu = new QMenu(this);
    menu->addAction(tr("Export as Markdown…"), this, [this] { Q_EMIT exportWanted(false); });
    menu->addAction(tr("Export as JSON…"), this, [this] { Q_EMIT exportWanted(true); });
    menu->addAction(tr("Copy as Markdown"), this, &ChangesHeader::copyWanted);
    m_export = fieldButton(QStringLiteral("exportChanges"), QStringLiteral("export"), tr("Export"),
                           tr("Export what moved"));
    m_export->setPopupMode(QToolButton::InstantPopup);
    m_export->setMenu(menu);
    return m_export;
}

void ChangesHeader::tell(const QString& title, const ComparisonPtr& comparison) {
    m_title->setText(title);
    m_headline->setVisible(comparison != nullptr);
    m_swap->setEnabled(comparison != nullptr);
    m_export->setEnabled(comparison != nullptr);
    if (!comparison) {
        m_names->clear();
        return;
    }
    const simulator::Changes& changes = comparison->changes;
    m_names->setText(QStringLiteral("%1  →  %2").arg(text(changes.before), text(changes.after)));
    m_headline->setText(headlineOf(changes));
    setRole(m_headline, changes.breaks()           ? QStringLiteral("chip-bad")
                        : changes.movesBehaviour() ? QStringLiteral("chip-warning")
                        : changes.any()            ? QStringLiteral("chip-info")
                                                   : QStringLiteral("chip-good"));
}

}  // namespace gatesight::ui
