#include "ui/changes/changes_list.h"

#include <QHeaderView>

#include <algorithm>
#include <cmath>

namespace gatesight::ui {

namespace {

constexpr std::array kSides{ChangesModel::BeforeColumn, ChangesModel::AfterColumn};
constexpr double kSideShare = 0.3, kMostShare = 0.6;

}  // namespace

ChangesList::ChangesList(ChangesModel& model, QWidget* parent)
    : QTreeView(parent), m_model(model), m_shares{kSideShare, kSideShare} {
    setObjectName(QStringLiteral("changesList"));
    setAccessibleName(tr("What differs"));
    setModel(&model);
    setUniformRowHeights(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setExpandsOnDoubleClick(false);
    setTextElideMode(Qt::ElideMiddle);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(ChangesModel::WhatColumn, QHeaderView::Stretch);
    connect(header(), &QHeaderView::sectionResized, this,
            [this](int column, int /*before*/, int width) { sectionResized(column, width); });
}

void ChangesList::chooseFirst() {
    expandAll();
    for (int row = 0; row < m_model.rowCount(); ++row)
        setFirstColumnSpanned(row, {}, true);
    const QModelIndex first = m_model.indexOf(ChangeSection::Requests, 0);
    setCurrentIndex(first.isValid() ? first : m_model.indexOf(ChangeSection::Requests));
}

std::optional<ChangeEntry> ChangesList::chosen() const {
    return m_model.entryAt(currentIndex());
}

/// A column that somebody drew to a width keeps its share when the list gets another one.
void ChangesList::sectionResized(int column, int width) {
    const auto* side = std::ranges::find(kSides, column);
    if (m_fitting || side == kSides.end() || viewport()->width() <= 0)
        return;
    m_shares[static_cast<std::size_t>(side - kSides.begin())] =
        std::min(static_cast<double>(width) / viewport()->width(), kMostShare);
}

void ChangesList::resizeEvent(QResizeEvent* event) {
    QTreeView::resizeEvent(event);
    m_fitting = true;
    for (std::size_t i = 0; i < kSides.size(); ++i)
        header()->resizeSection(
            kSides[i], static_cast<int>(std::lround(m_shares[i] * viewport()->width())));
    m_fitting = false;
}

}  // namespace gatesight::ui
