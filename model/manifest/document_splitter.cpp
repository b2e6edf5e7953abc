#include "model/manifest/document_splitter.h"

#include "model/manifest/text_check.h"
#include "model/text/text.h"

namespace gatesight::model {
namespace {

bool isMarker(std::string_view line, std::string_view marker) {
    if (!line.starts_with(marker)) {
        return false;
    }
    return line.size() == marker.size() ||
           std::string_view(" \t\r\n").find(line[marker.size()]) != std::string_view::npos;
}

constexpr std::string_view kHelmComment = "# Source: ";

/// Does the rest of a `---` line say something, as in `--- {a: b}`?
bool hasContentAfterMarker(std::string_view line) {
    const auto rest = trimmed(line.substr(3));
    return !rest.empty() && rest.front() != '#';
}

}  // namespace

DocumentSplitter::DocumentSplitter(std::string_view text)
    : m_text(text), m_hasLoneReturns(hasLoneReturns(text)) {}

std::size_t DocumentSplitter::endOfLine(std::size_t begin) const {
    auto at = m_hasLoneReturns ? m_text.find_first_of("\r\n", begin) : m_text.find('\n', begin);
    if (at == std::string_view::npos) {
        return m_text.size();
    }
    const bool isCrLf = m_text[at] == '\r' && at + 1 < m_text.size() && m_text[at + 1] == '\n';
    return at + (isCrLf ? 2 : 1);
}

std::optional<DocumentRange> DocumentSplitter::next() {
    DocumentRange range;
    range.begin = m_at;
    range.beginLine = m_line;
    bool hasMarker = false;
    bool hasContent = false;
    while (m_at < m_text.size()) {
        const auto end = endOfLine(m_at);
        const auto line = m_text.substr(m_at, end - m_at);
        if (hasContent) {
            // The fast way for all lines but the first few: only their first letter counts.
            if (line.front() == '-' && isMarker(line, "---")) {
                break;
            }
            range.end = m_at = end;
            ++m_line;
            if (line.front() == '.' && isMarker(line, "...")) {
                range.end -= line.size();
                break;
            }
            continue;
        }
        const bool isStart = isMarker(line, "---");
        const auto content = trimmed(line);
        const bool isNothing = content.empty() || content.front() == '#';
        const bool isEnd = isMarker(line, "...");
        if (isEnd || (isStart && hasMarker)) {  // what is above was an empty document
            range = {.begin = m_at, .beginLine = m_line};
            hasMarker = false;
        }
        if (isEnd) {
            m_at = end;
            ++m_line;
            continue;
        }
        if (isStart || (!isNothing && !hasMarker && line.front() != '%')) {
            range.body = m_at;
            range.bodyLine = m_line;
        }
        if (content.starts_with(kHelmComment)) {
            range.helmSource = content.substr(kHelmComment.size());
        }
        hasMarker = hasMarker || isStart;
        hasContent = isStart ? hasContentAfterMarker(line)
                             : !isNothing && (hasMarker || line.front() != '%');
        range.end = m_at = end;
        ++m_line;
    }
    return hasContent ? std::optional(range) : std::nullopt;
}

}  // namespace gatesight::model
