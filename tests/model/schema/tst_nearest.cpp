#include "model/schema/decode.h"
#include "tests/house/test_program.h"

#include <array>

namespace tst_nearest {

using gatesight::model::nearest;

class Nearest : public QObject {
    Q_OBJECT

private slots:
    void words_data();
    void words();
    void orderDoesNotMatter();
    void longWordsAreLeftAlone();
};

void Nearest::words_data() {
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* word, const char* expected) {
        QTest::newRow(name) << word << expected;
    };
    row("missing letter", "backendRef", "backendRefs");
    row("extra letter", "hostnamess", "hostnames");
    row("replaced letter", "hostmames", "hostnames");
    row("swapped letters", "hotsnames", "hostnames");
    row("case", "HostNames", "hostnames");
    row("short word, one edit", "tlss", "tls");
    row("short word, case", "TLS", "tls");
    row("short word, too far", "abc", "");
    row("two letters", "to", "");
    row("singular", "match", "matches");
    row("same", "tls", "tls");
    row("nothing like it", "gatesight", "");
    row("empty", "", "");
}

void Nearest::words() {
    QFETCH(QString, word);
    QFETCH(QString, expected);
    constexpr std::array<std::string_view, 5> candidates{"backendRefs", "filters", "hostnames",
                                                         "matches", "tls"};
    const std::string asked = word.toStdString();
    const std::string_view found = nearest(asked, candidates);
    QCOMPARE(QString::fromUtf8(found.data(), qsizetype(found.size())), expected);
}

void Nearest::orderDoesNotMatter() {
    constexpr std::array<std::string_view, 2> one{"bat", "cat"}, other{"cat", "bat"};
    QVERIFY(nearest("rat", one) == nearest("rat", other));
}

void Nearest::longWordsAreLeftAlone() {
    const std::string word(1'000'000, 'a');
    const std::array<std::string_view, 1> candidates{word};
    QVERIFY(nearest(word, candidates).empty());
}

GATESIGHT_TEST(Nearest)

}  // namespace tst_nearest

#include "tst_nearest.moc"
