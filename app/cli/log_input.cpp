#include "app/cli/log_input.h"

#include "app/cli/arguments.h"
#include "model/manifest/archive_reader.h"
#include "model/manifest/file_reader.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <istream>
#include <sstream>

namespace gatesight::cli {

namespace {

constexpr const char* kLogGroup = "Access logs";

std::string formatNames() {
    std::string names;
    for (const auto& [format, name] : simulator::logFormats())
        names += fmt::format("{}{}", names.empty() ? "" : "|", name);
    return names;
}

/// The text in a .gz, as far as it can be unpacked; `problem` is what is wrong with it, or nothing.
std::string unpackedLog(const std::string& path, const CommonOptions& common,
                        const std::stop_token& stop, std::string& problem) {
    auto packed = model::readFile(path, common.limits.inputBytes, stop);
    if (!packed) {
        problem = packed.error().message;
        return {};
    }
    std::string text;
    const model::ArchiveVisitor visitor{
        [](std::string_view) { return true; },
        [&](model::ArchiveMember member) {
            text += member.bytes;
            if (member.cutShort)
                problem =
                    fmt::format("more than {} bytes; the rest is left out (--limit input-bytes)",
                                common.limits.inputBytes);
        },
        [&problem](const model::ArchiveProblem& found) { problem = found.message; }};
    model::readArchive(path, packed->bytes, common.limits.inputBytes, stop, visitor);
    return text;
}

/// Not waiting for what may not come: a log is a file, or what a shell puts for `<(command)`.
std::string whyNotAFile(const std::string& path) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status))
        return "there is no such file";
    if (std::filesystem::is_directory(status))
        return "it is a folder; name the files in it";
    return {};
}

}  // namespace

void addLogOptions(CLI::App& app, LogChoice& choice) {
    addRepeated(app, "--log", choice.files, "PATH",
                "an access log to replay instead of scenarios, - for standard input, unpacked when "
                "its name ends with .gz; may be repeated")
        ->group(kLogGroup);
    app.add_option("--format",
                   [&choice](const CLI::results_t& results) {
                       choice.format = *simulator::logFormatOf(results.back());
                       return true;
                   })
        ->description("how the logs are written (default: auto, recognised by the first lines)")
        ->type_name(formatNames())
        ->take_last()
        ->check(oneOf(formatNames()))
        ->group(kLogGroup);
    app.add_option("--log-host", choice.options.host,
                   "host of requests whose line names none, as in nginx-combined")
        ->type_name("HOST")
        ->take_last()
        ->group(kLogGroup);
    app.add_option("--log-scheme",
                   [&choice](const CLI::results_t& results) {
                       choice.options.scheme = results.back();
                       choice.options.schemeGiven = true;
                       return true;
                   })
        ->description("scheme of requests whose line does not tell it (default: http)")
        ->type_name("http|https")
        ->take_last()
        ->check(oneOf("http|https"))
        ->group(kLogGroup);
    addSwitch(
        app, "--keep-values", choice.options.keepValues,
        "do not mask values of query parameters, cookies and headers; credentials in URLs are "
        "left out all the same")
        ->group(kLogGroup);
    app.add_option("--client-addresses",
                   [&choice](const CLI::results_t& results) {
                       using enum simulator::ClientAddresses;
                       choice.options.addresses = results.back() == "full"      ? Full
                                                  : results.back() == "network" ? Network
                                                                                : None;
                       return true;
                   })
        ->description(
            "what is kept of clients' addresses: all, their /24 or /48, or nothing "
            "(default)")
        ->type_name("full|network|none")
        ->take_last()
        ->check(oneOf("full|network|none"))
        ->group(kLogGroup);
}

std::string problemOf(const LogChoice& choice, const CommonOptions& common) {
    const auto fromInput = [](const std::vector<std::string>& paths) {
        return std::ranges::count(paths, "-");
    };
    if (fromInput(choice.files) + fromInput(common.layers) > 1)
        return "standard input can be read once: it is a log or a manifest";
    return {};
}

std::expected<void, ExitCode> eachLog(
    const Invocation& invocation, const LogChoice& choice, const CommonOptions& common,
    const std::function<void(std::istream& in, const std::string& name)>& take) {
    std::size_t opened = 0;
    for (const std::string& path : choice.files) {
        if (path == "-") {
            take(invocation.in, path);
            ++opened;
            continue;
        }
        std::string why = whyNotAFile(path);
        if (why.empty() && path.ends_with(".gz")) {
            std::istringstream in(unpackedLog(path, common, invocation.environment.stop, why));
            if (why.empty() || !in.view().empty()) {
                take(in, path);
                ++opened;
            }
        } else if (why.empty()) {
            std::ifstream in(path, std::ios::binary);
            if (in) {
                take(in, path);
                ++opened;
            } else {
                why = "reading it is not permitted";
            }
        }
        if (!why.empty())
            invocation.note(fmt::format("{}: {}", path, why));
    }
    if (opened == 0)
        return std::unexpected(ExitCode::NoInput);
    return {};
}

}  // namespace gatesight::cli
