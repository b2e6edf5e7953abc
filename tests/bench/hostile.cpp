// How much memory reading a large hostile input takes, beside a plain yaml-cpp loader.
//   gatesight-hostile                      prints the names of the inputs
//   gatesight-hostile NAME [--yaml-cpp]    prints "text BYTES" and "reading-mark BYTES"
// One process for each, as an input may be more than a loader survives: memory and time have
// bounds.
#include "model/manifest/reader.h"
#include "tests/bench/high_water_mark.h"
#include "tests/model/manifest/support_bad_input.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace {

using namespace gatesight;
using model::test::LargeBadInput;

constexpr rlim_t kMostMemory = rlim_t{4} << 30;
constexpr unsigned kMostSeconds = 10;

/// Archives and JSON are nothing that yaml-cpp would read.
bool isYaml(const LargeBadInput& input) {
    return input.name.ends_with(".yaml");
}

void loadWithYamlCpp(const std::string& text) {
    try {
        (void)YAML::LoadAll(text);
    } catch (const YAML::Exception&) {
        // A refusal is an answer; what counts is what it took.
    }
}

int measure(const LargeBadInput& input, bool yamlCpp) {
    const std::string text = input.make();
    const rlimit most{kMostMemory, kMostMemory};
    setrlimit(RLIMIT_AS, &most);
    alarm(kMostSeconds);
    const std::size_t before = bench::restartHighWaterMark();
    if (yamlCpp)
        loadWithYamlCpp(text);
    else
        (void)model::readText("hostile.yaml", text);
    fmt::print("text {}\nreading-mark {}\n", text.size(), bench::highWaterMark() - before);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const auto inputs = model::test::largeBadInputs();
    if (argc < 2) {
        for (const LargeBadInput& input : inputs) {
            if (isYaml(input))
                fmt::print("{}\n", input.name);
        }
        return 0;
    }
    const auto input = std::ranges::find(inputs, std::string_view(argv[1]), &LargeBadInput::name);
    if (input == inputs.end()) {
        fmt::print(stderr, "there is no input {}\n", argv[1]);
        return 2;
    }
    return measure(*input, argc > 2 && argv[2] == std::string_view("--yaml-cpp"));
}
