#include "simulator/report/report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gatesight::simulator {

namespace {

constexpr std::string_view kInventoryHeadings =
    "host,path_type,path,method,conditions,port,protocol,tls,certificates,gateway,listener,"
    "listener_set,frontend,route_kind,namespace,route,rule,rule_name,backend,share,ready,endpoints,"
    "answer,gets_traffic,why\r\n";

std::string inventoryCell(std::string_view text) {
    std::string cell;
    if (!text.empty() && std::string_view("=+-@\t\r").contains(text.front()))
        cell = "'";
    for (const char c : text)
        cell += c == '"' ? std::string("\"\"") : std::string(1, c);
    return cell.find_first_of("\",\r\n") == std::string::npos ? cell : "\"" + cell + "\"";
}

std::string shareText(const Exposure& exposure) {
    return exposure.denominator == 0
               ? ""
               : fmt::format("{}/{}", exposure.numerator, exposure.denominator);
}

std::string inventoryLine(const Exposure& exposure) {
    const auto count = [&exposure](std::size_t EndpointCount::*member) {
        return exposure.endpoints ? fmt::format("{}", (*exposure.endpoints).*member) : "";
    };
    const std::vector<std::string> cells{exposure.host,
                                         exposure.pathType,
                                         exposure.path,
                                         exposure.method,
                                         fmt::format("{}", fmt::join(exposure.conditions, "; ")),
                                         fmt::format("{}", exposure.port),
                                         exposure.protocol,
                                         exposure.tls,
                                         fmt::format("{}", fmt::join(exposure.certificates, "; ")),
                                         exposure.gateway,
                                         exposure.listener,
                                         exposure.listenerSet,
                                         exposure.frontend,
                                         exposure.kind,
                                         exposure.namespace_,
                                         exposure.route,
                                         fmt::format("{}", exposure.rule),
                                         exposure.ruleName,
                                         exposure.backend,
                                         shareText(exposure),
                                         count(&EndpointCount::ready),
                                         count(&EndpointCount::all),
                                         exposure.answer,
                                         exposure.getsTraffic ? "yes" : "no",
                                         exposure.why};
    std::string line;
    for (const std::string& cell : cells)
        line += (line.empty() && &cell == &cells.front() ? "" : ",") + inventoryCell(cell);
    return line + "\r\n";
}

}  // namespace

std::string inventoryCsv(const std::vector<Exposure>& inventory) {
    std::string text(kInventoryHeadings);
    for (const Exposure& exposure : inventory)
        text += inventoryLine(exposure);
    return text;
}

}  // namespace gatesight::simulator
