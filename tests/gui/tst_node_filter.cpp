// The language of the find box.
#include "tests/house/test_program.h"
#include "ui/session/node_filter.h"

namespace tst_node_filter {

using namespace gatesight::ui;

class tst_node_filter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matches_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<bool>("matches");
        // The node below: HTTPRoute shop/cart, idle, "PathPrefix /basket".
        QTest::newRow("nothing admits everything") << QStringLiteral("") << true;
        QTest::newRow("spaces admit everything") << QStringLiteral("   ") << true;
        QTest::newRow("part of the name") << QStringLiteral("car") << true;
        QTest::newRow("another name") << QStringLiteral("catalog") << false;
        QTest::newRow("part of the other text") << QStringLiteral("basket") << true;
        QTest::newRow("upper case") << QStringLiteral("CART") << true;
        QTest::newRow("state as a word") << QStringLiteral("idle") << true;
        QTest::newRow("another state as a word") << QStringLiteral("refused") << false;
        QTest::newRow("kind as a word") << QStringLiteral("httproute") << true;
        QTest::newRow("namespace") << QStringLiteral("ns = shop") << true;
        QTest::newRow("namespace without spaces") << QStringLiteral("ns=shop") << true;
        QTest::newRow("namespace must be whole") << QStringLiteral("ns = sho") << false;
        QTest::newRow("namespace in part") << QStringLiteral("ns ~ sho") << true;
        QTest::newRow("not equal") << QStringLiteral("ns != infra") << true;
        QTest::newRow("not equal but is") << QStringLiteral("ns != shop") << false;
        QTest::newRow("and") << QStringLiteral("ns = shop and name = cart") << true;
        QTest::newRow("and, one fails") << QStringLiteral("ns = shop and name = pay") << false;
        QTest::newRow("words side by side are and") << QStringLiteral("shop pay") << false;
        QTest::newRow("or") << QStringLiteral("name = pay or name = cart") << true;
        QTest::newRow("not") << QStringLiteral("not refused") << true;
        QTest::newRow("not, twice") << QStringLiteral("not not cart") << true;
        QTest::newRow("and binds closer than or")
            << QStringLiteral("name = pay and ns = x or cart") << true;
        QTest::newRow("parentheses") << QStringLiteral("name = pay and (ns = x or cart)") << false;
        QTest::newRow("role") << QStringLiteral("role = Route") << true;
    }
    void matches() {
        QFETCH(QString, filter);
        QFETCH(bool, matches);
        const auto parsed = NodeFilter::parse(filter.toStdString());
        QVERIFY2(parsed.has_value(), parsed ? "" : parsed.error().c_str());
        QCOMPARE(parsed->matches({.namespace_ = "shop",
                                  .kind = "HTTPRoute",
                                  .name = "cart",
                                  .state = "Idle",
                                  .role = "Route",
                                  .text = "PathPrefix /basket"}),
                 matches);
    }

    void refuses_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("why");
        QTest::newRow("unknown field")
            << QStringLiteral("colour = red") << QStringLiteral("colour");
        QTest::newRow("value missing") << QStringLiteral("ns =") << QStringLiteral("missing");
        QTest::newRow("operand missing") << QStringLiteral("cart and") << QStringLiteral("missing");
        QTest::newRow("not closed") << QStringLiteral("(cart") << QStringLiteral(")");
        QTest::newRow("not opened") << QStringLiteral("cart)") << QStringLiteral("(");
    }
    void refuses() {
        QFETCH(QString, filter);
        QFETCH(QString, why);
        const auto parsed = NodeFilter::parse(filter.toStdString());
        QVERIFY(!parsed);
        QVERIFY2(QString::fromStdString(parsed.error()).contains(why), parsed.error().c_str());
    }

    void deepNestingIsRefusedNotFatal() {
        QVERIFY(!NodeFilter::parse(std::string(100'000, '(')));
        std::string manyNots;
        for (int i = 0; i < 10'000; ++i)
            manyNots += "not ";
        QVERIFY(!NodeFilter::parse(manyNots + "x"));
    }
};

GATESIGHT_TEST(tst_node_filter)

}  // namespace tst_node_filter

#include "tst_node_filter.moc"
