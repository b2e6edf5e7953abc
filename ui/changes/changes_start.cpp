#include "ui/changes/changes_start.h"

#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace gatesight::ui {

ChangesStart::ChangesStart(QWidget* parent) : QWidget(parent) {
    auto* note = new EmptyNote(
        QStringLiteral("compare"), tr("Compare what is open with another state"),
        tr("Every kind of request that the rules of both sides tell apart is asked on both sides: "
           "which get another answer, and which break, is listed with one request to try for "
           "each."));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kSpace);
    buttons->addStretch();
    const auto add = [&](const QString& name, const QString& words, auto signal) {
        auto* button = new QPushButton(words);
        button->setObjectName(name);
        connect(button, &QPushButton::clicked, this, signal);
        buttons->addWidget(button);
        return button;
    };
    m_edits = add(QStringLiteral("startEdits"), tr("What my edits move"),
                  &ChangesStart::editsWanted);
    m_folder = add(QStringLiteral("startFolder"), tr("A folder…"), &ChangesStart::folderWanted);
    add(QStringLiteral("startFile"), tr("A file or a snapshot…"), &ChangesStart::fileWanted);
    buttons->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSection, kSection, kSection, kSection);
    layout->addStretch(2);
    layout->addWidget(note);
    layout->addLayout(buttons);
    layout->addStretch(3);
}

void ChangesStart::setHasEdits(bool has) {
    m_edits->setEnabled(has);
    m_edits->setToolTip(has ? QString() : tr("Nothing is edited yet"));
    setFocusProxy(has ? m_edits : m_folder);
}

}  // namespace gatesight::ui
