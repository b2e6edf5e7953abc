// What a report rests on: the exact texts that were read, and the choices of the simulation.
#pragma once

#include "model/manifest/source.h"
#include "simulator/options.h"
#include "simulator/report/booklet.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct InputFile {
    std::string name;
    std::size_t bytes = 0;
    std::string sha256;  ///< of the text as it was read, in lower-case hex
};

/// `sources` have to be those of the reader: a World keeps texts without the values of Secrets.
[[nodiscard]] std::vector<InputFile> inputFiles(std::span<const model::SourcePtr> sources);

/// SHA-256 of `bytes`: 32 of them.
[[nodiscard]] std::string sha256(std::string_view bytes);
[[nodiscard]] std::string hex(std::string_view bytes);

struct ChosenOption {
    std::string name, value;
    bool standard = true;  ///< the default
};

struct ReportBasis {
    std::vector<InputFile> files;
    std::vector<ChosenOption>
        options;  ///< seed, channel, strict, without, then each choice by name
};

[[nodiscard]] std::vector<ChosenOption> chosenOptions(const Options& options, std::uint64_t seed);

[[nodiscard]] Chapter basisChapter(const ReportBasis& basis);

}  // namespace gatesight::simulator
