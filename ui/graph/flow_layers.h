// The still part of the picture, kept as images: drawn once for a camera, then only copied while
// dots move over it. Panning copies what is still visible and draws the uncovered strips.
#pragma once

#include "ui/graph/flow_painter.h"

#include <QImage>

namespace gatesight::ui {

class FlowLayers {
public:
    /// The scene, colours or fonts changed.
    void forget() { m_base = {}, m_picture = {}; }
    /// What is dim or strong changed.
    void forgetEmphases() { m_picture = {}; }

    /// `size` in pixels, `scale` in device pixels for each. Valid until the next call.
    [[nodiscard]] const QImage& picture(const FlowScene& scene, const FlowCamera& camera,
                                        const FlowEmphases& emphases, FlowInk& ink,
                                        const QSize& size, double scale);

private:
    void drawBase(const FlowScene& scene, const FlowCamera& camera, FlowInk& ink);
    /// False when more than a move by whole device pixels lies between the cameras.
    [[nodiscard]] bool scrollBase(const FlowScene& scene, const FlowCamera& camera, FlowInk& ink);

    QImage m_base;     ///< everything as Normal
    QImage m_picture;  ///< with emphases; null: not drawn yet
    FlowCamera m_camera;
};

}  // namespace gatesight::ui
