// A cluster is followed from where a snapshot ended: its objects, and the Secrets and ConfigMaps
// that these name, of which no value ever stays.
#include "model/cluster/cluster_follow.h"
#include "model/cluster/cluster_import.h"
#include "model/world/unread_secrets.h"
#include "model/world/world.h"
#include "tests/house/test_program.h"
#include "tests/model/support_api_server.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <chrono>
#include <thread>

namespace tst_cluster_follow {

using namespace gatesight::model;
using namespace gatesight::model::test;

namespace {

constexpr std::string_view kMarker = "PLANTED";

WorldPtr worldOf(const ClusterSnapshot& snapshot) {
    WorldBuilder builder;
    builder.addLayer(readText("cluster.yaml", snapshotText(snapshot)));
    return std::move(builder).build();
}

}  // namespace

class TestClusterFollow : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ApiServer> m_server;

    struct Followed {
        ClusterSnapshot before, after;
        std::vector<ObjectChange> changes;
        std::vector<MissingPart> unfollowed;
        std::optional<ClusterError> trouble;

        [[nodiscard]] bool has(std::string_view kind, std::string_view name) const {
            return std::ranges::any_of(changes, [&](const ObjectChange& change) {
                return change.type.kind == kind && change.name == name;
            });
        }
        [[nodiscard]] bool tells(std::string_view name, std::string_view words) const {
            return std::ranges::any_of(changes, [&](const ObjectChange& change) {
                return change.name == name && change.yaml.contains(words);
            });
        }
    };

    static WatchLimits quickWatches() {
        return {.list = {},
                .span = std::chrono::seconds(5),
                .firstWait = std::chrono::milliseconds(5),
                .longestWait = std::chrono::milliseconds(20)};
    }

    /// Imports, then follows until `until` holds, `patience` at most.
    Followed follow(const std::string& fault, const std::function<bool(const Followed&)>& until,
                    bool secrets = true, int patience = 10'000) {
        Followed result;
        HttpClient client(m_server->connection(fault), quickLimits());
        auto snapshot =
            importCluster(client, {.namespaces = {}, .secrets = secrets, .list = {}}, {});
        if (!snapshot)
            return result;
        result.before = std::move(*snapshot);
        followMore(result, client, until, patience);
        return result;
    }

    static void followMore(Followed& result, HttpClient& client,
                           const std::function<bool(const Followed&)>& until, int patience) {
        std::stop_source stop;
        QElapsedTimer timer;
        timer.start();
        // The client is alone on this thread: a timer of its own looks whether it is enough.
        std::jthread watchdog([&stop, patience](const std::stop_token& done) {
            for (int waited = 0; waited < patience && !done.stop_requested(); waited += 20)
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            stop.request_stop();
        });
        const auto look = [&] {
            if (until(result))
                stop.request_stop();
        };
        result.trouble =
            followCluster(client, result.before,
                          {.onChanges =
                               [&](std::vector<ObjectChange> changes) {
                                   std::ranges::move(changes, std::back_inserter(result.changes));
                                   look();
                               },
                           .onUnfollowed =
                               [&](const MissingPart& part) {
                                   result.unfollowed.push_back(part);
                                   look();
                               }},
                          stop.get_token(), quickWatches());
        result.after = withChanges(result.before, result.changes);
    }

    /// Requests of Secrets with this fault, as [path, accept].
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> secretRequests(
        const std::string& fault) const {
        std::vector<std::pair<std::string, std::string>> result;
        for (const auto& each : m_server->log()) {
            const std::string path = each.toArray().at(1).toString().toStdString();
            if (path.starts_with("/" + fault + "/") && path.contains("/secrets"))
                result.emplace_back(path, each.toArray().at(3).toString().toStdString());
        }
        return result;
    }

private Q_SLOTS:
    void initTestCase() {
        m_server = std::make_unique<ApiServer>(3);
        QVERIFY(!m_server->told("good").empty());
    }

    void certificatesThatAreRenewedArrive() {
        // Whichever is read first: a new authority alone changes what is said of the certificate.
        const Followed followed = follow("renewed", [](const Followed& now) {
            return now.tells("cert", "elsewhere.example") && now.has("ConfigMap", "backend-ca");
        });
        QVERIFY(followed.tells("cert", "elsewhere.example") &&
                followed.has("ConfigMap", "backend-ca"));
        const WorldPtr before = worldOf(followed.before), after = worldOf(followed.after);
        const auto old = before->find<Secret>("shop", "cert"),
                   fresh = after->find<Secret>("shop", "cert");
        QVERIFY(old && fresh);
        QCOMPARE(old->certificates.front().dnsNames, (std::vector<std::string>{"kubernetes"}));
        QCOMPARE(fresh->certificates.front().dnsNames,
                 (std::vector<std::string>{"elsewhere.example"}));
        QVERIFY(!fresh->keyMatches);
        // The authority is another one now: it signed neither.
        QVERIFY(!old->certificates.front().signedBy.empty());
        QVERIFY(fresh->certificates.front().signedBy.empty());
        QVERIFY(after->find<ConfigMap>("shop", "backend-ca")->authorities.front().fingerprint !=
                before->find<ConfigMap>("shop", "backend-ca")->authorities.front().fingerprint);
    }

