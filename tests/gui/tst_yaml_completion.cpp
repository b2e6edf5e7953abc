// What the editor offers while typing. "|" in the texts is the cursor.
#include "tests/gui/support_session.h"
#include "tests/house/test_program.h"
#include "ui/yaml/yaml_completion.h"

#include <QCoreApplication>

#include <algorithm>

namespace tst_yaml_completion {

using namespace gatesight;
using namespace gatesight::ui;

namespace {

Completions complete(const QString& marked, const model::World* world = nullptr) {
    const std::string text = marked.toStdString();
    const std::size_t cursor = text.find('|');
    return completionsAt(text.substr(0, cursor) + text.substr(cursor + 1), cursor, world);
}

QStringList names(const Completions& completions) {
    QStringList result;
    for (const Completion& offer : completions.offers)
        result << QString::fromStdString(offer.text);
    return result;
}

constexpr auto kRoute = "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n";

}  // namespace

class tst_yaml_completion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void offers_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("offered");
        QTest::addColumn<QString>("notOffered");
        const auto add = [](const char* name, const char* rest, const char* offered,
                            const char* notOffered) {
            QTest::newRow(name) << QString::fromLatin1(kRoute) + QString::fromLatin1(rest)
                                << QString::fromLatin1(offered) << QString::fromLatin1(notOffered);
        };
        add("field of spec", "spec:\n  ho|", "hostnames", "rules");
        add("field that is there already", "spec:\n  hostnames: [a]\n  |", "rules", "hostnames");
        add("field in a list item", "spec:\n  rules:\n    - ma|", "matches", "hostnames");
        add("second field of an item", "spec:\n  rules:\n    - matches: []\n      |", "backendRefs",
            "matches");
        add("list at its key's column", "spec:\n  rules:\n  - matches:\n    - pa|", "path",
            "matches");
        add("second item", "spec:\n  rules:\n    - matches: []\n    - |", "matches", "hostnames");
        add("deep", "spec:\n  rules:\n    - matches:\n        - path:\n            t|", "type",
            "value");
        add("value of an enumeration",
            "spec:\n  rules:\n    - matches:\n        - path:\n            type: Pa|", "PathPrefix",
            "Exact");
        add("all values", "spec:\n  rules:\n    - matches:\n        - path:\n            type: |",
            "Exact", "exact");
        add("after a deeper block",
            "spec:\n  rules:\n    - matches:\n        - path:\n            value: /x\n  |",
            "hostnames", "matches");
        add("other documents do not count",
            "spec:\n  hostnames: []\n---\nkind: Gateway\napiVersion: "
            "gateway.networking.k8s.io/v1\nspec:\n  |",
            "listeners", "rules");
        add("documents below do not count", "spec:\n  |\n---\nspec:\n  hostnames: []\n",
            "hostnames", "listeners");
        add("comments get nothing", "spec:\n  # ho|", "", "hostnames");
        add("top", "|", "spec", "hostnames");
    }
    void offers() {
        QFETCH(QString, text);
        QFETCH(QString, offered);
        QFETCH(QString, notOffered);
        const QStringList found = names(complete(text));
        QVERIFY2(offered.isEmpty() || found.contains(offered),
                 qPrintable(found.join(QLatin1Char(' '))));
        QVERIFY2(!found.contains(notOffered), qPrintable(found.join(QLatin1Char(' '))));
    }

    void replacesTheWord() {
        const auto completions = complete(QStringLiteral("kind: Gate|"));
        QCOMPARE(completions.from, 6u);
        QVERIFY(names(completions).contains(QStringLiteral("Gateway")));
    }

    void structuredFieldsOpenABlock() {
        const auto completions =
            complete(QString::fromLatin1(kRoute) + QStringLiteral("spec:\n  hostn|"));
        QCOMPARE(completions.offers.size(), 1u);
        QCOMPARE(QString::fromStdString(completions.offers.front().insert),
                 QStringLiteral("hostnames:"));
    }

    void requiredFieldsComeFirst() {
        const auto completions = complete(
            QStringLiteral("apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nspec:\n  |"));
        QVERIFY(!completions.offers.empty());
        QCOMPARE(QString::fromStdString(completions.offers.front().detail),
                 QStringLiteral("required"));
    }

    void namesOfLoadedObjects_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("offered");
        const auto add = [](const char* name, const char* rest, const QStringList& offered) {
            QTest::newRow(name) << QString::fromLatin1(kRoute) + QString::fromLatin1(rest)
                                << offered;
        };
        add("Gateway", "spec:\n  parentRefs:\n    - name: |", {QStringLiteral("front")});
        add("listener", "spec:\n  parentRefs:\n    - name: front\n      sectionName: |",
            {QStringLiteral("http")});
        add("Service", "spec:\n  rules:\n    - backendRefs:\n        - name: he|",
            {QStringLiteral("hello")});
        add("port of that Service",
            "spec:\n  rules:\n    - backendRefs:\n        - name: hello\n          port: |",
            {QStringLiteral("80")});
        add("namespace", "metadata:\n  namespace: |", {QStringLiteral("demo")});
    }
    void namesOfLoadedObjects() {
        QFETCH(QString, text);
        QFETCH(QStringList, offered);
        if (!m_session.simulation())
            QVERIFY(test::openSample(m_session, QStringLiteral("first-steps")));
        const QStringList found = names(complete(text, m_session.simulation()->world.get()));
        for (const QString& name : offered)
            QVERIFY2(found.contains(name), qPrintable(found.join(QLatin1Char(' '))));
    }

    void everyCursorOfASampleIsSafe() {
        QVERIFY(m_session.simulation() ||
                test::openSample(m_session, QStringLiteral("first-steps")));
        for (const model::SourcePtr& source : m_session.simulation()->world->sources())
            for (std::size_t cursor = 0; cursor <= source->text.size(); ++cursor)
                QVERIFY(
                    completionsAt(source->text, cursor, m_session.simulation()->world.get()).from <=
                    cursor);
    }

private:
    Session m_session;
};

GATESIGHT_TEST(tst_yaml_completion, QCoreApplication)

}  // namespace tst_yaml_completion

#include "tst_yaml_completion.moc"
