// A few lines of YAML to look at: coloured, selectable, as high as they are.
#pragma once

#include <QPlainTextEdit>

namespace gatesight::ui {

class CodeBlock : public QPlainTextEdit {
    Q_OBJECT

public:
    CodeBlock(const QString& yaml, const QString& name, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

protected:
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
};

}  // namespace gatesight::ui
