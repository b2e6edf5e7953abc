#include "model/manifest/text_reader.h"

#include "model/manifest/document_splitter.h"
#include "model/manifest/rules.h"
#include "model/manifest/text_check.h"
#include "model/manifest/yaml_reader.h"

#include <utility>

#include <fmt/format.h>

namespace gatesight::model {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// One at the begin, and those that joining files leaves at the begin of later lines.
void removeByteOrderMarks(std::string& text) {
    if (text.starts_with(kByteOrderMark)) {
        text.erase(0, kByteOrderMark.size());
    }
    constexpr std::string_view kInside = "\n\xEF\xBB\xBF";
    auto from = text.find(kInside);
    if (from == std::string::npos) {
        return;
    }
    std::size_t to = from + 1;
    for (++from; from < text.size();) {
        from += kByteOrderMark.size();
        const auto next = text.find(kInside, from);
        const auto end = next == std::string::npos ? text.size() : next + 1;
        text.replace(to, end - from, text, from, end - from);
        to += end - from;
        from = end;
    }
    text.resize(to);
}

Problem describe(const TextProblem& problem, std::string_view text, std::size_t begin,
                 std::uint32_t firstLine) {
    const auto position = positionAt(text.substr(begin), problem.offset - begin, firstLine);
    const auto byte = static_cast<unsigned>(static_cast<unsigned char>(text[problem.offset]));
    switch (problem.kind) {
        case TextProblem::Kind::InvalidUtf8:
            return {
                rule::kUtf8,
                fmt::format("the byte 0x{:02X} at offset {} is not UTF-8; save the file as UTF-8",
                            byte, problem.offset),
                position};
        case TextProblem::Kind::Nul:
            return {rule::kNul,
                    fmt::format("a NUL byte at offset {}; the file is damaged or not text",
                                problem.offset),
                    position};
        case TextProblem::Kind::ControlCharacter:
            break;
    }
    return {rule::kControlCharacter,
            fmt::format("a control character at offset {} that YAML does not allow; write it as an "
                        "escape in double quotes",
                        problem.offset),
            position};
}

class TextReader {
public:
    TextReader(std::string_view text, ReadSession& session) : m_text(text), m_session(session) {}

    void read(bool cutShort) {
        DocumentSplitter splitter(m_text);
        auto range = splitter.next();
        while (range && !m_session.cancelled()) {
            auto following = splitter.next();
            if (cutShort && !following) {
                return;  // the end of this one is missing
            }
            readDocument(*range);
            m_session.reached(range->end);
            range = following;
        }
    }

private:
    void readDocument(const DocumentRange& range) {
        const auto check = checkText(m_text.substr(range.begin, range.end - range.begin));
        if (check.problem) {
            auto problem = *check.problem;
            problem.offset += range.begin;
            m_session.addFinding(describe(problem, m_text, range.begin, range.beginLine));
            return;
        }
        warnOfDirectives(range);
        readYamlDocument(m_text, range, check.ascii, m_session);
    }

    void warnOfDirectives(const DocumentRange& range) {
        auto line = range.beginLine;
        for (std::size_t at = range.begin; at < range.body; ++line) {
            const auto end = m_text.find_first_of("\r\n", at);
            if (m_text[at] == '%') {
                m_session.addFinding(
                    {rule::kDirective,
                     fmt::format(
                         "the line {} is ignored, and kubectl would refuse it; leave it out",
                         m_text.substr(at, std::min<std::size_t>(end - at, 60))),
                     {line, 1}});
            }
            const bool isPair =
                end + 1 < m_text.size() && m_text[end] == '\r' && m_text[end + 1] == '\n';
            at = end + (isPair ? 2 : 1);
        }
    }

    std::string_view m_text;
    ReadSession& m_session;
};

}  // namespace

void readSource(std::string name, std::string text, ReadSession& session, bool cutShort) {
    const auto most = session.limits().inputBytes;
    const bool isTooLong = text.size() > most;
    if (isTooLong) {
        text.resize(most);
    }
    const auto foreign = recognizeForeign(text);
    removeByteOrderMarks(text);
    const auto source = std::make_shared<const Source>(Source{std::move(name), std::move(text)});
    session.begin(source);
    if (isTooLong || cutShort) {
        session.addFinding(
            {rule::kInputSize,
             fmt::format("this input is larger than the limit of {} bytes; the rest is left out",
                         most),
             {}});
    }
    if (foreign) {
        session.addFinding({foreign->isText ? rule::kEncoding : rule::kBinary,
                            foreign->isText
                                ? fmt::format("this is {}; save it as UTF-8", foreign->name)
                                : fmt::format("this is {}, not YAML or JSON", foreign->name),
                            {1, 1}});
    } else {
        TextReader(source->text, session).read(isTooLong || cutShort);
    }
    session.finish();
}

}  // namespace gatesight::model
