#include "ui/tables/words_table.h"

namespace gatesight::ui {

bool WordsTable::isBefore(int left, int right, int column) const {
    return words(left, column) < words(right, column);
}

std::array<int, WordsTable::kKinds> WordsTable::counts() const {
    std::array<int, kKinds> result{};
    for (int row = 0; row < rowCount(); ++row)
        ++result[static_cast<std::size_t>(kindOf(row))];
    return result;
}

WordsFilter::WordsFilter(WordsTable* source, QObject* parent)
    : QSortFilterProxyModel(parent), m_source(source) {
    setSourceModel(source);
}

void WordsFilter::setKindShown(int kind, bool shown) {
    m_shown[static_cast<std::size_t>(kind)] = shown;
    invalidateFilter();
}

void WordsFilter::setText(const QString& text) {
    m_text = text;
    invalidateFilter();
}

bool WordsFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    if (!m_shown[static_cast<std::size_t>(m_source->kindOf(row))])
        return false;
    if (m_text.isEmpty())
        return true;
    for (int column = 0; column < m_source->columnCount(parent); ++column)
        if (m_source->words(row, column).contains(m_text, Qt::CaseInsensitive))
            return true;
    return false;
}

bool WordsFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    return m_source->isBefore(left.row(), right.row(), left.column());
}

}  // namespace gatesight::ui
