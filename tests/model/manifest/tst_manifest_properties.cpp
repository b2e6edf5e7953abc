// What holds for any manifest: cut anywhere nothing breaks and nothing else is lost, line ends do
// not matter, streams are the sum of their documents, and reading twice gives the same.
#include "model/manifest/writer.h"
#include "tests/house/test_program.h"
#include "support_manifest_check.h"
#include "support_manifest_samples.h"
#include "support_manifest_text.h"

#include <algorithm>

namespace tst_manifest_properties {

using namespace gatesight::model;

class TstManifestProperties : public QObject {
    Q_OBJECT
private slots:
    void samplesAreGood_data() { addSamples(); }
    void samplesAreGood();
    void cutAtEveryByte_data() { addSamples(); }
    void cutAtEveryByte();
    void everyByteChanged_data() { addSamples(); }
    void everyByteChanged();
    void lineEnds_data() { addSamples(); }
    void lineEnds();
    void byteOrderMark_data() { addSamples(); }
    void byteOrderMark();
    void writtenAndReadAgain_data() { addSamples(); }
    void writtenAndReadAgain();
    void positionsPointAtTheText_data() { addSamples(); }
    void positionsPointAtTheText();
    void streamsAreSums();
    void sameBytesSameAnswer();

private:
    static void addSamples();
};

namespace {

constexpr std::string_view kBefore = "metadata: {name: before}\n---\n";
constexpr std::string_view kAfter = "\n---\nmetadata: {name: after}\n";

const test::Sample& sampleOf(const QString& name) {
    return *std::ranges::find(test::samples(), name.toStdString(), &test::Sample::name);
}

std::string nodes(const Manifests& manifests) {
    std::string all;
    for (const auto& document : manifests.documents) {
        all += test::nodeDump(document->tree) + "\n";
    }
    return all;
}

/// Whatever stands between two documents, both are there.
void verifyNeighbours(const std::string& name, std::string_view middle) {
    const auto read = readText(name, std::string(kBefore).append(middle).append(kAfter));
    QCOMPARE(test::firstFault(read), std::string());
    QVERIFY(read.documents.size() >= 2);
    QCOMPARE(read.documents.front()->root()["metadata"]["name"].text(), std::string_view("before"));
    QCOMPARE(read.documents.back()->root()["metadata"]["name"].text(), std::string_view("after"));
}

std::string replaced(std::string_view text, std::string_view lineEnd) {
    std::string all;
    for (const char c : text) {
        c == '\n' ? all += lineEnd : all += c;
    }
    return all;
}

}  // namespace

void TstManifestProperties::addSamples() {
    QTest::addColumn<QString>("name");
    for (const auto& sample : test::samples()) {
        QTest::newRow(sample.name.data()) << QString::fromUtf8(sample.name.data());
    }
}

void TstManifestProperties::samplesAreGood() {
    QFETCH(QString, name);
    const auto& sample = sampleOf(name);
    auto read = readText(sample.name, std::string(sample.text));
    QCOMPARE(test::firstFault(read), std::string());
    QCOMPARE(read.documents.size(), sample.documents);
    std::erase_if(read.findings,
                  [](const Finding& finding) { return finding.rule == "manifest.directive"; });
    QCOMPARE(test::joined(test::findingLines(read)), std::string());
}

void TstManifestProperties::cutAtEveryByte() {
    QFETCH(QString, name);
    const auto& sample = sampleOf(name);
    for (std::size_t size = 0; size < sample.text.size(); ++size) {
        const auto cut = sample.text.substr(0, size);
        const auto read = readText(sample.name, std::string(cut));
        QCOMPARE(test::firstFault(read), std::string());
        QVERIFY(read.documents.size() <= sample.documents);
        verifyNeighbours(std::string(sample.name), cut);
        if (QTest::currentTestFailed()) {
            return;
        }
    }
}

void TstManifestProperties::everyByteChanged() {
    QFETCH(QString, name);
    const auto& sample = sampleOf(name);
    for (const char other : {'"', '{', '\t', '-', '\n', '\xFF', '\0', '&', ':', ' '}) {
        for (std::size_t at = 0; at < sample.text.size(); at += 3) {
            std::string text(sample.text);
            text[at] = other;
            verifyNeighbours(std::string(sample.name), text);
            if (QTest::currentTestFailed()) {
                qWarning("byte %zu became %d", at, other);
                return;
            }
        }
    }
}

void TstManifestProperties::lineEnds() {
    QFETCH(QString, name);
    const auto& sample = sampleOf(name);
    const auto plain = readText(sample.name, std::string(sample.text));
    QCOMPARE(nodes(readText(sample.name, replaced(sample.text, "\r\n"))), nodes(plain));
    QCOMPARE(nodes(readText(sample.name, replaced(sample.text, "\r"))), nodes(plain));
}

void TstManifestProperties::byteOrderMark() {
    QFETCH(QString, name);
    const auto& sample = sampleOf(name);
    QCOMPARE(nodes(readText(sample.name, "\xEF\xBB\xBF" + std::string(sample.text))),
             nodes(readText(sample.name, std::string(sample.text))));
}

void TstManifestProperties::writtenAndReadAgain() {
    QFETCH(QString, name);
    const auto& sample = sampleOf(name);
    const auto read = readText(sample.name, std::string(sample.text));
    std::vector<nlohmann::ordered_json> values;
    for (const auto& document : read.documents) {
        values.push_back(toJson(document->root()));
    }
    const auto again = readText("again.yaml", toYamlStream(values));
    QCOMPARE(test::joined(test::findingLines(again)), std::string());
    QCOMPARE(again.documents.size(), values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        QCOMPARE(toJson(again.documents[i]->root()).dump(), values[i].dump());
    }
}

/// Plain words stand in the source exactly where their node says.
void TstManifestProperties::positionsPointAtTheText() {
    QFETCH(QString, name);
    const auto& sample = sampleOf(name);
    std::vector<std::string_view> lines;
    for (std::size_t begin = 0; begin < sample.text.size();) {
        const auto end = std::min(sample.text.find('\n', begin), sample.text.size());
        lines.push_back(sample.text.substr(begin, end - begin));
        begin = end + 1;
    }
    const auto read = readText(sample.name, std::string(sample.text));
    for (const auto& document : read.documents) {
        for (NodeId id = 0; id < document->tree.size(); ++id) {
            const Node node = document->tree.node(id);
            const bool isWord = node.isString() && !node.text().empty() &&
                                node.text().find_first_of("\n\\\" '\t/") == std::string_view::npos;
            if (!isWord) {
                continue;
            }
            auto at = lines.at(node.position().line - 1).substr(node.position().column - 1);
            at.remove_prefix(at.starts_with('&') ? at.find(' ') + 1 : 0);
            at.remove_prefix(at.starts_with('"') || at.starts_with('\'') ? 1 : 0);
            QVERIFY2(at.starts_with(node.text().substr(0, 1)), std::string(at).c_str());
            if (!at.starts_with('\\') && at.find('\\') == std::string_view::npos) {
                QVERIFY2(at.starts_with(node.text()), std::string(at).c_str());
            }
        }
    }
}

void TstManifestProperties::streamsAreSums() {
    for (const auto& first : test::samples()) {
        for (const auto& second : test::samples()) {
            const auto read =
                readText("in.yaml", std::string(first.text).append("\n---\n").append(second.text));
            QCOMPARE(read.documents.size(), first.documents + second.documents);
        }
    }
}

void TstManifestProperties::sameBytesSameAnswer() {
    std::string all;
    for (const auto& sample : test::samples()) {
        all.append(sample.text).append("\n---\n\"broken\n---\n");
    }
    const auto once = readText("in.yaml", all);
    const auto again = readText("in.yaml", all);
    QCOMPARE(nodes(again), nodes(once));
    QCOMPARE(test::findingLines(again), test::findingLines(once));
}

GATESIGHT_TEST(TstManifestProperties)

}  // namespace tst_manifest_properties

#include "tst_manifest_properties.moc"
