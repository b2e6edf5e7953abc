// Pseudonyms of words, addresses and texts: what they keep, case by case.
#include "simulator/capsule/pseudonyms.h"
#include "simulator/capsule/request_names.h"
#include "tests/simulator/support_world.h"

#include "model/text/address.h"
#include "tests/house/test_program.h"

namespace gatesight::simulator::tst_pseudonyms {

using gatesight::simulator::test::text;

namespace {

using TextSet = std::set<std::string, std::less<>>;

/// Puts words in brackets and addresses in angles, so that one sees what was taken for what.
class Marking final : public PartNames {
public:
    std::string word(std::string_view word) override { return "(" + std::string(word) + ")"; }
    std::string address(std::string_view address) override {
        return "<" + std::string(address) + ">";
    }
};

}  // namespace

class PseudonymsTest : public QObject {
    Q_OBJECT

private slots:
    void partsOfTexts_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](TextKind kind, const char* text, const char* expected) {
            QTest::newRow(text) << static_cast<int>(kind) << QString(text) << QString(expected);
        };
        row(TextKind::Name, "shop/cart-v1", "(shop)/(cart)-(v1)");
        row(TextKind::Name, "web-0", "(web)-0");
        row(TextKind::Host, "*.Shop.example.com", "*.(SHOP).(example).(com)");
        row(TextKind::Host, "shop.example.com:8080", "(shop).(example).(com):8080");
        row(TextKind::Host, "cart.shop.svc.cluster.local", "(cart).(shop).svc.cluster.local");
        row(TextKind::Host, "cart.shop.svc.", "(cart).(shop).svc.");
        row(TextKind::Host, "local.shop", "(local).(shop)");
        row(TextKind::Host, "https://*.shop.io", "https://*.(shop).(io)");
        row(TextKind::Host, "10.0.0.7", "<10.0.0.7>");
        row(TextKind::Host, "10.0.0.7:80", "<10.0.0.7>:80");
        row(TextKind::Host, "[fd00::7]:80", "[<fd00::7>]:80");
        row(TextKind::Host, "10.0.0.0/8", "<10.0.0.0/8>");
        row(TextKind::Host, "0.0.0.0/0", "0.0.0.0/0");
        row(TextKind::Host, "127.0.0.1", "127.0.0.1");
        row(TextKind::Path, "/cart/42/a%2Fb", "/(cart)/42/(a)%2F(b)");
        row(TextKind::Path, "/games.v1.Matchmaker/Find", "/(games).(v1).(Matchmaker)/(Find)");
        row(TextKind::HeaderName, "Content-Type", "Content-Type");
        row(TextKind::HeaderName, "X-Canary", "(X)-(CANARY)");
        row(TextKind::HeaderNames, "content-type, x-canary", "content-type, (x)-(canary)");
        row(TextKind::LabelKey, "app.kubernetes.io/name", "app.kubernetes.io/name");
        row(TextKind::LabelKey, "acme.com/tier", "(acme).(com)/(tier)");
        row(TextKind::Group, "gateway.networking.k8s.io/v1", "gateway.networking.k8s.io/v1");
        row(TextKind::Group, "acme.com/v1", "(acme).(com)/v1");
        row(TextKind::Subject, "CN=shop.example.com,O=Acme", "CN=(shop).(example).(com),O=(Acme)");
        row(TextKind::Kept, "RegularExpression", "RegularExpression");
    }
    void partsOfTexts() {
        QFETCH(int, kind);
        QFETCH(QString, text);
        QFETCH(QString, expected);
        Marking marking;
        std::string marked = rewritten(static_cast<TextKind>(kind), text.toStdString(), marking);
        // Words of a host are the same in either case: they are asked for in lower case.
        if (text.toLower() != text)
            QCOMPARE(QString::fromStdString(marked).toLower(), expected.toLower());
        else
            QCOMPARE(QString::fromStdString(marked), expected);
    }

    /// Ties are decided by names: the order of names is that of their pseudonyms.
    void namesKeepTheirOrder() {
        const std::vector<std::string> names{
            "a",          "a-b",      "a.b",       "a2",        "default",     "default-gateway",
            "default2",   "infra/lb", "infra/web", "kube-dns",  "kube-system", "shop-cart",
            "shop-cart2", "shop.eu",  "shop2",     "system/ui", "zebra"};
        NameCollector collector;
        for (const std::string& name : names)
            (void)rewritten(TextKind::Name, name, collector);
        Pseudonyms pseudonyms(collector, {});
        std::vector<std::string> renamed;
        for (const std::string& name : names)
            renamed.push_back(rewritten(TextKind::Name, name, pseudonyms));
        QCOMPARE(std::ranges::is_sorted(names), true);
        QCOMPARE(std::ranges::is_sorted(renamed), true);
        QCOMPARE(TextSet(renamed.begin(), renamed.end()).size(), names.size());
        QCOMPARE(rewritten(TextKind::Name, "default", pseudonyms), std::string("default"));
    }

    void manyWordsHaveAPseudonymEach() {
        TextSet words;
        for (int i = 0; i < 20'000; ++i)
            words.insert(fmt::format("word{}", i));
        words.insert({"ba", "bababa", "zuzuzu"});  // what pseudonyms look like
        const WordNames names(words, wordsOfClusters());
        TextSet given;
        std::string last;
        for (const std::string& word : words) {
            const std::string name = names.of(word);
            QVERIFY(last < name);
            last = name;
            QVERIFY2(!words.contains(name), name.c_str());
            given.insert(name);
        }
        QCOMPARE(given.size(), words.size());
        QVERIFY(!given.contains(names.of("unheard-of")));
    }

    void rangesHoldWhatTheyHeld() {
        const std::vector<std::string> texts{
            "10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "10.1.2.3",      "10.1.2.4", "10.1.3.1",
            "10.200.0.1", "172.16.0.1",  "192.0.2.7",   "fd00::/8",      "fd00::1",  "fd00:1::/32",
            "fd00:1::5",  "2001:470::1", "10.1.2.3/32", "203.0.113.0/25"};
        const AddressNames names({texts.begin(), texts.end()});
        QVERIFY(names.complete());
        const auto inside = [](const std::string& range, const std::string& address) {
            const auto all = model::AddressRange::parse(range);
            const auto one = model::addressOf(address);
            return all && one && all->contains(*one);
        };
        for (const std::string& a : texts)
            for (const std::string& b : texts) {
                QCOMPARE(inside(names.of(a), names.of(b)), inside(a, b));
                QCOMPARE(names.of(a) == names.of(b), a == b);
            }
        for (const std::string& each : texts) {
            QVERIFY2(std::ranges::count(texts, names.of(each)) == 0, each.c_str());
            QCOMPARE(names.of(each).contains('/'), each.contains('/'));
        }
        QCOMPARE(names.of("0.0.0.0/0"), std::string("0.0.0.0/0"));
    }

    void expressionsKeepWhatTheyLookAt() {
        const auto object = nlohmann::ordered_json::parse(R"({
            "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
            "metadata": {"name": "cart", "namespace": "shop"},
            "spec": {"rules": [{"matches": [
                {"path": {"type": "RegularExpression", "value": "/v[0-9]+/.*"}},
                {"path": {"type": "Exact", "value": "/v1/cart"},
                 "headers": [{"name": "x-team", "type": "RegularExpression", "value": "a.*"},
                             {"name": "x-team2", "value": "abc"}]}]}]}})");
        const KeptTexts kept = keptFor(std::array{object});
        QVERIFY(kept.paths);
        QVERIFY(kept.keepsHeader("X-Team"));
        QVERIFY(!kept.keepsHeader("x-team2"));
        NameCollector collector;
        (void)renamedObject(object, collector, kept);
        Pseudonyms names(collector, kept);
        const auto renamed = renamedObject(object, names, kept);
        const auto& matches = renamed["spec"]["rules"][0]["matches"];
        QCOMPARE(matches[0]["path"]["value"].get<std::string>(), std::string("/v[0-9]+/.*"));
        QCOMPARE(matches[1]["path"]["value"].get<std::string>(), std::string("/v1/cart"));
        QCOMPARE(matches[1]["headers"][0]["value"].get<std::string>(), std::string("a.*"));
        QVERIFY(matches[1]["headers"][1]["value"].get<std::string>() != "abc");
        QVERIFY(renamed["metadata"]["name"].get<std::string>() != "cart");
        Request request;
        QVERIFY(setUrl(request, "http://shop/v1/cart?q=1"));
        request.headers = {{"X-Team", "abc"}, {"x-team2", "abc"}};
        const Request other = renamedRequest(request, names, kept);
        QCOMPARE(other.path, std::string("/v1/cart"));
        QCOMPARE(other.headers[0].second, std::string("abc"));
        QCOMPARE(other.headers[1].second, matches[1]["headers"][1]["value"].get<std::string>());
        QVERIFY(other.urlHost != "shop");
    }
};

GATESIGHT_TEST(PseudonymsTest)

}  // namespace gatesight::simulator::tst_pseudonyms

#include "tst_pseudonyms.moc"
