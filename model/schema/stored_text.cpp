#include "model/schema/stored_text.h"

#include "model/manifest/writer.h"
#include "model/schema/custom_kinds.h"
#include "model/schema/entry_places.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace gatesight::model {

namespace {

using Json = nlohmann::ordered_json;


/// A scalar as it may stand between brackets.
std::string flowScalar(const Json& value) {
    std::string words = toYaml(value);
    while (words.ends_with('\n'))
        words.pop_back();
    return words.find_first_of("\n,[]{}") == std::string::npos ? words : value.dump();
}

std::string flowText(const Json& value, bool quoted);

/// The entries of a map without its brackets.
std::string flowEntries(const Json& map, bool quoted) {
    std::string text;
    for (const auto& [key, value] : map.items()) {
        if (!text.empty())
            text += ", ";
        text += quoted ? Json(key).dump() : flowScalar(key);
        text += ": " + flowText(value, quoted);
    }
    return text;
}

std::string flowText(const Json& value, bool quoted) {
    if (value.is_object())
        return "{" + flowEntries(value, quoted) + "}";
    if (!value.is_array())
        return quoted ? value.dump() : flowScalar(value);
    std::string text;
    for (const Json& item : value)
        text += (text.empty() ? "" : ", ") + flowText(item, quoted);
    return "[" + text + "]";
}

std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        lines.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    return lines;
}

/// Collects what differs between the objects of a text and what is stored of them, then writes it.
class StoredTextWriter {
public:
    explicit StoredTextWriter(std::string_view text) : m_places(text) {}

    void compareObject(Node root, const Json& stored) {
        m_root = root.id();
        compare(root, stored);
    }
    StoredText write() &&;

private:
    void compare(Node node, const Json& stored);
    void compareMap(Node map, const Json& stored);
    void add(Node map, const Json& fields);
    void addBetweenBrackets(std::size_t bracket, const Json& fields);
    void drop(Node map, Node key, Node value);
    [[nodiscard]] StoredText::Line writtenLine(std::uint32_t number) const;

    EntryPlaces m_places;
    NodeId m_root = kNoNode;
    std::map<std::uint32_t, std::vector<std::string>> m_linesAfter;
    std::map<std::size_t, std::string> m_within;           // offset -> what is put there
    std::set<std::pair<std::size_t, std::size_t>> m_drops;  // [from, to)
    std::set<std::size_t> m_seen;                           // maps that were added to
    std::size_t m_added = 0;
};

/// What an alias or a merge key brought in is written elsewhere, before: it is looked at there.
bool writtenHere(Node part, Node whole) {
    return part.position() >= whole.position();
}

void StoredTextWriter::compare(Node node, const Json& stored) {
    if (node.isMap() && stored.is_object()) {
        compareMap(node, stored);
    } else if (node.isList() && stored.is_array() && node.size() == stored.size()) {
        auto item = stored.begin();
        for (const Node each : node.items()) {
            if (writtenHere(each, node))
                compare(each, *item);
            ++item;
        }
    }
}

void StoredTextWriter::compareMap(Node map, const Json& stored) {
    Json missing = stored;
    for (const auto& [key, value] : map.entries()) {
        const std::string name(key.text());
        const auto kept = stored.find(name);
        const bool here = writtenHere(key, map);
        if (map.id() == m_root && name == "status")
            continue;
        // api.null-is-absent: a default takes the place of null
        if (kept == stored.end() || (value.isNull() && !kept->is_null())) {
            if (here)
                drop(map, key, value);
            continue;
        }
        missing.erase(name);
        if (here && writtenHere(value, key))
            compare(value, *kept);
    }
    if (!missing.empty())
        add(map, missing);
}

void StoredTextWriter::add(Node map, const Json& fields) {
    if (const std::size_t bracket = m_places.flowStart(map); bracket != std::string_view::npos) {
        addBetweenBrackets(bracket, fields);
        return;
    }
    Node lastKey, lastValue;
    for (const auto& [key, value] : map.entries())
        if (writtenHere(key, map) && (!lastKey || key.position() >= lastKey.position())) {
            lastKey = key;
            lastValue = value;
        }
    if (!lastKey || !m_seen.insert(m_places.offsetOf(lastKey.position())).second)
        return;
    m_added += fields.size();
    auto& lines = m_linesAfter[m_places.lastLine(lastKey.position(), lastValue.isList())];
    const std::string indent(lastKey.position().column - 1, ' ');
    for (const std::string& line : linesOf(toYaml(fields)))
        lines.push_back(indent + line);
}

