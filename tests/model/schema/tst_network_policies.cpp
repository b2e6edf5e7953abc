// Network policies as they are read, and what the API server would say about them.
#include "model/schema/decode.h"
#include "tests/house/test_program.h"
#include "tests/model/support_objects.h"

#include <algorithm>

namespace tst_network_policies {

using namespace gatesight::model;
using namespace gatesight::model::test;

namespace {

std::string policyYaml(const std::string& kind, const std::string& spec,
                       const std::string& name = "p") {
    const std::string version = kind == "NetworkPolicy" ? "networking.k8s.io/v1"
                                : kind == "ClusterNetworkPolicy"
                                    ? "policy.networking.k8s.io/v1alpha2"
                                    : "policy.networking.k8s.io/v1alpha1";
    return "apiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: " + name +
           "}\nspec: " + spec + "\n";
}

QStringList lines(const Findings& findings) {
    QStringList result;
    for (const Finding& finding : findings)
        result << QStringLiteral("%1 %2").arg(text(finding.rule), text(finding.field));
    return result;
}

}  // namespace

class TestNetworkPolicies : public QObject {
    Q_OBJECT

private slots:
    void aNetworkPolicyIsRead() {
        const Decoded decoded = decodeText(policyYaml("NetworkPolicy", R"(
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Egress]
  ingress: [{}]
  egress:
    - to:
        - {podSelector: {}, namespaceSelector: {matchLabels: {team: a}}}
        - ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}
      ports: [{port: 80}, {port: http, protocol: UDP}, {port: 1, endPort: 9}, {}])"));
        QVERIFY2(decoded.findings.empty(), qPrintable(lines(decoded.findings).join('\n')));
        const auto& policy = std::get<NetworkPolicy>(decoded.object->resource);
        QCOMPARE(text(decoded.object->metadata.namespace_), QStringLiteral("default"));
        QVERIFY(!policy.coversIngress && policy.coversEgress);
        QCOMPARE(policy.ingress.size(), 1u);
        const NetworkPolicyRule& rule = policy.egress.at(0);
        QVERIFY(rule.peers.at(0).podSelector && rule.peers[0].namespaceSelector);
        QVERIFY(!rule.peers.at(1).podSelector);
        QCOMPARE(text(rule.peers[1].ipBlock->except.at(0)), QStringLiteral("10.1.0.0/16"));
        QVERIFY(rule.ports.at(0).port == IntOrString(std::uint16_t{80}));
        QCOMPARE(text(rule.ports[0].protocol), QStringLiteral("TCP"));
        QVERIFY(rule.ports.at(1).port == IntOrString(std::string("http")));
        QCOMPARE(int(rule.ports.at(2).endPort.value_or(0)), 9);
        QVERIFY(!rule.ports.at(3).port);
    }

    void typesHaveDefaults_data() {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("types");
        const auto row = [](const char* spec, const char* types) {
            QTest::newRow(spec) << QString(spec) << QString(types);
        };
        row("{podSelector: {}}", "Ingress");
        row("{podSelector: {}, policyTypes: []}", "Ingress");
        row("{podSelector: {}, policyTypes: null, egress: []}", "Ingress");
        row("{podSelector: {}, egress: [{}]}", "Ingress Egress");
        row("{podSelector: {}, policyTypes: [Egress]}", "Egress");
        row("{podSelector: {}, policyTypes: [Ingress, Egress]}", "Ingress Egress");
        row("{podSelector: {}, policyTypes: [Ingress], egress: [{}]}", "Ingress");
    }
    void typesHaveDefaults() {
        QFETCH(QString, spec);
        const Decoded decoded = decodeText(policyYaml("NetworkPolicy", spec.toStdString()));
        const auto& policy = std::get<NetworkPolicy>(decoded.object->resource);
        QStringList types;
        if (policy.coversIngress)
            types << QStringLiteral("Ingress");
        if (policy.coversEgress)
            types << QStringLiteral("Egress");
        QTEST(types.join(QLatin1Char(' ')), "types");
        const auto json = stored(*decoded.object, Channel::Experimental);
        QStringList written;
        for (const std::string type : json["spec"]["policyTypes"])
            written << text(type);
        QTEST(written.join(QLatin1Char(' ')), "types");
    }

