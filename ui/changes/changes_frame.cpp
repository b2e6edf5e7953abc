#include "ui/changes/changes_frame.h"

#include <QFrame>
#include <QVBoxLayout>

namespace gatesight::ui {

QWidget* changesFrame(QWidget* inside) {
    auto* frame = new QFrame;
    frame->setProperty("role", QStringLiteral("pane"));
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(inside);
    return frame;
}

}  // namespace gatesight::ui
