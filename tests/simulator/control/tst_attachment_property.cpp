// Random worlds: attachment agrees with a reference that does everything the long way round, and
// the order of documents changes nothing.

#include "support_control.h"

#include "simulator/control/status.h"
#include "tests/house/test_program.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace gatesight::simulator::tst_attachment_property {

namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t bound) {
    return random() % bound;  // the same on every machine, unlike a distribution
}

template <class T>
const T& anyOf(Random& random, const std::vector<T>& values) {
    return values[below(random, values.size())];
}

const std::vector<std::string> kHostnames = {"",         "a.test",     "b.a.test", "*.test",
                                             "*.a.test", "c.b.a.test", "a.other"};
const std::vector<std::string> kNamespaces = {"infra", "apps", "lone"};
const std::vector<std::string> kFrom = {
    "{from: Same}", "{from: All}", "{from: Selector, selector: {matchLabels: {team: infra}}}",
    "{from: Selector, selector: {matchExpressions: [{key: team, operator: DoesNotExist}]}}",
    "{from: Selector}"};

std::string metadata(Random& random, std::size_t index, const std::string& name,
                     const std::string& namespace_) {
    // Few different times, so that names have to break ties.
    return fmt::format(
        "metadata: {{name: {}{}, namespace: {}, creationTimestamp: '2026-01-0{}T00:00:00Z'}}\n",
        name, index, namespace_, 1 + below(random, 3));
}

std::string randomGateway(Random& random, std::size_t index) {
    std::vector<std::string> listeners;
    for (std::size_t i = 0, count = 1 + below(random, 4); i < count; ++i)
        listeners.push_back(fmt::format(
            "{{name: l{}, port: {}, protocol: {}, hostname: '{}', allowedRoutes: {{namespaces: "
            "{}{}}}}}",
            i, 80 + below(random, 2), "HTTP", anyOf(random, kHostnames), anyOf(random, kFrom),
            below(random, 5) == 0 ? ", kinds: [{kind: GRPCRoute}]" : ""));
    return fmt::format(
        "---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\n{}spec: {{gatewayClassName: "
        "test, "
        "listeners: [{}]}}\n",
        metadata(random, index, "g", "infra"), fmt::join(listeners, ", "));
}

std::string randomRoute(Random& random, std::size_t index) {
    std::vector<std::string> parents;
    for (std::size_t i = 0, count = 1 + below(random, 3); i < count; ++i)
        parents.push_back(fmt::format(
            "{{name: g{}, namespace: infra{}{}}}", below(random, 3),
            below(random, 3) == 0 ? fmt::format(", sectionName: l{}", below(random, 4)) : "",
            below(random, 4) == 0 ? fmt::format(", port: {}", 80 + below(random, 2)) : ""));
    std::set<std::string> hostnames;
    for (std::size_t i = 0, count = below(random, 3); i < count; ++i)
        hostnames.insert(fmt::format("'{}'", anyOf(random, kHostnames)));
    hostnames.erase("''");
    return fmt::format(
        "---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n{}spec: {{parentRefs: "
        "[{}], hostnames: "
        "[{}], rules: [{{backendRefs: [{{name: web, port: 80}}]}}]}}\n",
        metadata(random, index, "r", anyOf(random, kNamespaces)), fmt::join(parents, ", "),
        fmt::join(hostnames, ", "));
}

std::vector<std::string> randomDocuments(std::uint32_t seed) {
    Random random(seed);
    std::vector<std::string> documents;
    for (std::size_t i = 0; i < 3; ++i)
        documents.push_back(randomGateway(random, i));
    for (std::size_t i = 0; i < 12; ++i)
        documents.push_back(randomRoute(random, i));
    return documents;
}

std::string joined(const std::vector<std::string>& documents) {
    return fmt::format("{}", fmt::join(documents, ""));
}

// ---- the reference: labels as lists, every pair compared, no shortcuts ----

std::vector<std::string> labelsOf(const std::string& hostname) {
    std::vector<std::string> labels(1);
    for (const char c : hostname) {
        if (c == '.')
            labels.emplace_back();
        else
            labels.back() += c;
    }
    std::ranges::reverse(labels);  // "com" first
    return labels;
}

/// Whether some host name of up to six labels fits both.
bool meet(const std::string& first, const std::string& second) {
    if (first.empty() || second.empty())
        return true;
    const auto a = labelsOf(first), b = labelsOf(second);
    for (std::size_t i = 0;; ++i) {
        const bool aStar = i < a.size() && a[i] == "*", bStar = i < b.size() && b[i] == "*";
        if (aStar || bStar)
            return i < a.size() && i < b.size();  // the star needs one label at least
        if (i == a.size() || i == b.size())
            return a.size() == b.size();
        if (a[i] != b[i])
            return false;
    }
}

bool admits(const model::NamespacesFrom& from, const std::string& namespace_) {
    using From = model::NamespacesFrom::From;
    if (from.from == From::All || from.from == From::None)
        return from.from == From::All;
    if (from.from == From::Same)
        return namespace_ == "infra";
    if (!from.selector)
        return false;
    return from.selector->matchLabels.empty() ? namespace_ != "infra" : namespace_ == "infra";
}

