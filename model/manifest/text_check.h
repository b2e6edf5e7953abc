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
        ControlCharacter  ///< valid Unicode that YAML does not allow, such as ESC or a byte order
                          ///< mark in the middle
    };
    Kind kind;
    std::size_t offset;
};

struct TextCheck {
    bool ascii = true;  ///< up to the problem, if there is one
    std::optional<TextProblem> problem;
};

/// The first byte that no YAML text can hold. (JSON may hold some of the control characters; see
/// `kind`.)
[[nodiscard]] TextCheck checkText(std::string_view text);

/// A name for what the bytes are ("gzip data", "UTF-16 text" ...) when their beginning shows that
/// they are not UTF-8 text.
struct ForeignFormat {
    std::string_view name;
    bool isText;  ///< text in another encoding
};
[[nodiscard]] std::optional<ForeignFormat> recognizeForeign(std::string_view bytes);

/// Line and column of a byte, counted from the begin of `text`, which begins at `firstLine`. Lines
/// end with LF, CR LF or CR.
[[nodiscard]] Position positionAt(std::string_view text, std::size_t offset,
                                  std::uint32_t firstLine = 1);

}  // namespace gatesight::model
