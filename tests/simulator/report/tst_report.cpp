// The sections of a report as data: what is exposed, in whose words, who may do what, and what the
// report rests on.
#include "tests/house/test_program.h"
#include "tests/simulator/report/support_report.h"
#include "tests/simulator/support_world.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gatesight::simulator::tst_report {

using namespace test;

namespace {

QString exposureLine(const Exposure& e) {
    const std::string share = e.denominator == 0
                                  ? e.answer
                                  : fmt::format("{} {}/{}", e.backend, e.numerator, e.denominator);
    const std::string ready =
        e.endpoints ? fmt::format(" {}/{} ready", e.endpoints->ready, e.endpoints->all) : "";
    return text(
        fmt::format("{} :{} {} {}{}{} {} rule {} -> {}{}{}", e.host, e.port, e.listener, e.path,
                    e.method.empty() ? "" : " " + e.method,
                    e.conditions.empty() ? "" : fmt::format(" [{}]", fmt::join(e.conditions, ", ")),
                    e.route, e.rule, share, ready, e.getsTraffic ? "" : " NO: " + e.why));
}

QStringList exposureLines(const std::vector<Exposure>& inventory) {
    QStringList lines;
    for (const Exposure& exposure : inventory)
        lines << exposureLine(exposure);
    return lines;
}

QStringList sentences(const Report& report) {
    QStringList lines;
    for (const TeamRoutes& team : report.routeBook)
        for (const BookRoute& route : team.routes) {
            lines << text(fmt::format("{}/{} {}", team.namespace_, route.name, route.trouble))
                         .trimmed();
            for (const BookEntry& entry : route.entries)
                lines << text(sentenceOf(route, entry).plain());
        }
    return lines;
}

}  // namespace

class TestReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_report = reportOf(shopYaml()); }

    void everyWayInIsListed() {
        // On port 80 the listener "shop" takes the host, so that "http" passes nothing of it on
        // (listener.isolation); of two equal matches the earlier rule gets the requests.
        QStringList lines;
        for (const QString& line : exposureLines(m_report.inventory))
            if (line.contains(QLatin1String(" shop /")))
                lines << line;
        COMPARE_LINES(
            lines,
            {"shop.example.com :80 shop /bill cart rule 3 -> bank/ledger:80 1/1 1/1 ready",
             "shop.example.com :80 shop /cart cart rule 1 -> shop/cart-v1:80 9/10 2/2 ready",
             "shop.example.com :80 shop /cart cart rule 1 -> shop/cart-v2:80 1/10 1/1 ready",
             "shop.example.com :80 shop /cart cart rule 4 -> shop/cart-v1:80 1/1 2/2 ready NO: "
             "rule "
             "1 of shop/cart takes the same requests first",
             "shop.example.com :80 shop /cart [header x-canary: true] cart rule 0 -> "
             "shop/cart-v2:80 1/1 1/1 ready",
             "shop.example.com :80 shop /empty cart rule 6 -> shop/empty:80 1/1 0/0 ready NO: no "
             "endpoint is ready",
             "shop.example.com :80 shop /gone cart rule 5 -> shop/nowhere:80 1/1 NO: " +
                 QString(whyGone()),
             "shop.example.com :80 shop /old GET cart rule 2 -> redirect 301 to https, same path",
             "shop.example.com :80 shop /pay cart rule 3 -> bank/ledger:80 1/1 1/1 ready"});
    }

    void aHostOfAMoreSpecificListenerIsNotExposedTwice() {
        int elsewhere = 0;
        for (const Exposure& exposure : m_report.inventory) {
            if (exposure.listener != "http")
                continue;
            QVERIFY2(!exposure.getsTraffic, qPrintable(exposureLine(exposure)));
            elsewhere += exposure.why == "listener shop of the same port takes this host" ? 1 : 0;
        }
        QVERIFY(elsewhere >= 5);
        // Without isolation both take it.
        Options options;
        options.without.insert("GatewayHTTPListenerIsolation");
        const auto simulation = simulate(worldOf(shopYaml()), options);
        const auto all = exposures(reportFacts(*simulation));
        QVERIFY(std::ranges::any_of(all, [](const Exposure& exposure) {
            return exposure.listener == "http" && exposure.getsTraffic;
        }));
    }

    /// What the inventory says of a plain request is what the engine answers.
    void theEngineAgrees() {
        const auto simulation = shopSimulation();
        int asked = 0;
        for (const Exposure& exposure : m_report.inventory) {
            if (!exposure.conditions.empty() || exposure.backend.empty())
                continue;
            Request request;
            QVERIFY(setUrl(request, "http://" + exposure.host + exposure.path));
            const Decision decision = decide(*simulation, request);
            const bool same = decision.route && decision.route->name == exposure.route &&
                              decision.route->rule == exposure.rule && decision.listener &&
                              decision.listener->name == exposure.listener;
            if (exposure.getsTraffic) {
                QVERIFY2(same && decision.status == 200, qPrintable(exposureLine(exposure)));
                ++asked;
            } else if (same) {
                QVERIFY2(decision.status != 200, qPrintable(exposureLine(exposure)));
            }
        }
        QCOMPARE(asked, 4);
    }

    void routesAreToldInPlainLanguage() {
        COMPARE_LINES(
            sentences(m_report),
            {"shop/cart",
             "Requests to http://shop.example.com/cart and below go to cart-v1 (9 of 10) and "
             "cart-v2 "
             "(1 of 10); with header x-canary: true always to cart-v2; always to cart-v1 [never: "
             "rule 1 of shop/cart takes the same requests first].",
             "Requests to exactly http://shop.example.com/old with method GET are redirected: 301 "
             "to "
             "https, same path.",
             "Requests to http://shop.example.com/pay and below or exactly "
             "http://shop.example.com/bill go to bank/ledger (sets request header x-team: shop).",
             "Requests to http://shop.example.com/gone and below go to nowhere [answered 500: " +
                 QString(whyGone()) + "].",
             "Requests to http://shop.example.com/empty and below go to empty [no endpoint is "
             "ready].",
             "shop/stray there is no Gateway 'publik' in namespace 'infra'",
             "Requests to any path are answered 500, since the rule names no backend [never: no "
             "parent accepts the route]."});
    }

    void whoMayAttach() {
        QStringList lines;
        for (const ListenerAccess& access : m_report.isolation.listeners)
            lines << text(
                fmt::format("{} {}: {} by {}", access.listener, access.routes.from,
                            access.routes.namespaces
                                ? fmt::format("{}", fmt::join(*access.routes.namespaces, ","))
                                : "everybody",
                            fmt::join(access.attached, ",")));
        COMPARE_LINES(lines, {"http All: everybody by shop", "shop Selector: shop by shop",
                              "own Same: infra by "});
    }

    void grantsTellWhoNeedsThem() {
        QStringList lines;
        for (const GrantUse& grant : m_report.isolation.grants)
            lines << text(fmt::format("{} {} {}", grant.name, toString(grant.use),
                                      fmt::join(grant.usedBy, ",")))
                         .trimmed();
        COMPARE_LINES(lines, {"shop-pays used HTTPRoute shop/cart", "nobody-asks unused"});
    }

    void requestsCoverRules() {
        const ScenarioResults& results = m_report.scenarios;
        QCOMPARE(results.results.size(), std::size_t(3));
        QCOMPARE(results.failed(), std::size_t(1));
        QVERIFY(!results.results[1].passed());
        QVERIFY(!results.results[2].expects);
        QStringList reached;
        for (const RuleCoverage& rule : results.coverage)
            if (rule.requests > 0)
                reached << text(fmt::format("{} {}", rule.route, rule.rule));
        COMPARE_LINES(reached, {"cart 0", "cart 2", "cart 3"});
        // Rules 0 to 6 of cart without 4, which nothing can reach; stray has no parent.
        QCOMPARE(results.reachable(), std::size_t(6));
        QCOMPARE(results.reached(), std::size_t(3));
    }

    void theBoardHoldsWhatControllersWrite() {
        QStringList trouble;
        for (const BoardEntry& entry : m_report.statusBoard)
            if (!entry.well())
                trouble << text(fmt::format("{} {} {}", entry.kind, entry.name, entry.part));
        COMPARE_LINES(trouble, {"HTTPRoute cart parent Gateway infra/public",
                                "HTTPRoute stray parent Gateway infra/publik"});
    }

    void theSummaryCounts() {
        const Summary& summary = m_report.summary;
        QCOMPARE(summary.namespaces, std::size_t(1));
        QStringList silent;
        for (const SilentPart& part : summary.silent)
            silent << text(fmt::format("{} {} {}", part.kind, part.name, toString(part.state)));
        QVERIFY(silent.contains(QStringLiteral("Gateway publik missing")));
        QVERIFY(silent.contains(QStringLiteral("Rule cart/4 idle")));
        QVERIFY(silent.contains(QStringLiteral("Service nowhere missing")));
        QVERIFY(!silent.contains(QStringLiteral("Rule cart/1 idle")));
    }

    void hashesAreThoseOfTheText() {
        // echo -n abc | sha256sum
        QCOMPARE(
            text(hex(sha256("abc"))),
            QStringLiteral("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(m_report.basis.files.size(), std::size_t(1));
        QCOMPARE(text(m_report.basis.files[0].name), QStringLiteral("test.yaml"));
        QCOMPARE(text(m_report.basis.files[0].sha256), text(hex(sha256(shopYaml()))));
    }

    void optionsSayWhatWasChosen() {
        Options options;
        QVERIFY(setChoice(options.choices, "no-endpoints=500"));
        options.without = {"HTTPRouteMethodMatching"};
        options.strict = true;
        QStringList chosen;
        for (const ChosenOption& option : chosenOptions(options, 7))
            if (!option.standard)
                chosen << text(option.name + "=" + option.value);
        COMPARE_LINES(chosen, {"seed=7", "strict=yes", "without=HTTPRouteMethodMatching",
                               "no-endpoints=500"});
        for (const ChosenOption& option : chosenOptions({}, 1))
            QVERIFY2(option.standard, option.name.c_str());
    }

    void largeGraphsAreDrawnByNamespace() {
        const auto simulation = shopSimulation();
        const auto whole = computeTopology(*simulation);
        const auto drawn = byNamespace(*whole);
        const int routes = drawn->find("routes/shop");
        QVERIFY(routes >= 0);
        QCOMPARE(text(drawn->nodes()[static_cast<std::size_t>(routes)].subtitle),
                 QStringLiteral("1 of 2 routes"));
        QVERIFY(drawn->find("services/bank") >= 0);
        QVERIFY(drawn->find("Gateway/infra/public") >= 0);
        for (const GraphNode& node : drawn->nodes())
            QVERIFY(node.role != NodeRole::Rule && node.role != NodeRole::Pod);
        const auto joined = [&](int from, int to) {
            return std::ranges::any_of(drawn->edges(), [&](const GraphEdge& edge) {
                return static_cast<int>(edge.from) == from && static_cast<int>(edge.to) == to;
            });
        };
        QVERIFY(joined(routes, drawn->find("services/bank")));
        QVERIFY(joined(drawn->find("Listener/infra/public/shop"), routes));
    }

    void csvCellsAreQuotedAndNoFormulas() {
        Exposure exposure;
        exposure.host = "=1+1";
        exposure.path = "/a,\"b\"";
        exposure.numerator = exposure.denominator = 1;
        const QStringList lines =
            text(inventoryCsv({exposure})).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[0].startsWith(QLatin1String("host,path_type,path,")));
        QVERIFY2(lines[1].startsWith(QLatin1String("'=1+1,,\"/a,\"\"b\"\"\",")),
                 qPrintable(lines[1]));
        // As many cells as headings: the cell with a comma is quoted.
        QCOMPARE(lines[1].count(QLatin1Char(',')) - 1, lines[0].count(QLatin1Char(',')));
    }

private:
    /// The engine's own sentence; it is not the report's business.
    [[nodiscard]] const char* whyGone() const {
        static std::string why;
        for (const Exposure& exposure : m_report.inventory)
            if (exposure.path == "/gone" && exposure.listener == "shop")
                why = exposure.why;
        return why.c_str();
    }

    Report m_report;
};

GATESIGHT_TEST(TestReport)

}  // namespace gatesight::simulator::tst_report

#include "tst_report.moc"
