#include "ui/yaml/yaml_editor.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHelpEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>

namespace gatesight::ui {

namespace {

constexpr int kSign = 12;
constexpr qsizetype kColourUpTo = 300'000;

class Margin : public QWidget {
public:
    explicit Margin(YamlEditor* editor) : QWidget(editor), m_editor(editor) {}
    [[nodiscard]] QSize sizeHint() const override { return {m_editor->marginWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent* event) override { m_editor->paintMargin(event); }

private:
    YamlEditor* m_editor;
};

}  // namespace

YamlEditor::YamlEditor(QWidget* parent)
    : QPlainTextEdit(parent),
      m_margin(new Margin(this)),
      m_highlighter(new YamlHighlighter(document())) {
    setFont(Theme::monospace());
    setLineWrapMode(NoWrap);
    setTabStopDistance(2 * fontMetrics().horizontalAdvance(QLatin1Char(' ')));
    m_margin->installEventFilter(this);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &YamlEditor::placeMargin);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& rect, int dy) {
        if (dy != 0)
            m_margin->scroll(0, dy);
        else
            m_margin->update(0, rect.y(), m_margin->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &YamlEditor::showExtras);
    placeMargin();
}

int YamlEditor::marginWidth() const {
    const auto digits = std::max<qsizetype>(3, QString::number(blockCount()).size());
    return static_cast<int>(digits) * fontMetrics().horizontalAdvance(QLatin1Char('9')) + kSign +
           3 * kSpace;
}

void YamlEditor::placeMargin() {
    setViewportMargins(marginWidth(), 0, 0, 0);
    const QRect area = contentsRect();
    m_margin->setGeometry(area.left(), area.top(), marginWidth(), area.height());
}

void YamlEditor::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    placeMargin();
}

void YamlEditor::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        m_highlighter->rehighlight();
        showExtras();
    }
}

void YamlEditor::setText(const QString& text) {
    m_numbers.clear();
    m_highlighter->setGhosts({}, false);
    m_highlighter->setDocument(text.size() > kColourUpTo ? nullptr : document());
    setPlainText(text);
}

void YamlEditor::setGhostText(const QString& text, std::vector<int> numbers, GhostParts ghosts) {
    m_numbers = std::move(numbers);
    m_highlighter->setGhosts(std::move(ghosts), text.size() > kColourUpTo);
    m_highlighter->setDocument(document());
    setPlainText(text);
}

int YamlEditor::numberOf(int block) const {
    if (m_numbers.empty())
        return block + 1;
    return block < static_cast<int>(m_numbers.size()) ? m_numbers[static_cast<std::size_t>(block)]
                                                      : 0;
}

/// Numbers grow, but for the zeros between them.
int YamlEditor::blockOf(int number) const {
    if (m_numbers.empty())
        return number >= 1 && number <= blockCount() ? number - 1 : -1;
    const auto found = std::ranges::find(m_numbers, number);
    return number < 1 || found == m_numbers.end() ? -1
                                                  : static_cast<int>(found - m_numbers.begin());
}

void YamlEditor::setSigns(std::map<int, Sign> signs) {
    m_signs = std::move(signs);
    m_margin->update();
}

void YamlEditor::setUnderlines(std::vector<Underline> underlines) {
    m_underlines = std::move(underlines);
    showExtras();
}

void YamlEditor::setMarkedLine(int line, bool scroll) {
    m_marked = line;
    if (const int block = blockOf(line); scroll && block >= 0) {
        QTextCursor cursor(document()->findBlockByNumber(block));
        setTextCursor(cursor);
        centerCursor();
    }
    showExtras();
    m_margin->update();
}

void YamlEditor::showExtras() {
    const Palette& colors = Theme::colors();
    QList<QTextEdit::ExtraSelection> extras;
    const auto wholeLine = [&](int block, const QColor& color) {
        QTextEdit::ExtraSelection extra;
        extra.cursor = QTextCursor(document()->findBlockByNumber(block));
        extra.format.setBackground(color);
        extra.format.setProperty(QTextFormat::FullWidthSelection, true);
        extras << extra;
    };
    if (const int marked = blockOf(m_marked); marked >= 0)
        wholeLine(marked, colors.mark);
    else if (hasFocus())
        wholeLine(textCursor().blockNumber(), colors.raised);
    for (const Underline& underline : m_underlines) {
        const QTextBlock block = document()->findBlockByNumber(blockOf(underline.line));
        if (underline.line <= 0 || !block.isValid())
            continue;
        QTextEdit::ExtraSelection extra;
        extra.cursor = QTextCursor(block);
        if (underline.column > 1)
            extra.cursor.setPosition(
                block.position() + std::min(underline.column - 1, std::max(0, block.length() - 2)));
        else
            extra.cursor.movePosition(QTextCursor::NextWord);
        extra.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        extra.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        extra.format.setUnderlineColor(underline.color);
        extras << extra;
    }
    setExtraSelections(extras);
}

void YamlEditor::paintMargin(QPaintEvent* event) {
    const Palette& colors = Theme::colors();
    QPainter painter(m_margin);
    painter.fillRect(event->rect(), colors.panel);
    painter.setFont(font());
    const qreal height = blockBoundingRect(firstVisibleBlock()).height();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF area = blockBoundingGeometry(block).translated(contentOffset());
        if (area.top() > event->rect().bottom())
            break;
        const int line = numberOf(block.blockNumber());
        const QRectF row(0, area.top(), m_margin->width(), height);
        if (line > 0 && line == m_marked) {
            painter.fillRect(row, colors.mark);
            painter.fillRect(QRectF(0, row.top(), 3, row.height()), colors.codeMark);
        }
        painter.setPen(line > 0 && line == m_marked ? colors.text : colors.faintText);
        painter.drawText(row.adjusted(0, 0, -kSpace, 0), Qt::AlignRight | Qt::AlignVCenter,
                         line > 0 ? QString::number(line) : QStringLiteral("+"));
        if (const auto sign = m_signs.find(line); sign != m_signs.end())
            paintIcon(painter, sign->second.icon,
                      QRectF(kSpace - 1, row.center().y() - kSign / 2.0, kSign, kSign),
                      sign->second.color);
    }
}

