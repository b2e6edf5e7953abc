// "?": the keys and what they do.
#pragma once

#include <QDialog>
#include <QList>

class QAction;

namespace gatesight::ui {

class KeysDialog : public QDialog {
    Q_OBJECT

public:
    /// Lists the actions that have a shortcut.
    explicit KeysDialog(const QList<QAction*>& actions, QWidget* parent = nullptr);
};

}  // namespace gatesight::ui
