#include "app/cli/lint_parts.h"
#include "model/manifest/folder_files.h"

#include <filesystem>

namespace gatesight::cli {

std::expected<simulator::Suppressions, ExitCode> readLintConfig(const Invocation& invocation,
                                                                const CommonOptions& options,
                                                                const std::string& path) {
    const std::string usual(model::kConfigurationName);
    std::error_code ignored;
    if (path.empty() && !std::filesystem::is_regular_file(usual, ignored))
        return simulator::Suppressions();
    model::ReadOptions reading;
    reading.limits = options.limits;
    reading.stop = invocation.environment.stop;
    const auto file = model::readPath(path.empty() ? usual : path, reading);
    if (!file)
        return std::unexpected(invocation.failed(ExitCode::NoInput, file.error().message));
    return simulator::suppressionsInFile(*file);
}

}  // namespace gatesight::cli
