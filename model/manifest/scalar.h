// What a plain scalar means to Kubernetes: the YAML 1.1 rules as sigs.k8s.io/yaml (go-yaml v2)
// applies them.
//
// They differ from YAML 1.2 and from the YAML 1.1 type repository alike: `yes`, `on`, `y` are
// booleans, `010` is eight, `0o10` and `0b11` are taken, `1_000` is a thousand, `1e3` is a float,
// base 60 is not known, and timestamps stay text.
#pragma once

#include "model/manifest/tree.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace gatesight::model {

/// The kind of a plain (unquoted, untagged) scalar. Never Map or List.
[[nodiscard]] NodeKind resolvePlain(std::string_view text);

/// The kind of a JSON number: Integer when it has neither fraction nor exponent and fits 64 bits,
/// else Float.
[[nodiscard]] NodeKind resolveJsonNumber(std::string_view text);

/// Value of a Bool scalar in any of its spellings (`true`, `Yes`, `off`, `n` ...); nothing when it
/// is none.
[[nodiscard]] std::optional<bool> parseBool(std::string_view text);

/// An integer of up to 64 bits with its sign apart, so that the whole range of int64 and uint64 is
/// told exactly.
struct IntegerValue {
    bool negative = false;
    std::uint64_t magnitude = 0;
};

/// Value of an Integer scalar (decimal, 0x, 0o or a leading 0, 0b; with underscores); nothing when
/// it is none or does not fit.
[[nodiscard]] std::optional<IntegerValue> parseInteger(std::string_view text);

/// Value of a scalar in decimal notation, with or without fraction and exponent; nothing when it is
/// none, or too large for a double.
[[nodiscard]] std::optional<double> parseFloat(std::string_view text);

}  // namespace gatesight::model
