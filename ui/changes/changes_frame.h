// The frame around each part of the page of changes.
#pragma once

class QWidget;

namespace gatesight::ui {

/// `inside` with the border and corners of a pane.
[[nodiscard]] QWidget* changesFrame(QWidget* inside);

}  // namespace gatesight::ui
