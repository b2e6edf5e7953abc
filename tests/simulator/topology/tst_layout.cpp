// Properties that every layout has, on trees, on random graphs and after edits.
#include "simulator/topology/layout.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"

#include <map>
#include <numeric>
#include <utility>

namespace gatesight::simulator::tst_layout {

using namespace test;

namespace {

/// Builds graphs with few words.
struct Sketch {
    std::vector<GraphNode> nodes;
    std::vector<GraphEdge> edges;

    std::uint32_t node(NodeRole role, const std::string& key, const std::string& namespace_ = {}) {
        GraphNode result;
        result.key = key;
        result.title = key;
        result.role = role;
        result.namespace_ = namespace_;
        nodes.push_back(result);
        return std::uint32_t(nodes.size() - 1);
    }
    void edge(std::uint32_t from, std::uint32_t to) {
        GraphEdge result;
        result.from = from;
        result.to = to;
        edges.push_back(result);
    }
    [[nodiscard]] TopologyPtr done() const { return Topology::from(nodes, edges); }
};

/// Deterministic numbers without <random>, whose distributions differ between libraries.
struct Numbers {
    std::uint64_t state = 1;
    std::size_t below(std::size_t bound) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return std::size_t(state >> 33) % bound;
    }
};

/// Gateway-shaped: gateways, listeners, routes, rules, services; `namespaces` 0: none.
Sketch random(std::size_t size, std::size_t namespaces, std::uint64_t seed = 1) {
    Sketch sketch;
    Numbers numbers{seed};
    const auto namespaceOf = [&](std::size_t i) {
        return namespaces == 0 ? std::string() : "ns" + std::to_string(i % namespaces);
    };
    std::map<NodeRole, std::vector<std::uint32_t>> columns;
    const auto add = [&](NodeRole role, const char* prefix, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            columns[role].push_back(
                sketch.node(role, prefix + std::to_string(i), namespaceOf(numbers.below(97))));
    };
    add(NodeRole::Gateway, "g", size / 60 + 1);
    add(NodeRole::Listener, "l", size / 20 + 1);
    add(NodeRole::Route, "r", size / 5);
    add(NodeRole::Rule, "u", size / 3);
    add(NodeRole::Service, "s", size / 3);
    const auto connect = [&](NodeRole from, NodeRole to) {
        for (const std::uint32_t target : columns[to])
            sketch.edge(columns[from][numbers.below(columns[from].size())], target);
    };
    connect(NodeRole::Gateway, NodeRole::Listener);
    connect(NodeRole::Listener, NodeRole::Route);
    connect(NodeRole::Route, NodeRole::Rule);
    connect(NodeRole::Rule, NodeRole::Service);
    for (std::size_t i = 0; i < size / 20; ++i)  // mirrors, and edges over several columns
        sketch.edge(columns[NodeRole::Gateway][numbers.below(columns[NodeRole::Gateway].size())],
                    columns[NodeRole::Service][numbers.below(columns[NodeRole::Service].size())]);
    return sketch;
}

QString troubles(const Topology& topology, const Layout& layout) {
    const LayoutOptions options;
    std::map<double, std::vector<std::size_t>> columns;
    std::map<double, NodeRole> roles;
    for (std::size_t i = 0; i < topology.nodes().size(); ++i) {
        const Point at = layout.position[i];
        columns[at.x].push_back(i);
        const auto [role, isNew] = roles.emplace(at.x, topology.nodes()[i].role);
        if (role->second != topology.nodes()[i].role)
            return QStringLiteral("two roles in one column");
        if (at.x < 0 || at.y < 0 || at.x + options.nodeWidth > layout.width ||
            at.y + options.nodeHeight > layout.height)
            return QStringLiteral("%1 lies outside").arg(text(topology.nodes()[i].key));
    }
    for (auto i = roles.begin(); i != roles.end() && std::next(i) != roles.end(); ++i)
        if (i->second >= std::next(i)->second)
            return QStringLiteral("columns are not in the order of roles");
    for (auto& [x, nodes] : columns) {
        std::ranges::sort(nodes, {}, [&](std::size_t i) { return layout.position[i].y; });
        for (std::size_t i = 1; i < nodes.size(); ++i)
            if (layout.position[nodes[i]].y <
                layout.position[nodes[i - 1]].y + options.nodeHeight + options.rowGap - 1.01)
                return QStringLiteral("%1 and %2 overlap")
                    .arg(text(topology.nodes()[nodes[i - 1]].key),
                         text(topology.nodes()[nodes[i]].key));
    }
    for (std::size_t i = 0; i < layout.bands.size(); ++i)
        for (std::size_t k = i + 1; k < layout.bands.size(); ++k) {
            const NamespaceBand &a = layout.bands[i], &b = layout.bands[k];
            if (a.x == b.x && a.y < b.y + b.height && b.y < a.y + a.height)
                return QStringLiteral("bands of %1 and %2 overlap")
                    .arg(text(a.namespace_), text(b.namespace_));
        }
    return {};
}

/// What edges join, by the key of a node, and how far it could move up as a whole.
QStringList looseParts(const Topology& topology, const Layout& layout) {
    std::vector<std::size_t> part(topology.nodes().size());
    std::iota(part.begin(), part.end(), std::size_t{0});
    for (bool joined = true; std::exchange(joined, false);)
        for (const GraphEdge& edge : topology.edges()) {
            const std::size_t least = std::min(part[edge.from], part[edge.to]);
            joined = joined || part[edge.from] != part[edge.to];
            part[edge.from] = part[edge.to] = least;
        }
    std::map<double, std::vector<std::size_t>> columns;
    for (std::size_t i = 0; i < part.size(); ++i)
        columns[layout.position[i].x].push_back(i);
    const double top = std::ranges::min(layout.position, {}, &Point::y).y;
    std::map<std::size_t, double> room;
    const auto bound = [&](std::size_t node, double by) {
        double& least = room.try_emplace(part[node], by).first->second;
        least = std::min(least, by);
    };
    for (auto& [x, nodes] : columns) {
        std::ranges::sort(nodes, {}, [&](std::size_t i) { return layout.position[i].y; });
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            bound(nodes[i], layout.position[nodes[i]].y - top);
            if (i > 0 && part[nodes[i - 1]] != part[nodes[i]])
                bound(nodes[i], layout.position[nodes[i]].y - layout.position[nodes[i - 1]].y -
                                    layout.nodeHeight);
        }
    }
    // Two bands, and what keeps families apart.
    const double close = LayoutOptions().rowGap * 1.5 + 34 + 1;
    QStringList loose;
    for (const auto& [node, by] : room)
        if (by > close)
            loose << QStringLiteral("%1 by %2").arg(text(topology.nodes()[node].key)).arg(by);
    return loose;
}

