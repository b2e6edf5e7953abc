// gatesight lint beyond its judgement: suppressions in every form of output, patches that apply,
// the list of checks.
#include "simulator/lint/checks.h"
#include "tests/cli/support_run.h"
#include "tests/house/source_folder.h"
#include "tests/house/test_program.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <set>

namespace tst_cli_lint {

using namespace gatesight::cli;
using namespace gatesight::cli::test;
using Json = nlohmann::ordered_json;

namespace {

constexpr auto kGateway = R"(apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: test}
spec: {controllerName: test.dev/controller}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gw, namespace: infra}
spec:
  gatewayClassName: test
  listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: infra}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web-1, namespace: infra, labels: {app: web}}
spec: {containers: [{name: c, image: i}]}
status: {phase: Running, podIP: 10.0.0.5, conditions: [{type: Ready, status: "True"}]}
)";

constexpr auto kRoute = R"(apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: shop
  namespace: infra
spec:
  parentRefs:
    - name: gw
      sectionName: htp
  rules:
    - backendRefs:
        - name: web
          port: 80
)";

void writeFile(const QString& path, const QByteArray& text) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool succeeds(const QString& program, const QStringList& arguments, const QByteArray& in = {}) {
    QProcess process;
    process.start(program, arguments);
    process.write(in);
    process.closeWriteChannel();
    return process.waitForFinished(60'000) && process.exitCode() == 0;
}

}  // namespace

