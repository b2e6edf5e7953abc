// Any bytes as a manifest: nothing crashes, hangs or leaks, and what comes out is whole (see
// support_manifest_check.h). What was read must also survive being written and read again.
#include "../model/manifest/support_manifest_check.h"
#include "model/manifest/reader.h"
#include "model/manifest/writer.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace gatesight::model;

namespace {

ReadOptions smallLimits() {
    ReadOptions options;
    options.limits = {.depth = 20,
                      .documentBytes = 16'000,
                      .inputBytes = 60'000,
                      .scalarBytes = 4'000,
                      .keysPerMap = 300,
                      .itemsPerList = 600,
                      .aliasNodes = 200,
                      .documentTime = std::chrono::milliseconds(2000)};
    return options;
}

[[noreturn]] void fail(std::string_view what, std::string_view detail) {
    std::fprintf(stderr, "%.*s: %.*s\n", static_cast<int>(what.size()), what.data(),
                 static_cast<int>(detail.size()), detail.data());
    std::abort();
}

/// Written as YAML and read again, a document is the same. (yaml-cpp replaces what Unicode calls no
/// character.)
void checkRoundTrip(const Document& document) {
    constexpr std::size_t kLargest = 2'000;
    const auto value = toJson(document.root());
    if (document.tree.size() > kLargest) {
        return;
    }
    const auto text = toYaml(value);
    const auto again = readText("again.yaml", text);
    if (again.documents.size() != 1 || !again.findings.empty()) {
        fail("written YAML cannot be read", text);
    }
    const auto got = toJson(again.documents.front()->root());
    if (got != value && text.find("\xEF\xBF\xBD") == std::string::npos) {
        fail("written YAML is read differently", text);
    }
}

void check(std::string_view name, const std::string& bytes) {
    const auto read = readText(name, bytes, smallLimits());
    if (const auto fault = test::firstFault(read); !fault.empty()) {
        fail("fault", fault);
    }
    if (read.documents.size() == 1 &&
        !read.documents.front()->root()["items"]) {  // a List would be split again
        checkRoundTrip(*read.documents.front());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    check("fuzz.yaml", bytes);
    if (bytes.starts_with('{') || bytes.starts_with('[')) {
        check("fuzz.json", bytes);
    }
    return 0;
}
