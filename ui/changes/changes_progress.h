// The banner that says how far a comparison is. Faster work shows nothing.
#pragma once

#include "ui/changes/comparison.h"

#include <QFrame>

class QLabel;
class QTimer;

namespace gatesight::ui {

class ChangesProgress : public QFrame {
    Q_OBJECT

public:
    explicit ChangesProgress(QWidget* parent = nullptr);

    void tell(const ComparisonProgress& progress);
    void finish();
    /// What goes on; empty: nothing that is shown.
    [[nodiscard]] QString words() const;

Q_SIGNALS:
    void cancelled();

private:
    QLabel* m_words = nullptr;
    QTimer* m_slow = nullptr;
};

}  // namespace gatesight::ui
