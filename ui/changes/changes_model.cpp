#include "ui/changes/changes_model.h"

#include "ui/changes/change_words.h"
#include "ui/session/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace gatesight::ui {

namespace {

/// Internal ids: 0 is a section, others are one more than the place of their section.
constexpr quintptr kSectionId = 0;

std::pair<QIcon, QString> effectSign(simulator::MoveEffect effect) {
    switch (effect) {
        case simulator::MoveEffect::Breaks:
            return {icon(QStringLiteral("cross"), Tint::Bad), effectWords(effect)};
        case simulator::MoveEffect::Changes:
            return {icon(QStringLiteral("branch"), Tint::Warning), effectWords(effect)};
        case simulator::MoveEffect::Repairs:
            return {icon(QStringLiteral("check"), Tint::Good), effectWords(effect)};
    }
    return {};
}

QString fieldSide(const simulator::ObjectChange& change, bool after) {
    if (change.kind == simulator::ObjectChange::Kind::Added)
        return after ? ChangesModel::tr("added") : QString();
    if (change.kind == simulator::ObjectChange::Kind::Removed)
        return after ? ChangesModel::tr("removed") : QString();
    if (change.fields.empty())
        return {};
    const simulator::FieldChange& field = change.fields.front();
    const auto& value = after ? field.after : field.before;
    const QString shown = value ? text(*value) : ChangesModel::tr("nothing");
    if (!after)
        return QStringLiteral("%1: %2").arg(text(field.path), shown);
    if (change.fields.size() == 1)
        return shown;
    return ChangesModel::tr("%1, and %2 more fields")
        .arg(shown, QString::number(change.fields.size() - 1));
}

}  // namespace

void ChangesModel::setComparison(ComparisonPtr comparison) {
    beginResetModel();
    m_comparison = std::move(comparison);
    m_sections.clear();
    for (const ChangeSection section : kChangeSections)
        if (m_comparison && (section == ChangeSection::Requests || countOf(section) > 0))
            m_sections.push_back(section);
    endResetModel();
}

int ChangesModel::countOf(ChangeSection section) const {
    const simulator::Changes& changes = m_comparison->changes;
    switch (section) {
        case ChangeSection::Requests:
            return static_cast<int>(changes.requests.moves.size());
        case ChangeSection::Saved:
            return static_cast<int>(changes.saved.changes.size());
        case ChangeSection::Objects:
            return static_cast<int>(changes.objects.size());
        case ChangeSection::Findings:
            return static_cast<int>(changes.findings.appeared.size() +
                                    changes.findings.gone.size());
        case ChangeSection::Conditions:
            return static_cast<int>(changes.status.size());
    }
    return 0;
}

std::optional<ChangeEntry> ChangesModel::entryAt(const QModelIndex& index) const {
    if (!index.isValid())
        return std::nullopt;
    if (index.internalId() == kSectionId)
        return ChangeEntry{m_sections[static_cast<std::size_t>(index.row())], -1};
    return ChangeEntry{m_sections[index.internalId() - 1], index.row()};
}

QModelIndex ChangesModel::indexOf(ChangeSection section, int entry) const {
    const auto found = std::ranges::find(m_sections, section);
    if (found == m_sections.end())
        return {};
    const QModelIndex whole = index(static_cast<int>(found - m_sections.begin()), 0);
    return entry < 0 ? whole : index(entry, 0, whole);
}

const simulator::Request* ChangesModel::requestOf(const ChangeEntry& entry) const {
    if (entry.index < 0)
        return nullptr;
    const auto at = static_cast<std::size_t>(entry.index);
    if (entry.section == ChangeSection::Requests)
        return &m_comparison->changes.requests.moves[at].witness;
    if (entry.section == ChangeSection::Saved)
        return &m_comparison->changes.saved.changes[at].request;
    return nullptr;
}

