// Credential plugins: programs that a kubeconfig names. None runs before somebody agreed to exactly
// this program with exactly these arguments, variables and file; where kubectl would run it at
// once, the default here is not to.
#include "model/cluster/child_process.h"
#include "model/cluster/credentials.h"
#include "model/cluster/exec_credential.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <filesystem>

namespace gatesight::model {

namespace {

namespace fs = std::filesystem;

bool isProgram(const fs::path& path) {
    std::error_code trouble;
    return fs::is_regular_file(path, trouble) && access(path.c_str(), X_OK) == 0;
}

/// The program that a command names: a path, or a word looked up in PATH. Relative folders in PATH
/// do not count. Empty when there is none.
std::string resolveProgram(const std::string& command, std::string_view searched) {
    std::error_code trouble;
    if (command.contains('/'))
        return isProgram(command) ? fs::canonical(command, trouble).string() : std::string();
    while (!searched.empty()) {
        const std::size_t end = std::min(searched.find(':'), searched.size());
        const fs::path candidate = fs::path(searched.substr(0, end)) / command;
        if (candidate.is_absolute() && isProgram(candidate))
            return fs::canonical(candidate, trouble).string();
        searched.remove_prefix(std::min(end + 1, searched.size()));
    }
    return {};
}

bool speaksOfSecrets(std::string_view argument) {
    constexpr std::array<std::string_view, 5> kWords{"token", "secret", "passw", "key",
                                                     "credential"};
    std::string lower(argument);
    std::ranges::transform(lower, lower.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::ranges::any_of(kWords, [&](std::string_view word) { return lower.contains(word); });
}

/// "--client-secret=***", or the whole of what follows "--client-secret".
std::vector<std::string> maskedArguments(const std::vector<std::string>& args) {
    std::vector<std::string> result;
    bool maskNext = false;
    for (const std::string& argument : args) {
        const std::size_t equals = argument.find('=');
        const bool secret = speaksOfSecrets(argument.substr(0, equals));
        if (std::exchange(maskNext, false) && !argument.starts_with('-'))
            result.emplace_back("***");
        else if (secret && equals != std::string::npos)
            result.push_back(argument.substr(0, equals) + "=***");
        else
            result.push_back(argument);
        maskNext = secret && equals == std::string::npos && argument.starts_with('-');
    }
    return result;
}

std::string troubleOf(ChildTrouble trouble, const ChildCommand& command) {
    switch (trouble) {
        case ChildTrouble::NotStarted:
            return "could not be started";
        case ChildTrouble::TimedOut:
            return fmt::format(
                "did not end within {} s",
                std::chrono::duration_cast<std::chrono::seconds>(command.timeLimit).count());
        case ChildTrouble::TooMuchOutput:
            return fmt::format("printed more than {} bytes", command.outputLimit);
        case ChildTrouble::Failed:
            return "failed";
        case ChildTrouble::Cancelled:
            return "was stopped";
    }
    return {};
}

class PluginCredentials final : public Credentials {
public:
    PluginCredentials(ExecPlugin plugin, ChildCommand command)
        : m_plugin(std::move(plugin)), m_command(std::move(command)) {}

    std::expected<Credential, ClusterError> current(const std::stop_token& stop) override {
        if (m_kept && !expired(*m_kept))
            return m_kept->credential;
        auto printed = runChild(m_command, stop);
        if (!printed && printed.error() == ChildTrouble::Cancelled)
            return std::unexpected(ClusterError{ClusterErrorCode::Cancelled, "cancelled"});
        if (!printed)
            return std::unexpected(failure(troubleOf(printed.error(), m_command)));
        auto answer = readExecAnswer(m_plugin, *printed);
        if (!answer)
            return std::unexpected(failure(answer.error()));
        m_kept = std::move(*answer);
        return m_kept->credential;
    }

    bool renew() override {
        m_kept.reset();
        return true;
    }

private:
    static bool expired(const ExecAnswer& answer) {
        using namespace std::chrono;
        const auto now = duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
        return answer.expires && *answer.expires <= now;
    }

    [[nodiscard]] ClusterError failure(const std::string& what) const {
        std::string message = fmt::format("the credential plugin {} {}", m_command.program, what);
        if (!m_plugin.installHint.empty())
            message += "; its kubeconfig says: " + m_plugin.installHint;
        return {ClusterErrorCode::PluginFailed, std::move(message)};
    }

    ExecPlugin m_plugin;
    ChildCommand m_command;
    std::optional<ExecAnswer> m_kept;
};

std::unexpected<ClusterError> unusablePlugin(std::string message) {
    return std::unexpected(ClusterError{ClusterErrorCode::Kubeconfig, std::move(message)});
}

ClusterError deniedPlugin(const PluginCall& call) {
    return {ClusterErrorCode::PluginDenied,
            fmt::format("the kubeconfig wants a program to run for a credential: {}. Allow it "
                        "with --allow-exec {} if you trust that file",
                        toString(call), call.program)};
}

/// Nothing when the plugin may be used with this terminal, else why not.
std::optional<std::string> interactiveTrouble(const ExecPlugin& plugin, const std::string& user,
                                              bool interactive) {
    if (!plugin.interactive && plugin.apiVersion.ends_with("/v1"))
        return fmt::format("interactiveMode must be written for the credential plugin of user {}",
                           user);
    if (plugin.interactive == ExecPlugin::Interactive::Always && !interactive)
        return fmt::format(
            "the credential plugin of user {} must ask on a terminal, and there is none", user);
    return std::nullopt;
}

}  // namespace

std::string toString(const PluginCall& call) {
    std::string text = call.program;
    for (const std::string& argument : maskedArguments(call.args))
        text += " " + argument;
    for (std::size_t i = 0; i < call.env.size(); ++i)
        text += (i == 0 ? " with " : ", ") + call.env[i].first;
    return fmt::format("{} (from {})", text, call.kubeconfig);
}

std::expected<std::shared_ptr<Credentials>, ClusterError> pluginCredentials(
    const KubeUser& user, const KubeCluster& cluster, const ClusterEnvironment& environment,
    const PluginPolicy& policy) {
    const ExecPlugin& plugin = *user.exec;
    if (const auto version = checkExecVersion(plugin); !version)
        return unusablePlugin(fmt::format("user {}: {}", user.name, version.error()));
    if (plugin.command.empty())
        return unusablePlugin(
            fmt::format("the credential plugin of user {} has no command", user.name));
    if (const auto trouble = interactiveTrouble(plugin, user.name, environment.interactive))
        return unusablePlugin(*trouble);
    const PluginCall call{.program = resolveProgram(plugin.command, environment.variable("PATH")),
                          .args = plugin.args,
                          .env = plugin.env,
                          .kubeconfig = user.source.file};
    if (call.program.empty())
        return unusablePlugin(fmt::format(
            "the credential plugin {} of user {} is not installed{}{}", plugin.command, user.name,
            plugin.installHint.empty() ? "" : "; its kubeconfig says: ", plugin.installHint));
    if (!policy || !policy(call))
        return std::unexpected(deniedPlugin(call));
    ChildCommand command{.program = call.program,
                         .args = call.args,
                         .environment = environment.variables,
                         .onTerminal = environment.interactive &&
                                       plugin.interactive != ExecPlugin::Interactive::Never};
    if (command.onTerminal)
        command.timeLimit = std::chrono::minutes(5);  // a person logs in
    for (const auto& [name, value] : plugin.env)
        command.environment[name] = value;
    command.environment["KUBERNETES_EXEC_INFO"] =
        execInfo(plugin, cluster, cluster.certificateAuthorityData, command.onTerminal);
    return std::make_shared<PluginCredentials>(plugin, std::move(command));
}

}  // namespace gatesight::model
