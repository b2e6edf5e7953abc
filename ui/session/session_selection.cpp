// What the user of a Session looks at: a node of the graph, its object, its line.
#include "ui/session/session.h"

#include <algorithm>

namespace gatesight::ui {

namespace {

/// The line on which an object begins, or 0.
std::uint32_t firstLine(const model::Object& object) {
    return object.origin.document ? object.origin.document->locate(0).position.line : 0;
}

}  // namespace

void Session::select(const std::string& key) {
    setSelection(selectionFor(key));
}

void Session::selectObject(model::ObjectId object) {
    setSelection(selectionFor(object));
}

void Session::selectSource(const model::SourceLocation& source) {
    Selection next = selectionFor(objectAt(source));
    // Of the nodes of the object take the last one that begins at or above the line: a listener, a
    // rule.
    if (next.object.valid()) {
        const model::Origin& origin = simulation()->world->object(next.object).origin;
        std::uint32_t best = 0;
        for (const simulator::GraphNode& node : topology()->nodes()) {
            if (node.object != next.object)
                continue;
            const std::uint32_t line = origin.locate(node.node).position.line;
            if (line <= source.position.line && line >= best) {
                best = line;
                next.key = node.key;
            }
        }
    }
    next.source = source;
    setSelection(next);
}

void Session::clearSelection() {
    setSelection({});
}

void Session::setSelection(const Selection& selection) {
    if (selection == m_selection)
        return;
    m_selection = selection;
    Q_EMIT selectionChanged();
}

Selection Session::selectionFor(const std::string& key) const {
    const int index = topology() ? topology()->find(key) : -1;
    if (index < 0)
        return {};
    const simulator::GraphNode& node = topology()->nodes()[static_cast<std::size_t>(index)];
    Selection selection{.key = key, .object = node.object, .source = {}};
    if (node.object.valid())
        selection.source = simulation()->world->object(node.object).origin.locate(node.node);
    return selection;
}

Selection Session::selectionFor(model::ObjectId object) const {
    if (!object.valid() || !simulation())
        return {};
    Selection selection{
        .key = {}, .object = object, .source = simulation()->world->object(object).origin.locate()};
    const auto nodes = topology()->nodes();
    const auto whole = [object](const simulator::GraphNode& node) {
        return node.object == object && node.role != simulator::NodeRole::Listener &&
               node.role != simulator::NodeRole::Rule;
    };
    if (const auto found = std::ranges::find_if(nodes, whole); found != nodes.end())
        selection.key = found->key;
    return selection;
}

model::ObjectId Session::findObject(std::string_view kind, std::string_view namespace_,
                                    std::string_view name) const {
    if (!simulation() || kind.empty())
        return {};
    const auto objects = simulation()->world->objects();
    const auto found = std::ranges::find_if(objects, [&](const model::ObjectPtr& object) {
        return object->metadata.name == name && object->kind == kind &&
               object->metadata.namespace_ == namespace_;
    });
    return found == objects.end()
               ? model::ObjectId()
               : model::ObjectId{static_cast<std::uint32_t>(found - objects.begin())};
}

/// The object written at a line: of those in the file, the last that begins at or above it.
model::ObjectId Session::objectAt(const model::SourceLocation& source) const {
    model::ObjectId best;
    std::uint32_t bestLine = 0;
    if (!simulation())
        return best;
    const auto objects = simulation()->world->objects();
    for (std::uint32_t i = 0; i < objects.size(); ++i) {
        const model::Object& object = *objects[i];
        if (!object.origin.document || object.origin.derived() ||
            object.origin.document->source->name != source.file)
            continue;
        const std::uint32_t line = firstLine(object);
        if (line <= source.position.line && line >= bestLine) {
            best = {i};
            bestLine = line;
        }
    }
    return best;
}

/// Object ids are those of one World: find the same object again in the new one.
void Session::reselect(const std::string& key, const model::ObjectReference& object) {
    const model::SourceLocation source = m_selection.source;
    m_selection = {};
    if (!key.empty() && m_loaded->topology->find(key) >= 0)
        m_selection = selectionFor(key);
    else if (!object.empty())
        m_selection = selectionFor(findObject(object.kind, object.namespace_, object.name));
    if (source.known())
        m_selection.source = source;
}

}  // namespace gatesight::ui