model::ObjectReference ChangesModel::objectOf(const ChangeEntry& entry) const {
    if (entry.index < 0)
        return {};
    const auto at = static_cast<std::size_t>(entry.index);
    if (entry.section == ChangeSection::Objects)
        return m_comparison->changes.objects[at].object;
    if (entry.section == ChangeSection::Conditions)
        return m_comparison->changes.status[at].object;
    const model::Finding* finding = findingOf(entry);
    return finding ? finding->object : model::ObjectReference();
}

const model::Finding* ChangesModel::findingOf(const ChangeEntry& entry) const {
    if (entry.section != ChangeSection::Findings || entry.index < 0)
        return nullptr;
    const simulator::FindingChanges& findings = m_comparison->changes.findings;
    const auto at = static_cast<std::size_t>(entry.index);
    return isNewFinding(entry) ? &findings.appeared[at]
                               : &findings.gone[at - findings.appeared.size()];
}

bool ChangesModel::isNewFinding(const ChangeEntry& entry) const {
    return static_cast<std::size_t>(entry.index) <
           m_comparison->changes.findings.appeared.size();
}

QModelIndex ChangesModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column,
                       parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : kSectionId);
}

QModelIndex ChangesModel::parent(const QModelIndex& index) const {
    if (!index.isValid() || index.internalId() == kSectionId)
        return {};
    return createIndex(static_cast<int>(index.internalId()) - 1, 0, kSectionId);
}

int ChangesModel::rowCount(const QModelIndex& parent) const {
    if (!m_comparison)
        return 0;
    if (!parent.isValid())
        return static_cast<int>(m_sections.size());
    return parent.internalId() == kSectionId && parent.column() == 0
               ? countOf(m_sections[static_cast<std::size_t>(parent.row())])
               : 0;
}

int ChangesModel::columnCount(const QModelIndex& /*parent*/) const {
    return ColumnCount;
}

QString ChangesModel::sectionTitle(ChangeSection section) const {
    const simulator::Changes& changes = m_comparison->changes;
    switch (section) {
        case ChangeSection::Requests:
            return tr("Requests: %1").arg(text(summaryOf(changes.requests)));
        case ChangeSection::Saved:
            return tr("Saved requests: %1 of %2 differ")
                .arg(changes.saved.changes.size())
                .arg(changes.saved.asked);
        case ChangeSection::Objects: {
            const auto count = [&](simulator::ObjectChange::Kind kind) {
                return std::ranges::count(changes.objects, kind, &simulator::ObjectChange::kind);
            };
            using Kind = simulator::ObjectChange::Kind;
            return tr("Objects: %1 added, %2 removed, %3 changed")
                .arg(count(Kind::Added))
                .arg(count(Kind::Removed))
                .arg(count(Kind::Changed));
        }
        case ChangeSection::Findings:
            return tr("Findings: %1 new, %2 gone")
                .arg(changes.findings.appeared.size())
                .arg(changes.findings.gone.size());
        case ChangeSection::Conditions:
            return tr("Conditions: %1 changed").arg(changes.status.size());
    }
    return {};
}

QString ChangesModel::words(const ChangeEntry& entry, int column) const {
    const simulator::Changes& changes = m_comparison->changes;
    const auto at = static_cast<std::size_t>(entry.index);
    const bool after = column == AfterColumn;
    switch (entry.section) {
        case ChangeSection::Requests: {
            const simulator::RequestMove& move = changes.requests.moves[at];
            return column == WhatColumn ? text(inWords(move.witness))
                                        : sideWords(move.parts, after);
        }
        case ChangeSection::Saved: {
            const simulator::SavedRequestChange& change = changes.saved.changes[at];
            return column == WhatColumn
                       ? QStringLiteral("%1: %2").arg(text(change.scenario), text(change.name))
                       : sideWords(change.parts, after);
        }
        case ChangeSection::Objects:
            return column == WhatColumn ? text(toString(changes.objects[at].object))
                                        : fieldSide(changes.objects[at], after);
        case ChangeSection::Findings: {
            const model::Finding& finding = *findingOf(entry);
            if (column == WhatColumn)
                return finding.object.empty()
                           ? text(finding.message)
                           : QStringLiteral("%1: %2").arg(text(toString(finding.object)),
                                                          text(finding.message));
            return after == isNewFinding(entry) ? text(toString(finding.severity)) : QString();
        }
        case ChangeSection::Conditions: {
            const simulator::StatusChange& change = changes.status[at];
            if (column == WhatColumn)
                return titleOf(change);
            return conditionWords(after ? change.after : change.before);
        }
    }
    return {};
}

