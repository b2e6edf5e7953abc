// The findings: what the API server would refuse and what will surprise. A click leads to the line,
// one on the rule to its page.
#pragma once

#include "ui/findings/findings_model.h"
#include "ui/tables/words_pane.h"

namespace gatesight::ui {

class FindingsPane : public WordsPane {
    Q_OBJECT

public:
    explicit FindingsPane(Session& session, QWidget* parent = nullptr);
    [[nodiscard]] const FindingsModel& model() const { return *m_model; }

protected:
    void load(LoadedPtr loaded) override;
    void explainEmptiness(EmptyNote& note) const override;
    [[nodiscard]] model::SourceLocation sourceOf(int row, int column) const override;

private:
    FindingsPane(Session& session, FindingsModel* model, QWidget* parent);

    FindingsModel* m_model;
};

}  // namespace gatesight::ui
