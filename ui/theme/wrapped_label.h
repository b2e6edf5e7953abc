// A label for hosts, paths and names: breaks inside of a word where one is longer than the line.
// QLabel would rather push its neighbours out of the pane.
#pragma once

#include <QLabel>

namespace gatesight::ui {

class WrappedLabel : public QLabel {
    Q_OBJECT

public:
    explicit WrappedLabel(QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
};

}  // namespace gatesight::ui
