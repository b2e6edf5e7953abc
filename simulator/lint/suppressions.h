// Findings that somebody has looked at and decided to live with: in a comment beside what they
// speak of, or in a file of their own. Each has a reason, and may have a date until when it holds.
//
//     # gatesight: ignore lint.tie.age until 2027-01-31 because both teams agreed on the order
//
// A comment on a line of its own holds for what begins on the next line, with all that belongs to
// it: an entry of a list, a field, or a whole document. Behind something it holds for its line.
#pragma once

#include "model/kinds/metadata.h"
#include "model/manifest/reader.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct Suppression {
    std::string rule;  ///< id, or a pattern with stars: "lint.*"
    std::string reason;
    std::optional<model::Timestamp> until;  ///< the day's end; absent: for ever
    model::SourceLocation source;           ///< where it is written
    bool inComment = false;
    // Of a comment: the lines for which it holds.
    std::uint32_t firstLine = 0, lastLine = 0;
    // Of a file: patterns, empty ones fit everything.
    std::string object;  ///< "HTTPRoute shop/*", "shop/*"
    std::string namespace_, file;
};

struct Suppressions {
    std::vector<Suppression> entries;
    model::Findings problems;  ///< what could not be read (lint.suppression.invalid)
};

/// The comments of manifests.
[[nodiscard]] Suppressions suppressionsInComments(std::span<const model::SourcePtr> sources);
/// Those that a configuration file lists:
///     ignore:
///       - {rule: lint.tie.age, object: "HTTPRoute shop/*", reason: …, until: 2027-01-31}
[[nodiscard]] Suppressions suppressionsInFile(const model::Manifests& file);

struct SuppressedFinding {
    model::Finding finding;
    Suppression by;
};

struct SortedOut {
    /// Those that count, with what there is to say of the suppressions themselves.
    model::Findings open;
    std::vector<SuppressedFinding> suppressed;
};

/// `at`: the date that is asked about; without one no suppression is over.
[[nodiscard]] SortedOut sortOut(model::Findings findings, Suppressions suppressions,
                                std::optional<model::Timestamp> at);

/// Seconds at the begin of a day "2027-01-31"; nothing for other text.
[[nodiscard]] std::optional<model::Timestamp> dayFrom(std::string_view text);

}  // namespace gatesight::simulator
