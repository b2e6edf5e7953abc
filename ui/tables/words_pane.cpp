#include "ui/tables/words_pane.h"

#include "ui/theme/table.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace gatesight::ui {

WordsPane::WordsPane(Session& session, WordsTable* model, Names names, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_model(model),
      m_filter(new WordsFilter(model, this)),
      m_ruleColumn(names.ruleColumn),
      m_view(new QTableView),
      m_text(new QLineEdit),
      m_buttons(new QHBoxLayout),
      m_pages(new QStackedWidget),
      m_empty(new EmptyNote(QStringLiteral("check"), {}, {})) {
    model->setParent(this);
    m_view->setObjectName(names.object);
    m_view->setModel(m_filter);
    styleTable(*m_view, names.title);
    m_view->setSortingEnabled(true);
    m_filter->sort(-1);
    m_view->horizontalHeader()->setSortIndicatorShown(false);
    m_view->horizontalHeader()->setStretchLastSection(false);

    m_text->setPlaceholderText(names.filter);
    m_text->setAccessibleName(names.filter);
    m_text->setClearButtonEnabled(true);
    m_text->setMaximumWidth(320);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(kSpace, kGap, kSpace, kGap);
    header->setSpacing(kGap);
    m_buttons->setSpacing(kGap);
    header->addLayout(m_buttons);
    header->addSpacing(kSpace);
    header->addWidget(m_text);
    header->addStretch();

    auto* page = new QWidget;
    auto* pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->setSpacing(0);
    pageLayout->addLayout(header);
    pageLayout->addWidget(m_view);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
}

QToolButton* WordsPane::addKind(int kind, const QString& name, const QString& toolTip) {
    auto* button = new QToolButton;
    button->setCheckable(true);
    button->setChecked(true);
    button->setAccessibleName(name);
    button->setToolTip(toolTip);
    connect(button, &QToolButton::toggled, m_filter,
            [this, kind](bool shown) { m_filter->setKindShown(kind, shown); });
    m_kinds[static_cast<std::size_t>(kind)] = button;
    m_buttons->addWidget(button);
    return button;
}

void WordsPane::start() {
    connect(m_text, &QLineEdit::textChanged, m_filter, &WordsFilter::setText);
    connect(m_view, &QTableView::clicked, this, &WordsPane::activate);
    connect(m_view, &QTableView::activated, this, &WordsPane::activate);
    connect(&m_session, &Session::simulationChanged, this, &WordsPane::refill);
    refill();
}

QString WordsPane::countText(int /*kind*/, int count) const {
    return QString::number(count);
}

void WordsPane::refill() {
    load(m_session.loaded());
    const auto counts = m_model->counts();
    for (std::size_t i = 0; i < counts.size(); ++i)
        m_kinds[i]->setText(countText(static_cast<int>(i), counts[i]));
    m_pages->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
    if (m_model->rowCount() == 0)
        explainEmptiness(*m_empty);
    Q_EMIT countsChanged();
}

QString WordsPane::currentRule() const {
    const QModelIndex index = m_view->currentIndex();
    return index.isValid() ? m_model->ruleOf(m_filter->mapToSource(index).row()) : QString();
}

void WordsPane::activate(const QModelIndex& index) {
    const int row = m_filter->mapToSource(index).row();
    if (const QString rule = m_model->ruleOf(row);
        index.column() == m_ruleColumn && !rule.isEmpty()) {
        Q_EMIT ruleRequested(rule);
        return;
    }
    const model::SourceLocation source = sourceOf(row, index.column());
    if (!source.known())
        return;
    m_session.selectSource(source);
    Q_EMIT sourceRequested();
}

}  // namespace gatesight::ui
