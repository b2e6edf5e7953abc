// The hostile files of tests/bad-input, and large ones made here: each gives exactly the finding it
// must, loses no good neighbour, and stays within two seconds (as users run it) and 256 MB. What
// each must give is said in tests/bad-input/expected.tsv: file, names of the documents that
// survive, findings as "rule line:column". Set GATESIGHT_BLESS=1 to have that file written anew,
// and then look at every line of it.
#include "model/manifest/reader.h"
#include "support_bad_input.h"
#include "support_manifest_check.h"
#include "support_manifest_text.h"
#include "tests/house/source_folder.h"
#include "tests/house/test_program.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tst_bad_input {

using namespace gatesight::model;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

#ifdef __OPTIMIZE__
constexpr bool kOptimized = true;
#else
constexpr bool kOptimized = false;
#endif

class TstBadInput : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void keptFiles_data();
    void keptFiles();
    void largeFiles_data();
    void largeFiles();
    void everyKeptFileIsExpected();
    void cleanupTestCase();

private:
    std::map<std::string, std::string> m_expected;  // file -> the rest of its line
    std::map<std::string, std::string> m_blessed;
};

namespace {

const QString kFolder = QString::fromStdString(gatesight::test::sourcePath("/tests/bad-input/"));

/// What the table says of one file, apart from its name. Of many findings only the first ones are
/// told.
std::string summary(const std::expected<Manifests, ReadError>& read) {
    if (!read) {
        return fmt::format("\t{}", read.error().message);
    }
    constexpr std::size_t kTold = 6;
    auto places = test::findingPlaces(*read);
    if (places.size() > kTold) {
        const auto more = places.size() - kTold + 1;
        places.resize(kTold - 1);
        places.push_back(fmt::format("{} more", more));
    }
    return fmt::format("{}\t{}", test::names(*read), fmt::join(places, "; "));
}

struct Measured {
    std::string summary;
    std::string fault;
    double seconds = 0;
    double megabytes = 0;
    bool exited = false;
};

/// Reads in a child, so that its memory is its own and a crash is a result.
Measured readInChild(const std::string& path) {
    int ends[2];
    if (::pipe(ends) != 0) {
        return {};
    }
    const auto begin = std::chrono::steady_clock::now();
    const auto child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        // Sanitizers slow the reader many times; here its other bounds are looked at, and the one on
        // time has a test of its own.
        ReadOptions options;
        if (kSanitized) {
            options.limits.documentTime = std::chrono::seconds(60);
        }
        const auto read = readPath(path, options);
        const auto text = summary(read) + "\n" + (read ? test::firstFault(*read) : "");
        const auto written = ::write(ends[1], text.data(), text.size());
        ::_exit(written == static_cast<ssize_t>(text.size()) ? 0 : 1);
    }
    ::close(ends[1]);
    std::string text;
    char buffer[4096];
    for (ssize_t count = 0; (count = ::read(ends[0], buffer, sizeof buffer)) > 0;) {
        text.append(buffer, static_cast<std::size_t>(count));
    }
    ::close(ends[0]);
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);
    Measured measured;
    measured.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    measured.megabytes = static_cast<double>(usage.ru_maxrss) / 1024;
    measured.exited = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    const auto lineEnd = text.find('\n');
    measured.summary = text.substr(0, lineEnd);
    measured.fault = lineEnd == std::string::npos ? "no answer" : text.substr(lineEnd + 1);
    return measured;
}

void verifyBounds(const Measured& measured) {
    QVERIFY2(measured.exited, "it crashed");
    QCOMPARE(measured.fault, std::string());
    const double kMostSeconds = kSanitized ? 60 : kOptimized ? 2 : 5;
    QVERIFY2(measured.seconds <= kMostSeconds, qPrintable(QString("%1 s").arg(measured.seconds)));
    if (!kSanitized) {
        QVERIFY2(measured.megabytes <= 256, qPrintable(QString("%1 MB").arg(measured.megabytes)));
    }
}

}  // namespace

void TstBadInput::initTestCase() {
    QFile file(kFolder + "expected.tsv");
    if (!file.open(QIODevice::ReadOnly)) {
        return;
    }
    for (const auto& line : file.readAll().split('\n')) {
        const auto tab = line.indexOf('\t');
        if (tab > 0) {
            m_expected[line.left(tab).toStdString()] = line.mid(tab + 1).toStdString();
        }
    }
}

void TstBadInput::keptFiles_data() {
    QTest::addColumn<QString>("name");
    for (const auto& name : QDir(kFolder).entryList(QDir::Files, QDir::Name)) {
        if (name != "expected.tsv") {
            QTest::newRow(qPrintable(name)) << name;
        }
    }
}

void TstBadInput::keptFiles() {
    QFETCH(QString, name);
    const auto measured = readInChild((kFolder + name).toStdString());
    verifyBounds(measured);
    m_blessed[name.toStdString()] = measured.summary;
    QCOMPARE(QString::fromStdString(measured.summary),
             QString::fromStdString(m_expected[name.toStdString()]));
}

void TstBadInput::largeFiles_data() {
    QTest::addColumn<QString>("name");
    for (const auto& input : test::largeBadInputs()) {
        QTest::newRow(input.name.data()) << QString::fromUtf8(input.name.data());
    }
}

void TstBadInput::largeFiles() {
    QFETCH(QString, name);
    const QTemporaryDir folder;
    const auto path = folder.filePath(name).toStdString();
    test::writeLargeBadInput(name.toStdString(), path);
    const auto measured = readInChild(path);
    verifyBounds(measured);
    auto text = measured.summary;
    for (auto at = text.find(path); at != std::string::npos; at = text.find(path)) {
        text.replace(at, path.size(), name.toStdString());
    }
    m_blessed[name.toStdString()] = text;
    QCOMPARE(QString::fromStdString(text), QString::fromStdString(m_expected[name.toStdString()]));
}

void TstBadInput::everyKeptFileIsExpected() {
    for (const auto& [name, rest] : m_expected) {
        QVERIFY2(m_blessed.contains(name),
                 qPrintable("expected.tsv speaks of a file that is not there: " +
                            QString::fromStdString(name)));
    }
    QVERIFY(m_expected.size() >= 60);
}

void TstBadInput::cleanupTestCase() {
    if (!qEnvironmentVariableIsSet("GATESIGHT_BLESS")) {
        return;
    }
    QFile file(kFolder + "expected.tsv");
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (const auto& [name, rest] : m_blessed) {
        file.write(QByteArray::fromStdString(name + "\t" + rest + "\n"));
    }
}

GATESIGHT_TEST(TstBadInput)

}  // namespace tst_bad_input

#include "tst_bad_input.moc"
