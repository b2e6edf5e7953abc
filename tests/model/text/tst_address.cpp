// Addresses and ranges of them.

#include "model/text/address.h"
#include "tests/house/test_program.h"

namespace tst_address {

using namespace gatesight::model;

class TestAddress : public QObject {
    Q_OBJECT

private slots:
    void ranges_data() {
        QTest::addColumn<QString>("range");
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("holds");
        const auto row = [](const char* range, const char* address, bool holds) {
            QTest::addRow("%s in %s", address, range)
                << QString(range) << QString(address) << holds;
        };
        row("10.0.0.0/8", "10.255.255.255", true);
        row("10.0.0.0/8", "11.0.0.0", false);
        row("10.1.2.3/8", "10.9.9.9", true);
        row("10.0.0.0/9", "10.127.0.1", true);
        row("10.0.0.0/9", "10.128.0.1", false);
        row("192.0.2.1/32", "192.0.2.1", true);
        row("192.0.2.1/32", "192.0.2.2", false);
        row("0.0.0.0/0", "203.0.113.9", true);
        row("0.0.0.0/0", "2001:db8::1", false);
        row("::/0", "203.0.113.9", false);
        row("2001:db8::/33", "2001:db8:7fff::1", true);
        row("2001:db8::/33", "2001:db8:8000::1", false);
        row("fd00::/8", "FD12::0001", true);
    }
    void ranges() {
        QFETCH(QString, range);
        QFETCH(QString, address);
        const auto parsed = AddressRange::parse(range.toStdString());
        const auto one = addressOf(address.toStdString());
        QVERIFY(parsed && one);
        QTEST(parsed->contains(*one), "holds");
    }

    void noRange_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"", "/8", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x",
              "10.0.0/8", "010.0.0.0/8", "::/129", "a/8", "10.0.0.0/256"})
            QTest::newRow(text) << QString(text);
    }
    void noRange() {
        QFETCH(QString, text);
        QVERIFY(!AddressRange::parse(text.toStdString()));
    }

    void aTextWithANulIsNoAddress() {
        using namespace std::string_view_literals;
        QVERIFY(!addressOf("10.0.0.1\0x"sv));
    }

    void partsOfARange() {
        const auto all = AddressRange::parse("10.0.0.0/8");
        QVERIFY(all->strictlyContains(*AddressRange::parse("10.5.0.0/16")));
        QVERIFY(!all->strictlyContains(*all));
        QVERIFY(!all->strictlyContains(*AddressRange::parse("0.0.0.0/0")));
        QVERIFY(!all->strictlyContains(*AddressRange::parse("11.0.0.0/16")));
        QVERIFY(!AddressRange::parse("::/0")->strictlyContains(*all));
    }

    void equalRangesReadTheSame() {
        QCOMPARE(QString::fromStdString(AddressRange::parse("10.1.2.3/8")->text()),
                 QStringLiteral("10.0.0.0/8"));
        QCOMPARE(QString::fromStdString(AddressRange::parse("FD00:0::1/16")->text()),
                 QStringLiteral("fd00::/16"));
        QVERIFY(*AddressRange::parse("10.1.2.3/8") == *AddressRange::parse("10.0.0.0/8"));
    }
};

GATESIGHT_TEST(TestAddress)

}  // namespace tst_address

#include "tst_address.moc"
