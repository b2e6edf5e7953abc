// The contradictions: what routes promise, what network policies let through instead, who decides
// it, and what to do. A click leads to the line: of the promise, or of the policy that decides; one on
// the rule to its page.
#pragma once

#include "ui/contradictions/contradictions_model.h"
#include "ui/tables/words_pane.h"

namespace gatesight::ui {

class ContradictionsPane : public WordsPane {
    Q_OBJECT

public:
    explicit ContradictionsPane(Session& session, QWidget* parent = nullptr);
    [[nodiscard]] QToolButton* kindButton(Contradiction::Kind kind) const {
        return WordsPane::kindButton(static_cast<int>(kind));
    }
    [[nodiscard]] const ContradictionsModel& model() const { return *m_model; }

protected:
    void load(LoadedPtr loaded) override;
    [[nodiscard]] QString countText(int kind, int count) const override;
    void explainEmptiness(EmptyNote& note) const override;
    [[nodiscard]] model::SourceLocation sourceOf(int row, int column) const override;

private:
    ContradictionsPane(Session& session, ContradictionsModel* model, QWidget* parent);
    void shapeTable();

    ContradictionsModel* m_model;
};

}  // namespace gatesight::ui