QStringList places(const Layout& layout) {
    QStringList lines;
    for (const Point& at : layout.position)
        lines << QStringLiteral("%1 %2").arg(at.x).arg(at.y);
    return lines;
}

}  // namespace

class TestLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void propertiesHold_data() {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("namespaces");
        for (const int size : {12, 60, 300})
            for (const int namespaces : {0, 1, 5})
                QTest::addRow("%d nodes, %d namespaces", size, namespaces) << size << namespaces;
        QTest::addRow("800 nodes, 9 namespaces") << 800 << 9;
    }
    void propertiesHold() {
        QFETCH(int, size);
        QFETCH(int, namespaces);
        for (std::uint64_t seed = 1; seed <= 2; ++seed) {
            const auto topology = random(std::size_t(size), std::size_t(namespaces), seed).done();
            const Layout layout = layOut(*topology);
            QCOMPARE(troubles(*topology, layout), QString());
            QCOMPARE(places(layOut(*topology)), places(layout));
        }
    }

    void aTreeHasNoCrossingsAndCentredParents() {
        Sketch sketch;
        const auto gateway = sketch.node(NodeRole::Gateway, "g");
        std::vector<std::uint32_t> routes;
        for (const char* name : {"a", "b", "c"}) {
            const auto route = sketch.node(NodeRole::Route, name);
            routes.push_back(route);
            sketch.edge(gateway, route);
            for (const char* rule : {"0", "1", "2"})
                sketch.edge(route, sketch.node(NodeRole::Rule, std::string(name) + rule));
        }
        const Layout layout = layOut(*sketch.done());
        QCOMPARE(layout.crossings, std::size_t{0});
        for (const std::uint32_t route : routes) {
            // Its middle rule is level with it, and rules stand by number.
            QCOMPARE(layout.position[route].y, layout.position[route + 2].y);
            QVERIFY(layout.position[route + 1].y < layout.position[route + 2].y);
            QVERIFY(layout.position[route + 2].y < layout.position[route + 3].y);
        }
        QCOMPARE(layout.position[gateway].y, layout.position[routes[1]].y);
        QVERIFY(layout.position[routes[0]].y < layout.position[routes[1]].y);
    }

    void orderUndoesCrossings() {
        Sketch sketch;
        std::vector<std::uint32_t> rules, services;
        for (int i = 0; i < 6; ++i)
            rules.push_back(sketch.node(NodeRole::Rule, "u" + std::to_string(i)));
        for (int i = 0; i < 6; ++i)
            services.push_back(sketch.node(NodeRole::Service, "s" + std::to_string(i)));
        for (std::size_t i = 0; i < 6; ++i)
            sketch.edge(rules[i], services[(i * 5 + 2) % 6]);
        const Layout layout = layOut(*sketch.done());
        QCOMPARE(layout.crossings, std::size_t{0});
        for (std::size_t i = 0; i < 6; ++i)
            QCOMPARE(layout.position[rules[i]].y, layout.position[services[(i * 5 + 2) % 6]].y);
    }

    void namespacesStayTogether() {
        Sketch sketch;
        const auto gateway = sketch.node(NodeRole::Gateway, "g", "infra");
        for (int i = 0; i < 12; ++i)
            sketch.edge(gateway, sketch.node(NodeRole::Route, "r" + std::to_string(i),
                                             i % 2 == 0 ? "even" : "odd"));
        const Layout layout = layOut(*sketch.done());
        QStringList bands;
        for (const NamespaceBand& band : layout.bands)
            bands << text(band.namespace_);
        COMPARE_LINES(bands, {"infra", "even", "odd"});
        QCOMPARE(layout.crossings, std::size_t{0});
    }

    void longEdgesBend() {
        Sketch sketch;
        const auto client = sketch.node(NodeRole::Client, "c");
        const auto gateway = sketch.node(NodeRole::Gateway, "g");
        const auto listener = sketch.node(NodeRole::Listener, "l");
        const auto route = sketch.node(NodeRole::Route, "r");
        sketch.edge(client, gateway);
        sketch.edge(gateway, listener);
        sketch.edge(listener, route);
        sketch.edge(gateway, route);
        const Layout layout = layOut(*sketch.done());
        QCOMPARE(layout.bends.size(), std::size_t{4});
        QVERIFY(layout.bends[0].empty());
        QCOMPARE(layout.bends[3].size(), std::size_t{1});
        const LayoutOptions options;
        const Point bend = layout.bends[3][0], box = layout.position[listener];
        QVERIFY(bend.y < box.y || bend.y > box.y + options.nodeHeight);
    }

    void partsThatNothingJoinsStandCloseTogether_data() {
        QTest::addColumn<int>("namespaces");
        QTest::addColumn<quint64>("seed");
        for (const int namespaces : {0, 3})
            for (const quint64 seed : {1, 2, 3})
                QTest::addRow("%d namespaces, seed %d", namespaces, int(seed))
                    << namespaces << seed;
    }
    void partsThatNothingJoinsStandCloseTogether() {
        QFETCH(int, namespaces);
        QFETCH(quint64, seed);
        // Each part is a tree or two without edges over several columns; some nodes stand alone.
        Sketch sketch;
        for (std::uint64_t part = 0; part < 4; ++part) {
            const Sketch one = random(12 + 2 * part, std::size_t(namespaces), seed * 10 + part);
            const auto first = std::uint32_t(sketch.nodes.size());
            for (const GraphNode& node : one.nodes)
                sketch.node(node.role, std::to_string(part) + node.key, node.namespace_);
            for (const GraphEdge& edge : one.edges)
                sketch.edge(first + edge.from, first + edge.to);
        }
        for (int i = 0; i < 6; ++i)
            sketch.node(NodeRole::Pod, "p" + std::to_string(i), i < 3 ? "" : "ns1");
        const auto topology = sketch.done();
        const Layout layout = layOut(*topology);
        QCOMPARE(troubles(*topology, layout), QString());
        COMPARE_LINES(looseParts(*topology, layout), {});
    }

    void emptyAndOddGraphs() {
        QVERIFY(layOut(*Sketch().done()).position.empty());
        Sketch sketch;
        const auto a = sketch.node(NodeRole::Service, "a"), b = sketch.node(NodeRole::Service, "b");
        const auto c = sketch.node(NodeRole::Route, "c");
        sketch.edge(a, b);
        sketch.edge(a, a);
        sketch.edge(b, c);  // backwards
        const auto topology = sketch.done();
        QCOMPARE(troubles(*topology, layOut(*topology)), QString());
    }

    void whatDidNotChangeStays_data() {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("namespaces");
        for (const int size : {30, 300})
            for (const int namespaces : {0, 5})
                QTest::addRow("%d nodes, %d namespaces", size, namespaces) << size << namespaces;
    }
    void whatDidNotChangeStays() {
        QFETCH(int, size);
        QFETCH(int, namespaces);
        Sketch sketch = random(std::size_t(size), std::size_t(namespaces));
        const auto before = sketch.done();
        const Layout old = layOut(*before);
        // Nothing changed: nothing moves.
        QCOMPARE(places(layOut(*before, {}, before.get(), &old)), places(old));

        // One more route with two rules, of which one leads to a new Service.
        const auto listener = std::uint32_t(before->find("l0"));
        const auto service = std::uint32_t(before->find("s0"));
        const std::string namespace_ = namespaces == 0 ? "" : "ns1";
        const auto route = sketch.node(NodeRole::Route, "new", namespace_);
        sketch.edge(listener, route);
        for (const char* rule : {"new0", "new1"})
            sketch.edge(route, sketch.node(NodeRole::Rule, rule, namespace_));
        sketch.edge(route + 1, service);
        sketch.edge(route + 2, sketch.node(NodeRole::Service, "fresh", namespace_));
        const auto after = sketch.done();
        const Layout layout = layOut(*after, {}, before.get(), &old);
        QCOMPARE(troubles(*after, layout), QString());
        const LayoutOptions options;
        for (std::size_t i = 0; i < old.position.size(); ++i) {
            QCOMPARE(layout.position[i].x, old.position[i].x);
            QVERIFY(std::abs(layout.position[i].y - old.position[i].y) <= options.nodeWidth);
        }

        // And gone again, with half of what was there.
        Sketch less = random(std::size_t(size), std::size_t(namespaces));
        less.nodes.pop_back();
        std::erase_if(less.edges,
                      [&](const GraphEdge& edge) { return edge.to >= less.nodes.size(); });
        const auto fewer = less.done();
        const Layout shrunk = layOut(*fewer, {}, after.get(), &layout);
        QCOMPARE(troubles(*fewer, shrunk), QString());
        for (std::size_t i = 0; i < shrunk.position.size(); ++i)
            QVERIFY(std::abs(shrunk.position[i].y - layout.position[i].y) <= options.nodeWidth);
    }

    void anotherGraphIsLaidOutAnew() {
        const auto before = random(60, 0).done();
        const Layout old = layOut(*before);
        Sketch sketch;
        sketch.edge(sketch.node(NodeRole::Gateway, "x"), sketch.node(NodeRole::Listener, "y"));
        const auto after = sketch.done();
        QCOMPARE(places(layOut(*after, {}, before.get(), &old)), places(layOut(*after)));
    }

    void stoppedEarlyIsStillALayout() {
        std::stop_source source;
        source.request_stop();
        const auto topology = random(300, 5).done();
        QCOMPARE(troubles(*topology, layOut(*topology, {}, nullptr, nullptr, source.get_token())),
                 QString());
    }
};

GATESIGHT_TEST(TestLayout)

}  // namespace gatesight::simulator::tst_layout

#include "tst_layout.moc"
