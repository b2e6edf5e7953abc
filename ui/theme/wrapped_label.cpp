#include "ui/theme/wrapped_label.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QStyleOption>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace gatesight::ui {

namespace {

constexpr int kSide = 6, kTopBottom = 4;  ///< as the padding of cells in the style sheet
constexpr int kLeastCharacters = 6;       ///< narrower, and a host becomes a column of letters
constexpr int kComfortableCharacters = 18;

/// Lines of hosts, paths and fields break behind their separators rather than anywhere. What is
/// copied stays without the invisible marks.
QString breakable(QString text) {
    for (qsizetype i = text.size() - 1; i > 0; --i)
        if (QStringView(u"./,:=").contains(text[i - 1]) && !text[i].isSpace())
            text.insert(i, QChar(0x200b));
    return text;
}

/// Breaks the text of `layout` into lines of that width; returns their height.
double breakLines(QTextLayout& layout, double width) {
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    double height = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(1.0, width));
        line.setPosition({0, height});
        height += line.height();
    }
    layout.endLayout();
    return height;
}

}  // namespace

WrappedLabel::WrappedLabel(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    auto* copy = new QAction(tr("Copy"), this);
    connect(copy, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(text()); });
    addAction(copy);
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

QSize WrappedLabel::minimumSizeHint() const {
    return {kLeastCharacters * fontMetrics().averageCharWidth() + 2 * kSide,
            fontMetrics().height() + 2 * kTopBottom};
}

QSize WrappedLabel::sizeHint() const {
    const int whole = fontMetrics().horizontalAdvance(text()) + 2;
    const int width =
        std::min(whole, kComfortableCharacters * fontMetrics().averageCharWidth()) + 2 * kSide;
    return {width, heightForWidth(width)};
}

int WrappedLabel::heightForWidth(int width) const {
    QTextLayout layout(breakable(text()), font());
    return static_cast<int>(std::ceil(breakLines(layout, width - 2 * kSide))) + 2 * kTopBottom;
}

/// Layouts may give less than the height for a width, as they may every label; these lines are
/// read.
void WrappedLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    setMinimumHeight(heightForWidth(width()));
}

void WrappedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QStyleOption option;
    option.initFrom(this);
    style()->drawPrimitive(QStyle::PE_Widget, &option, &painter, this);
    QTextLayout layout(breakable(text()), font());
    breakLines(layout, width() - 2 * kSide);
    painter.setPen(palette().color(QPalette::WindowText));
    layout.draw(&painter, {kSide, kTopBottom});
}

}  // namespace gatesight::ui