struct Reference {
    std::string reason;                                   // of Accepted
    std::set<std::pair<std::string, std::string>> taken;  // Gateway and listener
};

Reference judge(const model::World& world, const model::Object& object,
                const model::ParentReference& parent) {
    const auto& route = std::get<model::HTTPRoute>(object.resource);
    const auto& gateway = *world.find<model::Gateway>("infra", parent.name);
    bool section = false, allowed = false;
    Reference result;
    for (const auto& listener : gateway.listeners) {
        if ((parent.sectionName && listener.name != *parent.sectionName) ||
            (parent.port && listener.port != *parent.port))
            continue;
        section = true;
        if (!listener.allowedRoutes.kinds.empty() ||
            !admits(listener.allowedRoutes.namespaces, object.metadata.namespace_))
            continue;
        allowed = true;
        bool met = route.hostnames.empty();
        for (const auto& hostname : route.hostnames)
            met = met || meet(hostname, listener.hostname);
        if (met)
            result.taken.emplace(parent.name, listener.name);
    }
    result.reason = !section               ? "NoMatchingParent"
                    : !allowed             ? "NotAllowedByListeners"
                    : result.taken.empty() ? "NoMatchingListenerHostname"
                                           : "Accepted";
    return result;
}

/// Statuses and findings of everything, by name, so that the order of objects does not show.
std::string everything(const test::Cluster& cluster) {
    std::set<std::string> lines;
    for (std::uint32_t i = 0; i < cluster.world->objects().size(); ++i) {
        const auto& object = cluster.world->object(model::ObjectId{i});
        lines.insert(object.kind + " " + object.fullName() + ": " +
                     statusOf(*cluster.world, *cluster.control, model::ObjectId{i}).dump());
    }
    for (const std::string& line : test::findingLines(cluster))
        lines.insert(line);
    for (const auto& listener : cluster.control->listeners) {
        std::string line = cluster.world->object(listener.gateway).fullName() + "/" +
                           listener.spec->name + " serves";
        for (const auto& attachment : listener.attachments)  // in their order
            line += " " + cluster.world->object(attachment.route).fullName();
        lines.insert(line);
    }
    return fmt::format("{}", fmt::join(lines, "\n"));
}

}  // namespace

class TestAttachmentProperty : public QObject {
    Q_OBJECT

private slots:
    void agreesWithTheReference();
    void orderOfDocumentsDoesNotMatter();
    void sameInputSameOutput();
};

void TestAttachmentProperty::agreesWithTheReference() {
    std::map<std::string, int> seen;
    for (std::uint32_t seed = 1; seed <= 150; ++seed) {
        const auto cluster = test::clusterOf(joined(randomDocuments(seed)));
        std::map<std::pair<std::string, std::string>, std::set<std::string>> attached;
        for (const RouteState& state : cluster.control->routes) {
            const auto& object = cluster.world->object(state.route);
            const auto& refs = std::get<model::HTTPRoute>(object.resource).common.parentRefs;
            for (const RouteParentState& parent : state.parents) {
                const Reference reference = judge(*cluster.world, object, refs[parent.parentRef]);
                const std::string reason = find(parent.conditions, "Accepted")->reason;
                QVERIFY2(reason == reference.reason,
                         fmt::format("seed {}: {} is {}, reference {}", seed, object.fullName(),
                                     reason, reference.reason)
                             .c_str());
                ++seen[reason];
                for (const auto& listener : reference.taken)
                    attached[listener].insert(object.fullName());
            }
        }
        for (const ListenerState& listener : cluster.control->listeners) {
            const auto key = std::pair(cluster.world->object(listener.gateway).metadata.name,
                                       listener.spec->name);
            QCOMPARE(std::size_t{listener.attachedRoutes}, attached[key].size());
            QCOMPARE(listener.attachments.size(), attached[key].size());
        }
    }
    QCOMPARE(seen.size(), std::size_t{4});  // every outcome came up
}

void TestAttachmentProperty::orderOfDocumentsDoesNotMatter() {
    for (std::uint32_t seed = 1; seed <= 40; ++seed) {
        auto documents = randomDocuments(seed);
        const std::string before = everything(test::clusterOf(joined(documents)));
        Random random(seed);
        for (std::size_t i = documents.size(); i > 1; --i)
            std::swap(documents[i - 1], documents[below(random, i)]);
        QCOMPARE(everything(test::clusterOf(joined(documents))), before);
    }
}

void TestAttachmentProperty::sameInputSameOutput() {
    const std::string yaml = joined(randomDocuments(7));
    QCOMPARE(everything(test::clusterOf(yaml)), everything(test::clusterOf(yaml)));
}

GATESIGHT_TEST(TestAttachmentProperty)

}  // namespace gatesight::simulator::tst_attachment_property

#include "tst_attachment_property.moc"
