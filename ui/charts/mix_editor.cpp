#include "ui/charts/mix_editor.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace gatesight::ui {

namespace {

constexpr int kMaxCount = 10'000'000;

}  // namespace

MixEditor::MixEditor(QWidget* parent) : QWidget(parent) {
    m_model = new MixModel(this);
    m_source = new QComboBox(this);
    m_source->setAccessibleName(tr("Mix of requests"));
    m_source->setToolTip(tr("Where the requests come from"));
    m_table = new QTableView(this);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Requests of the mix and their weights"));
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::AllEditTriggers);
    m_table->verticalHeader()->setDefaultSectionSize(26);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(MixModel::Name, QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_hint = new QLabel(this);
    m_hint->setWordWrap(true);
    m_hint->setProperty("role", QStringLiteral("muted"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    layout->addWidget(m_source);
    layout->addWidget(m_table, 1);
    layout->addLayout(makeNumbers());
    layout->addWidget(m_hint);
    layout->addLayout(makeButtons());

    connect(m_source, &QComboBox::activated, this, &MixEditor::takeSource);
    connect(m_model, &MixModel::weightsChanged, this, &MixEditor::updateState);
    updateState();
}

QLayout* MixEditor::makeNumbers() {
    m_count = new QSpinBox(this);
    m_count->setRange(1, kMaxCount);
    m_count->setValue(1000);
    m_count->setGroupSeparatorShown(true);
    m_count->setAccessibleName(tr("Number of requests"));
    m_rate = new QDoubleSpinBox(this);
    m_rate->setRange(0.1, 1e6);
    m_rate->setDecimals(1);
    m_rate->setValue(100);
    m_rate->setSuffix(tr("/s"));
    m_rate->setAccessibleName(tr("Requests each second"));
    m_rate->setToolTip(tr("Spreads the requests over simulated time; it changes no answer"));
    m_seed = new QSpinBox(this);
    m_seed->setRange(0, 2'147'483'647);
    m_seed->setValue(1);
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("The same seed draws the same backends again"));
    // Their ranges reach further than anybody types; the fields need not.
    for (QWidget* field : {static_cast<QWidget*>(m_count), static_cast<QWidget*>(m_rate),
                           static_cast<QWidget*>(m_seed)})
        field->setMinimumWidth(72);
    auto* row = new QHBoxLayout;
    const auto add = [&](const QString& name, QWidget* field) {
        auto* column = new QVBoxLayout;
        column->setSpacing(2);
        auto* label = new QLabel(name, this);
        label->setProperty("role", QStringLiteral("caption"));
        label->setBuddy(field);
        column->addWidget(label);
        column->addWidget(field);
        row->addLayout(column, 1);
    };
    add(tr("Requests"), m_count);
    add(tr("Rate"), m_rate);
    add(tr("Seed"), m_seed);
    return row;
}

QLayout* MixEditor::makeButtons() {
    m_run = new QPushButton(tr("Send the traffic"), this);
    m_run->setProperty("role", QStringLiteral("primary"));
    m_progress = new QProgressBar(this);
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_progress->hide();
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_running)
            Q_EMIT cancelClicked();
        else
            Q_EMIT runClicked();
    });
    auto* column = new QVBoxLayout;
    column->addWidget(m_run);
    column->addWidget(m_progress);
    return column;
}

void MixEditor::setSources(std::vector<TrafficSource> sources) {
    const QString chosen = m_source->currentText();
    m_sources = std::move(sources);
    m_source->clear();
    for (const TrafficSource& source : m_sources)
        m_source->addItem(source.title);
    m_source->setVisible(m_sources.size() > 1);
    const int same = m_source->findText(chosen);
    const int index = same >= 0 ? same : 0;
    m_source->setCurrentIndex(m_sources.empty() ? -1 : index);
    if (m_sources.empty()) {
        m_model->setRequests({});
    } else if (same >= 0) {
        // The weights of another pane may be new; count, rate and seed stay as edited here.
        m_model->setRequests(m_sources[static_cast<std::size_t>(index)].requests);
    } else {
        takeSource(index);
    }
}

void MixEditor::takeSource(int index) {
    if (index < 0 || static_cast<std::size_t>(index) >= m_sources.size())
        return;
    const TrafficSource& source = m_sources[static_cast<std::size_t>(index)];
    m_rate->setValue(source.requestsPerSecond);
    setCount(source.count);
    m_model->setRequests(source.requests);
}

simulator::ReplayPlan MixEditor::plan() const {
    simulator::ReplayPlan plan;
    std::ranges::copy_if(
        m_model->requests(), std::back_inserter(plan.requests),
        [](const simulator::ReplayRequest& request) { return request.weight > 0; });
    plan.count = static_cast<std::uint64_t>(m_count->value());
    plan.requestsPerSecond = m_rate->value();
    plan.seed = static_cast<std::uint64_t>(m_seed->value());
    return plan;
}

void MixEditor::setCount(std::uint64_t count) {
    m_count->setValue(static_cast<int>(std::min<std::uint64_t>(count, kMaxCount)));
}

void MixEditor::setSeed(std::uint64_t seed) {
    m_seed->setValue(static_cast<int>(seed & 0x7fffffff));
}

void MixEditor::setObstacle(const QString& obstacle) {
    m_obstacle = obstacle;
    updateState();
}

void MixEditor::setRunning(bool running) {
    m_running = running;
    m_progress->setValue(0);
    m_progress->setVisible(running);
    updateState();
}

void MixEditor::setProgress(std::uint64_t done, std::uint64_t total) {
    m_progress->setValue(total == 0 ? 0 : static_cast<int>(1000 * done / total));
}

void MixEditor::updateState() {
    QString hint = m_obstacle;
    if (hint.isEmpty() && m_model->rowCount() == 0)
        hint =
            tr("There are no saved requests. Save one from the request line (Ctrl+S), then send "
               "a mix of them.");
    else if (hint.isEmpty() && m_model->totalWeight() <= 0)
        hint = tr("Every weight is 0. Give at least one request a weight.");
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_run->setText(m_running ? tr("Cancel") : tr("Send the traffic"));
    m_run->setEnabled(m_running || hint.isEmpty());
}

}  // namespace gatesight::ui
