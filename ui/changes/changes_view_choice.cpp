// What is chosen on the page of changes: shown in full, lit in both graphs, and where it leads.
#include "ui/changes/change_detail.h"
#include "ui/changes/changes_list.h"
#include "ui/changes/changes_view.h"
#include "ui/changes/compared_graphs.h"

#include <algorithm>

namespace gatesight::ui {

void ChangesView::showEntry() {
    const auto entry = m_list->chosen();
    if (!entry)
        return;
    m_detail->tell(*m_model, *entry);
    light(m_model->requestOf(*entry));
    m_graphs->select(nodeKeyOf(m_model->objectOf(*entry)));
}

/// Its way on both sides; null: what differs stands out instead.
void ChangesView::light(const simulator::Request* request) {
    if (!request) {
        m_ways.cancel();
        m_graphs->showMarks();
        return;
    }
    m_ways.start(
        [comparison = comparison(), request = *request, seed = m_session.seed()](
            const std::stop_token&, const auto&) { return waysOf(*comparison, request, seed); },
        [this](const MovedWays& ways) {
            m_graphs->light(ways);
            Q_EMIT lit();
        });
}

/// A node of either graph: chosen on both sides, and in the list when its object differs.
void ChangesView::selectKey(const std::string& key) {
    m_graphs->select(key);
    if (!comparison() || key.empty())
        return;
    const auto& objects = comparison()->changes.objects;
    const auto found = std::ranges::find_if(objects, [&](const simulator::ObjectChange& change) {
        return nodeKeyOf(change.object) == key;
    });
    if (found != objects.end())
        m_list->setCurrentIndex(m_model->indexOf(ChangeSection::Objects,
                                                 static_cast<int>(found - objects.begin())));
}

void ChangesView::takeRequest() {
    const auto entry = m_list->chosen();
    const simulator::Request* request = entry ? m_model->requestOf(*entry) : nullptr;
    if (request) {
        m_session.setRequest(*request);
        Q_EMIT traceRequested();
        return;
    }
    showPlace();
}

/// The line of an object or a finding, as far as it stands in what is open.
void ChangesView::showPlace() {
    const auto entry = m_list->chosen();
    if (!entry || entry->index < 0)
        return;
    model::SourceLocation source;
    if (const model::Finding* finding = m_model->findingOf(*entry))
        source = finding->source;
    else if (entry->section == ChangeSection::Objects)
        source = comparison()->changes.objects[static_cast<std::size_t>(entry->index)].source;
    if (!source.known() || !m_session.source(source.file)) {
        Q_EMIT said(tr("That line is not in what is open."), true);
        return;
    }
    m_session.selectSource(source);
    Q_EMIT sourceRequested();
}

}  // namespace gatesight::ui
