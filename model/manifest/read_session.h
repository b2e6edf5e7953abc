// What one call of the reader carries along: limits, the stop token, progress, and where documents
// and findings go.
#pragma once

#include "model/manifest/reader.h"
#include "model/manifest/tree_assembler.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model {

class ReadSession {
public:
    ReadSession(const ReadOptions& options, Manifests& result)
        : m_options(options), m_result(result) {}

    [[nodiscard]] const ReadLimits& limits() const { return m_options.limits; }

    /// Must stop? Remembers it in the result.
    bool cancelled();
    [[nodiscard]] const std::stop_token& stopToken() const { return m_options.stop; }

    /// Work that is known to be ahead, in bytes; 0 when not known.
    void expect(std::size_t bytes) { m_total = bytes; }
    /// From now on documents and findings are of this source.
    void begin(SourcePtr source);
    /// The source was read up to this byte. Cheap enough to be called every few kilobytes.
    void reached(std::size_t offset);
    /// The source was read to its end.
    void finish();

    void addDocument(Tree tree, std::string_view helmSource);
    /// Adds the document of a text that was read before; false when none was. `line` is where the
    /// text begins.
    [[nodiscard]] bool addRepetition(std::string_view text, std::uint32_t line,
                                     std::string_view helmSource);
    /// How much there is so far.
    struct Count {
        std::size_t documents = 0, findings = 0;
    };
    [[nodiscard]] Count count() const;
    /// Remembers the document that `text` turned out to be, when it is exactly one and nothing was
    /// found in it since `before`.
    void remember(std::string_view text, std::uint32_t line, Count before);
    /// A finding about the current source. `root` is of the document that it is about, as far as it
    /// could be read.
    void addFinding(Problem problem, Node root = {});
    /// A finding about something that is no source, such as a file that cannot be opened.
    void addFindingAt(std::string file, Problem problem);

private:
    void report(std::size_t done, bool always);

    const ReadOptions& m_options;
    Manifests& m_result;
    SourcePtr m_source;
    std::size_t m_total = 0;
    std::size_t m_doneBefore = 0;
    std::size_t m_findingsOfSource = 0;
    std::chrono::steady_clock::time_point m_lastProgress;
};

}  // namespace gatesight::model
