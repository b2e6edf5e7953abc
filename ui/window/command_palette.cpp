#include "ui/window/command_palette.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/window/fuzzy.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace gatesight::ui {

namespace {

constexpr int kPaletteWidth = 620;
constexpr int kPaletteHeight = 420;
constexpr std::size_t kMaxOffered = 60;
constexpr int kDetailRole = Qt::UserRole;

class PaletteDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
        return {100, option.fontMetrics.height() + 14};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const Palette& colors = Theme::colors();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(colors.accentTint);
            painter->drawRoundedRect(QRectF(option.rect).adjusted(kGap, 1, -kGap, -1), 6, 6);
        }
        QRect rect = option.rect.adjusted(kMargin, 0, -kMargin, 0);
        index.data(Qt::DecorationRole)
            .value<QIcon>()
            .paint(painter, rect.left(), rect.top(), 16, rect.height());
        rect.setLeft(rect.left() + 26);
        const QString detail = index.data(kDetailRole).toString();
        painter->setPen(colors.mutedText);
        painter->drawText(rect, Qt::AlignVCenter | Qt::AlignRight, detail);
        rect.setRight(rect.right() - painter->fontMetrics().horizontalAdvance(detail) - kMargin);
        painter->setPen(colors.text);
        painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft,
                          painter->fontMetrics().elidedText(index.data().toString(),
                                                            Qt::ElideMiddle, rect.width()));
        painter->restore();
    }
};

}  // namespace

CommandPalette::CommandPalette(QWidget* window)
    : QFrame(window, Qt::Popup | Qt::FramelessWindowHint),
      m_window(window),
      m_edit(new QLineEdit),
      m_view(new QListView),
      m_model(new QStandardItemModel(this)) {
    setProperty("role", QStringLiteral("palette"));
    setAccessibleName(tr("Command palette"));
    m_edit->setPlaceholderText(tr("Type a command, an object, a request or a finding"));
    m_edit->setAccessibleName(m_edit->placeholderText());
    m_edit->installEventFilter(this);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new PaletteDelegate(m_view));
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setUniformItemSizes(true);
    m_view->setAccessibleName(tr("Offers"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSpace, kSpace, kSpace, kSpace);
    layout->setSpacing(kSpace);
    layout->addWidget(m_edit);
    layout->addWidget(m_view);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_edit, &QLineEdit::returnPressed, this, [this] { run(m_view->currentIndex().row()); });
    connect(m_view, &QListView::clicked, this,
            [this](const QModelIndex& index) { run(index.row()); });
}

void CommandPalette::open(std::vector<PaletteItem> items) {
    m_items = std::move(items);
    m_edit->clear();
    filter({});
    const int width = std::min(kPaletteWidth, m_window->width() - 2 * kSection);
    resize(width, std::min(kPaletteHeight, m_window->height() - 80));
    move(m_window->mapToGlobal(QPoint((m_window->width() - width) / 2, 56)));
    show();
    m_edit->setFocus();
}

void CommandPalette::filter(const QString& typed) {
    std::vector<std::pair<int, std::size_t>> scored;
    for (std::size_t i = 0; i < m_items.size(); ++i)
        if (const int score = fuzzyScore(typed.trimmed(), m_items[i].title); score >= 0)
            scored.emplace_back(-score, i);
    std::ranges::sort(scored);
    if (scored.size() > kMaxOffered)
        scored.resize(kMaxOffered);
    m_offered.clear();
    m_model->clear();
    for (const auto& [score, i] : scored) {
        auto* item = new QStandardItem(m_items[i].icon, m_items[i].title);
        item->setData(m_items[i].detail, kDetailRole);
        m_model->appendRow(item);
        m_offered.push_back(i);
    }
    m_view->setCurrentIndex(m_model->index(0, 0));
}

QStringList CommandPalette::offered() const {
    QStringList titles;
    for (const std::size_t i : m_offered)
        titles << m_items[i].title;
    return titles;
}

void CommandPalette::run(int row) {
    if (row < 0 || static_cast<std::size_t>(row) >= m_offered.size())
        return;
    const auto action = m_items[m_offered[static_cast<std::size_t>(row)]].run;
    close();
    if (action)
        action();
}

/// The text field keeps the focus; keys that move in a list go to the list.
bool CommandPalette::eventFilter(QObject* object, QEvent* event) {
    if (object == m_edit && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        int row = m_view->currentIndex().row();
        switch (key->key()) {
            case Qt::Key_Down:
                ++row;
                break;
            case Qt::Key_Up:
                --row;
                break;
            case Qt::Key_PageDown:
                row += 8;
                break;
            case Qt::Key_PageUp:
                row -= 8;
                break;
            default:
                return QFrame::eventFilter(object, event);
        }
        m_view->setCurrentIndex(
            m_model->index(std::clamp(row, 0, std::max(0, m_model->rowCount() - 1)), 0));
        return true;
    }
    return QFrame::eventFilter(object, event);
}

}  // namespace gatesight::ui
