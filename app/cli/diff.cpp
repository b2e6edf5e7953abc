// gatesight diff: what moved between two states of the manifests.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/common_options.h"
#include "app/cli/diff_text.h"
#include "app/cli/git_revision.h"
#include "app/cli/log_input.h"
#include "app/cli/object_json.h"
#include "app/cli/world_input.h"
#include "model/manifest/document_memory.h"
#include "model/world/object_memory.h"
#include "simulator/changes/changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <ostream>

namespace gatesight::cli {

namespace {

/// Entries of a section of the text; reviews do not read more.
constexpr std::size_t kMostEntries = 40;

class Diff final : public Command {
public:
    void define(CLI::App& app) override {
        addChoice(app, "-o,--output", m_output, "text|json|markdown",
                  "form of the answer (default: text)");
        addSwitch(app, "--apply", m_apply,
                  "lay AFTER over BEFORE, as kubectl apply would: what a repository would change in a "
                  "cluster, without the objects that only the cluster has");
        addSwitch(app, "--all", m_all, "list everything in text, however much it is");
        app.add_option("before", m_before,
                       "the manifests before: a file, a folder, an archive, a snapshot, - for "
                       "standard input, or REV:PATH of git")
            ->type_name("PATH");
        app.add_option("after", m_after, "the manifests after")->type_name("PATH");
        addLogOptions(app, m_log);
        addInputOptions(app, m_common, PathsAs::OptionOnly);
        addChannelOption(app, m_common);
        addSimulationOptions(app, m_common);
        addChoice(app, "--fail-on", m_failOn, "any|behaviour|breaks|never",
                  "end with exit code 1 when anything differs (default), when a request gets "
                  "another answer, or when one is worse off");
        addTextOptions(app, m_common);
    }

    ExitCode run(const Invocation& invocation) override {
        if (m_before.empty() || m_after.empty())
            return invocation.unusable("say which two states to compare: gatesight diff A B");
        if (m_apply && m_before == "-")
            return invocation.unusable("--apply reads BEFORE twice: it cannot be standard input");
        if (m_before == "-" && m_after == "-")
            return invocation.unusable("standard input can be one of the two states, not both");
        if (std::ranges::find(m_log.files, "-") != m_log.files.end() &&
            (m_before == "-" || m_after == "-"))
            return invocation.unusable("standard input can be a state or a log, not both");
        if (const std::string problem = problemOf(m_log, m_common); !problem.empty())
            return invocation.unusable(problem);
        Memory memory;
        const auto before = load(invocation, {m_before}, memory);
        if (!before)
            return before.error();
        const auto after =
            load(invocation, m_apply ? std::vector{m_before, m_after} : std::vector{m_after}, memory);
        if (!after)
            return after.error();
        std::optional<simulator::LogCounter> log;
        if (!m_log.files.empty()) {
            const std::array<const model::World*, 2> worlds{(*before)->world.get(),
                                                            (*after)->world.get()};
            log.emplace(worlds, m_log.options, simulator::TakeLogged(),
                        invocation.environment.stop);
            if (const auto read = readLogs(invocation, *log); !read)
                return read.error();
        }
        const auto changes = simulator::compareStates(
            *before, *after, {m_before, m_after, m_common.seed, {}, log ? &*log : nullptr},
            invocation.environment.stop);
        if (!changes)
            return ExitCode::Interrupted;
        if (changes->logged && changes->logged->asked == 0)
            invocation.note("no line of the log gives a request");
        write(invocation, *changes);
        return fails(*changes) ? ExitCode::Findings : ExitCode::Success;
    }

private:
    /// Most of the second state repeats the first.
    struct Memory {
        model::DocumentMemory documents;
        model::ObjectMemory objects;
    };

    /// What both have in common (-f), and the states over it, one after the other.
    [[nodiscard]] std::expected<simulator::SimulationPtr, ExitCode> load(
        const Invocation& invocation, const std::vector<std::string>& states,
        Memory& memory) const {
        std::vector<model::Manifests> layers;
        if (!m_common.layers.empty()) {
            auto shared = readLayers(invocation, m_common, &memory.documents);
            if (!shared)
                return std::unexpected(shared.error());
            layers = std::move(*shared);
        }
        for (const std::string& state : states) {
            auto own = readState(invocation, state, memory.documents);
            if (!own)
                return std::unexpected(own.error());
            append(layers, std::move(*own));
        }
        auto simulation =
            simulator::simulate(worldOf(layers, m_common, &memory.objects), m_common.simulation,
                                invocation.environment.stop);
        if (!simulation)
            return std::unexpected(ExitCode::Interrupted);
        return simulation;
    }

    [[nodiscard]] std::expected<void, ExitCode> readLogs(const Invocation& invocation,
                                                         simulator::LogCounter& log) const {
        return eachLog(invocation, m_log, m_common, [&](std::istream& in, const std::string& name) {
            log.read(in, name, m_log.format);
        });
    }

    static void append(std::vector<model::Manifests>& layers, std::vector<model::Manifests> more) {
        for (model::Manifests& layer : more)
            layers.push_back(std::move(layer));
    }

    [[nodiscard]] std::expected<std::vector<model::Manifests>, ExitCode> readState(
        const Invocation& invocation, const std::string& state,
        model::DocumentMemory& memory) const {
        if (const auto revision = gitRevision(state)) {
            auto manifests =
                readRevision(*revision, {m_common.limits, invocation.environment.stop, {}, &memory});
            if (invocation.stopped())
                return std::unexpected(ExitCode::Interrupted);
            if (!manifests)
                return std::unexpected(invocation.failed(ExitCode::NoInput, manifests.error()));
            std::vector<model::Manifests> layers;
            layers.push_back(std::move(*manifests));
            return layers;
        }
        CommonOptions options = m_common;
        options.layers = {state};
        return readLayers(invocation, options, &memory);
    }

    [[nodiscard]] bool fails(const simulator::Changes& changes) const {
        if (m_failOn == "any")
            return changes.any();
        if (m_failOn == "behaviour")
            return changes.movesBehaviour();
        return m_failOn == "breaks" && changes.breaks();
    }

    void write(const Invocation& invocation, const simulator::Changes& changes) const {
        if (m_output == "json")
            invocation.out << indentedJson(toJson(changes)) << '\n';
        else if (m_output == "markdown")
            invocation.out << toMarkdown(changes);
        else
            invocation.out << diffText(changes, m_common.style(invocation),
                                       static_cast<std::size_t>(invocation.environment.columns),
                                       m_all ? 0 : kMostEntries);
    }

    CommonOptions m_common;
    LogChoice m_log;
    std::string m_before, m_after;
    std::string m_output = "text";
    std::string m_failOn = "any";
    bool m_apply = false;
    bool m_all = false;
};

}  // namespace

std::unique_ptr<Command> makeDiff() {
    return std::make_unique<Diff>();
}

}  // namespace gatesight::cli
