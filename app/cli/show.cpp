// gatesight show: every object as the API server would store it.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/object_list.h"
#include "app/cli/world_input.h"
#include "model/schema/custom_kinds.h"
#include "model/schema/pending_status.h"

#include <ostream>
#include <utility>

namespace gatesight::cli {

namespace {

class Show final : public Command {
public:
    void define(CLI::App& app) override {
        addChoice(app, "-o,--output", m_output, "yaml|json", "form of the answer (default: yaml)");
        addInputOptions(app, m_common, PathsAs::OptionOrPositional);
        addChannelOption(app, m_common);
        addOutputOptions(app, m_common);
    }

    ExitCode run(const Invocation& invocation) override {
        const auto world = loadWorld(invocation, m_common);
        if (!world)
            return world.error();
        const model::CustomKinds kinds = model::CustomKinds::of((*world)->objects());
        const auto list = makeObjectList(m_output, invocation.out);
        for (const model::ObjectPtr& object : (*world)->objects()) {
            if (invocation.stopped())
                return ExitCode::Interrupted;
            if (!object->origin.derived())
                list->add(asRead(*object, kinds));
        }
        list->finish();
        return m_common.codeFor((*world)->findings());
    }

private:
    /// The object as a later read gives it: with the status that waits for a controller.
    nlohmann::ordered_json asRead(const model::Object& object,
                                  const model::CustomKinds& kinds) const {
        nlohmann::ordered_json json = storedAs(object, m_common.simulation.channel, kinds);
        if (auto status = model::pendingStatus(object.group, object.kind); !status.is_null())
            json["status"] = std::move(status);
        return json;
    }

    CommonOptions m_common;
    std::string m_output = "yaml";
};

}  // namespace

std::unique_ptr<Command> makeShow() {
    return std::make_unique<Show>();
}

}  // namespace gatesight::cli
