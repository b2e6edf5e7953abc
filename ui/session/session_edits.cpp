// A Session's edits: layers over what was read.
#include "ui/session/session.h"

#include <algorithm>
#include <ranges>
#include <set>

namespace gatesight::ui {

void Session::editSource(const std::string& file, const QString& text) {
    const std::optional<QString> shown = latestText(file);
    if (!shown || *shown == text)
        return;
    const bool goesOn = !m_edits.empty() && m_edits.back().file == file;
    const QString before = goesOn ? m_edits.back().before : *shown;
    rememberUnedited();
    if (goesOn)
        m_edits.pop_back();
    if (before != text)
        m_edits.push_back({file, before, text});
    m_undone.clear();
    Q_EMIT editsChanged();
    resimulate();
}

/// What an edit of a file builds on: its last edit, or the text that was read. The simulation can
/// not be asked, it may still be that of an edit taken back a moment ago.
std::optional<QString> Session::latestText(const std::string& file) const {
    for (const Edit& edit : m_edits | std::views::reverse)
        if (edit.file == file)
            return edit.after;
    for (const auto& manifests : m_loaded->manifests)
        for (const model::SourcePtr& source : manifests->sources)
            if (source->name == file)
                return QString::fromStdString(source->text);
    return std::nullopt;
}

void Session::forgetEdits(const std::string& file) {
    const auto ofFile = [&file](const Edit& edit) { return edit.file == file; };
    std::erase_if(m_edits, ofFile);
    std::erase_if(m_undone, ofFile);
    Q_EMIT editsChanged();
    reload();
}

void Session::undoEdit() {
    if (m_edits.empty())
        return;
    m_undone.push_back(std::move(m_edits.back()));
    m_edits.pop_back();
    Q_EMIT editsChanged();
    resimulate();
}

void Session::redoEdit() {
    if (m_undone.empty())
        return;
    m_edits.push_back(std::move(m_undone.back()));
    m_undone.pop_back();
    Q_EMIT editsChanged();
    resimulate();
}

std::vector<std::string> Session::editedFiles() const {
    std::set<std::string> files;
    for (const Edit& edit : m_edits)
        files.insert(edit.file);
    return {files.begin(), files.end()};
}

std::vector<SourceEdit> Session::edits() const {
    std::vector<SourceEdit> result;
    for (const Edit& edit : m_edits)
        result.push_back({edit.file, edit.after.toStdString()});
    return result;
}

model::SourcePtr Session::source(const std::string& file) const {
    if (!simulation())
        return nullptr;
    const auto sources = simulation()->world->sources();
    const auto found =
        std::ranges::find(sources, file, [](const model::SourcePtr& s) { return s->name; });
    return found == sources.end() ? nullptr : *found;
}

}  // namespace gatesight::ui
