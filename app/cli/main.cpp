// The program around the command line: signals become a stop request, exceptions an exit code.
#include "app/cli/exit_code.h"
#include "app/cli/interrupt.h"
#include "app/cli/run.h"
#include "model/cluster/freed_memory.h"

#include <exception>
#include <iostream>
#include <string>
#include <vector>

int main(int argc, char** argv) {
    using namespace gatesight::cli;
    gatesight::model::letOpensslWipe();
    try {
        std::ios::sync_with_stdio(false);
        std::cin.tie(nullptr);
        const Interrupt interrupt;
        const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
        return run(arguments, std::cin, std::cout, std::cerr,
                   environmentOfProcess(interrupt.token()));
    } catch (const std::exception& error) {
        std::cerr << "gatesight: this is a bug in Gatesight: " << error.what() << '\n';
    } catch (...) {
        std::cerr << "gatesight: this is a bug in Gatesight\n";
    }
    return static_cast<int>(ExitCode::Internal);
}
