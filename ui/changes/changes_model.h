// What moved, as a tree: requests first and of them what breaks, then saved requests, objects,
// findings and conditions. A thin reader over the comparison.
#pragma once

#include "ui/changes/comparison.h"

#include <QAbstractItemModel>
#include <QIcon>

#include <array>
#include <optional>

namespace gatesight::ui {

enum class ChangeSection { Requests, Saved, Objects, Findings, Conditions };

inline constexpr std::array kChangeSections{ChangeSection::Requests, ChangeSection::Saved,
                                            ChangeSection::Objects, ChangeSection::Findings,
                                            ChangeSection::Conditions};

/// What a row of the tree stands for.
struct ChangeEntry {
    ChangeSection section = ChangeSection::Requests;
    int index = -1;  ///< in its list; -1: the section itself
};

class ChangesModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { WhatColumn, BeforeColumn, AfterColumn, ColumnCount };

    using QAbstractItemModel::QAbstractItemModel;

    /// Null clears.
    void setComparison(ComparisonPtr comparison);
    [[nodiscard]] const ComparisonPtr& comparison() const { return m_comparison; }
    [[nodiscard]] std::optional<ChangeEntry> entryAt(const QModelIndex& index) const;
    /// Invalid when the section is not shown.
    [[nodiscard]] QModelIndex indexOf(ChangeSection section, int entry = -1) const;

    /// The request that an entry is about; null for others.
    [[nodiscard]] const simulator::Request* requestOf(const ChangeEntry& entry) const;
    /// The object that an entry is about; empty for requests.
    [[nodiscard]] model::ObjectReference objectOf(const ChangeEntry& entry) const;
    /// The finding of an entry, and whether it is new; null for others.
    [[nodiscard]] const model::Finding* findingOf(const ChangeEntry& entry) const;
    [[nodiscard]] bool isNewFinding(const ChangeEntry& entry) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] int countOf(ChangeSection section) const;
    [[nodiscard]] QString sectionTitle(ChangeSection section) const;
    [[nodiscard]] QString words(const ChangeEntry& entry, int column) const;
    /// Mark of an entry, and the word that says the same.
    [[nodiscard]] std::pair<QIcon, QString> signOf(const ChangeEntry& entry) const;

    ComparisonPtr m_comparison;
    std::vector<ChangeSection> m_sections;  ///< those that are shown
};

}  // namespace gatesight::ui
