#include "simulator/traffic/surroundings_reader.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "simulator/traffic/node_json.h"

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 7> kWorkloadFields{
    "connectFailures", "delayMs", "port", "responseHeaders", "statuses", "tls", "workload"};

bool isFullName(std::string_view text) {
    return std::ranges::count(text, '/') == 1 && !text.starts_with('/') && !text.ends_with('/');
}

void readDns(model::Node dns, Surroundings& result, Problems& problems) {
    if (!dns || dns.isNull())
        return;
    if (!dns.isMap()) {
        problems.report(dns, scenario_rule::kField,
                        "dns has to be a map of host names to \"namespace/gateway\"");
        return;
    }
    for (const auto& [host, gateway] : dns.entries()) {
        if (isFullName(gateway.text()))
            result.dns.insert_or_assign(std::string(host.text()), std::string(gateway.text()));
        else
            problems.report(gateway, scenario_rule::kField,
                            fmt::format("dns of {} has to be \"namespace/gateway\"", host.text()));
    }
}

/// Behaviours are written as requests carry them, so the reader of requests understands them.
std::optional<BackendBehavior> readBehavior(model::Node item, Problems& problems) {
    Json behavior = jsonOf(item);
    behavior.erase("workload");
    behavior.erase("port");
    const auto request =
        requestFromJson({{"url", "http://workload"}, {"backendBehavior", std::move(behavior)}});
    if (request)
        return request->backend;
    std::string message = request.error();
    constexpr std::string_view kPrefix = "backendBehavior.";
    if (message.starts_with(kPrefix))
        message.erase(0, kPrefix.size());
    problems.report(item, std::string_view(message).substr(0, message.find(' ')),
                    scenario_rule::kField, message);
    return std::nullopt;
}

void readWorkload(model::Node item, Surroundings& result, Problems& problems) {
    const std::size_t before = problems.count();
    if (!problems.checkFields(item, kWorkloadFields))
        return;
    WorkloadBehavior workload{
        .workload = std::string(item["workload"].text()), .port = {}, .behavior = {}};
    if (!isFullName(workload.workload))
        problems.report(item, "workload", scenario_rule::kField,
                        "workload has to be \"namespace/name\"");
    if (const model::Node port = item["port"]; port && !port.isNull()) {
        const std::int64_t number = port.toInt(0);
        if (number < 1 || number > 65535)
            problems.report(port, scenario_rule::kField, "port has to be a number from 1 to 65535");
        workload.port = static_cast<std::uint16_t>(number);
    }
    if (problems.count() != before)
        return;
    if (auto behavior = readBehavior(item, problems)) {
        workload.behavior = std::move(*behavior);
        result.workloads.push_back(std::move(workload));
    }
}

}  // namespace

Surroundings readSurroundings(model::Node spec, Problems& problems) {
    Surroundings result;
    readDns(spec["dns"], result, problems);
    const model::Node workloads = spec["workloads"];
    if (workloads && !workloads.isNull() && !workloads.isList())
        problems.report(workloads, scenario_rule::kField, "workloads has to be a list");
    for (const model::Node item : workloads.items())
        readWorkload(item, result, problems);
    return result;
}

}  // namespace gatesight::simulator
