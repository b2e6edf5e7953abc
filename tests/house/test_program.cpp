#include "tests/house/test_program.h"

#include <cstdio>
#include <filesystem>
#include <map>
#include <string>

namespace gatesight::test {

namespace {

std::map<std::string, TestRun>& tests() {
    static std::map<std::string, TestRun> all;
    return all;
}

}  // namespace

bool addTests(const char* source, TestRun run) {
    return tests().emplace(std::filesystem::path(source).stem().string(), run).second;
}

}  // namespace gatesight::test

int main(int argc, char** argv) {
    const auto& tests = gatesight::test::tests();
    const auto found = argc > 1 ? tests.find(argv[1]) : tests.end();
    if (found != tests.end())
        return found->second(argc - 1, argv + 1);
    std::fprintf(stderr, "%s TEST [arguments of Qt Test], with one of:\n", argv[0]);
    for (const auto& [name, run] : tests)
        std::fprintf(stderr, "  %s\n", name.c_str());
    return 2;
}
