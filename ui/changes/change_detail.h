// All that there is to say of one entry of a comparison: from what to what, by which rules, where.
#pragma once

#include "ui/changes/changes_model.h"

#include <QTextBrowser>

namespace gatesight::ui {

class ChangeDetail : public QTextBrowser {
    Q_OBJECT

public:
    explicit ChangeDetail(QWidget* parent = nullptr);
    void tell(const ChangesModel& model, const ChangeEntry& entry);
    /// What the columns can not show, in lines; tests and screen readers read it, too.
    [[nodiscard]] QString words() const { return toPlainText(); }

Q_SIGNALS:
    /// The user asks for the page of a rule.
    void ruleRequested(const QString& id);
    /// … for the request of the entry as the current one.
    void requestWanted();
    /// … for the place that the entry speaks of, in what is open.
    void placeWanted();
};

}  // namespace gatesight::ui
