#include "tests/bench/high_water_mark.h"

#include <malloc.h>

#include <fstream>
#include <string>

namespace gatesight::bench {

std::size_t highWaterMark() {
    std::ifstream status("/proc/self/status");
    std::string word;
    std::size_t kilobytes = 0;
    while (status >> word) {
        if (word == "VmHWM:" && status >> kilobytes)
            return kilobytes * 1024;
    }
    return 0;
}

std::size_t restartHighWaterMark() {
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << "5\n";
    return highWaterMark();
}

}  // namespace gatesight::bench