void StoredTextWriter::addBetweenBrackets(std::size_t bracket, const Json& fields) {
    if (!m_seen.insert(bracket).second)
        return;
    m_added += fields.size();
    const std::size_t content = m_places.flowEnd(bracket).content;
    const char last = m_places.byteAt(content - 1);
    const std::string_view between = content == bracket + 1 ? "" : last == ',' ? " " : ", ";
    m_within[content] += std::string(between) + flowEntries(fields, m_places.isQuoted(bracket));
}

void StoredTextWriter::drop(Node map, Node key, Node value) {
    const std::size_t from = m_places.offsetOf(key.position());
    std::size_t to = 0;
    if (m_places.flowStart(map) != std::string_view::npos) {
        to = m_places.flowEntryEnd(from);
    } else {
        const std::uint32_t last = m_places.lastLine(key.position(), value.isList());
        to = m_places.startOf(last) + m_places.line(last).size();
    }
    m_drops.emplace(from, to);
}

/// A line of the source with what is put into it and what is dropped of it.
StoredText::Line StoredTextWriter::writtenLine(std::uint32_t number) const {
    const std::string_view words = m_places.line(number);
    const std::size_t start = m_places.startOf(number);
    const std::size_t end = start + words.size();
    StoredText::Line line{.text = {}, .line = number, .parts = {}};
    std::size_t done = start;
    const auto copyTo = [&](std::size_t offset) {
        line.text += words.substr(done - start, offset - done);
        done = offset;
    };
    auto within = m_within.lower_bound(start);
    std::vector<std::pair<std::size_t, std::size_t>> moved;  // offset, by how much
    for (; within != m_within.end() && within->first <= end; ++within) {
        copyTo(within->first);
        const auto from = static_cast<std::uint32_t>(line.text.size());
        line.text += within->second;
        line.parts.push_back({from, static_cast<std::uint32_t>(line.text.size()), false});
        moved.emplace_back(within->first, within->second.size());
    }
    copyTo(end);
    const auto placeOf = [&](std::size_t offset, bool isEnd) {
        std::size_t place = offset - start;
        for (const auto& [at, by] : moved)
            if (at < offset || (at == offset && !isEnd))
                place += by;
        return static_cast<std::uint32_t>(place);
    };
    const std::size_t first = start + std::min(words.find_first_not_of(" \t"), words.size());
    auto drop = m_drops.lower_bound({start, 0});
    if (drop != m_drops.begin())
        --drop;  // one that began in a line before
    for (; drop != m_drops.end() && drop->first < end; ++drop)
        if (drop->second > first && first < end)
            line.parts.push_back({placeOf(std::max(drop->first, first), false),
                                  placeOf(std::min(drop->second, end), true), true});
    std::ranges::sort(line.parts);
    return line;
}

StoredText StoredTextWriter::write() && {
    StoredText result;
    for (std::uint32_t number = 1; number <= m_places.lineCount(); ++number) {
        result.lines.push_back(writtenLine(number));
        const auto after = m_linesAfter.find(number);
        if (after == m_linesAfter.end())
            continue;
        for (std::string& text : after->second) {
            const auto from = static_cast<std::uint32_t>(
                std::min(text.find_first_not_of(' '), text.size()));
            const auto to = static_cast<std::uint32_t>(text.size());
            result.lines.push_back({std::move(text), 0, {{from, to, false}}});
        }
    }
    result.added = m_added;
    result.dropped = m_drops.size();
    return result;
}

}  // namespace

StoredText storedText(const SourcePtr& source, std::span<const ObjectPtr> objects, Channel channel,
                      const std::stop_token& stop) {
    StoredTextWriter writer(source->text);
    const CustomKinds kinds = CustomKinds::of(objects);
    for (const ObjectPtr& object : objects) {
        if (stop.stop_requested())
            break;
        const DocumentPtr& document = object->origin.document;
        if (document && document->source == source && !object->origin.derived())
            writer.compareObject(document->root(), storedAs(*object, channel, kinds));
    }
    return std::move(writer).write();
}

}  // namespace gatesight::model
