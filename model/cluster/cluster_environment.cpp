#include "model/cluster/cluster_environment.h"

#include <unistd.h>

#include <string_view>

namespace gatesight::model {

std::string ClusterEnvironment::variable(std::string_view name) const {
    const auto found = variables.find(name);
    return found == variables.end() ? std::string() : found->second;
}

ClusterEnvironment clusterEnvironmentOfProcess() {
    ClusterEnvironment result;
    for (char** each = environ; each && *each; ++each) {
        const std::string_view text(*each);
        if (const std::size_t equals = text.find('='); equals != std::string_view::npos)
            result.variables.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    result.home = result.variable("HOME");
    result.interactive = isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0;
    return result;
}

}  // namespace gatesight::model
