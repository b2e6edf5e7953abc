// Which listeners conflict: inside one owner nobody wins, between owners the first does.

#include "simulator/control/listener/conflicts.h"
#include "tests/house/test_program.h"

#include <sstream>

namespace gatesight::simulator::tst_listener_conflicts {

namespace {

/// "TLS-" is a listener of protocol TLS that passes TLS through, "TLS" one that terminates it.
model::Listener listenerOf(const std::string& text) {
    std::istringstream words(text);
    model::Listener listener;
    std::string hostname;
    words >> listener.port >> listener.protocol >> listener.hostname;
    if (listener.protocol == "TLS" || listener.protocol == "TLS-")
        listener.tls.emplace().mode = listener.protocol == "TLS"
                                          ? model::ListenerTLSConfig::Mode::Terminate
                                          : model::ListenerTLSConfig::Mode::Passthrough;
    if (listener.protocol == "TLS-")
        listener.protocol = "TLS";
    return listener;
}

/// Owners are divided by " / ", listeners by ", "; the answer has one letter for each listener: "P"
/// and "H" for the two conflicts, "." for none.
std::string conflictsOf(const QString& text, bool mixedTlsModes = true) {
    std::vector<model::Listener> listeners;
    std::vector<std::uint32_t> owners;
    std::uint32_t rank = 0;
    for (const QString& owner : text.split(" / ")) {
        for (const QString& listener : owner.split(", ")) {
            listeners.push_back(listenerOf(listener.toStdString()));
            owners.push_back(rank);
        }
        ++rank;
    }
    std::vector<PortContender> contenders;
    for (std::size_t i = 0; i < listeners.size(); ++i)
        contenders.push_back({&listeners[i], owners[i], listeners[i].protocol != "ODD"});
    std::string result;
    for (const auto& conflict : findConflicts(contenders, mixedTlsModes))
        result += conflict ? conflict->reason.substr(0, 1) : ".";
    return result;
}

}  // namespace

class TestListenerConflicts : public QObject {
    Q_OBJECT

private slots:
    void conflicts_data();
    void conflicts();
    void mixedModes();
    void othersAreNamed();
};

void TestListenerConflicts::conflicts_data() {
    QTest::addColumn<QString>("listeners");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* listeners, const char* expected) {
        QTest::newRow(listeners) << QString(listeners) << QString(expected);
    };
    // One owner: no winner.
    row("80 HTTP a, 80 HTTP b", "..");
    row("80 HTTP a, 80 HTTP A", "HH");
    row("80 HTTP a, 80 HTTP a, 80 HTTP a, 80 HTTP b", "HHH.");
    row("80 HTTP a, 80 HTTPS b, 80 HTTP c", "PPP");
    row("80 TCP, 80 HTTP a, 80 TLS b, 80 UDP", "PPP.");
    row("80 TCP, 81 HTTP a", "..");
    row("443 HTTPS a, 443 TLS- b", "..");
    row("443 HTTPS a, 443 TLS- a, 443 HTTPS b", "PP.");
    row("53 UDP, 53 TCP", "..");
    row("53 UDP, 53 UDP", "PP");
    // Listeners that are refused for another reason are in nobody's way.
    row("80 ODD, 80 HTTP a", "..");
    // Between owners the first keeps its place (listener.conflict.across-listenersets-has-winner).
    row("80 HTTP a / 80 HTTP a", ".H");
    row("80 HTTP a / 80 HTTP a / 80 HTTP a, 80 HTTP b", ".HH.");
    row("80 HTTP a / 80 TCP", ".P");
    row("80 TCP / 80 HTTP a, 80 HTTP b", ".PP");
    row("53 UDP / 53 UDP, 53 TCP", ".P.");
    // Who lost holds nothing: the port is free for the next.
    row("80 HTTP a, 80 TCP / 80 HTTP a", "PP.");
    row("80 HTTP a / 80 TCP, 80 HTTP b", ".P.");
    // Inside a later owner nobody wins either.
    row("80 HTTP a / 80 HTTP b, 80 HTTP b", ".HH");
}

void TestListenerConflicts::conflicts() {
    QFETCH(QString, listeners);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(conflictsOf(listeners)), expected);
}

void TestListenerConflicts::mixedModes() {
    QCOMPARE(conflictsOf("443 TLS a, 443 TLS- b", true), std::string(".."));
    QCOMPARE(conflictsOf("443 TLS a, 443 TLS- b", false), std::string("PP"));
    QCOMPARE(conflictsOf("443 TLS a, 443 TLS b", false), std::string(".."));
    QCOMPARE(conflictsOf("443 TLS a, 444 TLS- b", false), std::string(".."));
    QCOMPARE(conflictsOf("443 HTTPS a, 443 TLS- b", false), std::string(".."));
}

void TestListenerConflicts::othersAreNamed() {
    const auto a = listenerOf("80 HTTP a"), b = listenerOf("80 HTTP b"),
               c = listenerOf("80 HTTP a");
    const std::vector<PortContender> contenders = {{&a, 0}, {&b, 0}, {&c, 0}};
    const auto conflicts = findConflicts(contenders, true);
    QCOMPARE(conflicts[0]->other, std::size_t{2});
    QCOMPARE(conflicts[2]->other, std::size_t{0});
}

GATESIGHT_TEST(TestListenerConflicts)

}  // namespace gatesight::simulator::tst_listener_conflicts

#include "tst_listener_conflicts.moc"
