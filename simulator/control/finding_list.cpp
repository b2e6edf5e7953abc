#include "simulator/control/finding_list.h"

#include "model/schema/decode.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {
namespace {

constexpr std::size_t kEnumerated = 8;
constexpr std::size_t kComparisons = 200'000;

bool isJson(std::string_view file) {
    return file.ends_with(".json");
}

}  // namespace

model::Finding& FindingList::add(model::Severity severity, std::string_view rule,
                                 model::ObjectId object, model::NodeId node, std::string message) {
    const model::Object& subject = m_world.object(object);
    model::Finding& finding = m_findings.emplace_back();
    finding.severity = severity;
    finding.rule = rule;
    finding.message = std::move(message);
    finding.object = subject.reference();
    finding.source = subject.origin.locate(node);
    if (subject.origin.document && node != model::kNoNode)
        finding.field = subject.origin.document->tree.pathOf(node);
    return finding;
}

const std::vector<std::size_t>& FindingList::lineStarts(const model::Source& source) {
    auto& starts = m_lineStarts[&source];
    if (starts.empty()) {
        starts.push_back(0);
        for (std::size_t end = source.text.find('\n'); end != std::string::npos;
             end = source.text.find('\n', end + 1))
            starts.push_back(end + 1);
    }
    return starts;
}

std::size_t FindingList::offsetOf(const model::Source& source, model::Position position) {
    const auto& starts = lineStarts(source);
    if (!position.known() || position.line > starts.size() || position.column == 0)
        return std::string::npos;
    const std::size_t offset = starts[position.line - 1] + position.column - 1;
    return offset < source.text.size() ? offset : std::string::npos;
}

/// Bytes that a scalar takes in its source; 0 when it is not written in a way that can be replaced
/// in place.
std::size_t FindingList::writtenLength(const model::Source& source, const model::Node& node) {
    const std::size_t offset = offsetOf(source, node.position());
    if (offset == std::string::npos || node.text().empty())
        return 0;
    const char quote = source.text[offset];
    const std::size_t quotes = quote == '"' || quote == '\'' ? 1 : 0;
    const std::string_view rest = std::string_view(source.text).substr(offset + quotes);
    if (!rest.starts_with(node.text()))
        return 0;
    const std::string_view after = rest.substr(node.text().size());
    if (quotes == 1 && !after.starts_with(quote))
        return 0;
    return node.text().size() + 2 * quotes;
}

void FindingList::suggestScalar(model::Finding& finding, model::ObjectId object, model::NodeId node,
                                std::string_view key, std::string_view replacement) {
    const auto& document = m_world.object(object).origin.document;
    if (!document || !document->source || node == model::kNoNode || replacement.empty())
        return;
    const model::Node scalar = document->tree.node(node)[key];
    const std::size_t length = scalar ? writtenLength(*document->source, scalar) : 0;
    if (length == 0)
        return;
    const bool quoted = length != scalar.text().size();
    finding.edit = model::SuggestedEdit{
        .description = fmt::format("write '{}' for '{}'", replacement, scalar.text()),
        .source = document->locate(scalar.id()),
        .length = length,
        .replacement = quoted ? fmt::format("\"{}\"", replacement) : std::string(replacement)};
}

void FindingList::suggestDocument(model::Finding& finding, model::ObjectId object,
                                  std::string description, std::string_view yaml) {
    const auto& document = m_world.object(object).origin.document;
    if (!document || !document->source || isJson(document->source->name))
        return;
    const auto& source = *document->source;
    const auto& starts = lineStarts(source);
    finding.edit = model::SuggestedEdit{
        .description = std::move(description),
        .source = {.file = source.name,
                   .position = model::Position::fromZeroBased(starts.size() - 1,
                                                              source.text.size() - starts.back())},
        .length = 0,
        .replacement = fmt::format("{}---\n{}", source.text.ends_with('\n') ? "" : "\n", yaml)};
}

