#include "ui/explorer/explorer_pane.h"

#include "ui/explorer/explorer_delegate.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace gatesight::ui {

namespace {

/// More rows than this are left folded, so that the first picture is an overview.
constexpr int kExpandUpTo = 60;

}  // namespace

ExplorerPane::ExplorerPane(Session& session, QWidget* parent)
    : QFrame(parent),
      m_session(session),
      m_model(new ExplorerModel(this)),
      m_filter(new ExplorerFilter(m_model, this)),
      m_view(new QTreeView),
      m_count(new QLabel) {
    setProperty("role", QStringLiteral("pane"));
    m_count->setProperty("role", QStringLiteral("faint"));

    auto* groupings = new QButtonGroup(this);
    auto* byNamespace = groupingButton(tr("Namespaces"), ExplorerModel::Grouping::ByNamespace);
    auto* byKind = groupingButton(tr("Kinds"), ExplorerModel::Grouping::ByKind);
    groupings->addButton(byNamespace);
    groupings->addButton(byKind);
    byNamespace->setChecked(true);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(kSpace, kGap + 2, kMargin, kGap);
    head->setSpacing(2);
    head->addWidget(byNamespace);
    head->addWidget(byKind);
    head->addStretch();
    head->addWidget(m_count);

    m_view->setObjectName(QStringLiteral("explorer"));
    m_view->setAccessibleName(tr("Explorer"));
    m_view->setAccessibleDescription(tr("All loaded objects; mirrors the graph"));
    m_view->setModel(m_filter);
    m_view->setItemDelegate(new ExplorerDelegate(m_view));
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setIndentation(16);
    m_view->setMouseTracking(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, kGap);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_view);

    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ExplorerPane::activate);
    connect(&session, &Session::simulationChanged, this, &ExplorerPane::refill);
    connect(&session, &Session::findTextChanged, this, &ExplorerPane::filter);
    connect(&session, &Session::selectionChanged, this, &ExplorerPane::showSelection);
    refill();
}

QToolButton* ExplorerPane::groupingButton(const QString& text, ExplorerModel::Grouping grouping) {
    auto* button = new QToolButton;
    button->setText(text);
    button->setCheckable(true);
    button->setProperty("role", QStringLiteral("segment"));
    button->setAccessibleName(tr("Group by %1").arg(text));
    connect(button, &QToolButton::clicked, this, [this, grouping] {
        m_grouping = grouping;
        refill();
    });
    return button;
}

void ExplorerPane::refill() {
    const QScopedValueRollback showing(m_showing, true);
    m_model->setLoaded(m_session.loaded(), m_grouping);
    filter();
}

void ExplorerPane::filter() {
    const QScopedValueRollback showing(m_showing, true);
    // While a filter is being typed it may be unfinished: keep the last good one.
    if (auto parsed = NodeFilter::parse(m_session.findText().toStdString()))
        m_filter->setFilter(std::move(*parsed));
    const int admitted = m_filter->admitted();
    const QString words = counted(admitted, tr("object"), tr("objects"));
    m_count->setText(m_session.simulation() ? QString::number(admitted) : QString());
    m_count->setToolTip(words);
    m_count->setAccessibleName(words);
    if (!m_session.findText().isEmpty() || admitted <= kExpandUpTo)
        m_view->expandToDepth(0);
    showSelection();
}

void ExplorerPane::showSelection() {
    const QScopedValueRollback showing(m_showing, true);
    const Selection& selection = m_session.selection();
    const QModelIndex index =
        m_filter->mapFromSource(m_model->find(selection.key, selection.object));
    if (!index.isValid()) {
        m_view->selectionModel()->clear();
        return;
    }
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
}

void ExplorerPane::activate(const QModelIndex& index) {
    if (m_showing)
        return;
    const QModelIndex source = m_filter->mapToSource(index);
    if (const std::string key = m_model->keyOf(source); !key.empty())
        m_session.select(key);
    else if (const model::ObjectId object = m_model->objectOf(source); object.valid())
        m_session.selectObject(object);
}

}  // namespace gatesight::ui