    void clusterPoliciesAreRead() {
        const Decoded cluster = decodeText(policyYaml("ClusterNetworkPolicy", R"(
  tier: Baseline
  priority: 7
  subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}}
  ingress:
    - {name: first, action: Pass, from: [{namespaces: {matchLabels: {team: a}}}]}
  egress:
    - action: Deny
      to: [{networks: [10.0.0.0/8]}, {domainNames: ["*.example.org"]}, {nodes: {}}]
      protocols: [{tcp: {destinationPort: {range: {start: 3, end: 5}}}}, {udp: {destinationPort: {number: 53}}}])"));
        // Peers that the standard channel lacks are told of, and nothing else.
        QCOMPARE(lines(cluster.findings),
                 QStringList({QStringLiteral("api.prune.unknown-fields spec.egress[0].to[1].domainNames"),
                              QStringLiteral("api.prune.unknown-fields spec.egress[0].to[2].nodes")}));
        QVERIFY(std::ranges::all_of(cluster.findings, [](const Finding& finding) {
            return finding.severity == Severity::Info;
        }));
        const TieredNetworkPolicy& policy = *tieredNetworkPolicy(*cluster.object);
        QVERIFY(cluster.object->metadata.namespace_.empty());
        QVERIFY(policy.tier == TieredNetworkPolicy::Tier::Baseline);
        QCOMPARE(policy.priority, 7);
        QCOMPARE(policy.subject.pods.matchLabels.size(), 1u);
        QVERIFY(policy.ingress.at(0).action == TieredNetworkPolicy::Action::Pass);
        QCOMPARE(text(policy.ingress[0].name), QStringLiteral("first"));
        const auto& rule = policy.egress.at(0);
        QCOMPARE(rule.peers.size(), 3u);
        QVERIFY(rule.peers[0].networks.size() == 1 && rule.peers[1].domainNames.size() == 1 &&
                rule.peers[2].nodes);
        QVERIFY(rule.ports.at(0).first == 3 && rule.ports[0].last == 5);
        QVERIFY(rule.ports.at(1).protocol == "UDP" && rule.ports[1].last == 53);

        const Decoded everywhere =
            decodeText(policyYaml("ClusterNetworkPolicy",
                                  "{tier: Admin, priority: 1, subject: {pods: {podSelector: "
                                  "{matchLabels: {app: web}}}}}"));
        QVERIFY(everywhere.findings.empty());
        QVERIFY(tieredNetworkPolicy(*everywhere.object)->subject.namespaces->matches({}));

        const Decoded admin = decodeText(policyYaml("AdminNetworkPolicy", R"(
  priority: 3
  subject: {namespaces: {}}
  egress:
    - action: Allow
      to: [{namespaces: {}}]
      ports: [{portNumber: {port: 80}}, {portRange: {protocol: SCTP, start: 1, end: 2}}, {namedPort: http}])"));
        QCOMPARE(lines(admin.findings),
                 QStringList(QStringLiteral(
                     "api.prune.unknown-fields spec.egress[0].ports[2].namedPort")));
        QVERIFY(admin.findings.front().severity == Severity::Info);
        const auto& ports = tieredNetworkPolicy(*admin.object)->egress.at(0).ports;
        QVERIFY(ports.at(0).protocol == "TCP" && ports[0].first == 80 && ports[0].last == 80);
        QVERIFY(ports.at(1).protocol == "SCTP" && ports[1].last == 2);
        QVERIFY(ports.at(2).name == "http");
        QVERIFY(tieredNetworkPolicy(*admin.object)->tier == TieredNetworkPolicy::Tier::Admin);
    }