void FindingList::suggestKey(model::Finding& finding, model::ObjectId object, model::NodeId node,
                             std::string_view key, std::string_view value) {
    const auto& document = m_world.object(object).origin.document;
    if (!document || !document->source || node == model::kNoNode || isJson(document->source->name))
        return;
    const model::Node map = document->tree.node(node);
    const std::size_t offset = offsetOf(*document->source, map.position());
    if (offset == std::string::npos || !map.isMap())
        return;
    const std::string_view text(document->source->text);
    model::SourceLocation place = document->locate(node);
    // A map in block style begins with its first key, whose column is that of all keys.
    std::string written =
        fmt::format("{}: {}\n{}", key, value, std::string(map.position().column - 1, ' '));
    if (text[offset] == '{') {
        ++place.position.column;
        written = fmt::format("{}: {}{}", key, value, map.size() == 0 ? "" : ", ");
    } else if (map.size() == 0 || text.substr(offset, 1).find_first_of("&!*?") == 0) {
        return;
    }
    finding.edit = model::SuggestedEdit{.description = fmt::format("write '{}: {}'", key, value),
                                        .source = std::move(place),
                                        .length = 0,
                                        .replacement = std::move(written)};
}

void FindingList::suggestRemoval(model::Finding& finding, model::ObjectId object,
                                 std::string description) {
    const auto& document = m_world.object(object).origin.document;
    if (!document || !document->source || isJson(document->source->name))
        return;
    const std::string_view text(document->source->text);
    const model::Position position = document->root().position();
    const std::size_t offset = offsetOf(*document->source, position);
    if (offset == std::string::npos || position.column != 1)
        return;
    // From the marker above it to the marker below it; of the first document also that one.
    const std::size_t above = offset == 0 ? std::string::npos : text.rfind("\n---\n", offset - 1);
    std::size_t begin = above != std::string::npos ? above + 1 : 0;
    std::size_t end = text.find("\n---", offset);
    end = end == std::string::npos ? text.size() : end + 1;
    if (begin == 0 && end != text.size() && !text.starts_with("---\n")) {
        const std::size_t line = text.find('\n', end);
        end = line == std::string::npos ? text.size() : line + 1;
    }
    const auto& starts = lineStarts(*document->source);
    const auto line = std::ranges::lower_bound(starts, begin) - starts.begin();
    finding.edit = model::SuggestedEdit{
        .description = std::move(description),
        .source = {.file = document->source->name,
                   .position = model::Position::fromZeroBased(static_cast<std::size_t>(line), 0)},
        .length = end - begin,
        .replacement = {}};
}

std::string_view FindingList::nearest(std::string_view word,
                                      std::span<const std::string_view> candidates) {
    if (m_comparisons + candidates.size() > kComparisons)
        return {};
    m_comparisons += candidates.size();
    return model::nearest(word, candidates);
}

std::string_view FindingList::namespaceWith(std::string_view group, std::string_view kind,
                                            std::string_view name) {
    const auto objects = m_world.ofKind(group, kind);
    if (m_comparisons + objects.size() > kComparisons)
        return {};
    m_comparisons += objects.size();
    const auto found = std::ranges::find_if(
        objects, [&](model::ObjectId id) { return m_world.object(id).metadata.name == name; });
    return found == objects.end() ? std::string_view() : m_world.object(*found).metadata.namespace_;
}

std::string didYouMean(std::string_view near) {
    return near.empty() ? std::string() : fmt::format(" (did you mean '{}'?)", near);
}

std::string enumerated(std::span<const std::string_view> names) {
    if (names.empty())
        return "none";
    std::string result;
    const std::size_t shown = std::min(names.size(), kEnumerated);
    for (std::size_t i = 0; i < shown; ++i)
        result += fmt::format("{}'{}'", i == 0 ? "" : ", ", names[i]);
    if (shown < names.size())
        result += fmt::format(" and {} more", names.size() - shown);
    return result;
}

}  // namespace gatesight::simulator
