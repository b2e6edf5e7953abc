// Any bytes as an access log, in each format and as what they look like: nothing crashes or hangs,
// every line is a request or has a reason, and every request can be asked.
#include "model/manifest/reader.h"
#include "simulator/accesslog/log_reader.h"
#include "simulator/accesslog/log_request.h"

#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

using namespace gatesight;
using namespace gatesight::simulator;

namespace {

void check(bool good) {
    if (!good)
        std::abort();
}

constexpr const char* kRoute = R"(
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: looks, namespace: shop}
spec:
  rules:
    - matches:
        - path: {value: "/a;b=c"}
          headers: [{name: x-canary, value: "true"}, {name: cookie, type: RegularExpression, value: ".*b=1.*"}]
          queryParams: [{name: plan, value: gold}, {name: page, type: RegularExpression, value: "[0-9]+"}]
)";

const model::WorldPtr& routes() {
    static const model::WorldPtr world = [] {
        model::WorldBuilder builder;
        builder.addLayer(model::readText("fuzz.yaml", kRoute));
        return std::move(builder).build();
    }();
    return world;
}

void readAs(LogFormat format, const std::string& bytes) {
    static const model::World* const world = routes().get();
    static const RoutedValues values({&world, 1});
    const ValueMask mask(values, false);
    std::uint64_t good = 0, bad = 0;
    LogKey key;
    const LogSink sink{[&](std::uint64_t, const LogRecord& record) -> LineRead {
                           if (const LineRead made = makeLogKey(record, {}, mask, key); !made)
                               return made;
                           check(requestOf(key.text).has_value());
                           ++good;
                           return {};
                       },
                       [&](std::uint64_t line, const LineProblem&) {
                           check(line > 0);
                           ++bad;
                       }};
    std::istringstream in(bytes);
    const LogRead read = readLog(in, format, values, sink);
    check(good + bad == read.lines);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 20'000)
        return 0;
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    for (const auto& [format, name] : logFormats())
        readAs(format, bytes);
    return 0;
}
