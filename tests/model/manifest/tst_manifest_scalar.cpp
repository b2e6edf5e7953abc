// What plain scalars mean to Kubernetes. The rows follow what sigs.k8s.io/yaml makes of them.
#include "model/manifest/reader.h"
#include "model/manifest/scalar.h"
#include "tests/house/test_program.h"

#include <cmath>
#include <limits>

namespace tst_manifest_scalar {

using namespace gatesight::model;

class TstManifestScalar : public QObject {
    Q_OBJECT
private slots:
    void plain_data();
    void plain();
    void written_data();
    void written();
    void integers_data();
    void integers();
    void floats();
    void jsonNumbers_data();
    void jsonNumbers();
    void nodeValues();
};

namespace {

void addRows(const char* kind, std::initializer_list<const char*> texts) {
    for (const auto* text : texts) {
        QTest::addRow("%s %s", kind, text) << QString::fromUtf8(text) << QString::fromUtf8(kind);
    }
}

QString nameOf(NodeKind kind) {
    const auto name = toString(kind);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

}  // namespace

void TstManifestScalar::plain_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kind");
    addRows("null", {"", "~", "null", "Null", "NULL"});
    addRows("boolean",
            {"true", "True", "TRUE", "false", "False", "FALSE", "yes", "Yes", "YES", "no", "No",
             "NO",   "on",   "On",   "ON",    "off",   "Off",   "OFF", "y",   "Y",   "n",  "N"});
    addRows("integer", {"0", "-0", "+1", "8080", "010", "-010", "0x1F", "0X1f", "0o17", "0b101",
                        "-0b1", "1_000", "0x_F", "9223372036854775807", "-9223372036854775808",
                        "18446744073709551615"});
    addRows("number", {"1.5", ".5", "1.", "-.5", "+1.5", "1e3", "1E-3", "1.5e+3", "08", "09.5",
                       "18446744073709551616", "-9223372036854775809", ".inf", "-.Inf", "+.INF",
                       ".nan", ".NaN", "1e-400"});
    addRows("string", {"tRUE",     "nULL",    "yEs",  "truex", "Yess",       "nulls",
                       "~x",       "-",       "+",    ".",     "..",         "1.2.3",
                       "10.0.0.1", "0x",      "0xG",  "0o8",   "0b2",        "1e",
                       "1e+",      "e3",      "1:30", "1 2",   "2024-01-02", "2024-01-02T03:04:05Z",
                       "_1",       "._5",     "--1",  "+-1",   "1-1",        "8080/tcp",
                       "1e999",    "0x1.8p1", "inf",  "nan",   "<<",         "=",
                       "\xC3\xA4"});
}

void TstManifestScalar::plain() {
    QFETCH(QString, text);
    QFETCH(QString, kind);
    QCOMPARE(nameOf(resolvePlain(text.toStdString())), kind);
}

/// Quotes, block styles and tags on the way through the reader.
void TstManifestScalar::written_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kind");
    addRows("string", {"'1'", "\"true\"", "|\n  1", ">-\n  1", "!!str 1", "!!str", "!!str ~",
                       "!!timestamp 2024-01-02", "''"});
    addRows("integer", {"!!int 1", "!!int '1'", "! 1"});
    addRows("number", {"!!float 1", "!!float '1.5'"});
    addRows("boolean", {"!!bool yes", "!!bool 'no'"});
    addRows("null", {"!!null ''", "!!null ~"});
}

void TstManifestScalar::written() {
    QFETCH(QString, text);
    QFETCH(QString, kind);
    const auto read = readText("in.yaml", "a: " + text.toStdString() + "\n");
    QCOMPARE(read.documents.size(), std::size_t{1});
    QCOMPARE(nameOf(read.documents.front()->root()["a"].kind()), kind);
    QVERIFY(read.findings.empty());
}

void TstManifestScalar::integers_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isNegative");
    QTest::addColumn<quint64>("magnitude");
    QTest::newRow("octal") << "010" << false << quint64{8};
    QTest::newRow("new octal") << "0o10" << false << quint64{8};
    QTest::newRow("hexadecimal") << "-0xfF" << true << quint64{255};
    QTest::newRow("binary") << "0b110" << false << quint64{6};
    QTest::newRow("underscores") << "1_0_0" << false << quint64{100};
    QTest::newRow("largest") << "18446744073709551615" << false
                             << std::numeric_limits<quint64>::max();
    QTest::newRow("smallest") << "-9223372036854775808" << true << (quint64{1} << 63U);
}

void TstManifestScalar::integers() {
    QFETCH(QString, text);
    const auto value = parseInteger(text.toStdString());
    QVERIFY(value.has_value());
    QTEST(value->negative, "isNegative");
    QTEST(quint64{value->magnitude}, "magnitude");
}

void TstManifestScalar::floats() {
    QCOMPARE(parseFloat("1e3"), std::optional(1000.0));
    QCOMPARE(parseFloat("+.5"), std::optional(0.5));
    QCOMPARE(parseFloat("1_0.5"), std::optional(10.5));
    QCOMPARE(parseFloat("-.inf"), std::optional(-std::numeric_limits<double>::infinity()));
    QVERIFY(std::isnan(parseFloat(".nan").value_or(0)));
    QCOMPARE(parseFloat("1e999"), std::optional<double>());
    QCOMPARE(parseFloat("1e-999"), std::optional(0.0));
    QCOMPARE(parseFloat("x"), std::optional<double>());
}

void TstManifestScalar::jsonNumbers_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kind");
    addRows("integer", {"0", "-1", "18446744073709551615", "-9223372036854775808"});
    addRows("number", {"1.0", "1e3", "18446744073709551616", "-9223372036854775809"});
}

void TstManifestScalar::jsonNumbers() {
    QFETCH(QString, text);
    QFETCH(QString, kind);
    QCOMPARE(nameOf(resolveJsonNumber(text.toStdString())), kind);
}

void TstManifestScalar::nodeValues() {
    const auto read = readText("in.yaml",
                               "a: yes\nb: 010\nc: -9223372036854775808\nd: "
                               "9223372036854775808\ne: '1'\nf: 1.5\ng: -0x10\n");
    const Node root = read.documents.at(0)->root();
    QCOMPARE(root["a"].toBool(), true);
    QCOMPARE(root["b"].toBool(true), true);
    QCOMPARE(root["b"].toInt(), std::int64_t{8});
    QCOMPARE(root["c"].toInt(), std::numeric_limits<std::int64_t>::min());
    QCOMPARE(root["d"].toInt(-1), std::int64_t{-1});
    QCOMPARE(root["e"].toInt(-1), std::int64_t{-1});
    QCOMPARE(root["f"].toInt(-1), std::int64_t{-1});
    QCOMPARE(root["g"].toInt(), std::int64_t{-16});
    QCOMPARE(root["nothing"].toInt(7), std::int64_t{7});
}

GATESIGHT_TEST(TstManifestScalar)

}  // namespace tst_manifest_scalar

#include "tst_manifest_scalar.moc"
