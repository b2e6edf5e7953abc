// Archives that nobody should trust: what can be read of them is read, the rest is a finding, and
// nothing is ever written.
#include "model/manifest/reader.h"
#include "tests/house/test_program.h"
#include "support_archives.h"
#include "support_manifest_check.h"
#include "support_manifest_text.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace tst_manifest_archives {

using namespace gatesight::model;
using test::packed;
using test::Packing;

class TstManifestArchives : public QObject {
    Q_OBJECT
private slots:
    void hostile_data();
    void hostile();
    void cutAtEveryByte_data();
    void cutAtEveryByte();
    void everyByteChanged_data() { cutAtEveryByte_data(); }
    void everyByteChanged();

private:
    [[nodiscard]] std::expected<Manifests, ReadError> read(const QString& name,
                                                           const std::string& bytes) const;

    QTemporaryDir m_folder;
};

namespace {

std::string named(const std::string& name) {
    return "metadata: {name: " + name + "}\n";
}

const std::vector<test::PackedMember> kTwo{{"a.yaml", named("a")}, {"b.yaml", named("b")}};

/// "names of the documents | member: message of each finding", or the error's sentence.
std::string summary(const std::expected<Manifests, ReadError>& read, const std::string& path) {
    const auto relative = [&](std::string text) {
        for (auto at = text.find(path); at != std::string::npos; at = text.find(path)) {
            text.erase(at, path.size());
        }
        return text;
    };
    if (!read) {
        return "error " + relative(read.error().message);
    }
    std::string text = test::names(*read);
    for (const auto& finding : read->findings) {
        text += " | " + finding.rule + " " + relative(finding.source.file) + ": " + finding.message;
    }
    return text;
}

}  // namespace

std::expected<Manifests, ReadError> TstManifestArchives::read(const QString& name,
                                                              const std::string& bytes) const {
    QFile file(m_folder.filePath(name));
    if (file.open(QIODevice::WriteOnly)) {
        file.write(bytes.data(), static_cast<qint64>(bytes.size()));
        file.close();
    }
    return readPath(m_folder.filePath(name).toStdString());
}

void TstManifestArchives::hostile_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* what, const char* name, std::string bytes, QString expected) {
        QTest::newRow(what) << QString(name) << std::move(bytes) << std::move(expected);
    };
    const std::vector<test::PackedMember> climbing{
        {"a.yaml", named("a")}, {"../../etc/evil.yaml", named("evil")}, {"c/../../d.yaml", ""}};
    const QString leadsOut =
        "a | manifest.archive !../../etc/evil.yaml: its name leads out of the archive; it is left "
        "out | manifest.archive !c/../../d.yaml: its name leads out of the archive; it is left out";
    row("names that lead out, tar", "x.tar", packed(Packing::Tar, climbing), leadsOut);
    row("names that lead out, zip", "x.zip", packed(Packing::Zip, climbing), leadsOut);
    row("absolute name", "x.tar", packed(Packing::Tar, {{"/etc/passwd.yaml", named("a")}}), "a");
    row("links", "x.tar",
        packed(Packing::Tar, {{"a.yaml", "", "/etc/passwd"}, {"b.yaml", named("b")}}), "b");
    const auto inner = packed(Packing::Zip, kTwo);
    row("archive in an archive", "x.tgz",
        packed(Packing::TarGzip, {{"inner.zip", inner}, {"c.yaml", named("c")}}), "c");
    row("nothing but an archive in an archive", "x.tar",
        packed(Packing::Tar, {{"inner.zip", inner}}),
        "error : there is no .yaml, .yml or .json file in this archive; archives inside of it are "
        "not opened");
    row("archive that calls itself a manifest", "x.zip",
        packed(Packing::Zip, {{"inner.yaml", inner}, {"c.yaml", named("c")}}),
        "c | manifest.binary !inner.yaml: this is a zip archive, not YAML or JSON");
    row("encrypted", "x.zip", packed(Packing::EncryptedZip, kTwo),
        " | manifest.archive !a.yaml: it is encrypted | manifest.archive !b.yaml: it is encrypted");
    row("gzip in gzip", "x.gz",
        packed(Packing::Gzip, {{"x", packed(Packing::Gzip, {{"x", named("a")}})}}), "a");
    row("the same name twice", "x.zip",
        packed(Packing::Zip, {{"a.yaml", named("first")}, {"a.yaml", named("second")}}),
        "first second");
    row("empty members", "x.zip", packed(Packing::Zip, {{"a.yaml", ""}, {"b.yaml", named("b")}}),
        "b");
    row("control characters in a name", "x.tar", packed(Packing::Tar, {{"a\x1b[2J.yaml", "\"\n"}}),
        " | manifest.unclosed !a\x1b[2J.yaml: the quote \" that is opened here is never closed");
    row("nothing", "x.zip", "", "error : there is no .yaml, .yml or .json file in this archive");
}

void TstManifestArchives::hostile() {
    QFETCH(QString, name);
    QFETCH(std::string, bytes);
    const auto got = read(name, bytes);
    QTEST(QString::fromStdString(summary(got, m_folder.filePath(name).toStdString())), "expected");
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files), QStringList{name});
    QVERIFY(QFile::remove(m_folder.filePath(name)));
}

void TstManifestArchives::cutAtEveryByte_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<std::string>("bytes");
    const std::string text = named("a") + "---\n" + named("b");
    QTest::newRow("tar") << "x.tar" << packed(Packing::Tar, kTwo);
    QTest::newRow("tar.gz") << "x.tar.gz" << packed(Packing::TarGzip, kTwo);
    QTest::newRow("zip") << "x.zip" << packed(Packing::Zip, kTwo);
    QTest::newRow("gz") << "x.gz" << packed(Packing::Gzip, {{"x", text}});
}

/// However little there is, it ends with documents, findings or an error, and never in silence: but
/// for a tar that ends between two members, since nothing in it says how many there should be.
void TstManifestArchives::cutAtEveryByte() {
    QFETCH(QString, name);
    QFETCH(std::string, bytes);
    const std::size_t step = name == "x.tar" ? 64 : 1;
    for (std::size_t size = 0; size < bytes.size(); size += step) {
        const auto got = read(name, bytes.substr(0, size));
        if (!got) {
            continue;
        }
        QCOMPARE(test::firstFault(*got), std::string());
        const bool isBetweenMembers = name == "x.tar" && size % 512 == 0;
        QVERIFY2(got->documents.size() == 2 || !got->findings.empty() || isBetweenMembers,
                 qPrintable(QString::number(size)));
    }
}

void TstManifestArchives::everyByteChanged() {
    QFETCH(QString, name);
    QFETCH(std::string, bytes);
    for (std::size_t at = 0; at<bytes.size(); at += bytes.size()> 2000 ? 7 : 1) {
        auto changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 0x55);
        if (const auto got = read(name, changed)) {
            QCOMPARE(test::firstFault(*got), std::string());
        }
    }
}

GATESIGHT_TEST(TstManifestArchives)

}  // namespace tst_manifest_archives

#include "tst_manifest_archives.moc"
