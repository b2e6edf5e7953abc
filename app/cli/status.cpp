// gatesight status: every object with the status that a conformant controller would write.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/object_list.h"
#include "app/cli/simulation_input.h"
#include "app/cli/status_comparison.h"
#include "app/cli/status_table.h"
#include "app/cli/unmodelled.h"
#include "model/manifest/writer.h"
#include "simulator/control/status.h"
#include "simulator/reported/comparison_json.h"

#include <ostream>

namespace gatesight::cli {

namespace {

class StatusCommand final : public Command {
public:
    void define(CLI::App& app) override {
        addChoice(app, "-o,--output", m_output, "table|yaml|json",
                  "form of the answer (default: table)");
        addSwitch(app, "--generated", m_generated,
                  "also the objects that the cluster would make: Pods of workloads, and Service, "
                  "ServiceAccount and "
                  "Pods of each Gateway");
        addSwitch(app, "--compare", m_compare,
                  "hold the status that the objects were loaded with against it: what the "
                  "controllers of a cluster reported");
        addSwitch(app, "--all", m_all, "with --compare: also list what agrees");
        addCommonOptions(app, m_common, PathsAs::OptionOrPositional);
    }

    ExitCode run(const Invocation& invocation) override {
        const auto controlled = loadControlled(invocation, m_common);
        if (!controlled)
            return controlled.error();
        if (m_compare)
            return compare(invocation, *controlled);
        if (m_output == "table")
            writeTable(invocation, *controlled);
        else
            writeList(invocation, *controlled);
        if (invocation.stopped())
            return ExitCode::Interrupted;
        return m_common.codeFor(controlled->world->findings());
    }

private:
    /// A difference ends with exit code 1; that a controller is behind does not.
    ExitCode compare(const Invocation& invocation, const Controlled& controlled) const {
        const auto comparison = compareStatus(*controlled.world, *controlled.control);
        if (m_output == "table")
            invocation.out << comparisonTable(*controlled.world, comparison,
                                              m_common.style(invocation),
                                              static_cast<std::size_t>(invocation.environment.columns),
                                              m_all);
        else
            writeComparison(invocation, toJson(*controlled.world, comparison));
        const bool differs = comparison.count(simulator::ReportVerdict::Disagree) > 0;
        return worse(m_common.codeFor(controlled.world->findings()),
                     differs ? ExitCode::Findings : ExitCode::Success);
    }

    void writeComparison(const Invocation& invocation, Json comparison) const {
        Json document = {{"apiVersion", "gatesight.dev/v1alpha1"}};
        document.update(comparison);
        invocation.out << (m_output == "json" ? indentedJson(document) + "\n" : model::toYaml(document));
    }

    template <class Take>
    void forEachEntry(const Invocation& invocation, const Controlled& controlled,
                      const Take& take) const {
        const model::World& world = *controlled.world;
        for (std::uint32_t i = 0; i < world.objects().size() && !invocation.stopped(); ++i) {
            const model::ObjectId id{i};
            if (simulator::hasStatus(world.object(id)))
                take(entryOf(controlled, id));
        }
        if (!m_generated)
            return;
        for (Json& object : generatedObjects(world, *controlled.control))
            take(StatusEntry{std::move(object), {}, {}});
    }

    StatusEntry entryOf(const Controlled& controlled, model::ObjectId id) const {
        const model::World& world = *controlled.world;
        StatusEntry entry{asLoaded(world.object(id), m_common.simulation.channel), {}, {}};
        if (Json status = statusOf(world, *controlled.control, id); !status.is_null())
            entry.object["status"] = std::move(status);
        else
            entry.unwritten = whyNoStatus(world, *controlled.control, id);
        return entry;
    }

    void writeList(const Invocation& invocation, const Controlled& controlled) const {
        const auto list = makeObjectList(m_output, invocation.out);
        forEachEntry(invocation, controlled,
                     [&list](const StatusEntry& entry) { list->add(entry.object); });
        list->finish();
    }

    void writeTable(const Invocation& invocation, const Controlled& controlled) const {
        std::vector<StatusEntry> entries;
        forEachEntry(invocation, controlled,
                     [&](StatusEntry entry) { entries.push_back(std::move(entry)); });
        invocation.out << statusTable(std::move(entries), m_common.style(invocation),
                                      static_cast<std::size_t>(invocation.environment.columns));
        const Style style = m_common.style(invocation);
        if (const std::string kinds = unmodelledKinds(*controlled.world); !kinds.empty())
            invocation.out << style.paint(style.clean("not modelled: " + kinds), Tone::Dim) << '\n';
    }

    CommonOptions m_common;
    std::string m_output = "table";
    bool m_generated = false;
    bool m_compare = false;
    bool m_all = false;
};

}  // namespace

std::unique_ptr<Command> makeStatus() {
    return std::make_unique<StatusCommand>();
}

}  // namespace gatesight::cli