class TestCliLint : public QObject {
    Q_OBJECT

private slots:
    /// Each test in an empty folder of its own.
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir::setCurrent(m_folder->path()));
        writeFile("gateway.yaml", kGateway);
    }
    void cleanup() { QDir::setCurrent(QDir::rootPath()); }

    void commentsSuppress() {
        const QByteArray comment =
            "# gatesight: ignore route.parentref.no-such-section because the listener comes "
            "later\n";
        writeFile("route.yaml", comment + kRoute);
        const Ran ran = runLine("lint gateway.yaml route.yaml --fail-on info");
        QCOMPARE(QString::fromStdString(ran.out).contains("no listener"), false);
        QVERIFY2(ran.out.ends_with("; 1 suppressed\n"), ran.out.c_str());

        const Json json = Json::parse(runLine("lint gateway.yaml route.yaml -o json").out);
        const Json& last = json["findings"].back();
        QCOMPARE(last["rule"].get<std::string>(), std::string("route.parentref.no-such-section"));
        QCOMPARE(last["suppressed"]["reason"].get<std::string>(),
                 std::string("the listener comes later"));
        QCOMPARE(last["suppressed"]["source"]["line"].get<int>(), 1);

        const Json sarif = Json::parse(runLine("lint gateway.yaml route.yaml -o sarif").out);
        const Json& result = sarif["runs"][0]["results"].back();
        QCOMPARE(result["suppressions"][0]["kind"].get<std::string>(), std::string("inSource"));
        QCOMPARE(result["suppressions"][0]["justification"].get<std::string>(),
                 std::string("the listener comes later"));
        QCOMPARE(runLine("lint gateway.yaml route.yaml").code, codeOf(ExitCode::Success));
    }

    void anExpiredOneCountsAgain() {
        writeFile("route.yaml",
                  QByteArray("# gatesight: ignore route.parentref.no-such-section until "
                             "2027-01-31 because later\n") +
                      kRoute);
        const std::string line = "lint gateway.yaml route.yaml --at ";
        QCOMPARE(runLine(line + "2027-01-31").code, codeOf(ExitCode::Success));
        const Ran after = runLine(line + "2027-02-01");
        QCOMPARE(after.code, codeOf(ExitCode::Findings));
        QVERIFY(QString::fromStdString(after.out).contains("lint.suppression.expired"));
        QVERIFY(runLine(line + "soon").code != codeOf(ExitCode::Success));
    }

    void aFileSuppresses() {
        writeFile("route.yaml", kRoute);
        const QByteArray config =
            "ignore:\n  - rule: route.parentref.*\n    object: HTTPRoute "
            "infra/*\n    reason: agreed\n";
        writeFile("gatesight.yaml", config);
        QVERIFY(runLine("lint gateway.yaml route.yaml").out.ends_with("; 1 suppressed\n"));
        writeFile("other.yaml", "ignore:\n  - rule: route.parentref.*\n");
        const Ran ran = runLine("lint gateway.yaml route.yaml --config other.yaml");
        QVERIFY2(ran.out.find("other.yaml:2:5: error: a suppression has to say why") !=
                     std::string::npos,
                 ran.out.c_str());
        QCOMPARE(runLine("lint gateway.yaml --config none.yaml").code, codeOf(ExitCode::NoInput));
    }

    void patchesApply() {
        writeFile("route.yaml", kRoute);
        const Ran ran = runLine("lint gateway.yaml route.yaml -o patch");
        QVERIFY2(ran.out.find("-      sectionName: htp\n+      sectionName: http\n") !=
                     std::string::npos,
                 (ran.out + ran.err).c_str());
        QVERIFY(succeeds("git", {"apply", "-"}, QByteArray::fromStdString(ran.out)));
        QVERIFY(contentOf("route.yaml").contains("sectionName: http\n"));
        QCOMPARE(runLine("lint gateway.yaml route.yaml").code, codeOf(ExitCode::Success));
        QCOMPARE(runLine("lint gateway.yaml route.yaml -o patch").out, std::string(""));
    }

    void whatIsAddedIsOfTheSamePatch() {
        QByteArray route = kRoute;
        route.replace("namespace: infra", "namespace: apps");
        route.replace("name: gw\n", "name: gw\n      namespace: infra\n");
        route.replace("name: web\n", "name: web\n          namespace: infra\n");
        writeFile("route.yaml", route);
        const Ran ran = runLine("lint gateway.yaml route.yaml -o patch");
        QVERIFY2(ran.out.find("+kind: ReferenceGrant\n") != std::string::npos, ran.out.c_str());
        QVERIFY(succeeds("git", {"apply", "-"}, QByteArray::fromStdString(ran.out)));
        QCOMPARE(runLine("lint gateway.yaml route.yaml").code, codeOf(ExitCode::Success));
    }

    void editsOfASuppressedFindingStayOut() {
        writeFile("route.yaml",
                  QByteArray("# gatesight: ignore route.parentref.* because x\n") + kRoute);
        QCOMPARE(runLine("lint gateway.yaml route.yaml -o patch").out, std::string(""));
    }

    void anUnusedGrantIsTakenOut() {
        writeFile("grant.yaml",
                  "# kept\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n---\n"
                  "apiVersion: gateway.networking.k8s.io/v1\nkind: ReferenceGrant\n"
                  "metadata: {name: g, namespace: infra}\nspec: {from: [{group: "
                  "gateway.networking.k8s.io, kind: HTTPRoute, namespace: a}], to: "
                  "[{group: \"\", kind: Service}]}\n---\napiVersion: v1\nkind: "
                  "Namespace\nmetadata: {name: b}\n");
        const Ran ran = runLine("lint gateway.yaml grant.yaml -o patch");
        QVERIFY(succeeds("git", {"apply", "-"}, QByteArray::fromStdString(ran.out)));
        QCOMPARE(
            contentOf("grant.yaml"),
            QByteArray("# kept\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n---\n"
                       "apiVersion: v1\nkind: Namespace\nmetadata: {name: b}\n"));
    }

    void theListOfChecksIsAPageOfTheManual() {
        const QString page =
            QString::fromStdString(gatesight::test::sourcePath("/docs/manual/checks.md"));
        const QByteArray fresh = QByteArray::fromStdString(runLine("lint --list -o markdown").out);
        if (qEnvironmentVariableIntValue("GATESIGHT_UPDATE_GOLDEN") == 1)
            writeFile(page, fresh);
        QCOMPARE(contentOf(page), fresh);
        const Json json = Json::parse(runLine("lint --list -o json").out);
        QCOMPARE(json["checks"].size(), gatesight::simulator::lintChecks().size());
        QVERIFY(runLine("lint --list").out.find("lint.rule.never-matches") != std::string::npos);
        QVERIFY(runLine("lint --list -o sarif").code != codeOf(ExitCode::Success));
    }

    /// What the cases of rules and the samples make of findings is in the list.
    void theListOfChecksIsWhole() {
        QSet<QString> known, missing;
        for (const auto& check : gatesight::simulator::lintChecks())
            known.insert(QString::fromStdString(std::string(check.rule)));
        const auto look = [&](const QString& rule) {
            static const QRegularExpression others("^(api|manifest|scenario|world|ns)\\.");
            if (!known.contains(rule) && !others.match(rule).hasMatch())
                missing.insert(rule);
        };
        const QString root = QString::fromStdString(gatesight::test::sourcePath());
        const QRegularExpression line("\"(?:error|warning|info) ([a-z0-9.-]+) ");
        const QDir cases(root + "/tests/rules/cases");
        for (const QString& file : cases.entryList({"*.yaml"}))
            for (auto match = line.globalMatch(QString::fromUtf8(contentOf(cases.filePath(file))));
                 match.hasNext();)
                look(match.next().captured(1));
        const QDir samples(root + "/samples");
        for (const QString& folder : samples.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const Ran ran =
                runGatesight({"lint", samples.filePath(folder).toStdString(), "-o", "json"});
            const Json report = Json::parse(ran.out);
            for (const Json& finding : report["findings"])
                look(QString::fromStdString(finding["rule"].get<std::string>()));
        }
        QVERIFY2(missing.isEmpty(), qPrintable(QStringList(missing.values()).join(' ')));
    }

    void findingsNameTheirTemplate() {
        const std::string stream = std::string("---\n# Source: shop/templates/base.yaml\n") +
                                   kGateway + "---\n# Source: shop/templates/route.yaml\n" + kRoute +
                                   "---\napiVersion: v1\nkind: Service\nmetadata: {name: lost, "
                                   "namespace: infra}\nspec: {selector: {app: no}, ports: [{port: 1}]}\n";
        const Ran text = runLine("lint -f -", stream);
        QVERIFY2(text.out.contains("    from shop/templates/route.yaml\n"), text.out.c_str());
        const Json json = Json::parse(runLine("lint -f - -o json", stream).out);
        std::size_t named = 0;
        for (const Json& finding : json["findings"]) {
            const std::string kind = finding["object"]["kind"].get<std::string>();
            if (kind == "HTTPRoute") {
                QCOMPARE(finding.value("template", ""), std::string("shop/templates/route.yaml"));
                ++named;
            }
            // The mark of one document is none of the next.
            if (kind == "Service")
                QVERIFY(!finding.contains("template"));
        }
        QVERIFY(named > 0);
        QVERIFY(runLine("lint -f - -o sarif", stream).out.contains("\"template\": \"shop/templates/"));
        QVERIFY(runLine("lint -f - -o github", stream)
                    .out.contains("(from shop/templates/route.yaml)"));
    }

    void findingsNameTheirOrigin() {
        const std::string stream = std::string(kGateway) + "---\n" + R"(apiVersion: v1
kind: Service
metadata:
  name: lost
  annotations:
    config.kubernetes.io/origin: |
      path: overlays/live/lost.yaml
spec: {selector: {app: no}, ports: [{port: 1}]}
)";
        const Json json = Json::parse(runLine("lint -f - -o json", stream).out);
        std::size_t named = 0;
        for (const Json& finding : json["findings"])
            if (finding["object"]["kind"] == "Service") {
                QCOMPARE(finding.value("template", ""), std::string("overlays/live/lost.yaml"));
                ++named;
            } else {
                QVERIFY(!finding.contains("template"));
            }
        QVERIFY(named > 0);
    }

    void everyRuleHasARequestOrAReason() {
        const std::string samples = gatesight::test::sourcePath("/samples/");
        for (const char* sample : {"tenants", "bookshop", "protocols", "mall", "broken"}) {
            const std::string folder = samples + sample;
            const Json json =
                Json::parse(runGatesight({"lint", "-f", folder, "-o", "json", "--rules"}).out);
            QVERIFY(!json["rules"].empty());
            std::set<std::string> dead;
            for (const Json& rule : json["rules"]) {
                const std::string state = rule["state"].get<std::string>();
                QCOMPARE(rule.contains("request"), state == "live");
                QCOMPARE(rule.contains("coveredBy"), state == "never-matches");
                if (state == "never-matches")
                    dead.insert(rule["route"]["name"].get<std::string>());
                if (state != "live")
                    continue;
                const Ran asked = runGatesight({"batch", "-f", folder, "--quiet"},
                                               rule["request"].dump() + "\n");
                const Json decision = Json::parse(asked.out);
                QVERIFY(decision["route"]["name"] == rule["route"]["name"]);
                QVERIFY(decision["route"]["rule"] == rule["rule"]);
            }
            for (const Json& finding : json["findings"])
                if (finding["rule"] == "lint.rule.never-matches")
                    QVERIFY(dead.contains(finding["object"]["name"].get<std::string>()));
        }
        QCOMPARE(runLine("lint -f . --rules -o sarif").code, codeOf(ExitCode::Usage));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

GATESIGHT_TEST(TestCliLint, QCoreApplication)

}  // namespace tst_cli_lint

#include "tst_cli_lint.moc"
