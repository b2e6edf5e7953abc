// The clauses of network policies one by one, as clauses.txt has them.

#include "simulator/delivery/policy/policy_set.h"
#include "tests/house/source_folder.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"

#include <QFile>
#include <QRegularExpression>

#include <map>

namespace gatesight::simulator::tst_policy_clauses {

namespace {

QString contentOf(const char* name) {
    QFile file(QString::fromStdString(gatesight::test::sourcePath()) +
               QStringLiteral("/tests/simulator/delivery/policy/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString documentOf(const QString& line) {
    static const QRegularExpression form(
        QStringLiteral("^(\\w+) (?:([\\w-]+)/)?([\\w-]+) (\\{.*\\})$"));
    const auto match = form.match(line);
    const QString kind = match.captured(1);
    const QString version = kind == QLatin1String("NetworkPolicy")
                                ? QStringLiteral("networking.k8s.io/v1")
                            : kind == QLatin1String("ClusterNetworkPolicy")
                                ? QStringLiteral("policy.networking.k8s.io/v1alpha2")
                                : QStringLiteral("policy.networking.k8s.io/v1alpha1");
    const QString namespace_ = match.captured(2).isEmpty()
                                   ? QString()
                                   : QStringLiteral(", namespace: ") + match.captured(2);
    return QStringLiteral("---\napiVersion: %1\nkind: %2\nmetadata: {name: %3%4}\nspec: %5\n")
        .arg(version, kind, match.captured(3), namespace_, match.captured(4));
}

/// One cluster and what is asked about it.
class Clause {
public:
    explicit Clause(const QString& policies)
        : m_world(simulator::test::worldOf((contentOf("cast.yaml") + policies).toStdString())),
          m_policies(compilePolicies(*m_world)) {}

    [[nodiscard]] FlowVerdict ask(const QString& source, QString destination,
                                  const QString& transport, const QString& port) const {
        PolicyFlow flow;
        flow.throughService = destination.startsWith(QLatin1String("via "));
        destination.remove(QLatin1String("via "));
        flow.source = party(source);
        flow.destination = party(destination);
        for (const PolicyParty* each : {&flow.source, &flow.destination}) {
            for (const model::IPAddress& address : each->addresses)
                flow.v6 = flow.v6 || address.v6;
            // A Pod with one address is reached by that.
            if (each->pod.valid() && each->kind == PolicyParty::Kind::Pod)
                flow.v6 = flow.v6 || podAddress(each->pod).contains(':');
        }
        if (port != QLatin1String("?"))
            flow.port = port.toUShort();
        if (!transport.isEmpty())
            flow.transport = *transportNamed(transport.toStdString());
        return m_policies->verdict(flow);
    }

    /// "np.tier.deny c[0]" of every tier of both directions that has something to say.
    [[nodiscard]] QStringList reasons(const FlowVerdict& verdict) const {
        QStringList result;
        for (const PolicyVerdict* direction : {&verdict.egress, &verdict.ingress})
            for (const TierVerdict& tier : direction->tiers) {
                if (tier.result == TierVerdict::Result::NotSelected)
                    continue;
                QString text = simulator::test::text(tier.why) + QLatin1Char(' ');
                if (tier.policy.valid())
                    text += QString::fromStdString(m_world->object(tier.policy).fullName());
                if (tier.rule != TierVerdict::kNoRule)
                    text += QStringLiteral("[%1]").arg(tier.rule);
                result << text;
            }
        return result;
    }

private:
    [[nodiscard]] const std::string& podAddress(model::ObjectId id) const {
        return std::get<model::Pod>(m_world->object(id).resource).podIP;
    }

    [[nodiscard]] PolicyParty party(const QString& name) const {
        const auto after = [&](const char* prefix) {
            return name.mid(static_cast<qsizetype>(qstrlen(prefix))).toStdString();
        };
        PolicyParty party;
        if (name == QLatin1String("node"))
            return m_policies->someNode();
        if (name.startsWith(QLatin1String("node:")))
            return m_policies->partyAt(
                *model::addressOf(name == QLatin1String("node:n1") ? "10.0.0.1" : "10.0.0.2"),
                "node");
        if (name.startsWith(QLatin1String("name:"))) {
            party.hostname = after("name:");
            return party;
        }
        if (name.startsWith(QLatin1String("gateway:"))) {
            party.kind = PolicyParty::Kind::Pod;
            party.known = PolicyParty::Labels::AtLeast;
            party.namespace_ = after("gateway:");
            party.labels = {{"gateway.networking.k8s.io/gateway-name", "gw"}};
            return party;
        }
        if (name == QLatin1String("anypod") || name.startsWith(QLatin1String("pod:"))) {
            party.kind = PolicyParty::Kind::Pod;
            party.known = PolicyParty::Labels::Unknown;
            if (name != QLatin1String("anypod"))
                party.namespace_ = after("pod:");
            return party;
        }
        if (const auto address = model::addressOf(name.toStdString()))
            return m_policies->partyAt(*address, name.toStdString());
        const auto pod =
            m_world->find<model::Pod>(name.section(QLatin1Char('/'), 0, 0).toStdString(),
                                      name.section(QLatin1Char('/'), 1).toStdString());
        if (!pod)
            qFatal("no Pod %s", qPrintable(name));
        return m_policies->party(pod.id());
    }

    model::WorldPtr m_world;
    std::shared_ptr<const PolicySet> m_policies;
};

QString wordFor(PolicyVerdict::Result result) {
    switch (result) {
        case PolicyVerdict::Result::Allowed:
            return QStringLiteral("allowed");
        case PolicyVerdict::Result::Denied:
            return QStringLiteral("denied");
        case PolicyVerdict::Result::Unknown:
            return QStringLiteral("unknown");
    }
    return {};
}

}  // namespace

class TestPolicyClauses : public QObject {
    Q_OBJECT

private slots:
    void clause_data() {
        QTest::addColumn<QString>("policies");
        QTest::addColumn<QString>("question");
        QString title, policies;
        int count = 0;
        for (const QString& line : contentOf("clauses.txt").split(QLatin1Char('\n'))) {
            if (line.isEmpty() || line.startsWith(QLatin1Char('#')))
                continue;
            if (line.startsWith(QLatin1String("== "))) {
                title = line.mid(3);
                policies.clear();
            } else if (line.endsWith(QLatin1Char('}'))) {
                policies += documentOf(line);
            } else {
                ++count;
                QTest::newRow(qPrintable(title + QStringLiteral(" | ") + line)) << policies << line;
            }
        }
        QVERIFY(count >= 300);
    }
    void clause() {
        QFETCH(QString, policies);
        QFETCH(QString, question);
        static const QRegularExpression form(QStringLiteral(
            "^(\\S+) > ((?:via )?\\S+) (?:(TCP|UDP|SCTP) )?([\\d?]+): (\\w+)(?: (\\S.*))?$"));
        const auto match = form.match(question);
        QVERIFY(match.hasMatch());
        const Clause about(policies);
        const FlowVerdict verdict =
            about.ask(match.captured(1), match.captured(2), match.captured(3), match.captured(4));
        const QStringList reasons = about.reasons(verdict);
        QVERIFY2(wordFor(verdict.result()) == match.captured(5),
                 qPrintable(wordFor(verdict.result()) + QStringLiteral(": ") +
                            reasons.join(QStringLiteral(", "))));
        const QString why = match.captured(6);
        QVERIFY2(why.isEmpty() ||
                     std::ranges::any_of(reasons,
                                         [&](const QString& each) {
                                             return each.startsWith(why + QLatin1Char(' ')) ||
                                                    each == why;
                                         }),
                 qPrintable(reasons.join(QStringLiteral(", "))));
    }
};

GATESIGHT_TEST(TestPolicyClauses)

}  // namespace gatesight::simulator::tst_policy_clauses

#include "tst_policy_clauses.moc"
