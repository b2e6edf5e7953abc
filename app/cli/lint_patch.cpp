#include "app/cli/findings_text.h"
#include "app/cli/lint_parts.h"
#include "app/cli/unified_diff.h"
#include "app/cli/world_input.h"
#include "simulator/lint/fixes.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <ostream>

namespace gatesight::cli {

namespace {

/// A file that is as it was read: no archive, no other encoding, not standard input.
bool isFileOnDisk(const model::Source& source) {
    std::ifstream file(source.name, std::ios::binary);
    return file && std::string(std::istreambuf_iterator<char>(file), {}) == source.text;
}

simulator::Suppressions withComments(simulator::Suppressions configured,
                                     const std::vector<model::Manifests>& layers) {
    for (const model::Manifests& layer : layers) {
        simulator::Suppressions comments = simulator::suppressionsInComments(layer.sources);
        configured.entries.insert(configured.entries.end(), comments.entries.begin(),
                                  comments.entries.end());
    }
    configured.problems.clear();
    return configured;
}

}  // namespace

ExitCode writeFixPatch(const Invocation& invocation, const CommonOptions& options,
                       const simulator::Suppressions& configured,
                       std::optional<model::Timestamp> at) {
    auto layers = readLayers(invocation, options);
    if (!layers)
        return layers.error();
    simulator::FixInput input;
    input.layers = std::move(*layers);
    input.options = options.simulation;
    input.reading.limits = options.limits;
    input.reading.stop = invocation.environment.stop;
    input.mayChange = isFileOnDisk;
    input.counting = [&configured, at](const std::vector<model::Manifests>& now) {
        return [suppressions = withComments(configured, now), at](const model::Finding& finding) {
            return sortOut({finding}, suppressions, at).suppressed.empty();
        };
    };
    const simulator::Fixes fixes = provenFixes(std::move(input), invocation.environment.stop);
    if (invocation.stopped())
        return ExitCode::Interrupted;
    for (const simulator::ChangedText& text : fixes.texts)
        invocation.out << unifiedDiff(text.name, text.before, text.after);
    if (options.quiet)
        return ExitCode::Success;
    const Style plain(false, invocation.environment.utf8);
    for (const model::Finding& finding : fixes.fixed)
        invocation.note("fixes " + headlineOf(finding, plain));
    for (const simulator::RefusedFix& refused : fixes.refused)
        invocation.note(fmt::format("leaves out {}: {}", headlineOf(refused.finding, plain),
                                    plain.clean(refused.why)));
    if (fixes.bounded)
        invocation.note("there are more edits; run it again when these are made");
    return ExitCode::Success;
}

}  // namespace gatesight::cli
