// A pane with such a table: a button for each kind of row with how many there are, a text that
// narrows it, and what to say when it is empty. A click on the rule of a row leads to its page, one
// elsewhere to where the row comes from.
#pragma once

#include "ui/session/session.h"
#include "ui/tables/words_table.h"

#include <QWidget>

#include <array>

class QHBoxLayout;
class QLineEdit;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace gatesight::ui {

class EmptyNote;

class WordsPane : public QWidget {
    Q_OBJECT

public:
    [[nodiscard]] QTableView* view() const { return m_view; }
    [[nodiscard]] QLineEdit* filterEdit() const { return m_text; }
    [[nodiscard]] EmptyNote* emptyNote() const { return m_empty; }
    /// Rule of the row that has the keyboard; empty: none.
    [[nodiscard]] QString currentRule() const;

Q_SIGNALS:
    void sourceRequested();
    /// The user asks for the page of a rule.
    void ruleRequested(const QString& id);
    /// There are other rows.
    void countsChanged();

protected:
    struct Names {
        QString object, title, filter;
        int ruleColumn = 0;
    };
    /// `model` becomes a child. Subclasses add a button for each kind, then call start().
    WordsPane(Session& session, WordsTable* model, Names names, QWidget* parent);

    QToolButton* addKind(int kind, const QString& name, const QString& toolTip);
    [[nodiscard]] QToolButton* kindButton(int kind) const {
        return m_kinds[static_cast<std::size_t>(kind)];
    }
    /// From now on the table follows the session.
    void start();

    [[nodiscard]] const Session& session() const { return m_session; }
    virtual void load(LoadedPtr loaded) = 0;
    [[nodiscard]] virtual QString countText(int kind, int count) const;
    virtual void explainEmptiness(EmptyNote& note) const = 0;
    [[nodiscard]] virtual model::SourceLocation sourceOf(int row, int column) const = 0;

private:
    void refill();
    void activate(const QModelIndex& index);

    Session& m_session;
    WordsTable* m_model;
    WordsFilter* m_filter;
    int m_ruleColumn;
    QTableView* m_view;
    QLineEdit* m_text;
    QHBoxLayout* m_buttons;
    std::array<QToolButton*, WordsTable::kKinds> m_kinds{};
    QStackedWidget* m_pages;
    EmptyNote* m_empty;
};

}  // namespace gatesight::ui
