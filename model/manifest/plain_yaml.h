// The shape that nearly all manifests have, read without a parser: block maps and lists whose keys
// and values stand on one line each. What is not plainly of that shape is left to libyaml, which
// decides alone what is YAML and says what is wrong with the rest.
#pragma once

#include "model/manifest/document_splitter.h"
#include "model/manifest/read_session.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace gatesight::model {

class PlainYamlReader {
public:
    explicit PlainYamlReader(ReadSession& session)
        : m_session(session), m_assembler(session.limits(), m_anchors) {}

    /// `text` is the whole source, and the document of ASCII alone. Adds the document that libyaml
    /// would give; false, and nothing is added, when it has another shape, is large, is a List, or
    /// there is anything to say against it.
    [[nodiscard]] bool read(std::string_view text, const DocumentRange& range);

private:
    struct Block {
        std::uint32_t column;  // of its keys or dashes
        bool isMap;
    };
    struct Line {
        std::string_view text;  // without the line break
        std::uint32_t number;
    };

    [[nodiscard]] bool readLines(std::string_view body, std::uint32_t firstLine);
    [[nodiscard]] bool readLine(const Line& line, std::size_t at);
    [[nodiscard]] bool placeBlock(const Line& line, std::size_t at, bool isDash);
    [[nodiscard]] bool openBlock(const Line& line, std::size_t at, bool isMap);
    [[nodiscard]] bool readKey(const Line& line, std::size_t at, std::size_t colon);
    [[nodiscard]] bool readValue(const Line& line, std::size_t at);
    [[nodiscard]] bool readQuoted(const Line& line, std::size_t at);
    [[nodiscard]] bool readEmptyFlow(const Line& line, std::size_t at);
    [[nodiscard]] bool scalar(const Line& line, std::size_t at, NodeKind kind,
                              std::string_view text);
    [[nodiscard]] bool closeBlock();
    [[nodiscard]] bool endValue();

    ReadSession& m_session;
    AnchorTable m_anchors;  // stays empty: anchors are not plain
    TreeAssembler m_assembler;
    std::vector<Block> m_open;
    bool m_valueDue = false;  // a key stood alone on its line
    Position m_duePosition;   // of its value, if that is nothing
};

}  // namespace gatesight::model
