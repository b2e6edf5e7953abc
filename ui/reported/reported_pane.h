// Where controllers of a live cluster, or of a snapshot, say something else than is predicted. A click leads to the line of the
// report.
#pragma once

#include "ui/reported/reported_model.h"
#include "ui/tables/words_pane.h"

namespace gatesight::ui {

class ReportedPane : public WordsPane {
    Q_OBJECT

public:
    explicit ReportedPane(Session& session, QWidget* parent = nullptr);
    [[nodiscard]] const ReportedModel& model() const { return *m_model; }

protected:
    void load(LoadedPtr loaded) override;
    [[nodiscard]] QString countText(int kind, int count) const override;
    void explainEmptiness(EmptyNote& note) const override;
    [[nodiscard]] model::SourceLocation sourceOf(int row, int column) const override;

private:
    ReportedPane(Session& session, ReportedModel* model, QWidget* parent);

    ReportedModel* m_model;
};

}  // namespace gatesight::ui