    void theStandardChannelHasFewerPeers() {
        const DocumentPtr document = manifestsOf(policyYaml("ClusterNetworkPolicy", R"(
  tier: Admin
  priority: 7
  subject: {namespaces: {}}
  egress: [{action: Accept, to: [{nodes: {}}]}])"))
                                         .documents.at(0);
        const Findings experimental = decode(document, Channel::Experimental).findings;
        QVERIFY(experimental.size() == 1 && experimental.front().severity == Severity::Info);
        const Decoded standard = decode(document, Channel::Standard);
        QVERIFY(lines(standard.findings)
                    .contains(QStringLiteral("api.schema.length spec.egress[0].to[0]")));
        QVERIFY(tieredNetworkPolicy(*standard.object)->egress.at(0).peers.at(0).unknown());
    }

    void mistakesAreFound_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("finding");
        const auto row = [](const char* kind, const char* spec, const char* finding) {
            QTest::newRow(qPrintable(QString(finding) + " | " + spec))
                << QString(kind) << QString(spec) << QString(finding);
        };
        const char* np = "NetworkPolicy";
        row(np, "{podSelectors: {}}", "api.prune.unknown-fields spec.podSelectors");
        row(np, "{podSelector: []}", "api.schema.type spec.podSelector");
        row(np, "{policyTypes: [ingress]}", "api.schema.enum spec.policyTypes[0]");
        row(np, "{policyTypes: [Ingress, Egress, Ingress]}", "api.schema.length spec.policyTypes");
        row(np, "{ingress: {}}", "api.schema.type spec.ingress");
        row(np, "{ingress: [{to: []}]}", "api.prune.unknown-fields spec.ingress[0].to");
        row(np, "{ingress: [{from: [{}]}]}", "np.peer.both spec.ingress[0].from[0]");
        row(np, "{ingress: [{from: [{ipBlock: {}}]}]}",
            "api.schema.required spec.ingress[0].from[0].ipBlock.cidr");
        row(np, "{ingress: [{from: [{ipBlock: {cidr: 10.0.0.0}}]}]}",
            "np.peer.ip-block spec.ingress[0].from[0].ipBlock");
        row(np, "{ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8]}}]}]}",
            "np.peer.ip-block spec.ingress[0].from[0].ipBlock");
        row(np, "{egress: [{to: [{ipBlock: {cidr: \"fd00::/8\", except: [10.0.0.0/16]}}]}]}",
            "np.peer.ip-block spec.egress[0].to[0].ipBlock");
        row(np, "{egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}, namespaceSelector: {}}]}]}",
            "np.peer.ip-block spec.egress[0].to[0]");
        row(np, "{ingress: [{ports: [{port: 0}]}]}", "np.port.named spec.ingress[0].ports[0]");
        row(np, "{ingress: [{ports: [{port: 65536}]}]}", "np.port.named spec.ingress[0].ports[0]");
        row(np, "{ingress: [{ports: [{port: Http}]}]}", "np.port.named spec.ingress[0].ports[0]");
        row(np, "{ingress: [{ports: [{port: a-name-that-is-long}]}]}",
            "np.port.named spec.ingress[0].ports[0]");
        row(np, "{ingress: [{ports: [{port: -a}]}]}", "np.port.named spec.ingress[0].ports[0]");
        row(np, "{ingress: [{ports: [{port: 8, endPort: 7}]}]}",
            "np.port.end-port spec.ingress[0].ports[0]");
        row(np, "{ingress: [{ports: [{port: 8, endPort: 65536}]}]}",
            "api.schema.range spec.ingress[0].ports[0].endPort");
        row(np, "{ingress: [{ports: [{protocol: tcp}]}]}",
            "api.schema.enum spec.ingress[0].ports[0].protocol");
        row(np, "{podSelector: {matchExpressions: [{key: a, operator: In}]}}",
            "sel.operators spec.podSelector");
        row(np, "{podSelector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}}",
            "sel.operators spec.podSelector");
        row(np, "{podSelector: {matchExpressions: [{key: a, operator: Has}]}}",
            "sel.operators spec.podSelector");
        const char* cnp = "ClusterNetworkPolicy";
        row(cnp, "{tier: Middle, priority: 1, subject: {namespaces: {}}}",
            "api.schema.enum spec.tier");
        row(cnp, "{priority: 1, subject: {namespaces: {}}}", "api.schema.required spec.tier");
        row(cnp, "{tier: Admin, subject: {namespaces: {}}}", "api.schema.required spec.priority");
        row(cnp, "{tier: Admin, priority: -1, subject: {namespaces: {}}}",
            "api.schema.range spec.priority");
        row(cnp, "{tier: Admin, priority: 1, subject: {}}", "api.schema.length spec.subject");
        row(cnp,
            "{tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Allow, from: "
            "[{namespaces: {}}]}]}",
            "api.schema.enum spec.ingress[0].action");
        row(cnp,
            "{tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: "
            "[]}]}",
            "api.schema.length spec.ingress[0].from");
        row(cnp,
            "{tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: "
            "[{networks: [10.0.0.0/8]}]}]}",
            "api.prune.unknown-fields spec.ingress[0].from[0].networks");
        row(cnp,
            "{tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: "
            "[{domainNames: [\"a..b\"]}]}]}",
            "api.schema.pattern spec.egress[0].to[0].domainNames[0]");
        row("AdminNetworkPolicy", "{priority: 1, subject: {pods: {podSelector: {}}}}",
            "api.schema.required spec.subject.pods.namespaceSelector");
        row("AdminNetworkPolicy",
            "{priority: 1, subject: {namespaces: {}}, ingress: [{action: Accept, from: "
            "[{namespaces: {}}]}]}",
            "api.schema.enum spec.ingress[0].action");
        row("AdminNetworkPolicy",
            "{priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: "
            "{}}], ports: [{}]}]}",
            "api.schema.length spec.ingress[0].ports[0]");
        row("BaselineAdminNetworkPolicy",
            "{subject: {namespaces: {}}, ingress: [{action: Pass, from: [{namespaces: {}}]}]}",
            "api.schema.enum spec.ingress[0].action");
        row("BaselineAdminNetworkPolicy", "{subject: {namespaces: {}}}",
            "np.tier.baseline-default ");
    }
    void mistakesAreFound() {
        QFETCH(QString, kind);
        QFETCH(QString, spec);
        QFETCH(QString, finding);
        const QStringList found =
            lines(decodeText(policyYaml(kind.toStdString(), spec.toStdString())).findings);
        QVERIFY2(found.contains(finding), qPrintable(found.join(QLatin1Char('\n'))));
    }

    void otherVersionsAreNotServed() {
        const std::string yaml =
            "apiVersion: networking.k8s.io/v1beta1\nkind: NetworkPolicy\nmetadata: {name: p}\n";
        QVERIFY(lines(decodeText(yaml).findings).contains(QStringLiteral("api.versions.served ")));
    }
};

GATESIGHT_TEST(TestNetworkPolicies)

}  // namespace tst_network_policies

#include "tst_network_policies.moc"
