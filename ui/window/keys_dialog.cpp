#include "ui/window/keys_dialog.h"

#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QAction>
#include <QGridLayout>

namespace gatesight::ui {

KeysDialog::KeysDialog(const QList<QAction*>& actions, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Keys"));
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(kSection, kSection, kSection, kSection);
    layout->setHorizontalSpacing(kSection);
    layout->setVerticalSpacing(kSpace);
    int row = 0;
    const auto add = [&](const QString& keys, const QString& words) {
        QLabel* key = plainLabel(QStringLiteral("chip"));
        key->setText(keys);
        QLabel* meaning = plainLabel();
        meaning->setText(words);
        layout->addWidget(key, row, 0, Qt::AlignLeft);
        layout->addWidget(meaning, row++, 1);
    };
    for (const QAction* action : actions)
        if (!action->shortcut().isEmpty()) {
            QString words = action->text();
            add(action->shortcut().toString(QKeySequence::NativeText),
                words.remove(QLatin1Char('&')));
        }
    add(tr("F"), tr("Fit the graph into view"));
    add(tr("↑ ↓"), tr("Walk along the trace or a list"));
    add(tr("Esc"), tr("Clear the find box; leave a focused path"));
}

}  // namespace gatesight::ui