    void ofSecretsOnlyMetadataIsWatched() {
        (void)follow(
            "ok", [](const Followed&) { return false; }, true, 1500);
        const auto requests = secretRequests("ok");
        QVERIFY(requests.size() >= 3);  // read once, then listed and watched by name
        for (const auto& [path, accept] : requests) {
            if (path.ends_with("/namespaces/shop/secrets/cert"))
                continue;
            QVERIFY2(path.contains("/namespaces/shop/secrets?") &&
                         path.ends_with("fieldSelector=metadata.name%3Dcert"),
                     path.c_str());
            QVERIFY2(accept.contains("as=PartialObjectMetadata"), accept.c_str());
        }
        // What did not change is not read again.
        QCOMPARE(std::ranges::count_if(
                     requests, [](const auto& each) { return each.first.ends_with("/cert"); }),
                 1);
    }

    void nothingSecretStays() {
        const Followed followed = follow(
            "renewed", [](const Followed&) { return false; }, true, 1500);
        for (const ObjectChange& change : followed.changes)
            for (const std::string_view part :
                 {kMarker, std::string_view("PRIVATE KEY"), std::string_view("resourceVersion")})
                QVERIFY2(!change.yaml.contains(part), change.yaml.c_str());
        QVERIFY(!snapshotText(followed.after).contains(kMarker));
    }

    void withoutSecretsNoneIsAskedFor() {
        const Followed followed = follow(
            "deleted", [](const Followed&) { return false; }, false, 1500);
        QVERIFY(!followed.before.listed.empty());
        QVERIFY(secretRequests("deleted").empty());
        QVERIFY(!followed.has("Secret", "cert"));
    }

    // Also not one that is named from now on: of that too the name is known, and no more.
    void whatIsNamedFromNowOnIsNotReadEither() {
        const Followed followed = follow(
            "named-unread", [](const Followed& now) { return now.has("Gateway", "edge"); }, false);
        QVERIFY(followed.has("Gateway", "edge"));
        QVERIFY(secretRequests("named-unread").empty());
        const WorldPtr worldBefore = worldOf(followed.before), worldAfter = worldOf(followed.after);
        const auto before = worldBefore->all<Secret>(), after = worldAfter->all<Secret>();
        QCOMPARE(before.size(), std::size_t(1));
        QCOMPARE(after.size(), std::size_t(1));
        QCOMPARE(before.front().metadata().name, std::string("cert"));
        QCOMPARE(after.front().metadata().name, std::string("private"));
        QVERIFY(!whyNotRead(after.front().object()).empty());
    }

    void aSecretThatGoesIsGone() {
        const Followed followed =
            follow("deleted", [](const Followed& now) { return now.has("Secret", "cert"); });
        QVERIFY(worldOf(followed.before)->find<Secret>("shop", "cert"));
        QVERIFY(!worldOf(followed.after)->find<Secret>("shop", "cert"));
    }

    void whatIsNamedFromNowOnIsReadToo() {
        const Followed followed =
            follow("named", [](const Followed& now) { return now.has("Secret", "private"); });
        QVERIFY(followed.has("Gateway", "edge"));
        const WorldPtr after = worldOf(followed.after);
        const auto secret = after->find<Secret>("shop", "private");
        QVERIFY(secret);
        QCOMPARE(secret->keys, (std::vector<std::string>{"password"}));
        for (const ObjectChange& change : followed.changes)
            QVERIFY(!change.yaml.contains(kMarker));
        // Who follows the result goes on with it.
        Followed again;
        again.before = followed.after;
        HttpClient client(m_server->connection("named"), quickLimits());
        const auto asked = m_server->requests(
            "/named/api/v1/namespaces/shop/secrets?limit=500&"
            "fieldSelector=metadata.name%3Dprivate");
        followMore(
            again, client, [](const Followed&) { return false; }, 1500);
        QVERIFY(m_server->requests("/named/api/v1/namespaces/shop/secrets?limit=500&"
                                   "fieldSelector=metadata.name%3Dprivate") > asked);
    }

    void whatMayNotBeWatchedIsSaid() {
        const Followed followed = follow(
            "configmaps-unwatched",
            [](const Followed& now) {
                return !now.unfollowed.empty() && now.has("Secret", "cert");
            },
            true, 20'000);
        QCOMPARE(followed.unfollowed.size(), 1u);
        QCOMPARE(followed.unfollowed.front().resource, std::string("configmaps"));
        QCOMPARE(followed.unfollowed.front().reason, std::string("Forbidden"));
        QVERIFY(followed.has("Secret", "cert"));  // the rest goes on
        QVERIFY(!followed.trouble);
    }
};

GATESIGHT_TEST(TestClusterFollow, QCoreApplication)

}  // namespace tst_cluster_follow

#include "tst_cluster_follow.moc"
