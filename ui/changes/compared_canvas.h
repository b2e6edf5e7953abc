// The graph of one side of a comparison: what differs from the other side has a ring and a sign.
#pragma once

#include "ui/changes/change_marks.h"
#include "ui/graph/flow_canvas.h"
#include "ui/theme/palette.h"

namespace gatesight::ui {

enum class ComparedSideKind { Before, After };

/// The sign in a square at `rect`: a minus or a plus for what only this side has, two waves for
/// what differs. The sign alone tells it, the colour repeats it.
void paintChangeSign(QPainter& painter, const QRectF& rect, ChangeMark mark, ComparedSideKind side,
                     const Palette& colors);
[[nodiscard]] QString changeWords(ChangeMark mark, ComparedSideKind side);

class ComparedCanvas : public FlowCanvas {
    Q_OBJECT

public:
    explicit ComparedCanvas(ComparedSideKind side, QWidget* parent = nullptr);

    /// `marks` are beside the nodes of the scene; `whole` is what both sides show together.
    void setSide(const FlowScene& scene, std::vector<ChangeMark> marks, const QRectF& whole);
    [[nodiscard]] const std::vector<ChangeMark>& marks() const { return m_marks; }
    /// Dims what does not lead through something marked; else everything is as bright.
    void setMarkedOnly(bool only);

protected:
    void paintOverCards(QPainter& painter) override;

private:
    [[nodiscard]] bool isMarked(std::uint32_t node) const;
    void paintMark(QPainter& painter, std::uint32_t node) const;

    ComparedSideKind m_side;
    std::vector<ChangeMark> m_marks;
};

}  // namespace gatesight::ui
