// The list of what differs: sections and what is in them, in three columns that share its width.
#pragma once

#include "ui/changes/changes_model.h"

#include <QTreeView>

#include <array>

namespace gatesight::ui {

class ChangesList : public QTreeView {
    Q_OBJECT

public:
    /// `model` outlives the list.
    explicit ChangesList(ChangesModel& model, QWidget* parent = nullptr);

    /// Opens all sections and chooses what stands first: what breaks.
    void chooseFirst();
    /// Nothing while nothing is chosen.
    [[nodiscard]] std::optional<ChangeEntry> chosen() const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void sectionResized(int column, int width);

    ChangesModel& m_model;
    bool m_fitting = false;
    std::array<double, 2> m_shares;  ///< of the width, for the columns before and after
};

}  // namespace gatesight::ui
