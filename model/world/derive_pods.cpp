#include "model/world/derive_pods.h"

#include <fmt/format.h>
#include <algorithm>
#include <set>

namespace gatesight::model {

namespace {

constexpr std::size_t kMaxGeneratedBase =
    58;  // a generated name is at most 63 long, five of it random

/// One Pod to be made.
struct PodPlan {
    std::string name;
    std::string node;
    std::vector<std::string> addresses;
};

const Workload* workloadOf(const Object& object) {
    return std::visit(
        [](const auto& resource) -> const Workload* {
            if constexpr (std::is_base_of_v<Workload, std::decay_t<decltype(resource)>>)
                return &resource;
            return nullptr;
        },
        object.resource);
}

/// What changes when the Pod template does; only then are a Deployment's Pods new ones with new
/// names.
std::uint64_t templateHash(const Object& object, const PodTemplate& podTemplate) {
    StableHash hash;
    hash.add(object.metadata.namespace_).add(object.metadata.name);
    for (const auto& [key, value] : podTemplate.metadata.labels)
        hash.add(key).add(value);
    for (const Container& container : podTemplate.spec.containers) {
        hash.add(container.name).add(container.image);
        for (const ContainerPort& port : container.ports)
            hash.add(port.name).add(port.containerPort);
    }
    return hash.value();
}

/// Makes the Pods of one workload.
class PodMaker {
public:
    PodMaker(const ObjectPtr& source, const Workload& workload, const ClusterFacts& facts)
        : m_source(source), m_workload(workload), m_facts(facts) {}

    /// Names and nodes of the Pods, without addresses.
    [[nodiscard]] std::vector<PodPlan> plan(std::int32_t count);
    [[nodiscard]] ObjectPtr make(const PodPlan& plan, std::size_t index) const;
    /// How many Pods the workload asks for, however many that is.
    [[nodiscard]] std::int32_t wanted() const;

private:
    [[nodiscard]] std::string generatedName(const std::string& base, std::uint64_t seed);
    [[nodiscard]] std::vector<std::string> daemonNodes() const;
    [[nodiscard]] std::string replicaSetHash() const {
        return generatedSuffix(templateHash(*m_source, m_workload.template_), 10);
    }
    void addOwnLabels(ObjectMeta& metadata, std::size_t index) const;
    [[nodiscard]] OwnerReference owner() const;

