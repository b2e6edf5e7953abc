// Terms: the *body* is one document's bytes. The *head* is the tree of the document itself; when it
// turns out to be a List, its *items* are trees of their own, made while the events pass, so that a
// List of any length needs no more memory than its items.
//
// Steps: pull events; while inside a top-level `items:` list send them to the item's tree, else to
// the head's; at the end look at `kind`. If that is no List after all (rare: nothing in Kubernetes
// is like that), read again without looking for items. When the text breaks inside an item, that
// item's lines are read by themselves (so that the error is told where it is, and an item that only
// stood before a broken one is kept), and then the lines behind them.
#include "model/manifest/yaml_reader.h"

#include "model/manifest/document_collector.h"
#include "model/manifest/list_lines.h"
#include "model/manifest/rules.h"
#include "model/manifest/scalar.h"
#include "model/manifest/text_check.h"
#include "model/manifest/yaml_parser.h"
#include "model/manifest/yaml_problem.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <span>
#include <utility>

#include <fmt/format.h>

namespace gatesight::model {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view kStandardTags = "tag:yaml.org,2002:";

std::string_view view(const unsigned char* text) {
    return text == nullptr ? std::string_view()
                           : std::string_view(reinterpret_cast<const char*>(text));
}

/// A scalar with an explicit tag. Nothing: the text does not fit the tag.
std::optional<NodeKind> resolveTagged(std::string_view tag, std::string_view text) {
    const auto kind = resolvePlain(text);
    if (tag == "int" || tag == "bool" || tag == "null") {
        const auto wanted = tag == "int"    ? NodeKind::Integer
                            : tag == "bool" ? NodeKind::Bool
                                            : NodeKind::Null;
        return kind == wanted ? std::optional(kind) : std::nullopt;
    }
    if (tag == "float") {
        return kind == NodeKind::Float || kind == NodeKind::Integer ? std::optional(NodeKind::Float)
                                                                    : std::nullopt;
    }
    return NodeKind::String;
}

bool isKnownTag(std::string_view tag) {
    constexpr std::string_view kKnown[] = {"str",       "int",   "bool", "null", "float",
                                           "timestamp", "merge", "map",  "seq"};
    return tag.starts_with(kStandardTags) &&
           std::ranges::find(kKnown, tag.substr(kStandardTags.size())) != std::end(kKnown);
}

class YamlDocumentReader {
public:
    YamlDocumentReader(std::string_view text, const DocumentRange& range, bool ascii,
                       ReadSession& session)
        : m_body(text.substr(range.body, range.end - range.body)),
          m_range(range),
          m_ascii(ascii),
          m_session(session),
          m_countedLine(range.bodyLine) {}

    bool read(bool onlyIfSound);

private:
    enum class Mode { LookForItems, Whole, ItemsOnly };
    enum class End {
        Complete,
        Broken,   // the text cannot be read further from here
        Refused,  // a limit or rule of ours, in the head
        Cancelled
    };
    enum class StopReason { None, Cancelled, Time, Scalar };

    End parse(std::string_view part, std::uint32_t firstLine, Mode mode);
    bool handle(const yaml_event_t& event, MarkCursor& cursor);
    bool openNode(const yaml_event_t& event, NodeKind kind, const MarkCursor::Place& place);
    bool closeNode();
    bool scalarNode(const yaml_event_t& event, const MarkCursor::Place& place);
    bool isItemsList(NodeKind kind) const;
    void beginItemIfDue(const MarkCursor::Place& place);
    bool checkSize(const MarkCursor::Place& place);
    void checkTag(std::string_view tag, Position position);
    bool inItem(bool done);
    void finishItem();
    bool mayGoOn(std::size_t sinceEvent);
    Problem stopProblem() const;
    void recover();
    void readOnBehindBrokenItem();
    void readItems(std::span<const ItemLines> items, std::size_t at);
    End parseItems(const ItemLines& first, const ItemLines& last);
    std::size_t brokenItem(std::span<const ItemLines> items) const;
    void giveUpItem();
    void commit(End end);
    bool looksLikeList(const Tree& head) const;

    TreeAssembler& current() { return m_inItems ? m_item : m_head; }

