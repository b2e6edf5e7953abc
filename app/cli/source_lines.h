// Lines of the texts that were read, to be quoted beside answers.
#pragma once

#include "app/cli/style.h"
#include "model/manifest/source.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::cli {

/// Looks up lines by file and number. Keeps the sources alive.
class SourceLines {
public:
    explicit SourceLines(std::span<const model::SourcePtr> sources);

    /// The line at a position, without its end; nothing when it is not known.
    [[nodiscard]] std::optional<std::string_view> line(const model::SourceLocation& location) const;

    /// The file that the document at a position was made from: in a comment "# Source: " before it,
    /// as `helm template` writes, or in kustomize's annotation of origins. Empty when nothing says.
    [[nodiscard]] std::string_view templateOf(const model::SourceLocation& location) const;

    /// Column of a position in code points, from 1; the byte column where the line is not known.
    [[nodiscard]] std::uint32_t characterColumn(const model::SourceLocation& location) const;
    /// The position `bytes` further on in the same text, on whatever line that is.
    [[nodiscard]] model::SourceLocation advanced(model::SourceLocation location,
                                                 std::size_t bytes) const;

    /// The line with its number before it and, with `caret`, a mark below the column; cut to
    /// `columns` around that column. Each line ends with a newline and starts with `indent` blanks.
    /// Empty when the line is not known.
    [[nodiscard]] std::string excerpt(const model::SourceLocation& location, const Style& style,
                                      std::size_t indent, std::size_t columns, bool caret) const;

private:
    [[nodiscard]] std::string_view originBelow(model::SourceLocation at) const;

    struct Indexed {
        model::SourcePtr source;
        mutable std::vector<std::size_t> lineStarts;  // filled on the first look
    };
    std::map<std::string, Indexed, std::less<>> m_byName;
};

}  // namespace gatesight::cli
