// Colours YAML line by line.
#pragma once

#include <QSyntaxHighlighter>

namespace gatesight::ui {

class YamlHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString& line) override;

private:
    bool continuesBlockScalar(const QString& line, qsizetype indent);
    void scalar(const QString& line, qsizetype from, qsizetype to);
    void paint(qsizetype from, qsizetype to, const QColor& color, bool bold = false);
};

}  // namespace gatesight::ui
