// Where something was written: a file (or standard input, or a member of an archive), line and
// column.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace gatesight::model {

/// A place in a text. Line and column count from 1, columns count bytes; 0 means "not known".
struct Position {
    std::uint32_t line = 0;
    std::uint32_t column = 0;

    /// libyaml counts from zero.
    [[nodiscard]] static constexpr Position fromZeroBased(std::size_t line, std::size_t column) {
        return {static_cast<std::uint32_t>(line + 1), static_cast<std::uint32_t>(column + 1)};
    }
    [[nodiscard]] bool known() const { return line != 0; }
    auto operator<=>(const Position&) const = default;
};

/// A Position with the name of its file as the user gave it ("-" for standard input, "a.zip!b.yaml"
/// in an archive).
struct SourceLocation {
    std::string file;
    Position position;

    [[nodiscard]] bool known() const { return !file.empty(); }
    auto operator<=>(const SourceLocation&) const = default;
};

/// One text that was read, kept so that it can be shown and cited.
struct Source {
    std::string name;  ///< as in SourceLocation::file
    std::string text;  ///< UTF-8, without byte order mark
};

using SourcePtr = std::shared_ptr<const Source>;

/// "file:line:column", or less when less is known.
[[nodiscard]] std::string toString(const SourceLocation& location);

}  // namespace gatesight::model
