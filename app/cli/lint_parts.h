// What `gatesight lint` is made of, beside judging: the list of checks, the objects as they were,
// the configuration, the rules, and the patch.
#pragma once

#include "app/cli/common_options.h"
#include "app/cli/object_json.h"
#include "simulator/lint/rule_list.h"
#include "simulator/lint/suppressions.h"

#include <expected>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace gatesight::cli {

/// The objects as they were, by what they are; of two with one name the later one counts. The
/// version is no part of it: an update may be written in another one.
class OldObjects {
public:
    void add(const model::Manifests& layer);
    /// Null for an object that was not there.
    [[nodiscard]] model::DocumentPtr find(const model::Document& document) const;

private:
    using Key = std::tuple<std::string, std::string, std::string, std::string>;
    static std::optional<Key> keyOf(const model::Document& document);

    std::map<Key, model::DocumentPtr> m_documents;
};
[[nodiscard]] std::expected<OldObjects, ExitCode> readOldObjects(
    const Invocation& invocation, const CommonOptions& options,
    const std::vector<std::string>& paths);

/// The checks: as text, json or markdown.
[[nodiscard]] ExitCode listChecks(const Invocation& invocation, const std::string& output);

/// The suppressions of `path`; where it is empty, of gatesight.yaml in the current folder, which
/// need not be there.
[[nodiscard]] std::expected<simulator::Suppressions, ExitCode> readLintConfig(
    const Invocation& invocation, const CommonOptions& options, const std::string& path);

/// A table of the rules for people.
[[nodiscard]] std::string rulesText(const model::World& world,
                                    const std::vector<simulator::ListedRule>& rules,
                                    const Style& style, std::size_t columns);
/// [{"route", "rule", "state", "request" or "coveredBy"}, …]
[[nodiscard]] Json rulesJson(const model::World& world,
                             const std::vector<simulator::ListedRule>& rules);

/// Prints a patch of the suggested edits that hold; what does not is told on the error stream.
[[nodiscard]] ExitCode writeFixPatch(const Invocation& invocation, const CommonOptions& options,
                                     const simulator::Suppressions& configured,
                                     std::optional<model::Timestamp> at);

}  // namespace gatesight::cli
