#include "simulator/accesslog/request_counts.h"

#include <algorithm>

namespace gatesight::simulator {

namespace {

void addAnswer(std::vector<LoggedAnswer>& answers, const LoggedAnswer& answer) {
    const auto same = std::ranges::find_if(answers, [&](const LoggedAnswer& known) {
        return known.status == answer.status && known.noRoute == answer.noRoute;
    });
    if (same == answers.end()) {
        answers.push_back(answer);
        std::ranges::sort(answers, {}, [](const LoggedAnswer& each) {
            return std::pair(each.status.value_or(0), each.noRoute);
        });
        return;
    }
    same->count += answer.count;
    same->first = std::min(same->first, answer.first);
}

}  // namespace

bool RequestCounts::add(std::string_view key, const LoggedAnswer& answer) {
    auto entry = m_entries.find(key);
    if (entry == m_entries.end()) {
        if (m_entries.size() >= m_most || m_bytes + key.size() > kMostBytes)
            return false;
        m_bytes += key.size();
        entry = m_entries.emplace(std::string(key), Entry{}).first;
    }
    addAnswer(entry->second.answers, answer);
    return true;
}

std::vector<std::pair<std::string_view, const RequestCounts::Entry*>> RequestCounts::sorted()
    const {
    std::vector<std::pair<std::string_view, const Entry*>> entries;
    entries.reserve(m_entries.size());
    for (const auto& [key, entry] : m_entries)
        entries.emplace_back(key, &entry);
    std::ranges::sort(entries);
    return entries;
}

}  // namespace gatesight::simulator
