// From what -f names to a World: reads every layer, keeps what is good, and says what was not.
#pragma once

#include "app/cli/common_options.h"
#include "app/cli/invocation.h"
#include "model/world/world.h"

#include <expected>
#include <vector>

namespace gatesight::cli {

/// What the layers hold, one Manifests per layer. A path that cannot be read is a finding when
/// another one could be. The error is the exit code of a command that cannot go on; why was said on
/// the error stream.
[[nodiscard]] std::expected<std::vector<model::Manifests>, ExitCode> readLayers(
    const Invocation& invocation, const CommonOptions& options,
    model::DocumentMemory* memory = nullptr);

/// The World of layers that were read.
[[nodiscard]] model::WorldPtr worldOf(const std::vector<model::Manifests>& layers,
                                      const CommonOptions& options,
                                      model::ObjectMemory* memory = nullptr);

/// The World of all layers. Findings made on the way are in it; those that fail are also told on
/// the error stream (not for commands that print findings themselves).
enum class Tell { Findings, Nothing };
[[nodiscard]] std::expected<model::WorldPtr, ExitCode> loadWorld(const Invocation& invocation,
                                                                 const CommonOptions& options,
                                                                 Tell tell = Tell::Findings);

}  // namespace gatesight::cli
