// Colours YAML line by line.
#pragma once

#include <QSyntaxHighlighter>

#include <map>
#include <vector>

namespace gatesight::ui {

/// A part of a line that is not in the file, or that the API server drops.
struct GhostPart {
    int from = 0, to = 0;  ///< characters
    bool dropped = false;
};
/// By line of the document, from 0.
using GhostParts = std::map<int, std::vector<GhostPart>>;

class YamlHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

    /// To be set before the text. `plain`: nothing but the ghosts gets a colour.
    void setGhosts(GhostParts ghosts, bool plain);

protected:
    void highlightBlock(const QString& line) override;

private:
    void colour(const QString& line);
    void greyOut(const GhostPart& part);
    bool continuesBlockScalar(const QString& line, qsizetype indent);
    void scalar(const QString& line, qsizetype from, qsizetype to);
    void paint(qsizetype from, qsizetype to, const QColor& color, bool bold = false);

    GhostParts m_ghosts;
    bool m_plain = false;
};

}  // namespace gatesight::ui
