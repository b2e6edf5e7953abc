#include "ui/rules/code_block.h"

#include "ui/theme/theme.h"
#include "ui/yaml/yaml_highlighter.h"

#include <QEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <cmath>

namespace gatesight::ui {

CodeBlock::CodeBlock(const QString& yaml, const QString& name, QWidget* parent)
    : QPlainTextEdit(parent) {
    setProperty("role", QStringLiteral("field"));
    setAccessibleName(name);
    setReadOnly(true);
    setFont(Theme::monospace());
    setLineWrapMode(NoWrap);
    setTabStopDistance(4 * fontMetrics().horizontalAdvance(QLatin1Char(' ')));
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    new YamlHighlighter(document());
    setPlainText(yaml.endsWith(QLatin1Char('\n')) ? yaml.chopped(1) : yaml);
}

QSize CodeBlock::sizeHint() const {
    const int lines = static_cast<int>(std::ceil(blockCount() * fontMetrics().lineSpacing()));
    return {320, lines + 2 * static_cast<int>(document()->documentMargin()) + 2 * kGap + 2 +
                     horizontalScrollBar()->sizeHint().height()};
}

void CodeBlock::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        for (auto* highlighter : document()->findChildren<YamlHighlighter*>())
            highlighter->rehighlight();
}

/// The page scrolls, not the block.
void CodeBlock::wheelEvent(QWheelEvent* event) {
    if (event->angleDelta().x() != 0)
        QPlainTextEdit::wheelEvent(event);
    else
        event->ignore();
}

}  // namespace gatesight::ui