    std::string_view m_body;
    const DocumentRange& m_range;
    bool m_ascii;
    ReadSession& m_session;
    DocumentCollector m_collector;
    AnchorTable m_anchors;
    TreeAssembler m_head{m_session.limits(), m_anchors};
    TreeAssembler m_item{m_session.limits(), m_anchors};

    Mode m_mode = Mode::LookForItems;
    bool m_sawItems = false;
    bool m_inItems = false;        // inside the `items` list ...
    bool m_itemBegun = false;      // ... in or behind its first item ...
    bool m_itemOpen = false;       // ... in an item ...
    bool m_itemFailed = false;     // ... that is refused, so that its remaining events are let pass
    std::size_t m_itemDepth = 0;   // counts maps and lists of the item, also of a refused one
    std::size_t m_partBegin = 0;   // of the bytes being parsed, in the body
    std::size_t m_begin = 0;       // of the document or item, in the part
    std::size_t m_lastOffset = 0;  // of the latest event, in the part
    Position m_lastPosition;
    std::optional<std::uint32_t> m_itemColumn;  // of the `-` of a block list
    Clock::time_point m_deadline;
    StopReason m_stopReason = StopReason::None;
    std::optional<Problem> m_broken;  // why parse() ended with Broken
    std::size_t m_brokenAt = 0;       // and where, in the body
    bool m_itemExplained = false;     // while recovering: an item said by itself why it is broken
    std::size_t m_countedTo = 0;      // m_countedLine is the line of this byte of the body
    std::uint32_t m_countedLine;
    std::size_t m_events = 0;
    std::size_t m_documentsInPart = 0;
};

bool YamlDocumentReader::read(bool onlyIfSound) {
    auto end = parse(m_body, m_range.bodyLine, Mode::LookForItems);
    if (end == End::Complete && m_sawItems && !isListKind(m_head.soFar().root()["kind"].text())) {
        m_collector.dropItems();
        static_cast<void>(m_head.take());
        m_head.problems().clear();
        m_anchors = {};
        m_sawItems = false;
        end = parse(m_body, m_range.bodyLine, Mode::Whole);
    }
    if (onlyIfSound && end != End::Complete && end != End::Cancelled) {
        return false;
    }
    if (end == End::Broken) {
        recover();
    }
    if (!m_session.cancelled()) {
        commit(end);
    }
    return true;
}

YamlDocumentReader::End YamlDocumentReader::parse(std::string_view part, std::uint32_t firstLine,
                                                  Mode mode) {
    m_mode = mode;
    m_partBegin = static_cast<std::size_t>(part.data() - m_body.data());
    m_begin = m_lastOffset = m_itemDepth = m_documentsInPart = 0;
    m_inItems = m_itemBegun = m_itemOpen = m_itemFailed = false;
    m_deadline = Clock::now() + m_session.limits().documentTime;
    m_stopReason = StopReason::None;
    MarkCursor cursor(part, firstLine, m_ascii);
    YamlParser parser(part, [this](std::size_t sinceEvent) { return mayGoOn(sinceEvent); });
    while (m_stopReason == StopReason::None && parser.next()) {
        if (parser.event().type == YAML_STREAM_END_EVENT) {
            return End::Complete;
        }
        if (!handle(parser.event(), cursor)) {
            return End::Refused;
        }
        constexpr std::size_t kEventsBetweenChecks = 1024;
        if (++m_events % kEventsBetweenChecks == 0) {
            static_cast<void>(mayGoOn(0));
        }
    }
    if (m_stopReason == StopReason::Cancelled) {
        return End::Cancelled;
    }
    if (m_stopReason != StopReason::None) {
        m_broken = stopProblem();
        m_brokenAt = m_partBegin + m_lastOffset;
    } else {
        const auto problem = parser.problem();
        m_broken = explainYamlProblem(problem, part, cursor);
        m_brokenAt = m_partBegin + cursor.at(problem.problemMark).offset;
    }
    return End::Broken;
}

bool YamlDocumentReader::handle(const yaml_event_t& event, MarkCursor& cursor) {
    const auto place = cursor.at(event.start_mark);
    m_lastOffset = place.offset;
    m_lastPosition = place.position;
    switch (event.type) {
        case YAML_MAPPING_START_EVENT:
            return openNode(event, NodeKind::Map, place);
        case YAML_SEQUENCE_START_EVENT:
            return openNode(event, NodeKind::List, place);
        case YAML_MAPPING_END_EVENT:
        case YAML_SEQUENCE_END_EVENT:
            return closeNode();
        case YAML_SCALAR_EVENT:
            return scalarNode(event, place);
        case YAML_ALIAS_EVENT:
            beginItemIfDue(place);
            return inItem(m_itemFailed ||
                          current().alias(view(event.data.alias.anchor), place.position));
        case YAML_NO_EVENT:
        case YAML_STREAM_START_EVENT:
        case YAML_STREAM_END_EVENT:
        case YAML_DOCUMENT_END_EVENT:
            break;
        case YAML_DOCUMENT_START_EVENT:
            // Documents were split at line breaks as everybody knows them, so this one stands
            // behind a NEL, LS or PS.
            if (m_documentsInPart++ == 0) {
                break;
            }
            m_head.report({rule::kSyntax,
                           "a --- stands behind a line break other than LF, CR LF or CR",
                           place.position});
            return false;
    }
    return true;
}

bool YamlDocumentReader::isItemsList(NodeKind kind) const {
    if (kind != NodeKind::List || m_inItems || m_mode == Mode::Whole) {
        return false;
    }
    return m_mode == Mode::ItemsOnly || (m_head.depth() == 1 && m_head.currentKey() == "items");
}

bool YamlDocumentReader::openNode(const yaml_event_t& event, NodeKind kind,
                                  const MarkCursor::Place& place) {
    const bool isMap = kind == NodeKind::Map;
    const auto anchor =
        view(isMap ? event.data.mapping_start.anchor : event.data.sequence_start.anchor);
    if (isItemsList(kind)) {
        const bool isBlock =
            event.data.sequence_start.style == YAML_BLOCK_SEQUENCE_STYLE && anchor.empty();
        m_itemColumn = isBlock ? std::optional(place.position.column) : std::nullopt;
        m_inItems = m_mode == Mode::ItemsOnly || m_head.open(kind, place.position, anchor);
        m_sawItems = m_sawItems || m_inItems;
        m_begin = place.offset;
        return m_inItems;
    }
    beginItemIfDue(place);
    if (m_inItems) {
        ++m_itemDepth;
    }
    if (m_itemFailed) {
        return true;
    }
    checkTag(view(isMap ? event.data.mapping_start.tag : event.data.sequence_start.tag),
             place.position);
    if (current().expectsKey() && isTemplateAt(m_body, m_partBegin + place.offset)) {
        const Position outer{place.position.line, place.position.column - 1};
        current().report({rule::kTemplate, std::string(kTemplateAdvice), outer});
        return inItem(false);
    }
    return inItem(checkSize(place) && current().open(kind, place.position, anchor));
}

bool YamlDocumentReader::closeNode() {
    if (m_inItems && m_itemDepth == 0) {
        m_inItems = false;
        return m_mode == Mode::ItemsOnly || m_head.close();
    }
    if (m_inItems) {
        --m_itemDepth;
    }
    return inItem(m_itemFailed || current().close());
}

bool YamlDocumentReader::scalarNode(const yaml_event_t& event, const MarkCursor::Place& place) {
    const auto& scalar = event.data.scalar;
    const std::string_view text(reinterpret_cast<const char*>(scalar.value), scalar.length);
    const auto tag = view(scalar.tag);
    beginItemIfDue(place);
    if (m_itemFailed) {
        return inItem(true);
    }
    checkTag(tag, place.position);
    auto kind = std::optional(scalar.plain_implicit != 0 ? resolvePlain(text) : NodeKind::String);
    bool isMerge = scalar.plain_implicit != 0 && text == "<<";
    if (tag.starts_with(kStandardTags)) {
        const auto name = tag.substr(kStandardTags.size());
        kind = resolveTagged(name, text);
        isMerge = name == "merge" && text == "<<";
        if (!kind) {
            current().report({.rule = rule::kTag,
                              .message = fmt::format("\"{}\" is not what its tag !!{} says",
                                                     text.substr(0, 60), name),
                              .position = place.position,
                              .severity = Severity::Error});
        }
    }
    return inItem(kind && checkSize(place) &&
                  current().scalar(*kind, text, place.position, view(scalar.anchor), isMerge));
}

void YamlDocumentReader::checkTag(std::string_view tag, Position position) {
    if (!tag.empty() && tag != "!" && !isKnownTag(tag)) {
        const bool isStandard = tag.starts_with(kStandardTags);
        const auto name = isStandard ? tag.substr(kStandardTags.size()) : tag;
        current().report({rule::kTag,
                          fmt::format("the tag {}{} is unknown to Kubernetes and is ignored",
                                      isStandard ? "!!" : "", name.substr(0, 60)),
                          position});
    }
}

void YamlDocumentReader::beginItemIfDue(const MarkCursor::Place& place) {
    if (m_inItems && m_itemDepth == 0) {
        m_itemBegun = m_itemOpen = true;
        m_begin = place.offset;
        m_deadline = Clock::now() + m_session.limits().documentTime;
    }
}

bool YamlDocumentReader::checkSize(const MarkCursor::Place& place) {
    const auto most = m_session.limits().documentBytes;
    if (place.offset - m_begin <= most) {
        return true;
    }
    current().report({rule::kDocumentSize,
                      fmt::format("this document is larger than the limit of {} bytes", most),
                      place.position});
    return false;
}

/// Is called behind each event with "is the tree still good?". A bad item is let pass; a bad head
/// ends the reading.
bool YamlDocumentReader::inItem(bool good) {
    if (!m_inItems) {
        return good;
    }
    m_itemFailed = m_itemFailed || !good;
    if (m_itemDepth == 0) {
        finishItem();
        const auto most = m_session.limits().itemsPerList;
        if (m_collector.itemCount() > most) {
            m_head.report({rule::kItemLimit, fmt::format("this list has more than {} items", most),
                           m_lastPosition});
            return false;
        }
    }
    return true;
}

void YamlDocumentReader::finishItem() {
    auto tree = m_item.take();
    m_collector.addItem({std::move(tree), std::exchange(m_item.problems(), {}), !m_itemFailed});
    m_itemOpen = m_itemFailed = false;
    m_itemDepth = 0;
}

void YamlDocumentReader::giveUpItem() {
    m_itemFailed = true;
    finishItem();
}

bool YamlDocumentReader::mayGoOn(std::size_t sinceEvent) {
    m_session.reached(m_range.body + m_partBegin + m_lastOffset);
    // A parser that swallowed this much without an event is inside one scalar, or in white space
    // that nobody writes.
    constexpr std::size_t kSlack = std::size_t{1} << 16U;
    if (m_session.cancelled()) {
        m_stopReason = StopReason::Cancelled;
    } else if (sinceEvent > m_session.limits().scalarBytes + kSlack) {
        m_stopReason = StopReason::Scalar;
    } else if (Clock::now() > m_deadline) {
        m_stopReason = StopReason::Time;
    }
    return m_stopReason == StopReason::None;
}

Problem YamlDocumentReader::stopProblem() const {
    const auto& limits = m_session.limits();
    if (m_stopReason == StopReason::Time) {
        return {rule::kDocumentTime,
                fmt::format("reading this document takes longer than {} ms",
                            limits.documentTime.count()),
                m_lastPosition};
    }
    return {
        rule::kScalarSize,
        fmt::format("behind this place one value or comment is longer than the limit of {} bytes",
                    limits.scalarBytes),
        m_lastPosition};
}

YamlDocumentReader::End YamlDocumentReader::parseItems(const ItemLines& first,
                                                       const ItemLines& last) {
    m_countedLine =
        positionAt(m_body.substr(m_countedTo), first.begin - m_countedTo, m_countedLine).line;
    m_countedTo = first.begin;
    const auto column = m_itemColumn;
    const auto end =
        parse(m_body.substr(first.begin, last.end - first.begin), m_countedLine, Mode::ItemsOnly);
    m_itemColumn = column;  // a broken item may look like a list of its own
    return end;
}

/// The item that parse() broke in: the open one, or else the one behind the last that was read.
std::size_t YamlDocumentReader::brokenItem(std::span<const ItemLines> items) const {
    const auto behind =
        std::ranges::upper_bound(items, m_partBegin + m_begin, {}, &ItemLines::begin);
    const auto index = static_cast<std::size_t>(behind - items.begin());
    return m_itemOpen || !m_itemBegun ? index - 1 : index;
}

/// Saves what can be had of a List behind the place where its text breaks.
void YamlDocumentReader::recover() {
    if (m_inItems && m_itemColumn) {
        readOnBehindBrokenItem();
    } else if (m_inItems) {
        m_item.report(std::move(*m_broken));
        giveUpItem();
    } else {
        m_head.report(std::move(*m_broken));
        if (m_itemColumn && !m_session.cancelled()) {
            // A line that is indented too little may have ended the list, and now its items look
            // misplaced.
            const auto items = findItemLines(m_body, m_brokenAt, *m_itemColumn);
            if (!items.empty() && items.front().begin <= m_brokenAt &&
                m_brokenAt < items.front().end) {
                readItems(items, 0);
            }
        }
    }
}

/// parse() broke inside a block list.
void YamlDocumentReader::readOnBehindBrokenItem() {
    auto cause = std::move(*m_broken);
    const auto items = findItemLines(m_body, m_partBegin + m_begin, *m_itemColumn);
    m_itemExplained = false;
    readItems(items, items.empty() ? 0 : brokenItem(items));
    if (!m_itemExplained) {
        m_head.report(std::move(cause));
    }
}

/// Reads each item from index `at` on that may be broken by itself, and the sound ones between in
/// one go.
void YamlDocumentReader::readItems(std::span<const ItemLines> items, std::size_t at) {
    constexpr std::size_t kMostRecoveries = 200;  // the next ones would say nothing new
    for (std::size_t i = 0; i < kMostRecoveries && at < items.size(); ++i) {
        static_cast<void>(m_item.take());
        m_item.problems().clear();
        if (parseItems(items[at], items[at]) == End::Broken) {
            m_itemExplained = true;
            m_item.report(std::move(*m_broken));
            giveUpItem();
        }
        const auto first = at + 1;
        const auto rest = items.subspan(first);
        at = first + static_cast<std::size_t>(std::ranges::find(rest, false, &ItemLines::sound) -
                                              rest.begin());
        if (m_session.cancelled()) {
            return;
        }
        if (first < at && parseItems(items[first], items[at - 1]) == End::Broken) {
            at = brokenItem(items);
        }
    }
}

/// A document that could not be read to its end may be a List all the same, whose `kind` comes
/// last, as kubectl prints it.
bool YamlDocumentReader::looksLikeList(const Tree& head) const {
    const Node kind = head.root()["kind"];
    if (kind) {
        return isListKind(kind.text());
    }
    constexpr std::string_view kKindLine = "\nkind:";
    const auto at = m_body.rfind(kKindLine);
    if (at == std::string_view::npos) {
        return true;
    }
    auto value = m_body.substr(at + kKindLine.size());
    value = value.substr(0, value.find_first_of("\r\n"));
    value = value.substr(0, value.find_last_not_of(" \t\"'") + 1);
    return isListKind(value);
}

void YamlDocumentReader::commit(End end) {
    DocumentCollector::Part head{m_head.take(), {}, end == End::Complete};
    head.problems = std::exchange(m_head.problems(), {});
    if (m_sawItems && looksLikeList(head.tree)) {
        m_collector.commitList(std::move(head), m_range.helmSource, m_session);
    } else {
        DocumentCollector::commitDocument(std::move(head), m_range.helmSource, m_session);
    }
}

}  // namespace

bool readYamlDocument(std::string_view text, const DocumentRange& range, bool ascii,
                      ReadSession& session, bool onlyIfSound) {
    return YamlDocumentReader(text, range, ascii, session).read(onlyIfSound);
}

}  // namespace gatesight::model
