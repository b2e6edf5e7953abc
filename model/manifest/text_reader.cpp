#include "model/manifest/text_reader.h"

#include "model/manifest/document_splitter.h"
#include "model/manifest/json_reader.h"
#include "model/manifest/rules.h"
#include "model/manifest/text_check.h"
#include "model/manifest/yaml_reader.h"

#include <algorithm>
#include <optional>
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

/// Makes room behind the text, without the spare half that a growing string takes.
void addPadding(std::string& text) {
    if (text.capacity() < text.size() + kJsonPadding) {
        std::string roomy;
        roomy.reserve(text.size() + kJsonPadding);
        roomy.append(text);
        text = std::move(roomy);
    }
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
    TextReader(const Source& source, ReadSession& session)
        : m_text(source.text), m_isJsonFile(source.name.ends_with(".json")), m_session(session) {}

    void read(bool cutShort) {
        DocumentSplitter splitter(m_text);
        auto range = splitter.next();
        while (range && !m_session.cancelled()) {
            auto following = splitter.next();
            if (cutShort && !following) {
                return;  // the end of this one is missing
            }
            readOrRepeat(*range);
            m_session.reached(range->end);
            range = following;
        }
    }

private:
    void readOrRepeat(const DocumentRange& range) {
        const auto text = m_text.substr(range.begin, range.end - range.begin);
        if (!m_session.addRepetition(text, range.beginLine, range.helmSource)) {
            const auto before = m_session.count();
            readDocument(range);
            m_session.remember(text, range.beginLine, before);
        }
    }

    void readDocument(const DocumentRange& range) {
        const auto bracket = openingBracket(range);
        if (bracket && readJson(m_text, *bracket, range.end, range.helmSource, m_isJsonFile,
                                m_session) == JsonOutcome::Read) {
            return;
        }
        const bool looksLikeJson = bracket && isJsonBegin(*bracket);
        if (!readYaml(range, looksLikeJson)) {
            static_cast<void>(
                readJson(m_text, *bracket, range.end, range.helmSource, true, m_session));
        }
    }

    /// The { or [ that the document begins with, on its --- line or below.
    [[nodiscard]] std::optional<std::size_t> openingBracket(const DocumentRange& range) const {
        const auto body = m_text.substr(0, range.end);
        const auto at = body.find_first_not_of(
            " \t\r\n", range.body + (body.substr(range.body).starts_with("---") ? 3 : 0));
        return at != std::string_view::npos && (body[at] == '{' || body[at] == '[')
                   ? std::optional(at)
                   : std::nullopt;
    }

    /// Braces may open JSON or YAML in flow style; when neither can be read, the one that was meant
    /// shall be explained.
    [[nodiscard]] bool isJsonBegin(std::size_t bracket) const {
        const auto next = m_text.find_first_not_of(" \t\r\n[{", bracket);
        return next != std::string_view::npos && m_text[next] == '"' &&
               !m_text.substr(bracket).starts_with("{{");
    }

    /// False: it could not be read, and `onlyIfSound`.
    bool readYaml(const DocumentRange& range, bool onlyIfSound) {
        const auto check = checkText(m_text.substr(range.begin, range.end - range.begin));
        if (check.problem) {
            auto problem = *check.problem;
            problem.offset += range.begin;
            if (!onlyIfSound) {
                m_session.addFinding(describe(problem, m_text, range.begin, range.beginLine));
            }
            return !onlyIfSound;
        }
        if (!onlyIfSound) {
            warnOfDirectives(range);
        }
        return readYamlDocument(m_text, range, check.ascii, m_session, onlyIfSound);
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
    bool m_isJsonFile;
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
    addPadding(text);
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
        TextReader(*source, session).read(isTooLong || cutShort);
    }
    session.finish();
}

}  // namespace gatesight::model
