// gatesight version
#include "app/cli/arguments.h"
#include "app/cli/commands.h"

#include <fmt/format.h>

#include <ostream>

namespace gatesight::cli {

namespace {

class Version final : public Command {
public:
    void define(CLI::App& app) override {
        addChoice(app, "-o,--output", m_output, "text|json", "form of the answer (default: text)");
    }

    ExitCode run(const Invocation& invocation) override {
        if (m_output == "json")
            invocation.out << fmt::format(
                "{{\"apiVersion\":\"gatesight.dev/"
                "v1alpha1\",\"version\":\"{}\",\"gatewayApi\":\"{}\"}}\n",
                GATESIGHT_VERSION, kGatewayApi);
        else
            invocation.out << fmt::format("gatesight {} (Gateway API {})\n", GATESIGHT_VERSION,
                                          kGatewayApi);
        return ExitCode::Success;
    }

private:
    static constexpr const char* kGatewayApi = "v1.6";
    std::string m_output = "text";
};

}  // namespace

std::unique_ptr<Command> makeVersion() {
    return std::make_unique<Version>();
}

}  // namespace gatesight::cli
