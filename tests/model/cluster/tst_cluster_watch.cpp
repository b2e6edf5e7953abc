// Watches: changes arrive as objects that a World takes, whatever happens on the way.
#include "model/cluster/cluster_watch.h"
#include "tests/house/test_program.h"
#include "tests/model/support_api_server.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <set>

namespace tst_cluster_watch {

using namespace gatesight::model;
using namespace gatesight::model::test;

namespace {

const ApiResource kRoutes{.group = "gateway.networking.k8s.io",
                          .version = "v1",
                          .kind = "HTTPRoute",
                          .plural = "httproutes"};

std::set<std::string> routesOf(const World& world) {
    std::set<std::string> names;
    for (const auto& route : world.all<HTTPRoute>())
        names.insert(route.metadata().name);
    return names;
}

}  // namespace

class TestClusterWatch : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ApiServer> m_server;

    struct Followed {
        WorldPtr world = WorldBuilder().build();
        std::vector<ObjectChange> changes;
        std::optional<ClusterError> trouble;
    };

    /// Follows the routes until `until` holds, five seconds at most.
    Followed follow(const std::string& fault, const std::function<bool(const Followed&)>& until) {
        Followed followed;
        std::stop_source stop;
        QElapsedTimer timer;
        timer.start();
        HttpClient client(m_server->connection(fault), quickLimits());
        ClusterWatch watch(kRoutes, {},
                           {.list = {.pageSize = 2},
                            .span = std::chrono::seconds(5),
                            .firstWait = std::chrono::milliseconds(5),
                            .longestWait = std::chrono::milliseconds(20)},
                           [&](std::vector<ObjectChange> changes) {
                               followed.world = withChanges(followed.world, changes);
                               std::ranges::move(changes, std::back_inserter(followed.changes));
                           });
        HttpJob* jobs[] = {&watch};
        client.run(jobs, stop.get_token(), [&] {
            if (until(followed) || timer.elapsed() > 5000)
                stop.request_stop();
        });
        followed.trouble = watch.trouble();
        return followed;
    }

private Q_SLOTS:
    void initTestCase() {
        m_server = std::make_unique<ApiServer>(3);
        QVERIFY(!m_server->told("good").empty());
    }

    void changesComeAndGo() {
        const Followed followed = follow("ok", [](const Followed& now) {
            return !now.changes.empty() && now.changes.back().kind == ObjectChange::Kind::Delete;
        });
        QCOMPARE(routesOf(*followed.world),
                 (std::set<std::string>{"route-00000", "route-00002", "route-00900"}));
        // Three listed, one added, one deleted; the one that was modified in its version alone is
        // no change.
        QCOMPARE(followed.changes.size(), 5u);
        for (const ObjectChange& change : followed.changes)
            QVERIFY(!change.yaml.contains("PLANTED"));
        QVERIFY(followed.trouble->code == ClusterErrorCode::Cancelled);
    }

    void itGoesOnWhereItEnded() {
        (void)follow("ok", [&](const Followed&) {
            return m_server->requests(
                       "/ok/apis/gateway.networking.k8s.io/v1/httproutes?watch=true"
                       "&allowWatchBookmarks=true&timeoutSeconds=5"
                       "&resourceVersion=111") > 0;
        });
        QVERIFY(m_server->requests("resourceVersion=100") > 0);
        QVERIFY(m_server->requests("resourceVersion=111") > 0);
    }

    void whatTheServerForgotIsListedAgain_data() {
        QTest::addColumn<QString>("fault");
        QTest::newRow("an event of 410") << "watch-gone";
        QTest::newRow("an event cut in the middle") << "watch-garbage";
    }
    void whatTheServerForgotIsListedAgain() {
        QFETCH(QString, fault);
        const std::string name = fault.toStdString();
        const Followed followed = follow(
            name, [](const Followed& now) { return routesOf(*now.world).contains("route-00900"); });
        QVERIFY(routesOf(*followed.world).contains("route-00900"));
        QVERIFY(m_server->requests("/" + name +
                                   "/apis/gateway.networking.k8s.io/v1/"
                                   "httproutes?limit=2") >= 3);
        QCOMPARE(followed.changes.size(), 4u);  // the second list told nothing new
    }

    void aServerThatStartsRefusesForAMoment() {
        const Followed followed = follow("watch-refused", [](const Followed& now) {
            return routesOf(*now.world).contains("route-00900");
        });
        QVERIFY(routesOf(*followed.world).contains("route-00900"));
        QVERIFY(followed.trouble->code == ClusterErrorCode::Cancelled);
    }

    void rightsThatAreMissingEndIt_data() {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("told");
        QTest::newRow("from the first on") << "forbidden" << 0;
        QTest::newRow("taken away for good") << "watch-forbidden" << 3;
    }
    void rightsThatAreMissingEndIt() {
        QFETCH(QString, fault);
        QFETCH(int, told);
        const Followed followed =
            follow(fault.toStdString(), [](const Followed&) { return false; });
        QVERIFY(followed.trouble->code == ClusterErrorCode::Forbidden);
        QCOMPARE(static_cast<int>(followed.changes.size()), told);
    }
};

GATESIGHT_TEST(TestClusterWatch, QCoreApplication)

}  // namespace tst_cluster_watch

#include "tst_cluster_watch.moc"
