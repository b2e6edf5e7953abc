// What must not change an answer does not: the order of documents and their files, the order of
// rules that a criterion of precedence tells apart, and the way in which a cluster came to be.
#include "model/manifest/reader.h"
#include "model/manifest/writer.h"
#include "model/world/world.h"
#include "simulator/traffic/scenario.h"
#include "tests/house/source_folder.h"
#include "tests/house/test_program.h"
#include "wide/support_wide_account.h"
#include "wide/support_wide_differential.h"
#include "wide/support_wide_rule_moves.h"

#include <fmt/format.h>

#include <QDir>

#include <algorithm>
#include <fstream>

namespace gatesight::simulator::tst_kinds_properties {

using namespace gatesight::test;
using simulator::Request;

namespace {

constexpr int kWorlds = 30, kEdits = 6;
constexpr std::size_t kRequests = 30;

WideWorld agedWorld(Dice& dice) {
    WideWorld world = randomWideWorld(dice);
    giveAges(world.documents);
    return world;
}

std::vector<Request> requestsTo(const WideWorld& world, Dice& dice) {
    std::vector<Request> requests;
    for (std::size_t i = 0; i < kRequests; ++i)
        requests.push_back(randomWideRequest(world, dice));
    return requests;
}

/// What differs, and a file with the manifests before.
QByteArray told(const std::vector<Json>& documents, const std::string& difference,
                const std::string& name) {
    const std::string path =
        QDir::temp().filePath(QString::fromStdString(name + ".yaml")).toStdString();
    std::ofstream(path) << model::toYamlStream(documents);
    return QByteArray::fromStdString(difference + "\n   " + path);
}

// ---- edits ----

constexpr std::array kEdited{"Gateway",  "ListenerSet",   "HTTPRoute",       "GRPCRoute",
                             "TLSRoute", "TCPRoute",      "UDPRoute",        "ReferenceGrant",
                             "Service",  "EndpointSlice", "BackendTLSPolicy"};

/// `replacement` in the place of `object`: under its name, of its age, one generation later.
Json inPlaceOf(const Json& object, Json replacement) {
    replacement["metadata"] = object["metadata"];
    replacement["metadata"]["generation"] = 2;
    return replacement;
}

}  // namespace

class KindsPropertiesTest : public QObject {
    Q_OBJECT

private slots:
    void orderOfDocumentsDoesNotMatter() {
        for (int i = 0; i < kWorlds; ++i) {
            Dice dice(static_cast<std::uint64_t>(i) << 32);
            const WideWorld world = agedWorld(dice);
            const auto requests = requestsTo(world, dice);
            const auto before = answersOf(worldOf(world.documents), world.options, requests);
            for (int again = 0; again < 2; ++again) {
                const auto after =
                    answersOf(shuffledWorld(world.documents, dice), world.options, requests);
                const std::string difference = firstOnlyInOne(before, after);
                if (!difference.empty())
                    QFAIL(told(world.documents, difference, "order-difference").constData());
            }
        }
    }

    void orderOfSamplesDoesNotMatter_data() {
        QTest::addColumn<QString>("sample");
        const QDir folder(QString::fromStdString(sourcePath("/samples")));
        for (const QString& sample : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QTest::newRow(qPrintable(sample)) << folder.filePath(sample);
        QVERIFY(!folder.isEmpty());
    }
    void orderOfSamplesDoesNotMatter() {
        QFETCH(QString, sample);
        const auto manifests = model::readPath(sample.toStdString());
        QVERIFY(manifests);
        std::vector<Json> documents;
        std::vector<Request> requests;
        for (const model::DocumentPtr& document : manifests->documents) {
            documents.push_back(model::toJson(document->root()));
            if (textAt(documents.back(), "kind") == "Scenario") {
                for (const auto& request : simulator::readScenario(document).requests)
                    requests.push_back(request.request);
            }
        }
        QVERIFY(!requests.empty());
        giveAges(documents);
        const auto before = answersOf(worldOf(documents), {}, requests);
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            Dice dice(seed);
            const std::string difference =
                firstOnlyInOne(before, answersOf(shuffledWorld(documents, dice), {}, requests));
            if (!difference.empty())
                QFAIL(told(documents, difference, "sample-difference").constData());
        }
    }

    /// httproute.match.precedence.rule-order-last
    void orderOfRulesDecidesTiesAlone() {
        RuleMoves moves;
        for (int i = 0; i < kWorlds; ++i) {
            Dice dice(static_cast<std::uint64_t>(i) << 32);
            const WideWorld world = agedWorld(dice);
            const auto requests = requestsTo(world, dice);
            const auto simulation = simulator::simulate(worldOf(world.documents), world.options);
            for (std::size_t d = 0; d < world.documents.size(); ++d) {
                const Json& route = world.documents[d];
                const Json& rules = at(route, "spec/rules");
                if (!isRoute(route) || rules.size() < 2)
                    continue;
                const auto order = shuffledPlaces(rules.size(), dice);
                WideWorld changed = world;
                changed.documents[d] = withRulesMoved(route, order);
                const auto other = simulator::simulate(worldOf(changed.documents), world.options);
                for (const Request& request : requests) {
                    if (const auto wrong = moves.add(route, order, decide(*simulation, request),
                                                     decide(*other, request));
                        !wrong.empty())
                        QFAIL(told(changed.documents, wrong, "rules-difference").constData());
                }
            }
        }
        // Most requests find their rule wherever it stands, and some do not.
        QVERIFY2(moves.ties > 0 && moves.asked > 2 * moves.ties,
                 qPrintable(QString("%1 of %2").arg(moves.ties).arg(moves.asked)));
    }

    /// An edit laid over a cluster gives what loading the edited manifests gives.
    void editsEqualFreshLoads_data() {
        QTest::addColumn<QString>("kind");
        for (const char* kind : kEdited)
            QTest::newRow(kind) << kind;
    }
    void editsEqualFreshLoads() {
        QFETCH(QString, kind);
        std::size_t edited = 0, different = 0;
        for (int i = 0; edited < kEdits && i < 400; ++i) {
            Dice dice(static_cast<std::uint64_t>(i) << 32);
            WideWorld world = agedWorld(dice);
            const WideWorld donor = agedWorld(dice);
            const auto from = ofKind(donor, kind.toStdString());
            const auto requests = requestsTo(world, dice);
            if (from.empty() || ofKind(world, kind.toStdString()).empty())
                continue;
            ++edited;
            const auto base = worldOf(world.documents);
            const auto before = answersOf(base, world.options, requests);
            for (Json& document : world.documents) {
                if (textAt(document, "kind") != kind.toStdString())
                    continue;
                const Json edit = inPlaceOf(document, *dice.of(from));
                document = edit;
                const auto layered =
                    model::withLayer(base, model::readText("edit.yaml", model::toYaml(edit)));
                const auto after = answersOf(layered, world.options, requests);
                const std::string difference = firstOnlyInOne(
                    answersOf(worldOf(world.documents), world.options, requests), after);
                if (!difference.empty())
                    QFAIL(told(world.documents, difference, "edit-difference").constData());
                different += after == before ? 0 : 1;
                break;
            }
        }
        QCOMPARE(edited, std::size_t{kEdits});
        QVERIFY(different > 0);
    }
};

GATESIGHT_TEST(KindsPropertiesTest)

}  // namespace gatesight::simulator::tst_kinds_properties

#include "tst_kinds_properties.moc"
