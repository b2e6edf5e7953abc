// gatesight import: what routing needs from a live cluster, as one file.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/common_options.h"
#include "app/cli/findings_text.h"
#include "model/cluster/cluster_import.h"
#include "model/cluster/connection.h"
#include "model/cluster/freed_memory.h"
#include "model/files/write_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <ostream>

namespace gatesight::cli {

namespace {

/// Of the fields that are left out, those that are named before the file is written.
constexpr std::size_t kRemovedFieldsByName = 8;

/// The exit code of an operation on a cluster that failed.
ExitCode codeOf(model::ClusterErrorCode code) {
    switch (code) {
        case model::ClusterErrorCode::Cancelled:
            return ExitCode::Interrupted;
        case model::ClusterErrorCode::Kubeconfig:
            return ExitCode::NoInput;
        default:
            return ExitCode::Failure;
    }
}

/// A line on the error stream, rewritten in place on a terminal, else every two seconds.
class ProgressLine {
public:
    explicit ProgressLine(const Invocation& invocation)
        : m_invocation(invocation), m_terminal(invocation.environment.errorIsTerminal) {}

    void tell(const model::ImportProgress& now) {
        const auto time = Clock::now();
        if (time < m_next)
            return;
        m_next = time + (m_terminal ? std::chrono::milliseconds(100) : std::chrono::seconds(2));
        write(now);
    }

    void write(const model::ImportProgress& now) {
        m_invocation.err << (m_terminal ? "\r" : "")
                         << fmt::format("reading: {} of {} kinds, {} objects, {:.1f} MiB",
                                        now.kinds, now.kindsTotal, now.objects,
                                        static_cast<double>(now.bytes) / (1024.0 * 1024.0))
                         << (m_terminal ? "\x1b[K" : "\n") << std::flush;
        m_written = true;
    }

    void clear() {
        if (m_written && m_terminal)
            m_invocation.err << "\r\x1b[K" << std::flush;
    }

private:
    using Clock = std::chrono::steady_clock;
    const Invocation& m_invocation;
    bool m_terminal;
    bool m_written = false;
    Clock::time_point m_next = Clock::now() + std::chrono::milliseconds(300);
};

class Import final : public Command {
public:
    void define(CLI::App& app) override {
        addChecked(app, "--kubeconfig", m_kubeconfig, "PATH",
                   "the kubeconfig (default: $KUBECONFIG, then ~/.kube/config)", anything);
        addChecked(app, "--context", m_context, "NAME",
                   "the context of it (default: the current one)", anything);
        addRepeated(app, "-n,--namespace", m_options.namespaces, "NAMESPACE",
                    "read only this namespace; may be repeated (default: all)");
        addRepeated(app, "--allow-exec", m_allowed, "PATH",
                    "let the kubeconfig run this program for a credential; may be repeated "
                    "(default: none may run)");
        CLI::Option* secrets = addSwitch(
            app, "--secrets", m_options.secrets,
            "read the Secrets that Gateways and policies name, and keep the names, dates and "
            "issuers of their certificates (default: no Secret is read)");
        addSwitch(app, "--no-secrets", m_noSecrets, "read no Secret, as it is by default")
            ->excludes(secrets);
        addChecked(app, "--to", m_path, "PATH",
                   "write this file, which only you may read (default: standard output)", anything);
        addSwitch(app, "--quiet", m_quiet, "no progress and no warnings on the error stream");
    }

    ExitCode run(const Invocation& invocation) override {
        const model::FreedMemoryWiped wiped;
        auto connection = connect(invocation);
        if (!connection)
            return connection.error();
        return read(invocation, std::move(*connection));
    }

private:
    static std::string anything(const std::string& /*given*/) { return {}; }

    static ExitCode failed(const Invocation& invocation, const model::ClusterError& error) {
        return invocation.failed(codeOf(error.code), error.message);
    }

    /// What the kubeconfig says is gone afterwards, but for what the connection needs of it.
    [[nodiscard]] std::expected<model::Connection, ExitCode> connect(const Invocation& invocation) const {
        const model::ClusterEnvironment environment = model::clusterEnvironmentOfProcess();
        const auto kubeconfig = model::loadKubeconfig(m_kubeconfig, environment);
        if (!kubeconfig)
            return std::unexpected(failed(invocation, kubeconfig.error()));
        if (!tellFindings(invocation, *kubeconfig))
            return std::unexpected(ExitCode::NoInput);
        auto connection =
            model::connectionOf(*kubeconfig, m_context, environment,
                                [this](const model::PluginCall& call) { return allows(call); });
        if (!connection)
            return std::unexpected(failed(invocation, connection.error()));
        if (!m_quiet)
            for (const std::string& warning : connection->warnings)
                invocation.note("warning: " + warning);
        return std::move(*connection);
    }