std::pair<QIcon, QString> ChangesModel::signOf(const ChangeEntry& entry) const {
    const simulator::Changes& changes = m_comparison->changes;
    const auto at = static_cast<std::size_t>(entry.index);
    switch (entry.section) {
        case ChangeSection::Requests:
            return effectSign(changes.requests.moves[at].effect);
        case ChangeSection::Saved:
            return effectSign(changes.saved.changes[at].effect);
        case ChangeSection::Objects:
            switch (changes.objects[at].kind) {
                case simulator::ObjectChange::Kind::Added:
                    return {icon(QStringLiteral("plus"), Tint::Good), tr("added")};
                case simulator::ObjectChange::Kind::Removed:
                    return {icon(QStringLiteral("trash"), Tint::Bad), tr("removed")};
                case simulator::ObjectChange::Kind::Changed:
                    return {icon(QStringLiteral("pencil"), Tint::Warning), tr("changed")};
            }
            return {};
        case ChangeSection::Findings:
            if (!isNewFinding(entry))
                return {icon(QStringLiteral("check"), Tint::Good), tr("gone")};
            return findingOf(entry)->severity == model::Severity::Error
                       ? std::pair(icon(QStringLiteral("error"), Tint::Bad), tr("new error"))
                       : std::pair(icon(QStringLiteral("warning"), Tint::Warning), tr("new"));
        case ChangeSection::Conditions: {
            const auto& change = changes.status[at];
            const bool bad = change.after ? !change.after->good : !change.why.empty();
            return bad ? std::pair(icon(QStringLiteral("cross"), Tint::Bad), tr("worse"))
                       : std::pair(icon(QStringLiteral("check"), Tint::Good), tr("as wished"));
        }
    }
    return {};
}

QVariant ChangesModel::data(const QModelIndex& index, int role) const {
    const auto entry = entryAt(index);
    if (!entry || !m_comparison)
        return {};
    if (entry->index < 0) {
        if (role == Qt::DisplayRole && index.column() == WhatColumn)
            return sectionTitle(entry->section);
        return role == Qt::FontRole ? QVariant(Theme::sized(0, QFont::DemiBold)) : QVariant();
    }
    switch (role) {
        case Qt::DisplayRole:
            return words(*entry, index.column());
        case Qt::ToolTipRole:
            return QStringLiteral("<qt>%1</qt>")
                .arg(words(*entry, index.column()).toHtmlEscaped());
        case Qt::AccessibleTextRole:
            return index.column() == WhatColumn
                       ? QStringLiteral("%1: %2").arg(signOf(*entry).second,
                                                      words(*entry, WhatColumn))
                       : words(*entry, index.column());
        case Qt::DecorationRole:
            return index.column() == WhatColumn ? QVariant(signOf(*entry).first) : QVariant();
        case Qt::ForegroundRole:
            return index.column() == BeforeColumn ? QVariant(Theme::colors().mutedText)
                                                  : QVariant();
        default:
            return {};
    }
}

QVariant ChangesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
        case WhatColumn:
            return tr("What differs");
        case BeforeColumn:
            return tr("Before");
        case AfterColumn:
            return tr("After");
        default:
            return {};
    }
}

}  // namespace gatesight::ui
