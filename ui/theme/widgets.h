// The few small parts that every pane is made of.
#pragma once

#include <QFrame>
#include <QLabel>
#include <QString>
#include <QToolButton>

class QAction;

namespace gatesight::ui {

/// A label that never reads its text as markup: most texts come from manifests.
[[nodiscard]] QLabel* plainLabel(const QString& role = {});

/// A frame-less tool button with an icon of ui/icons and an accessible name, which is its tool tip
/// too.
[[nodiscard]] QToolButton* iconButton(const QString& icon, const QString& name);
/// The same for an action; text and tool tip are the action's.
[[nodiscard]] QToolButton* actionButton(QAction* action);

/// Changes the style sheet's property "role" and restyles.
void setRole(QWidget* widget, const QString& role);

/// A one pixel line.
[[nodiscard]] QFrame* horizontalLine();
[[nodiscard]] QFrame* verticalLine();

/// "1 object", "3 objects"
[[nodiscard]] QString counted(qsizetype count, const QString& one, const QString& many);

/// Says in the middle of an empty pane why it is empty and what to do about it.
class EmptyNote : public QWidget {
    Q_OBJECT

public:
    EmptyNote(const QString& icon, const QString& title, const QString& advice,
              QWidget* parent = nullptr);
    void setTexts(const QString& title, const QString& advice);

private:
    QLabel* m_title;
    QLabel* m_advice;
};

}  // namespace gatesight::ui