    /// Whether the kubeconfig can be used; what is wrong with it goes to the error stream.
    bool tellFindings(const Invocation& invocation, const model::Kubeconfig& kubeconfig) const {
        for (const model::Finding& finding : kubeconfig.findings)
            if (finding.severity == model::Severity::Error || !m_quiet)
                invocation.err << headlineOf(finding, Style(false, invocation.environment.utf8))
                               << '\n';
        return kubeconfig.usable();
    }

    [[nodiscard]] bool allows(const model::PluginCall& call) const {
        return std::ranges::any_of(m_allowed, [&](const std::string& path) {
            std::error_code trouble;
            return std::filesystem::canonical(path, trouble) == call.program && !trouble;
        });
    }

    ExitCode read(const Invocation& invocation, model::Connection connection) {
        std::ranges::sort(m_options.namespaces);
        const auto twice = std::ranges::unique(m_options.namespaces);
        m_options.namespaces.erase(twice.begin(), twice.end());
        std::size_t bytes = 0;
        const auto snapshot = import(invocation, std::move(connection), bytes);
        if (!snapshot)
            return failed(invocation, snapshot.error());
        if (!m_quiet && !snapshot->removed.empty())
            invocation.note(snapshot->removed.text(kRemovedFieldsByName));
        if (invocation.stopped())
            return ExitCode::Interrupted;
        if (const auto written = write(invocation, *snapshot); !written)
            return invocation.failed(ExitCode::Failure,
                                     fmt::format("cannot write {}: {}", m_path, written.error()));
        tellResult(invocation, *snapshot, bytes);
        return ExitCode::Success;
    }

    /// Only once all is read, so that a cancel leaves nothing half-written; piece by piece, since all
    /// of it is in memory already.
    [[nodiscard]] std::expected<void, std::string> write(
        const Invocation& invocation, const model::ClusterSnapshot& snapshot) const {
        if (!m_path.empty())
            return model::writeFile(
                m_path,
                [&](const model::PutBytes& put) { model::tellSnapshot(snapshot, put); },
                {.onlyOwner = true});
        model::tellSnapshot(snapshot,
                            [&](std::string_view piece) { invocation.out << piece; });
        return {};
    }

    /// The connection, and with it what was received last, is gone before anything is written.
    [[nodiscard]] std::expected<model::ClusterSnapshot, model::ClusterError> import(
        const Invocation& invocation, model::Connection connection, std::size_t& bytes) const {
        const model::FreedMemoryWiped wiped;
        model::HttpClient client(std::move(connection));
        ProgressLine line(invocation);
        auto snapshot = model::importCluster(client, m_options, invocation.environment.stop,
                                             [&](const model::ImportProgress& now) {
                                                 if (!m_quiet)
                                                     line.tell(now);
                                             });
        line.clear();
        bytes = client.bytes();
        return snapshot;
    }

    void tellResult(const Invocation& invocation, const model::ClusterSnapshot& snapshot,
                    std::size_t bytes) const {
        for (const model::MissingPart& part : snapshot.missing)
            if (part.reason != "NotAsked")
                invocation.note(
                    fmt::format("warning: the snapshot is not whole: {}", part.message));
            else if (!m_quiet && !m_noSecrets)
                invocation.note(part.message +
                                "; --secrets reads those that are named, for their certificates");
        if (!m_quiet)
            invocation.note(fmt::format("{} objects out of {:.1f} MiB", snapshot.objects.size(),
                                        static_cast<double>(bytes) / (1024.0 * 1024.0)));
    }

    std::string m_kubeconfig, m_context, m_path;
    std::vector<std::string> m_allowed;
    model::ImportOptions m_options;
    bool m_noSecrets = false;
    bool m_quiet = false;
};

}  // namespace

std::unique_ptr<Command> makeImport() {
    return std::make_unique<Import>();
}

}  // namespace gatesight::cli
