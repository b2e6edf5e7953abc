// The small functions on text that every room shares.
#include "model/text/text.h"
#include "tests/house/test_program.h"

namespace tst_text {

class TestText : public QObject {
    Q_OBJECT

private slots:
    void trimmed_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("nothing") << QByteArray("") << QByteArray("");
        QTest::newRow("blanks alone") << QByteArray(" \t\r\n ") << QByteArray("");
        QTest::newRow("no blanks") << QByteArray("a") << QByteArray("a");
        QTest::newRow("both ends") << QByteArray("\r\n a b\t") << QByteArray("a b");
    }
    void trimmed() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        QCOMPARE(std::string(gatesight::model::trimmed(text.toStdString())), expected.toStdString());
    }

    void otherBlanks() { QCOMPARE(std::string(gatesight::model::trimmed("\t a ", " ")), std::string("\t a")); }

    void shortened_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("limit");
        QTest::addColumn<QString>("expected");
        QTest::newRow("fits") << QStringLiteral("abc") << 3 << QStringLiteral("abc");
        QTest::newRow("one too long") << QStringLiteral("abcd") << 3 << QStringLiteral("abc…");
        QTest::newRow("nothing may stay") << QStringLiteral("a") << 0 << QStringLiteral("…");
        QTest::newRow("two bytes at the limit")
            << QStringLiteral("aé") << 2 << QStringLiteral("a…");
        QTest::newRow("four bytes at the limit")
            << QStringLiteral("a\U0001F600b") << 4 << QStringLiteral("a…");
        QTest::newRow("behind four bytes")
            << QStringLiteral("a\U0001F600b") << 5 << QStringLiteral("a\U0001F600…");
    }
    void shortened() {
        QFETCH(QString, text);
        QFETCH(int, limit);
        QFETCH(QString, expected);
        QCOMPARE(gatesight::model::shortened(text.toStdString(), static_cast<std::size_t>(limit)),
                 expected.toStdString());
    }
};

GATESIGHT_TEST(TestText)

}  // namespace tst_text

#include "tst_text.moc"