/// What is not in the file belongs to the line above it.
int YamlEditor::lineAt(int y) const {
    int block = cursorForPosition({0, y}).blockNumber();
    while (block > 0 && numberOf(block) == 0)
        --block;
    return numberOf(block);
}

void YamlEditor::mouseDoubleClickEvent(QMouseEvent* event) {
    QPlainTextEdit::mouseDoubleClickEvent(event);
    Q_EMIT lineDoubleClicked(lineAt(event->position().toPoint().y()));
}

QString YamlEditor::toolTipAt(const QPoint& position) const {
    const int line = lineAt(position.y());
    QStringList lines;
    for (const Underline& underline : m_underlines)
        if (underline.line == line)
            lines << underline.toolTip;
    return lines.join(QLatin1Char('\n'));
}

bool YamlEditor::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const QString words = toolTipAt(viewport()->mapFromParent(help->pos()));
        QToolTip::showText(help->globalPos(), words.toHtmlEscaped(), this);
        return true;
    }
    return QPlainTextEdit::event(event);
}

bool YamlEditor::eventFilter(QObject* object, QEvent* event) {
    if (object != m_margin)
        return QPlainTextEdit::eventFilter(object, event);
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const auto sign = m_signs.find(lineAt(help->pos().y()));
        QToolTip::showText(help->globalPos(),
                           sign == m_signs.end() ? QString() : sign->second.toolTip.toHtmlEscaped(),
                           m_margin);
        return true;
    }
    if (event->type() == QEvent::MouseButtonPress) {
        Q_EMIT lineClicked(lineAt(static_cast<QMouseEvent*>(event)->pos().y()));
        return true;
    }
    return QPlainTextEdit::eventFilter(object, event);
}

void YamlEditor::setOfferSource(OfferSource source) {
    m_offerSource = std::move(source);
    if (!m_completer)
        makeCompleter();
}

void YamlEditor::makeCompleter() {
    m_offers = new QStandardItemModel(this);
    m_completer = new QCompleter(m_offers, this);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(10);
    m_completer->popup()->setAccessibleName(tr("Offers"));
    connect(m_completer, qOverload<const QModelIndex&>(&QCompleter::activated), this,
            &YamlEditor::insertOffer);
}

QAbstractItemView* YamlEditor::offerList() const {
    return m_completer ? m_completer->popup() : nullptr;
}

void YamlEditor::complete() {
    if (!m_offerSource || isReadOnly())
        return;
    const Offers found = m_offerSource(toPlainText(), textCursor().position());
    m_offersFrom = found.from;
    m_offers->clear();
    for (const Offer& offer : found.offers) {
        auto* item = new QStandardItem(offer.detail.isEmpty()
                                           ? offer.text
                                           : offer.text + QStringLiteral("   ") + offer.detail);
        item->setData(offer.insert, Qt::UserRole);
        m_offers->appendRow(item);
    }
    if (found.offers.empty()) {
        m_completer->popup()->hide();
        return;
    }
    QRect place = cursorRect();
    place.translate(viewportMargins().left(), 0);
    place.setWidth(m_completer->popup()->sizeHintForColumn(0) + 40);
    m_completer->complete(place);
    m_completer->popup()->setCurrentIndex(m_completer->completionModel()->index(0, 0));
}

void YamlEditor::insertOffer(const QModelIndex& index) {
    QTextCursor cursor = textCursor();
    cursor.setPosition(m_offersFrom, QTextCursor::KeepAnchor);
    cursor.insertText(index.data(Qt::UserRole).toString());
    setTextCursor(cursor);
}

/// Keys that belong to the open list of offers.
bool YamlEditor::keyForOffers(QKeyEvent* event) {
    if (!m_completer || !m_completer->popup()->isVisible())
        return false;
    switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Tab: {
            const QModelIndex index = m_completer->popup()->currentIndex();
            m_completer->popup()->hide();
            insertOffer(index);
            return true;
        }
        case Qt::Key_Escape:
            m_completer->popup()->hide();
            return true;
        default:
            return false;
    }
}

/// Indents as the line above, and by two: YAML takes no tabs.
void YamlEditor::keyPressEvent(QKeyEvent* event) {
    if (keyForOffers(event))
        return;
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        complete();
        return;
    }
    if (!isReadOnly() && event->key() == Qt::Key_Tab && event->modifiers() == Qt::NoModifier) {
        textCursor().insertText(QStringLiteral("  "));
        return;
    }
    if (!isReadOnly() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        const QString line = textCursor().block().text().left(textCursor().positionInBlock());
        qsizetype indent = 0;
        while (indent < line.size() && line[indent] == QLatin1Char(' '))
            ++indent;
        if (line.trimmed().endsWith(QLatin1Char(':')))
            indent += 2;
        textCursor().insertText(QLatin1Char('\n') + QString(indent, QLatin1Char(' ')));
        ensureCursorVisible();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
    const QString typed = event->text();
    const bool open = m_completer && m_completer->popup()->isVisible();
    if (!typed.isEmpty() &&
        (typed.front().isLetterOrNumber() || (open && event->key() == Qt::Key_Backspace)))
        complete();
    else if (open && event->key() != Qt::Key_Shift)
        m_completer->popup()->hide();
}

}  // namespace gatesight::ui
