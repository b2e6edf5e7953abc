#include "tests/cli/support_run.h"
#include "tests/house/source_folder.h"

#include <sstream>

namespace gatesight::cli::test {

Ran runGatesight(const std::vector<std::string>& arguments, const std::string& in,
                 Environment environment) {
    std::istringstream input(in);
    std::ostringstream out, err;
    Ran ran;
    ran.code = run(arguments, input, out, err, std::move(environment));
    ran.out = std::move(out).str();
    ran.err = std::move(err).str();
    return ran;
}

Ran runLine(const std::string& line, const std::string& in, Environment environment) {
    std::istringstream words(line);
    std::vector<std::string> arguments;
    for (std::string word; words >> word;)
        arguments.push_back(word);
    return runGatesight(arguments, in, std::move(environment));
}

std::string dataFolder() {
    return gatesight::test::sourcePath("/tests/cli/data");
}

}  // namespace gatesight::cli::test
