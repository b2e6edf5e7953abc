// Where the entries of maps begin and end in the text they were read from. A tree knows where a
// node begins; for its end the text is looked at: by indentation in block style, by brackets in flow
// style.
#pragma once

#include "model/manifest/tree.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace gatesight::model {

class EntryPlaces {
public:
    /// `text` must outlive this.
    explicit EntryPlaces(std::string_view text);

    [[nodiscard]] std::uint32_t lineCount() const {
        return static_cast<std::uint32_t>(m_starts.size());
    }
    /// A line (from 1) without its line break.
    [[nodiscard]] std::string_view line(std::uint32_t number) const;
    [[nodiscard]] std::size_t offsetOf(Position position) const;
    [[nodiscard]] std::uint32_t lineOf(std::size_t offset) const;
    [[nodiscard]] std::size_t startOf(std::uint32_t number) const { return m_starts[number - 1]; }

    [[nodiscard]] char byteAt(std::size_t offset) const { return m_text[offset]; }

    /// Offset of the bracket of a map or list in flow style; npos for block style.
    [[nodiscard]] std::size_t flowStart(Node node) const;
    /// The last line of the entry whose key stands at `key`, in block style.
    [[nodiscard]] std::uint32_t lastLine(Position key, bool isList) const;

    struct FlowEnd {
        std::size_t content;  ///< one past the last byte that is neither space nor comment
        std::size_t bracket;  ///< of the closing bracket, or the end of the text
    };
    /// The end of a flow collection whose bracket is at `start`.
    [[nodiscard]] FlowEnd flowEnd(std::size_t start) const;
    /// The first key of a flow map is quoted, as in JSON.
    [[nodiscard]] bool isQuoted(std::size_t start) const;
    /// One past the entry that begins at `start` within a flow collection.
    [[nodiscard]] std::size_t flowEntryEnd(std::size_t start) const;

private:
    [[nodiscard]] FlowEnd scanFlow(std::size_t from, bool toComma) const;

    std::string_view m_text;
    std::vector<std::size_t> m_starts;
};

}  // namespace gatesight::model