    const ObjectPtr& m_source;
    const Workload& m_workload;
    const ClusterFacts& m_facts;
    std::set<std::string> m_names;
};

std::int32_t PodMaker::wanted() const {
    if (m_source->kind == "DaemonSet")
        return static_cast<std::int32_t>(daemonNodes().size());
    if (const auto* job = std::get_if<Job>(&m_source->resource); job != nullptr && job->completed)
        return 0;
    return std::max(0, m_workload.replicas.value_or(1));
}

/// Names of the nodes a DaemonSet runs on: all that its nodeSelector admits; one without a name
/// when no Node is loaded.
std::vector<std::string> PodMaker::daemonNodes() const {
    if (m_facts.nodes.empty())
        return {""};
    std::vector<std::string> result;
    for (const auto& [name, node] : m_facts.nodes)
        if (m_workload.template_.spec.nodeSelector.empty() ||
            selects(m_workload.template_.spec.nodeSelector, node.labels))
            result.push_back(name);
    return result;
}

std::string PodMaker::generatedName(const std::string& base, std::uint64_t seed) {
    for (;; ++seed) {
        std::string name = base.substr(0, kMaxGeneratedBase) +
                           generatedSuffix(StableHash().add(base).add(seed).value(), 5);
        if (m_names.insert(name).second)
            return name;
    }
}

std::vector<PodPlan> PodMaker::plan(std::int32_t count) {
    const std::string& name = m_source->metadata.name;
    const std::string& namespace_ = m_source->metadata.namespace_;
    const std::vector<std::string> nodes =
        m_source->kind == "DaemonSet" ? daemonNodes() : std::vector<std::string>{};
    const std::string base =
        m_source->kind == "Deployment" ? name + "-" + replicaSetHash() + "-" : name + "-";
    const std::uint64_t seed = StableHash().add(namespace_).value();
    std::vector<PodPlan> plans;
    for (std::int32_t i = 0; i < count; ++i) {
        const auto index = static_cast<std::uint64_t>(i);
        PodPlan plan;
        plan.name = m_source->kind == "StatefulSet"
                        ? fmt::format("{}-{}", name, i)
                        : generatedName(base, seed + index * kMaxDerivedPods);
        plan.node = index < nodes.size() ? nodes[index] : m_workload.template_.spec.nodeName;
        plans.push_back(std::move(plan));
    }
    return plans;
}

OwnerReference PodMaker::owner() const {
    OwnerReference owner{.apiVersion = m_source->apiVersion(),
                         .kind = m_source->kind,
                         .name = m_source->metadata.name,
                         .uid = m_source->metadata.uid,
                         .controller = true};
    if (m_source->kind == "Deployment") {
        owner.kind = "ReplicaSet";
        owner.name += "-" + replicaSetHash();
        owner.uid.clear();
    }
    return owner;
}

void PodMaker::addOwnLabels(ObjectMeta& metadata, std::size_t index) const {
    Labels& labels = metadata.labels;
    if (m_source->kind == "Deployment") {
        labels["pod-template-hash"] = replicaSetHash();
    } else if (m_source->kind == "StatefulSet") {
        labels["statefulset.kubernetes.io/pod-name"] = metadata.name;
        labels["apps.kubernetes.io/pod-index"] = std::to_string(index);
    } else if (m_source->kind == "Job") {
        labels["batch.kubernetes.io/job-name"] = m_source->metadata.name;
        labels["job-name"] = m_source->metadata.name;
    }
}

ObjectPtr PodMaker::make(const PodPlan& plan, std::size_t index) const {
    auto object = std::make_shared<Object>();
    object->version = "v1";
    object->kind = kKind<Pod>.kind;
    object->metadata.name = plan.name;
    object->metadata.namespace_ = m_source->metadata.namespace_;
    object->metadata.labels = m_workload.template_.metadata.labels;
    object->metadata.annotations = m_workload.template_.metadata.annotations;
    object->metadata.ownerReferences = {owner()};
    addOwnLabels(object->metadata, index);
    Pod& pod = object->resource.emplace<Pod>();
    pod.spec = m_workload.template_.spec;
    pod.spec.nodeName = plan.node;
    if (m_source->kind == "StatefulSet") {
        pod.spec.hostname = plan.name;
        pod.spec.subdomain = m_workload.serviceName;
    }
    pod.podIPs = plan.addresses;
    if (!pod.podIPs.empty())
        pod.podIP = pod.podIPs.front();
    object->origin.order = m_source->origin.order;
    object->origin.derivedFrom = fmt::format("{} {}", m_source->kind, m_source->fullName());
    return object;
}

/// "namespace/name" of the Deployments whose ReplicaSets are loaded.
std::set<std::string> deploymentsWithReplicaSets(const ObjectSet& objects) {
    std::set<std::string> result;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        if (!std::holds_alternative<ReplicaSet>(objects[i]->resource))
            continue;
        for (const OwnerReference& owner : objects[i]->metadata.ownerReferences)
            if (owner.kind == "Deployment")
                result.insert(objects[i]->metadata.namespace_ + "/" + owner.name);
    }
    return result;
}

bool hasPods(const Object& object, const Workload& workload, const PodIndex& loadedPods) {
    const std::string& namespace_ = object.metadata.namespace_;
    if (workload.selector.matchLabels.empty() && workload.selector.matchExpressions.empty())
        return loadedPods.anyMatches(namespace_, {.matchLabels = workload.template_.metadata.labels,
                                                  .matchExpressions = {}});
    return loadedPods.anyMatches(namespace_, workload.selector);
}

Finding cappedFinding(const Object& object, std::int32_t wanted, std::int32_t made) {
    Finding finding;
    finding.severity = Severity::Warning;
    finding.rule = "world.pods-capped";
    finding.message = fmt::format(
        "{} asks for {} Pods; {} are simulated (at most {} of one workload, {} in all)",
        toString(object.reference()), wanted, made, kMaxPodsPerWorkload, kMaxDerivedPods);
    finding.object = object.reference();
    finding.field = "spec.replicas";
    const Node replicas =
        object.origin.document ? object.origin.document->root()["spec"]["replicas"] : Node();
    finding.source = object.origin.locate(replicas.id());
    return finding;
}

void assignAddresses(std::vector<PodPlan>& plans, const Object& source, const Workload& workload,
                     AddressPool& pool, const ClusterFacts& facts) {
    for (PodPlan& plan : plans)
        plan.addresses = workload.template_.spec.hostNetwork
                             ? std::vector{facts.addressOf(plan.node)}
                             : takePodAddresses(pool, facts, source.metadata.namespace_, plan.name);
}

std::uint64_t inputsOf(const std::vector<PodPlan>& plans) {
    StableHash hash;
    for (const PodPlan& plan : plans) {
        hash.add(plan.name).add(plan.node);
        for (const std::string& address : plan.addresses)
            hash.add(address);
    }
    return hash.value();
}

DerivedGroup groupOf(const ObjectPtr& source, const PodMaker& maker,
                     const std::vector<PodPlan>& plans, const PreviousGroups& previous) {
    const std::uint64_t inputs = inputsOf(plans);
    if (const DerivedGroup* same = previous.find(*source, inputs))
        return *same;
    DerivedGroup group{.source = source, .inputs = inputs, .objects = {}};
    for (std::size_t i = 0; i < plans.size(); ++i)
        group.objects.push_back(maker.make(plans[i], i));
    return group;
}

}  // namespace

Derived derivePods(const ObjectSet& objects, const PodIndex& loadedPods, AddressPool& pool,
                   const ClusterFacts& facts, const PreviousGroups& previous) {
    Derived result;
    const std::set<std::string> handedOver = deploymentsWithReplicaSets(objects);
    std::size_t total = 0;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const Object& object = *objects[i];
        const Workload* const workload = workloadOf(object);
        if (workload == nullptr || hasPods(object, *workload, loadedPods) ||
            (object.kind == "Deployment" && handedOver.contains(object.fullName())))
            continue;
        PodMaker maker(objects[i], *workload, facts);
        const std::int32_t wanted = maker.wanted();
        const auto left = static_cast<std::int32_t>(kMaxDerivedPods - total);
        const std::int32_t count = std::min({wanted, kMaxPodsPerWorkload, left});
        if (count < wanted)
            result.findings.push_back(cappedFinding(object, wanted, count));
        if (count == 0)
            continue;
        total += static_cast<std::size_t>(count);
        std::vector<PodPlan> plans = maker.plan(count);
        assignAddresses(plans, object, *workload, pool, facts);
        result.groups.push_back(groupOf(objects[i], maker, plans, previous));
    }
    return result;
}

}  // namespace gatesight::model
