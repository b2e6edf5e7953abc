// Is a text fit to be parsed? UTF-8, NUL and control characters, and what a wrong file is, found
// before any parser runs.
#pragma once

#include "model/manifest/source.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gatesight::model {

struct TextProblem {
    enum class Kind {
        InvalidUtf8,
        Nul,
        ControlCharacter  ///< valid Unicode that is not allowed, such as ESC
    };
    Kind kind;
    std::size_t offset;
};

struct TextCheck {
    bool ascii = true;  ///< up to the problem, if there is one
    std::optional<TextProblem> problem;
};

/// JSON allows some characters in strings that YAML refuses: DEL, the controls above it, a byte
/// order mark.
enum class TextKind { Yaml, Json };

/// The first byte that no text of that kind can hold.
[[nodiscard]] TextCheck checkText(std::string_view text, TextKind kind = TextKind::Yaml);

/// A name for what the bytes are ("gzip data", "UTF-16 text" ...) when their beginning shows that
/// they are not UTF-8 text.
struct ForeignFormat {
    std::string_view name;
    bool isText;  ///< text in another encoding
};
[[nodiscard]] std::optional<ForeignFormat> recognizeForeign(std::string_view bytes);

/// Does any line end with a CR alone, as on old Macintoshes?
[[nodiscard]] bool hasLoneReturns(std::string_view text);

/// Line and column of a byte, counted from the begin of `text`, which begins at `firstLine`. Lines
/// end with LF, CR LF or CR.
[[nodiscard]] Position positionAt(std::string_view text, std::size_t offset,
                                  std::uint32_t firstLine = 1);

}  // namespace gatesight::model
