#include "ui/yaml/yaml_highlighter.h"

#include "ui/theme/theme.h"

#include <QRegularExpression>
#include <QTextDocument>

namespace gatesight::ui {

namespace {

// Block states: kPlain outside of block scalars; otherwise kBlock + indentation of the line that
// opened one.
constexpr int kPlain = -1;
constexpr int kBlock = 1;

/// Where a comment begins, or the end of the line: a "#" at the start or after a space, outside
/// quotes.
qsizetype commentStart(const QString& line) {
    QChar quote;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (!quote.isNull()) {
            if (c == QLatin1Char('\\') && quote == QLatin1Char('"'))
                ++i;
            else if (c == quote)
                quote = QChar();
        } else if (c == QLatin1Char('"') || c == QLatin1Char('\'')) {
            quote = c;
        } else if (c == QLatin1Char('#') && (i == 0 || line[i - 1].isSpace())) {
            return i;
        }
    }
    return line.size();
}

/// Index of the colon that ends a key which begins at `from`, or -1.
qsizetype keyEnd(const QString& line, qsizetype from, qsizetype end) {
    static const QRegularExpression key(QStringLiteral(
        R"((?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s:#{}\[\],"'][^:#{}\[\],]*)\s*:(?=\s|$))"));
    const auto match = key.match(line.left(end), from, QRegularExpression::NormalMatch,
                                 QRegularExpression::AnchorAtOffsetMatchOption);
    return match.hasMatch() ? match.capturedEnd() - 1 : -1;
}

}  // namespace

void YamlHighlighter::paint(qsizetype from, qsizetype to, const QColor& color, bool bold) {
    QTextCharFormat format;
    format.setForeground(color);
    if (bold)
        format.setFontWeight(QFont::DemiBold);
    setFormat(static_cast<int>(from), static_cast<int>(to - from), format);
}

bool YamlHighlighter::continuesBlockScalar(const QString& line, qsizetype indent) {
    const int before = previousBlockState();
    if (before < kBlock)
        return false;
    if (!line.trimmed().isEmpty() && indent <= before - kBlock)
        return false;
    setCurrentBlockState(before);
    paint(0, line.size(), Theme::colors().codeString);
    return true;
}

void YamlHighlighter::scalar(const QString& line, qsizetype from, qsizetype to) {
    static const QRegularExpression number(QStringLiteral(
        R"(^(?:[-+]?\d[\d_.]*(?:[eE][-+]?\d+)?|0x[0-9a-fA-F]+|true|false|null|~)$)"));
    static const QRegularExpression flowKey(QStringLiteral(R"(([A-Za-z0-9_./-]+)\s*:(?=\s))"));
    const Palette& colors = Theme::colors();
    while (from < to && line[from].isSpace())
        ++from;
    const QString value = line.mid(from, to - from).trimmed();
    if (value.isEmpty())
        return;
    if (value.front() == QLatin1Char('&') || value.front() == QLatin1Char('*') ||
        value.front() == QLatin1Char('!')) {
        paint(from, to, colors.codeNumber);
    } else if (value.front() == QLatin1Char('{') || value.front() == QLatin1Char('[')) {
        paint(from, to, colors.text);
        for (auto it = flowKey.globalMatch(line.mid(from, to - from)); it.hasNext();) {
            const auto match = it.next();
            paint(from + match.capturedStart(1), from + match.capturedEnd(1), colors.codeKey);
        }
    } else {
        paint(from, to, number.match(value).hasMatch() ? colors.codeNumber : colors.codeString);
    }
}

void YamlHighlighter::setGhosts(GhostParts ghosts, bool plain) {
    m_ghosts = std::move(ghosts);
    m_plain = plain;
}

/// Told by slant and line too, not by colour alone.
void YamlHighlighter::greyOut(const GhostPart& part) {
    QTextCharFormat format;
    format.setForeground(Theme::colors().mutedText);
    format.setFontItalic(true);
    format.setFontStrikeOut(part.dropped);
    setFormat(part.from, part.to - part.from, format);
}

void YamlHighlighter::highlightBlock(const QString& line) {
    if (!m_plain)
        colour(line);
    const auto parts = m_ghosts.find(currentBlock().blockNumber());
    if (parts == m_ghosts.end())
        return;
    for (const GhostPart& part : parts->second)
        greyOut(part);
}

void YamlHighlighter::colour(const QString& line) {
    const Palette& colors = Theme::colors();
    setCurrentBlockState(kPlain);
    qsizetype at = 0;
    while (at < line.size() && line[at] == QLatin1Char(' '))
        ++at;
    const qsizetype indent = at;
    if (continuesBlockScalar(line, indent))
        return;
    const qsizetype end = commentStart(line);
    if (end < line.size())
        paint(end, line.size(), colors.codeComment);
    if (line.startsWith(QLatin1String("---")) || line.startsWith(QLatin1String("..."))) {
        paint(0, 3, colors.faintText, true);
        return;
    }
    while (at + 1 < end && line[at] == QLatin1Char('-') && line[at + 1] == QLatin1Char(' ')) {
        paint(at, at + 1, colors.faintText);
        at += 2;
        while (at < end && line[at] == QLatin1Char(' '))
            ++at;
    }
    if (const qsizetype colon = keyEnd(line, at, end); colon >= 0) {
        paint(at, colon, colors.codeKey);
        at = colon + 1;
    }
    const QString value = line.mid(at, end - at).trimmed();
    if (value.startsWith(QLatin1Char('|')) || value.startsWith(QLatin1Char('>'))) {
        setCurrentBlockState(kBlock + static_cast<int>(indent));
        return;
    }
    scalar(line, at, end);
}

}  // namespace gatesight::ui
