// What a cluster of a size weighs, and its files for routers of others.
//   gatesight-footprint RULES            prints bytes as "name value" lines
//   gatesight-footprint RULES --paths    prints "route PATH" and "request PATH" lines
// One process for each size, as the highest mark of a process never falls.
#include "bench_world.h"
#include "high_water_mark.h"

#include "model/manifest/reader.h"
#include "model/world/world.h"
#include "simulator/control/control_plane.h"
#include "simulator/routing/route_table.h"

#include <fmt/format.h>

#include <malloc.h>

#include <charconv>
#include <cstring>
#include <string>
#include <string_view>

namespace {

using namespace gatesight;

constexpr std::size_t kRequests = 16'384;

std::size_t onHeap() {
    const struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

void printFootprint(std::size_t rules) {
    const std::string text = bench::manifestOf(rules);
    const std::size_t before = onHeap(), markBefore = bench::highWaterMark();
    const model::Manifests manifests = model::readText("measured.yaml", text);
    const std::size_t read = onHeap(), markRead = bench::highWaterMark();
    model::WorldBuilder builder;
    builder.addLayer(manifests);
    const model::WorldPtr world = std::move(builder).build();
    const std::size_t built = onHeap();
    const auto control = simulator::computeControlPlane(*world, {});
    const std::size_t controlled = onHeap();
    const auto table = simulator::compileRoutes(*world, *control, {});
    const std::size_t compiled = onHeap();
    fmt::print(
        "text {}\ndocuments {}\nreading-mark {}\nworld {}\ncontrol {}\ntable {}\nall-mark {}\n",
        text.size(), read - before, markRead - markBefore, built - read, controlled - built,
        compiled - controlled, bench::highWaterMark() - markBefore);
}

void printPaths(std::size_t rules) {
    for (std::size_t rule = 0; rule < rules; ++rule)
        fmt::print("route {}\n", bench::pathOfRule(rule));
    for (const bench::Asked& asked : bench::requestsFor(rules, kRequests))
        fmt::print("request {}\n", asked.request.path);
}

}  // namespace

int main(int argc, char** argv) {
    std::size_t rules = 0;
    if (argc < 2 ||
        std::from_chars(argv[1], argv[1] + std::strlen(argv[1]), rules).ec != std::errc() ||
        rules == 0) {
        fmt::print(stderr, "usage: gatesight-footprint RULES [--paths]\n");
        return 2;
    }
    if (argc > 2 && std::string_view(argv[2]) == "--paths")
        printPaths(rules);
    else
        printFootprint(rules);
    return 0;
}
