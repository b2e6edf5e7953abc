#include "simulator/traffic/tally_output.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace gatesight::simulator {

namespace {

double tallyShare(const Tally& tally, std::uint64_t total) {
    return total == 0 ? 0 : static_cast<double>(tally.count) / static_cast<double>(total);
}

}  // namespace

std::string csvField(const std::string& text) {
    std::string field =
        !text.empty() && std::string_view("=+-@\t\r").contains(text.front()) ? "'" + text : text;
    if (field.find_first_of(",\"\r\n") == std::string::npos)
        return field;
    std::string quoted = "\"";
    for (const char c : field) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

nlohmann::ordered_json talliesJson(const std::vector<Tally>& tallies, std::uint64_t total,
                                   bool overTime) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Tally& tally : tallies) {
        list.push_back({{"name", tally.name},
                        {"count", tally.count},
                        {"failures", tally.failures},
                        {"share", tallyShare(tally, total)}});
        if (overTime)
            list.back()["perBucket"] = tally.perBucket;
    }
    return list;
}

void addTallyRows(std::string& csv, std::string_view dimension, const std::vector<Tally>& tallies,
                  std::uint64_t total) {
    for (const Tally& tally : tallies)
        csv += fmt::format("{},{},{},{},{:.6f}\n", dimension, csvField(tally.name), tally.count,
                           tally.failures, tallyShare(tally, total));
}

}  // namespace gatesight::simulator
