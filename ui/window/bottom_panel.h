// The panel at the bottom: a tab bar that is always there, and pages that fold away.
#pragma once

#include <QFrame>

class QStackedWidget;
class QTabBar;
class QToolButton;

namespace gatesight::ui {

class BottomPanel : public QFrame {
    Q_OBJECT

public:
    explicit BottomPanel(QWidget* parent = nullptr);

    int addPage(QWidget* page, const QIcon& icon, const QString& title);
    void setTitle(QWidget* page, const QString& title);
    /// Pages that have nothing to say need no tab.
    void setPageVisible(QWidget* page, bool visible);
    /// Opens the panel at a page.
    void showPage(QWidget* page);
    [[nodiscard]] QWidget* currentPage() const;
    void setOpen(bool open);
    [[nodiscard]] bool isOpen() const { return m_open; }

Q_SIGNALS:
    void openChanged(bool open);
    void pageChanged();

private:
    QTabBar* m_tabs;
    QStackedWidget* m_pages;
    QToolButton* m_fold;
    bool m_open = true;
};

}  // namespace gatesight::ui
