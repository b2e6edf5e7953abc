// A few letters find what was meant.
#include "tests/house/test_program.h"
#include "ui/window/fuzzy.h"

namespace tst_fuzzy {

using gatesight::ui::fuzzyScore;

class tst_fuzzy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void better_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");
        const auto add = [](const char* name, const char* typed, const char* better,
                            const char* worse) {
            QTest::newRow(name) << QString::fromLatin1(typed) << QString::fromLatin1(better)
                                << QString::fromLatin1(worse);
        };
        add("a run beats scattered letters", "cart", "shop/cart", "catalog route");
        add("the start of a word beats its middle", "art", "art gallery", "shop/cart");
        add("case does not matter", "DARK", "Dark theme", "d-a-r-k");
        add("starts of words", "ofi", "Open files", "a hood for ice");
        add("the shorter one", "cart", "cart", "cart with a very long name that goes on and on");
    }
    void better() {
        QFETCH(QString, typed);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        QVERIFY(fuzzyScore(typed, better) > fuzzyScore(typed, worse));
        QVERIFY(fuzzyScore(typed, better) > 0);
    }
    void nothingTypedOffersAll() { QCOMPARE(fuzzyScore({}, QStringLiteral("x")), 0); }
    void lettersMustBeThere() {
        QVERIFY(fuzzyScore(QStringLiteral("xyz"), QStringLiteral("cart")) < 0);
    }
    void lettersMustBeInOrder() {
        QVERIFY(fuzzyScore(QStringLiteral("trac"), QStringLiteral("cart")) < 0);
    }
};

GATESIGHT_TEST(tst_fuzzy)

}  // namespace tst_fuzzy

#include "tst_fuzzy.moc"
