// Steps: take what the trace and the answer name; then, until nothing new comes, what these objects
// name in their fields, what selects them or is selected, and what rules over them (namespaces,
// grants, policies).
#include "simulator/capsule/touched_objects.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace gatesight::simulator {

namespace {

using model::ObjectId;

class Gathering {
public:
    Gathering(const Simulation& simulation, const Request& request, const Decision& decision)
        : m_simulation(simulation),
          m_world(*simulation.world),
          m_request(request),
          m_decision(decision) {
        for (std::uint32_t i = 0; i < m_world.objects().size(); ++i)
            m_byName[m_world.object({i}).metadata.name].push_back({i});
    }

    std::set<ObjectId> run() {
        seed();
        while (!m_open.empty()) {
            const ObjectId id = m_open.back();
            m_open.pop_back();
            follow(m_world.object(id));
        }
        std::erase_if(m_found, [&](ObjectId id) {
            return !m_world.object(id).origin.document || m_world.object(id).origin.derived();
        });
        return std::move(m_found);
    }

private:
    void take(ObjectId id) {
        if (id.valid() && m_found.insert(id).second)
            m_open.push_back(id);
    }

    /// Everything of this name in the namespace, or outside of all.
    void take(std::string_view namespace_, std::string_view name) {
        const auto found = m_byName.find(name);
        if (found == m_byName.end())
            return;
        for (const ObjectId id : found->second) {
            const std::string& own = m_world.object(id).metadata.namespace_;
            if (own.empty() || own == namespace_)
                take(id);
        }
    }

    /// "ns/name"
    void takeFull(std::string_view fullName) {
        const std::size_t slash = fullName.find('/');
        if (slash != std::string_view::npos)
            take(fullName.substr(0, slash), fullName.substr(slash + 1));
    }

    void seed() {
        for (const Step& step : m_decision.trace)
            take(step.subject.namespace_, step.subject.name);
        seedAnswer();
        seedRequest();
        for (const auto& [host, gateway] : m_simulation.surroundings.dns)
            takeFull(gateway);
    }

    void seedAnswer() {
        if (m_decision.listener) {
            takeFull(m_decision.listener->gateway);
            takeFull(m_decision.listener->listenerSet);
        }
        if (m_decision.tls)
            takeFull(m_decision.tls->certificate);
        if (m_decision.route)
            take(m_decision.route->namespace_, m_decision.route->name);
        for (const Share& share : m_decision.shares)
            take(share.backend.namespace_, share.backend.name);
        for (const DecidedEndpoint& endpoint : m_decision.endpoints) {
            takeFull(endpoint.pod);
            takeFull(endpoint.service);
        }
    }

    void seedRequest() {
        takeFull(m_request.gateway);
        const RequestSource& from = m_request.from;
        for (const std::string* name : {&from.pod, &from.workload, &from.serviceAccount})
            take(from.namespace_, *name);
        for (const std::string* name :
             {&m_request.tls.clientCertificateSecret, &m_request.tls.trustConfigMap,
              &m_request.tls.trustSecret, &m_request.backend.tlsSecret,
              &m_request.backend.tlsClientCA})
            takeFull(*name);
    }

    // ---- what an object leads to ----

    void follow(const model::Object& object) {
        if (object.origin.derived()) {
            const std::size_t blank = object.origin.derivedFrom.find(' ');
            if (blank != std::string::npos)
                takeFull(std::string_view(object.origin.derivedFrom).substr(blank + 1));
        }
        if (object.origin.document)
            followFields(object.origin.document->root(), object.metadata.namespace_);
        if (const auto* service = std::get_if<model::Service>(&object.resource))
            followService(object, *service);
        if (const auto* pod = std::get_if<model::Pod>(&object.resource))
            take("", pod->spec.nodeName);
        if (m_namespaces.insert(object.metadata.namespace_).second)
            followNamespace(object.metadata.namespace_);
    }

    /// Whatever a map with a name may mean.
    void followFields(model::Node node, std::string_view namespace_) {
        for (const model::Node item : node.items())
            followFields(item, namespace_);
        const model::Node other = node["namespace"];
        const std::string_view where = other.isString() ? other.text() : namespace_;
        for (const auto& [key, value] : node.entries()) {
            static constexpr std::array<std::string_view, 4> kNames{
                "gatewayClassName", "name", "serviceAccountName", "serviceName"};
            if (std::ranges::find(kNames, key.text()) != kNames.end())
                take(where, value.text());
            else
                followFields(value, namespace_);
        }
    }

    void followService(const model::Object& object, const model::Service& service) {
        for (const auto& slice : m_world.slicesOf(object.metadata.namespace_, object.metadata.name))
            take(slice.id());
        if (service.selector.empty())
            return;
        for (const auto& pod : m_world.all<model::Pod>())
            if (pod.metadata().namespace_ == object.metadata.namespace_ &&
                model::selects(service.selector, pod.metadata().labels))
                take(pod.id());
    }

    void followNamespace(const std::string& namespace_) {
        take("", namespace_);
        static constexpr std::array<std::string_view, 9> kRulers{"ReferenceGrant",
                                                                 "NetworkPolicy",
                                                                 "BackendTLSPolicy",
                                                                 "XBackendTrafficPolicy",
                                                                 "ListenerSet",
                                                                 "AdminNetworkPolicy",
                                                                 "BaselineAdminNetworkPolicy",
                                                                 "ClusterNetworkPolicy",
                                                                 "XMesh"};
        for (std::uint32_t i = 0; i < m_world.objects().size(); ++i) {
            const model::Object& object = m_world.object({i});
            if ((object.metadata.namespace_ == namespace_ || object.metadata.namespace_.empty()) &&
                std::ranges::find(kRulers, object.kind) != kRulers.end())
                take({i});
        }
    }

    const Simulation& m_simulation;
    const model::World& m_world;
    const Request& m_request;
    const Decision& m_decision;
    std::map<std::string, std::vector<ObjectId>, std::less<>> m_byName;
    std::set<ObjectId> m_found;
    std::vector<ObjectId> m_open;
    std::set<std::string> m_namespaces;
};

}  // namespace

std::set<ObjectId> touchedObjects(const Simulation& simulation, const Request& request,
                                  const Decision& decision) {
    return Gathering(simulation, request, decision).run();
}

std::set<ObjectId> neighboursOf(const model::World& world, const std::set<ObjectId>& touched) {
    std::set<std::string_view> namespaces{""};
    for (const ObjectId id : touched)
        namespaces.insert(world.object(id).metadata.namespace_);
    std::set<ObjectId> result;
    for (std::uint32_t i = 0; i < world.objects().size(); ++i) {
        const model::Object& object = world.object({i});
        if (object.origin.document && !object.origin.derived() &&
            namespaces.contains(object.metadata.namespace_))
            result.insert({i});
    }
    return result;
}

}  // namespace gatesight::simulator
