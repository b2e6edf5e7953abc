#include "simulator/surroundings.h"

#include <map>
#include <utility>

#include "simulator/traffic/surroundings_reader.h"

namespace gatesight::simulator {

namespace {

class Merger {
public:
    void add(Surroundings more) {
        for (auto& [host, gateway] : more.dns)
            m_all.dns.insert_or_assign(host, std::move(gateway));
        for (WorkloadBehavior& workload : more.workloads) {
            const auto [place, isNew] = m_places.emplace(
                std::pair(workload.workload, workload.port), m_all.workloads.size());
            if (isNew)
                m_all.workloads.push_back(std::move(workload));
            else
                m_all.workloads[place->second] = std::move(workload);
        }
    }
    Surroundings take() { return std::move(m_all); }

private:
    Surroundings m_all;
    std::map<std::pair<std::string, std::optional<std::uint16_t>>, std::size_t> m_places;
};

}  // namespace

const BackendBehavior* Surroundings::behaviorOf(std::string_view workload,
                                                std::uint16_t port) const {
    const BackendBehavior* anyPort = nullptr;
    for (const WorkloadBehavior& candidate : workloads) {
        if (candidate.workload != workload)
            continue;
        if (candidate.port == port)
            return &candidate.behavior;
        if (!candidate.port)
            anyPort = &candidate.behavior;
    }
    return anyPort;
}

Surroundings surroundingsOf(const model::World& world) {
    Merger merger;
    for (const model::DocumentPtr& document : world.scenarios()) {
        model::Findings ignored;  // readScenario tells them
        Problems problems(document, ignored);
        merger.add(readSurroundings(document->root()["spec"], problems));
    }
    return merger.take();
}

}  // namespace gatesight::simulator
