// Cuts a stream of YAML into its documents by lines alone, before any parser sees it, so that a
// broken document cannot harm its neighbours. kubectl does the same. A `---` or `...` at the begin
// of a line ends a document wherever it stands in YAML, also inside block scalars and quotes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gatesight::model {

/// One document of a stream, in bytes of the whole text.
struct DocumentRange {
    std::size_t begin = 0;  ///< of the comments and directives above it
    std::size_t body = 0;   ///< of its `---` line, or of its first line that says something
    std::size_t end = 0;
    std::uint32_t beginLine = 1;
    std::uint32_t bodyLine = 1;
    std::string_view helmSource =
        {};  ///< of the nearest "# Source: chart/file" comment above its first line
};

class DocumentSplitter {
public:
    /// `text` must live as long as the splitter and what it returns.
    explicit DocumentSplitter(std::string_view text);

    /// The next document that says anything; nothing at the end. Empty documents are passed over.
    [[nodiscard]] std::optional<DocumentRange> next();

private:
    [[nodiscard]] std::size_t endOfLine(std::size_t begin) const;

    std::string_view m_text;
    std::size_t m_at = 0;
    std::uint32_t m_line = 1;
    bool m_hasLoneReturns;
};

}  // namespace gatesight::model
