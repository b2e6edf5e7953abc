// The head of the page of changes: what is compared, what came of it, and what can be done with it.
#pragma once

#include "ui/changes/comparison.h"

#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;

namespace gatesight::ui {

class ChangesHeader : public QWidget {
    Q_OBJECT

public:
    explicit ChangesHeader(QWidget* parent = nullptr);

    /// Null while nothing is compared.
    void tell(const QString& title, const ComparisonPtr& comparison);
    void setHasEdits(bool has) { m_hasEdits = has; }

Q_SIGNALS:
    void left();
    void swapWanted();
    void editsWanted();
    void folderWanted();
    void fileWanted();
    void exportWanted(bool asJson);
    void copyWanted();

private:
    [[nodiscard]] QToolButton* makeBack();
    [[nodiscard]] QToolButton* makeWith();
    [[nodiscard]] QToolButton* makeExport();
    void fillWith(QMenu& menu);

    QLabel* m_title = nullptr;
    QLabel* m_names = nullptr;
    QLabel* m_headline = nullptr;
    QToolButton* m_swap = nullptr;
    QToolButton* m_export = nullptr;
    bool m_hasEdits = false;
};

}  // namespace gatesight::ui
