#include "ui/findings/findings_pane.h"

#include "ui/findings/findings_model.h"
#include "ui/session/text.h"
#include "ui/theme/icons.h"
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

using model::Severity;

FindingsPane::FindingsPane(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_model(new FindingsModel(this)),
      m_filter(new FindingsFilter(m_model, this)),
      m_view(new QTableView),
      m_text(new QLineEdit),
      m_pages(new QStackedWidget),
      m_empty(new EmptyNote(QStringLiteral("check"), {}, {})) {
    m_view->setObjectName(QStringLiteral("findings"));
    m_view->setModel(m_filter);
    styleTable(*m_view, tr("Findings"));
    m_view->setSortingEnabled(true);
    m_filter->sort(-1);
    m_view->horizontalHeader()->setSortIndicatorShown(false);
    QHeaderView* header = m_view->horizontalHeader();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(FindingsModel::MessageColumn, QHeaderView::Stretch);
    header->resizeSection(FindingsModel::ObjectColumn, 240);
    header->resizeSection(FindingsModel::PlaceColumn, 160);
    header->resizeSection(FindingsModel::RuleColumn, 220);

    auto* page = new QWidget;
    auto* pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->setSpacing(0);
    pageLayout->addWidget(makeHeader());
    pageLayout->addWidget(m_view);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);

    connect(m_view, &QTableView::clicked, this, &FindingsPane::activate);
    connect(m_view, &QTableView::activated, this, &FindingsPane::activate);
    connect(&session, &Session::simulationChanged, this, &FindingsPane::refill);
    refill();
}

QWidget* FindingsPane::makeHeader() {
    auto* header = new QWidget;
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(kSpace, kGap, kSpace, kGap);
    layout->setSpacing(kGap);
    const auto add = [&](Severity severity, const char* iconName, Tint tint, const QString& name) {
        auto* button = new QToolButton;
        button->setIcon(icon(QString::fromLatin1(iconName), tint));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setCheckable(true);
        button->setChecked(true);
        button->setAccessibleName(name);
        button->setToolTip(name);
        connect(button, &QToolButton::toggled, this,
                [this, severity](bool shown) { m_filter->setSeverityShown(severity, shown); });
        m_severities[static_cast<std::size_t>(severity)] = button;
        layout->addWidget(button);
    };
    add(Severity::Error, "error", Tint::Bad, tr("Show errors"));
    add(Severity::Warning, "warning", Tint::Warning, tr("Show warnings"));
    add(Severity::Info, "info", Tint::Info, tr("Show notes"));
    m_text->setPlaceholderText(tr("Filter findings"));
    m_text->setAccessibleName(m_text->placeholderText());
    m_text->setClearButtonEnabled(true);
    m_text->setMaximumWidth(320);
    connect(m_text, &QLineEdit::textChanged, m_filter, &FindingsFilter::setText);
    layout->addSpacing(kSpace);
    layout->addWidget(m_text);
    layout->addStretch();
    return header;
}

void FindingsPane::refill() {
    m_model->setLoaded(m_session.loaded());
    const auto counts = m_model->counts();
    for (std::size_t i = 0; i < counts.size(); ++i)
        m_severities[i]->setText(QString::number(counts[i]));
    m_pages->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
    if (m_session.simulation())
        m_empty->setTexts(
            tr("No findings"),
            tr("The API server would take every object, and every reference leads somewhere."));
    else
        m_empty->setTexts(tr("Nothing is loaded"), {});
    Q_EMIT countsChanged();
}

const model::Finding& FindingsPane::findingAt(const QModelIndex& index) const {
    return m_model->finding(m_filter->mapToSource(index).row());
}

QString FindingsPane::currentRule() const {
    const QModelIndex index = m_view->currentIndex();
    return index.isValid() ? text(findingAt(index).rule) : QString();
}

void FindingsPane::activate(const QModelIndex& index) {
    const model::Finding& finding = findingAt(index);
    if (index.column() == FindingsModel::RuleColumn && !finding.rule.empty()) {
        Q_EMIT ruleRequested(text(finding.rule));
        return;
    }
    if (!finding.source.known())
        return;
    m_session.selectSource(finding.source);
    Q_EMIT sourceRequested();
}

}  // namespace gatesight::ui
