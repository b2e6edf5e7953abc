#include "app/cli/world_input.h"

#include "app/cli/findings_text.h"

#include <fmt/format.h>

#include <istream>
#include <iterator>
#include <ostream>
#include <string>

namespace gatesight::cli {

namespace {

using model::Finding;
using model::Manifests;
using model::ReadError;
using model::ReadErrorCode;

// Standard input comes through the command's own stream; one byte beyond the bound lets the reader
// say that it is too much.
Manifests readStream(std::istream& in, const model::ReadOptions& options) {
    std::string text;
    constexpr std::size_t kChunk = std::size_t{1} << 16;
    while (in && text.size() <= options.limits.inputBytes && !options.stop.stop_requested()) {
        const std::size_t before = text.size();
        text.resize(before + kChunk);
        in.read(text.data() + before, static_cast<std::streamsize>(kChunk));
        text.resize(before + static_cast<std::size_t>(in.gcount()));
    }
    return model::readText("-", std::move(text), options);
}

void tellProgress(const Invocation& invocation, const model::ReadProgress& progress) {
    const double mebibyte = 1024.0 * 1024.0;
    const std::string of =
        progress.bytesTotal == 0
            ? ""
            : fmt::format(" of {:.1f}", static_cast<double>(progress.bytesTotal) / mebibyte);
    const std::string line =
        fmt::format("reading: {:.1f}{} MiB, {} documents",
                    static_cast<double>(progress.bytesRead) / mebibyte, of, progress.documents);
    if (invocation.environment.errorIsTerminal)
        invocation.err << '\r' << line << "\x1b[K" << std::flush;
    else
        invocation.err << line << '\n';
}

Manifests unreadable(const ReadError& error) {
    Finding finding;
    finding.rule =
        error.code == ReadErrorCode::NothingToRead ? "manifest.input.empty" : "manifest.unreadable";
    finding.message = error.message;
    finding.source.file = error.path;
    Manifests manifests;
    manifests.findings.push_back(std::move(finding));
    return manifests;
}

}  // namespace

std::expected<std::vector<Manifests>, ExitCode> readLayers(const Invocation& invocation,
                                                           const CommonOptions& options,
                                                           model::DocumentMemory* memory) {
    if (options.layers.empty())
        return std::unexpected(invocation.unusable(
            "say what to read with -f PATH (a file, a folder, or - for standard input)"));

    model::ReadOptions reading;
    reading.limits = options.limits;
    reading.stop = invocation.environment.stop;
    reading.memory = memory;
    if (options.progress)
        reading.progress = [&invocation](const model::ReadProgress& progress) {
            tellProgress(invocation, progress);
        };

    std::vector<Manifests> layers;
    std::vector<ReadError> errors;
    for (const std::string& path : options.layers) {
        if (path == "-") {
            layers.push_back(readStream(invocation.in, reading));
        } else if (auto manifests = model::readPath(path, reading)) {
            layers.push_back(std::move(*manifests));
        } else {
            errors.push_back(manifests.error());
            layers.push_back(unreadable(manifests.error()));
        }
        if (layers.back().cancelled || invocation.stopped())
            return std::unexpected(ExitCode::Interrupted);
    }
    if (options.progress && invocation.environment.errorIsTerminal)
        invocation.err << "\r\x1b[K";
    if (errors.size() == options.layers.size()) {
        for (const ReadError& error : errors)
            invocation.note(error.message);
        return std::unexpected(ExitCode::NoInput);
    }
    return layers;
}

model::WorldPtr worldOf(const std::vector<Manifests>& layers, const CommonOptions& options,
                        model::ObjectMemory* memory) {
    model::WorldBuilder builder({.channel = options.simulation.channel}, memory);
    for (const Manifests& layer : layers)
        builder.addLayer(layer);
    return std::move(builder).build();
}

std::expected<model::WorldPtr, ExitCode> loadWorld(const Invocation& invocation,
                                                   const CommonOptions& options, Tell tell) {
    const auto layers = readLayers(invocation, options);
    if (!layers)
        return std::unexpected(layers.error());
    model::WorldPtr world = worldOf(*layers, options);
    if (tell == Tell::Findings && !options.quiet)
        tellFailures(invocation, options, world->findings());
    return world;
}

}  // namespace gatesight::cli
