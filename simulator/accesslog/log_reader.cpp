#include "simulator/accesslog/log_reader.h"

#include "model/manifest/text_check.h"
#include "model/text/text.h"
#include "simulator/accesslog/csv_lines.h"
#include "simulator/accesslog/har_reader.h"
#include "simulator/accesslog/line_formats.h"

#include <algorithm>
#include <array>

namespace gatesight::simulator {

namespace {

constexpr std::size_t kLookedAt = 20;  // lines that tell the format
constexpr std::size_t kAhead = std::size_t{256} << 10;
constexpr std::uint64_t kStopEveryLines = 1024;

using ReadLine = LineRead (*)(std::string_view, const RoutedValues&, LogRecord&);

ReadLine lineReaderOf(LogFormat format) {
    switch (format) {
        case LogFormat::EnvoyJson:
            return readEnvoyJson;
        case LogFormat::EnvoyText:
            return readEnvoyText;
        default:
            return readNginxLine;
    }
}

/// "{"log": {" — a JSON object a line could begin with "log" only as a text.
bool beginsLikeHar(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    for (const std::string_view part : {"{", "\"log\"", ":", "{"}) {
        text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
        if (!text.starts_with(part))
            return false;
        text.remove_prefix(part.size());
    }
    return true;
}

bool beginsLikeCsv(std::string_view text, const RoutedValues& values) {
    return CsvLines(values).readColumns(text).has_value();
}

/// A line is in a format when that can say what is wrong with it.
bool isWrittenIn(LogFormat format, std::string_view line, const RoutedValues& values) {
    LogRecord record;
    const LineRead read = lineReaderOf(format)(line, values, record);
    return read || read.error().reason == Unusable::Connection;
}

LineRead checkLine(const LogStream& stream) {
    if (stream.tooLong())
        return unusable(Unusable::TooLong, LogStream::kLongestLine, "a line has at most 64 KiB");
    const model::TextCheck check = model::checkText(stream.line(), model::TextKind::Json);
    if (!check.problem)
        return {};
    const bool utf8 = check.problem->kind == model::TextProblem::Kind::InvalidUtf8;
    return unusable(utf8 ? Unusable::NotUtf8 : Unusable::ControlCharacter,
                    check.problem->offset + 1, utf8 ? "this byte is no UTF-8" : "");
}

class LineLogReader {
public:
    LineLogReader(std::istream& in, const RoutedValues& values, const LogSink& sink,
                  const std::stop_token& stop)
        : m_stream(in), m_values(values), m_sink(sink), m_stop(stop) {}

    LogRead run(LogFormat format) {
        m_read.format =
            format == LogFormat::Auto ? detectLogFormat(m_stream.ahead(kAhead), m_values) : format;
        if (m_read.format == LogFormat::Har)
            readDocument();
        else if (m_read.format == LogFormat::Csv)
            readTable();
        else if (m_read.format != LogFormat::Auto)
            eachLine(lineReaderOf(m_read.format));
        return std::move(m_read);
    }

private:
    template <class Read>
    void eachLine(const Read& read) {
        while (m_stream.nextLine()) {
            if (m_stream.lineNumber() % kStopEveryLines == 0 && m_stop.stop_requested()) {
                m_read.cancelled = true;
                return;
            }
            if (!m_stream.tooLong() &&
                m_stream.line().find_first_not_of(" \t") == std::string_view::npos)
                continue;
            ++m_read.lines;
            m_record.clear();
            LineRead line = checkLine(m_stream);
            if (line)
                line = read(m_stream.line(), m_values, m_record);
            if (line)
                line = m_sink.take(m_stream.lineNumber(), m_record);
            if (!line)
                m_sink.unusable(m_stream.lineNumber(), line.error());
        }
    }

    void readTable() {
        CsvLines table(m_values);
        bool hasColumns = false;
        while (!hasColumns && m_stream.nextLine()) {
            if (m_stream.line().find_first_not_of(" \t") == std::string_view::npos)
                continue;
            ++m_read.lines;
            LineRead columns = checkLine(m_stream);
            if (columns)
                columns = table.readColumns(m_stream.line());
            if (!columns) {
                m_sink.unusable(m_stream.lineNumber(), columns.error());
                m_read.notes.push_back("without the names of its columns nothing of it was read");
                return;
            }
            hasColumns = true;
        }
        m_read.lines = 0;
        m_read.notes = table.notes();
        eachLine([&table](std::string_view line, const RoutedValues&, LogRecord& record) {
            return table.read(line, record);
        });
    }

    void readDocument() {
        const auto take = [this](std::uint64_t line, const LineRead& read, LogRecord& record) {
            ++m_read.lines;
            const LineRead taken = read ? m_sink.take(line, record) : read;
            if (!taken)
                m_sink.unusable(line, taken.error());
            m_read.cancelled = m_stop.stop_requested();
            return !m_read.cancelled;
        };
        const LineRead whole = readHar(m_stream, m_values, take);
        if (!whole) {
            ++m_read.lines;
            m_sink.unusable(std::max<std::uint64_t>(m_stream.lineNumber(), 1), whole.error());
        }
    }

    LogStream m_stream;
    const RoutedValues& m_values;
    const LogSink& m_sink;
    const std::stop_token& m_stop;
    LogRecord m_record;
    LogRead m_read;
};

}  // namespace

LogFormat detectLogFormat(std::string_view beginning, const RoutedValues& values) {
    if (beginsLikeHar(beginning))
        return LogFormat::Har;
    constexpr std::array kByLine{LogFormat::EnvoyJson, LogFormat::EnvoyText,
                                 LogFormat::NginxCombined};
    std::array<std::size_t, kByLine.size()> fitting{};
    std::size_t seen = 0;
    bool csv = false;
    while (!beginning.empty() && seen < kLookedAt) {
        const std::size_t end = std::min(beginning.find('\n'), beginning.size());
        const std::string_view line = model::trimmed(beginning.substr(0, end));
        beginning.remove_prefix(std::min(end + 1, beginning.size()));
        if (line.empty())
            continue;
        csv = csv || (seen == 0 && beginsLikeCsv(line, values));
        ++seen;
        for (std::size_t i = 0; i < kByLine.size(); ++i)
            fitting[i] += isWrittenIn(kByLine[i], line, values) ? 1 : 0;
    }
    const auto most = std::ranges::max_element(fitting);
    if (*most > 0)
        return kByLine[static_cast<std::size_t>(most - fitting.begin())];
    return csv ? LogFormat::Csv : LogFormat::Auto;
}

LogRead readLog(std::istream& in, LogFormat format, const RoutedValues& values, const LogSink& sink,
                const std::stop_token& stop) {
    return LineLogReader(in, values, sink, stop).run(format);
}

}  // namespace gatesight::simulator
