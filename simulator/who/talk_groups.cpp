#include "simulator/who/talk_groups.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace gatesight::simulator {

namespace {

struct WorkloadOfParties {
    bool gateway = false;
    std::vector<std::uint32_t> parties;
    std::size_t pods = 0;
};

struct NamespaceOfParties {
    std::map<std::string, WorkloadOfParties> workloads;
    std::size_t pods = 0;
};

/// The keys of the largest, at most `count`; of equal ones the first by name.
template <class Map>
std::set<std::string_view> largest(const Map& map, std::size_t count) {
    std::vector<std::pair<std::size_t, std::string_view>> bySize;
    for (const auto& [name, value] : map)
        bySize.emplace_back(value.pods, name);
    std::ranges::stable_sort(bySize, std::ranges::greater{}, [](const auto& x) { return x.first; });
    std::set<std::string_view> result;
    for (std::size_t i = 0; i < bySize.size() && i < count; ++i)
        result.insert(bySize[i].second);
    return result;
}

class Grouper {
public:
    Grouper(const model::World& world, const std::vector<TalkParty>& parties,
            const WhoTalksOptions& options)
        : m_world(world), m_parties(parties), m_options(options) {}

    TalkGroups run() {
        collect();
        m_result.groupOf.assign(m_parties.size(), 0);
        choose();
        // An expanded namespace takes the place of one group and needs some more.
        std::size_t room = m_options.maxGroups - std::min(m_options.maxGroups, m_shown.size() + 1);
        TalkGroup rest;
        rest.kind = TalkGroup::Kind::More;
        std::vector<const NamespaceOfParties*> folded;
        for (const auto& [name, members] : m_namespaces) {
            if (!m_shown.contains(name)) {
                folded.push_back(&members);
                continue;
            }
            const std::size_t needed =
                std::min(members.workloads.size(), m_options.maxWorkloads + 1);
            if (isExpanded(name) && needed <= room + 1) {
                room -= std::max<std::size_t>(needed, 1) - 1;
                addWorkloads(name, members);
            } else {
                m_result.unexpanded += isExpanded(name) ? 1 : 0;
                addNamespace(name, members);
            }
        }
        if (!folded.empty())
            addRest(rest, folded);
        return std::move(m_result);
    }

private:
    void collect() {
        for (std::uint32_t i = 0; i < m_parties.size(); ++i) {
            const TalkParty& party = m_parties[i];
            NamespaceOfParties& members =
                m_namespaces[m_world.object(party.object).metadata.namespace_];
            const bool gateway = party.gateway != TalkParty::kNoGateway;
            // A Gateway and a workload may share a name.
            WorkloadOfParties& workload =
                members.workloads[(gateway ? "\x01" : "") + party.workload];
            workload.gateway = gateway;
            workload.parties.push_back(i);
            workload.pods += party.pod ? 1 : 0;
            members.pods += party.pod ? 1 : 0;
        }
    }

    void choose() {
        if (m_options.namespaces.empty()) {
            m_shown = largest(m_namespaces, m_options.maxNamespaces);
            return;
        }
        for (const auto& [name, members] : m_namespaces)
            if (std::ranges::find(m_options.namespaces, name) != m_options.namespaces.end())
                m_shown.insert(name);
    }

    [[nodiscard]] bool isExpanded(const std::string& name) const {
        return m_options.expanded.contains(name) || m_options.expanded.contains("*");
    }

    static void count(TalkGroup& group, const WorkloadOfParties& workload) {
        (workload.gateway ? group.gateways : group.workloads) += 1;
        group.pods += workload.pods;
    }

    void assign(const WorkloadOfParties& workload) {
        const auto group = static_cast<std::uint32_t>(m_result.groups.size());
        for (const std::uint32_t party : workload.parties)
            m_result.groupOf[party] = group;
    }

