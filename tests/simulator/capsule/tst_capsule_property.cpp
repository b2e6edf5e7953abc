// Capsules of random decisions: the decisive step is the same, and nothing of the original names,
// hosts and addresses is left in the text.
#include "simulator/capsule/capsule.h"
#include "simulator/capsule/pseudonyms.h"
#include "simulator/capsule/request_names.h"
#include "tests/house/test_program.h"
#include "tests/simulator/routing/wide/support_wide_differential.h"

#include <cctype>
#include <set>

namespace gatesight::simulator::tst_capsule_property {

using namespace gatesight::test;

namespace {

constexpr int kSeeds = 10, kDecisionsPerSeed = 20;

using TextSet = std::set<std::string, std::less<>>;

/// Words of a text in lower case, as somebody who searches it would look at them.
TextSet wordsIn(std::string_view text) {
    TextSet words;
    std::string word;
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        } else if (!word.empty()) {
            words.insert(word);
            word.clear();
        }
    }
    if (!word.empty())
        words.insert(word);
    return words;
}

/// The names that somebody gave: of objects, namespaces and listeners, and host names.
void collectGiven(const Json& value, std::string_view key, TextSet& given) {
    static const TextSet kNames{"name",     "namespace",        "sectionName",
                                "hostname", "gatewayClassName", "externalName",
                                "hostnames"};
    if (value.is_structured()) {
        for (const auto& [name, child] : value.items())
            collectGiven(child, value.is_array() ? key : std::string_view(name), given);
    } else if (value.is_string() && kNames.contains(key)) {
        given.insert(value.get<std::string>());
    }
}

/// Keys and values that the API gives a meaning are words of the text without being names.
void collectVocabulary(const Json& value, std::string_view key, TextSet& words) {
    static const TextSet kValues{"apiVersion", "kind", "type",        "protocol", "mode",
                                 "group",      "from", "appProtocol", "scheme",   "method"};
    if (value.is_object())
        for (const auto& [name, child] : value.items()) {
            words.merge(wordsIn(name));
            collectVocabulary(child, name, words);
        }
    else if (value.is_array())
        for (const Json& child : value)
            collectVocabulary(child, key, words);
    else if (value.is_string() && kValues.contains(key))
        words.merge(wordsIn(value.get<std::string>()));
}

bool isAllDigits(const std::string& word) {
    return std::ranges::all_of(word, [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// Without the sentences of the comment, which are the same in every capsule; the request in it
/// stays.
std::string withoutRemarks(const std::string& yaml) {
    std::string result;
    for (std::size_t at = 0; at < yaml.size();) {
        const std::size_t end = std::min(yaml.find('\n', at), yaml.size());
        const std::string_view line = std::string_view(yaml).substr(at, end - at);
        if (!line.starts_with("# ") || line.starts_with("#   "))
            result += std::string(line) + "\n";
        at = end + 1;
    }
    return result;
}

/// Original names, word by word, and addresses, that stand in the text.
std::vector<std::string> leaksIn(const WideWorld& world, const std::string& yaml) {
    TextSet given, vocabulary;
    for (const Json& document : world.documents) {
        collectGiven(document, "", given);
        collectVocabulary(document, "", vocabulary);
    }
    // What a Scenario is made of.
    vocabulary.merge(wordsIn(
        "gatesight.dev/v1alpha1 Scenario capsule metadata requests the decision url http https "
        "grpc "
        "grpcs tls tcp udp ws wss method headers host gateway port from namespace pod workload sni "
        "alpn expect outcome forwarded redirected responded refused exited unknown status reason "
        "listener route backend backendBehavior responseHeaders svc cluster local"));
    vocabulary.insert(wordsOfClusters().begin(), wordsOfClusters().end());
    const TextSet there = wordsIn(withoutRemarks(yaml));
    std::vector<std::string> leaks;
    for (const std::string& name : given)
        for (const std::string& word : wordsIn(name))
            if (there.contains(word) && !vocabulary.contains(word) && !isAllDigits(word))
                leaks.push_back(name);
    NameCollector collector;
    for (const Json& document : world.documents)
        (void)renamedObject(document, collector, {});
    for (const std::string& address : collector.addresses)
        if (yaml.contains(address))
            leaks.push_back(address);
    return leaks;
}

/// The names of a step as they are called in the capsule cannot be asked for from outside; what has
/// no name must be the same.
bool decidesAlike(const DecisiveStep& original, const DecisiveStep& capsule) {
    return original.facts == capsule.facts && original.steps == capsule.steps &&
           original.names.size() == capsule.names.size();
}

}  // namespace

class CapsulePropertyTest : public QObject {
    Q_OBJECT

private slots:
    void decidesAlikeAndLeaksNothing_data() {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= kSeeds; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void decidesAlikeAndLeaksNothing() {
        QFETCH(int, seed);
        for (int i = 0; i < kDecisionsPerSeed; ++i) {
            Dice dice(static_cast<std::uint64_t>(seed * 1000 + i) << 32);
            const WideWorld world = randomWideWorld(dice);
            Request request = randomWideRequest(world, dice);
            // Some schemes have no port of their own, so that the URL has to name one.
            request.portGiven = request.portGiven || !requestFromJson(toJson(request)).has_value();
            const auto simulation = simulate(worldOf(world.documents), world.options);
            const auto capsule = capsuleOf(*simulation, request, {.bounds = {.simulations = 120}});
            QVERIFY2(
                capsule,
                (toJson(request).dump() + (capsule ? std::string() : capsule.error())).c_str());
            const DecisiveStep original =
                decisiveStep(decide(*simulation, request, 1, Explain::Yes));
            // Read it as somebody else would, with nothing but the text.
            const auto opened = simulationOf(capsule->yaml, capsule->options);
            const DecisiveStep again =
                decisiveStep(decide(*opened, capsule->request, 1, Explain::Yes));
            QVERIFY2(decidesAlike(original, again), capsule->yaml.c_str());
            const auto leaks = leaksIn(world, capsule->yaml);
            QVERIFY2(leaks.empty(),
                     (leaks.empty() ? "" : leaks.front() + "\n" + capsule->yaml).c_str());
            m_objects += capsule->objects;
            m_before += capsule->objectsBefore;
            m_notes += capsule->notes.empty() ? 0 : 1;
            ++m_capsules;
        }
    }
    void theyAreSmall() {
        qInfo("%zu capsules, %zu of %zu objects, %zu with notes", m_capsules, m_objects, m_before,
              m_notes);
        QCOMPARE(m_capsules, static_cast<std::size_t>(kSeeds * kDecisionsPerSeed));
        QVERIFY(m_objects * 3 < m_before);
    }

private:
    std::size_t m_capsules = 0, m_objects = 0, m_before = 0, m_notes = 0;
};

GATESIGHT_TEST(CapsulePropertyTest)

}  // namespace gatesight::simulator::tst_capsule_property

#include "tst_capsule_property.moc"
