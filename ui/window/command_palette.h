// Ctrl+K: everything that can be done or found, by a few letters of its name.
#pragma once

#include <QFrame>
#include <QIcon>

#include <functional>
#include <vector>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace gatesight::ui {

struct PaletteItem {
    QString title;
    QString detail;  ///< quieter, at the right: a shortcut, a kind
    QIcon icon;
    std::function<void()> run;
};

class CommandPalette : public QFrame {
    Q_OBJECT

public:
    explicit CommandPalette(QWidget* window);
    /// Opens over the top of the window with these items, in the order in which they are offered
    /// while nothing is typed.
    void open(std::vector<PaletteItem> items);
    [[nodiscard]] QLineEdit* edit() const { return m_edit; }
    /// Titles of what is offered now.
    [[nodiscard]] QStringList offered() const;

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void filter(const QString& typed);
    void run(int row);

    QWidget* m_window;
    QLineEdit* m_edit;
    QListView* m_view;
    QStandardItemModel* m_model;
    std::vector<PaletteItem> m_items;
    std::vector<std::size_t> m_offered;
};

}  // namespace gatesight::ui