    void addNamespace(const std::string& name, const NamespaceOfParties& members) {
        TalkGroup group;
        group.namespace_ = name;
        group.namespaces = 1;
        for (const auto& [workloadName, workload] : members.workloads) {
            count(group, workload);
            assign(workload);
        }
        m_result.groups.push_back(std::move(group));
    }

    void addWorkloads(const std::string& name, const NamespaceOfParties& members) {
        const auto shown = largest(members.workloads, m_options.maxWorkloads);
        TalkGroup rest;
        rest.kind = TalkGroup::Kind::More;
        rest.namespace_ = name;
        std::vector<const WorkloadOfParties*> folded;
        for (const auto& [workloadName, workload] : members.workloads) {
            if (!shown.contains(workloadName)) {
                folded.push_back(&workload);
                continue;
            }
            TalkGroup group;
            group.kind = workload.gateway ? TalkGroup::Kind::Gateway : TalkGroup::Kind::Workload;
            group.namespace_ = name;
            group.name = workload.gateway ? workloadName.substr(1) : workloadName;
            count(group, workload);
            assign(workload);
            m_result.groups.push_back(std::move(group));
        }
        for (const WorkloadOfParties* workload : folded) {
            count(rest, *workload);
            assign(*workload);
        }
        if (!folded.empty())
            m_result.groups.push_back(std::move(rest));
    }

    void addRest(TalkGroup& rest, const std::vector<const NamespaceOfParties*>& folded) {
        rest.namespaces = folded.size();
        for (const NamespaceOfParties* members : folded)
            for (const auto& [name, workload] : members->workloads) {
                count(rest, workload);
                assign(workload);
            }
        m_result.groups.push_back(std::move(rest));
    }

    const model::World& m_world;
    const std::vector<TalkParty>& m_parties;
    const WhoTalksOptions& m_options;
    std::map<std::string, NamespaceOfParties> m_namespaces;
    std::set<std::string_view> m_shown;
    TalkGroups m_result;
};

std::string plural(std::size_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace

TalkGroups groupParties(const model::World& world, const std::vector<TalkParty>& parties,
                        const WhoTalksOptions& options) {
    return Grouper(world, parties, options).run();
}

std::string TalkGroup::key() const {
    switch (kind) {
        case Kind::Namespace:
            return "namespace/" + namespace_;
        case Kind::Workload:
            return fmt::format("workload/{}/{}", namespace_, name);
        case Kind::Gateway:
            return fmt::format("gateway/{}/{}", namespace_, name);
        case Kind::More:
            return namespace_.empty() ? "more" : "more/" + namespace_;
        case Kind::Internet:
            return "internet";
        case Kind::Outside:
            return "outside";
    }
    return {};
}

std::string TalkGroup::title() const {
    switch (kind) {
        case Kind::Namespace:
            return namespace_;
        case Kind::Workload:
        case Kind::Gateway:
            return name;
        case Kind::More:
            return "and " + (namespace_.empty()
                                 ? plural(namespaces, "more namespace", "more namespaces")
                                 : plural(workloads + gateways, "more workload", "more workloads"));
        case Kind::Internet:
            return "Internet";
        case Kind::Outside:
            return "Outside";
    }
    return {};
}

std::string TalkGroup::members() const {
    if (kind == Kind::Internet)
        return "from outside of the cluster";
    if (kind == Kind::Outside)
        return "addresses outside of the cluster";
    const std::string count = plural(pods, "Pod", "Pods");
    if (kind == Kind::Workload)
        return count;
    if (kind == Kind::Gateway)
        return pods == 0 ? "Gateway" : "Gateway, " + count;
    std::string text;
    if (gateways != 0)
        text = plural(gateways, "Gateway", "Gateways");
    if (workloads != 0)
        text += fmt::format("{}{}, {}", text.empty() ? "" : ", ",
                            plural(workloads, "workload", "workloads"), count);
    return text;
}

}  // namespace gatesight::simulator
