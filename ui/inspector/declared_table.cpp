#include "ui/inspector/declared_table.h"

#include "ui/session/text.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QHeaderView>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace gatesight::ui {

using model::DeclaredField;

namespace {

enum Column { FieldColumn, ValueColumn, TypeColumn, ColumnCount };
constexpr int kIndexRole = Qt::UserRole;

QString declaredText(const DeclaredField& field) {
    QString words = text(field.type);
    if (field.required)
        words += QObject::tr(", required");
    if (!field.bounds.empty())
        words += QStringLiteral(", ") + text(field.bounds);
    return words;
}

}  // namespace

DeclaredTable::DeclaredTable(QWidget* parent)
    : QWidget(parent),
      m_title(plainLabel(QStringLiteral("caption"))),
      m_view(new QTreeWidget),
      m_description(plainLabel(QStringLiteral("strip"))) {
    m_title->setContentsMargins(kMargin, kSpace, kMargin, kSpace);
    m_view->setAccessibleName(tr("Declared fields"));
    m_view->setColumnCount(ColumnCount);
    m_view->setHeaderLabels({tr("Field"), tr("Value"), tr("Declared")});
    m_view->setIndentation(kMargin);
    m_view->setUniformRowHeights(true);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    QHeaderView* header = m_view->header();
    header->setStretchLastSection(true);
    header->resizeSection(FieldColumn, 150);
    header->resizeSection(ValueColumn, 110);
    m_description->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(horizontalLine());
    layout->addWidget(m_title);
    layout->addWidget(m_view);
    layout->addWidget(m_description);
    connect(m_view, &QTreeWidget::currentItemChanged, this, &DeclaredTable::showDescription);
    connect(m_view, &QTreeWidget::itemClicked, this, [this](const QTreeWidgetItem* item) {
        const auto& field = m_fields[item->data(0, kIndexRole).toUInt()];
        if (field.node != model::kNoNode)
            Q_EMIT fieldChosen(field.node);
    });
}

/// Defaults and what is absent are told by slant and word, not by colour alone.
QTreeWidgetItem* DeclaredTable::itemOf(const DeclaredField& field) const {
    auto* item = new QTreeWidgetItem;
    const Palette& colors = Theme::colors();
    item->setText(FieldColumn, text(field.name));
    item->setText(ValueColumn, field.absent      ? QStringLiteral("—")
                               : field.defaulted ? tr("%1 (default)").arg(text(field.value))
                                                 : text(field.value));
    item->setText(TypeColumn, declaredText(field));
    item->setForeground(TypeColumn, colors.mutedText);
    QFont font = Theme::monospace();
    item->setFont(FieldColumn, font);
    font.setItalic(field.defaulted);
    item->setFont(ValueColumn, font);
    if (field.absent || field.defaulted)
        item->setForeground(ValueColumn, colors.mutedText);
    if (field.absent)
        item->setForeground(FieldColumn, colors.mutedText);
    const QString tip = (declaredText(field) + QLatin1Char('\n') + text(field.description))
                            .trimmed()
                            .toHtmlEscaped()
                            .replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    for (int column = 0; column < ColumnCount; ++column)
        item->setToolTip(column, tip);
    return item;
}

void DeclaredTable::show(const QString& definition, std::vector<DeclaredField> fields) {
    const QSignalBlocker quiet(m_view);  // items that go name fields that are gone
    m_fields = std::move(fields);
    m_title->setText(tr("Declared by %1").arg(definition));
    m_view->clear();
    std::vector<QTreeWidgetItem*> above;  // the last item of each depth
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        QTreeWidgetItem* item = itemOf(m_fields[i]);
        item->setData(0, kIndexRole, static_cast<uint>(i));
        const auto depth = std::min(static_cast<std::size_t>(m_fields[i].depth), above.size());
        above.resize(depth);
        if (above.empty())
            m_view->addTopLevelItem(item);
        else
            above.back()->addChild(item);
        above.push_back(item);
    }
    m_view->expandToDepth(1);
    showDescription();
}

void DeclaredTable::showDescription() {
    const QTreeWidgetItem* item = m_view->currentItem();
    const QString words =
        item ? text(m_fields[item->data(0, kIndexRole).toUInt()].description) : QString();
    m_description->setText(
        !words.isEmpty() ? words
        : item           ? tr("The definition does not describe this field.")
                         : tr("Choose a field to read what its definition says of it."));
}

}  // namespace gatesight::ui
