// gatesight status: every object with the status that a conformant controller would write.
#include "simulator/control/status.h"
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/object_list.h"
#include "app/cli/simulation_input.h"
#include "app/cli/status_table.h"

#include <ostream>

namespace gatesight::cli {

namespace {

using simulator::Simulation;

class StatusCommand final : public Command {
public:
    void define(CLI::App& app) override {
        addChoice(app, "-o,--output", m_output, "table|json",
                  "form of the answer (default: table)");
        addSwitch(app, "--generated", m_generated,
                  "also the objects that the cluster would make: Pods of workloads, and Service, "
                  "ServiceAccount and "
                  "Pods of each Gateway");
        addCommonOptions(app, m_common, PathsAs::OptionOrPositional);
    }

    ExitCode run(const Invocation& invocation) override {
        const auto simulation = loadSimulation(invocation, m_common);
        if (!simulation)
            return simulation.error();
        if (m_output == "table")
            writeTable(invocation, **simulation);
        else
            writeList(invocation, **simulation);
        if (invocation.stopped())
            return ExitCode::Interrupted;
        return m_common.codeFor((*simulation)->world->findings());
    }

private:
    template <class Take>
    void forEachEntry(const Invocation& invocation, const Simulation& simulation,
                      const Take& take) const {
        const model::World& world = *simulation.world;
        for (std::uint32_t i = 0; i < world.objects().size() && !invocation.stopped(); ++i) {
            const model::ObjectId id{i};
            if (simulator::hasStatus(world.object(id)))
                take(entryOf(simulation, id));
        }
        if (!m_generated)
            return;
        for (Json& object : generatedObjects(world, *simulation.control))
            take(StatusEntry{std::move(object), {}, {}});
    }

    static StatusEntry entryOf(const Simulation& simulation, model::ObjectId id) {
        const model::World& world = *simulation.world;
        StatusEntry entry{asLoaded(world.object(id), simulation.options.channel), {}, {}};
        if (Json status = statusOf(world, *simulation.control, id); !status.is_null())
            entry.object["status"] = std::move(status);
        else
            entry.unwritten = whyNoStatus(world, *simulation.control, id);
        return entry;
    }

    void writeList(const Invocation& invocation, const Simulation& simulation) const {
        const auto list = makeObjectList(invocation.out);
        forEachEntry(invocation, simulation,
                     [&list](const StatusEntry& entry) { list->add(entry.object); });
        list->finish();
    }

    void writeTable(const Invocation& invocation, const Simulation& simulation) const {
        std::vector<StatusEntry> entries;
        forEachEntry(invocation, simulation,
                     [&](StatusEntry entry) { entries.push_back(std::move(entry)); });
        invocation.out << statusTable(std::move(entries), m_common.style(invocation),
                                      static_cast<std::size_t>(invocation.environment.columns));
    }

    CommonOptions m_common;
    std::string m_output = "table";
    bool m_generated = false;
};

}  // namespace

std::unique_ptr<Command> makeStatus() {
    return std::make_unique<StatusCommand>();
}

}  // namespace gatesight::cli
