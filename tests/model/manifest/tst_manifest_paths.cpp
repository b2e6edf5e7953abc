// readPath: files, folders, archives, streams, and what stands in the way.
#include "model/manifest/file_reader.h"
#include "tests/house/test_program.h"
#include "support_manifest_text.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <thread>

namespace tst_manifest_paths {

using namespace gatesight::model;

class TstManifestPaths : public QObject {
    Q_OBJECT
private slots:
    void init();
    void namedFileOfAnyEnding();
    void folderInNameOrder();
    void folderWithoutManifests();
    void missing();
    void obstaclesInAFolder();
    void linksThatGoRound();
    void unreadableFile();
    void directObstacles();
    void archives_data();
    void archives();
    void archiveWithBrokenMember();
    void damagedArchives_data();
    void damagedArchives();
    void archiveBomb();
    void standardInput();
    void openStreams();
    void growingFile();
    void inputLimit();
    void progress();
    void cancelWithinAFile();
    void cancelWhileWaitingForInput();

private:
    [[nodiscard]] std::string path(const QString& name) const {
        return m_folder->filePath(name).toStdString();
    }
    void write(const QString& name, const QByteArray& text) const;
    void pack(const QString& name,
              const std::vector<std::pair<std::string, std::string>>& members) const;
    [[nodiscard]] std::string places(const Manifests& manifests) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TstManifestPaths::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TstManifestPaths::write(const QString& name, const QByteArray& text) const {
    const QFileInfo info(m_folder->filePath(name));
    QVERIFY(QDir().mkpath(info.path()));
    QFile file(info.filePath());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

/// The name's ending says the kind of archive. A member whose name ends with / is a folder.
void TstManifestPaths::pack(const QString& name,
                            const std::vector<std::pair<std::string, std::string>>& members) const {
    auto* handle = archive_write_new();
    if (name.endsWith(".gz") || name.endsWith(".tgz")) {
        archive_write_add_filter_gzip(handle);
    }
    const bool isSingle = name.endsWith(".gz") && !name.endsWith(".tar.gz");
    name.endsWith(".zip") ? archive_write_set_format_zip(handle)
    : isSingle            ? archive_write_set_format_raw(handle)
                          : archive_write_set_format_ustar(handle);
    QCOMPARE(archive_write_open_filename(handle, path(name).c_str()), ARCHIVE_OK);
    for (const auto& [member, text] : members) {
        auto* entry = archive_entry_new();
        archive_entry_set_pathname(entry, member.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
        archive_entry_set_filetype(entry, member.ends_with('/') ? AE_IFDIR : AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        QCOMPARE(archive_write_header(handle, entry), ARCHIVE_OK);
        archive_write_data(handle, text.data(), text.size());
        archive_entry_free(entry);
    }
    QCOMPARE(archive_write_free(handle), ARCHIVE_OK);
}

/// "file:line:column" of each document, files below the test's folder.
std::string TstManifestPaths::places(const Manifests& manifests) const {
    std::string text;
    for (const auto& document : manifests.documents) {
        text += toString(document->locate(0)).substr(m_folder->path().size() + 1) + "\n";
    }
    return text;
}

void TstManifestPaths::namedFileOfAnyEnding() {
    write("routes.txt", "a: 1\n---\nb: 2\n");
    const auto read = readPath(path("routes.txt"));
    QVERIFY(read.has_value());
    QCOMPARE(places(*read), std::string("routes.txt:1:1\nroutes.txt:3:1\n"));
    QCOMPARE(read->sources.size(), std::size_t{1});
    QCOMPARE(read->sources.front()->text, std::string("a: 1\n---\nb: 2\n"));
}

void TstManifestPaths::folderInNameOrder() {
    write("b.yaml", "b: 1\n");
    write("a/z.yml", "z: 1\n");
    write("a/y.json", "{\"y\": 1}");
    write("c.yaml", "- broken\n  c: 1\n---\nc: 2\n");
    write("ignored.txt", "a: 1\n");
    write(".hidden.yaml", "a: 1\n");
    write("gatesight.yaml", "ignore: []\n");
    write("a/gatesight.yaml", "ignore: []\n");
    write(".git/config.yaml", "a: 1\n");
    const auto read = readPath(m_folder->path().toStdString());
    QVERIFY(read.has_value());
    QCOMPARE(places(*read), std::string("a/y.json:1:1\na/z.yml:1:1\nb.yaml:1:1\nc.yaml:4:1\n"));
    QCOMPARE(test::joined(test::findingPlaces(*read)), std::string("manifest.indentation 2:4\n"));
}

void TstManifestPaths::folderWithoutManifests() {
    write("readme.txt", "a: 1\n");
    const auto read = readPath(m_folder->path().toStdString());
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().code, ReadErrorCode::NothingToRead);
}

void TstManifestPaths::missing() {
    write("a/b.yaml", "b: 1\n");
    const auto read = readPath(path("a/c/d.yaml"));
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().code, ReadErrorCode::NotFound);
    QCOMPARE(read.error().message,
             path("a/c/d.yaml") + ": there is no such file; " + path("a") + " exists");
}

void TstManifestPaths::obstaclesInAFolder() {
    write("good.yaml", "a: 1\n");
    QCOMPARE(::mkfifo(path("pipe.yaml").c_str(), 0600), 0);
    QCOMPARE(::symlink("/dev/zero", path("device.yaml").c_str()), 0);
    QCOMPARE(::symlink("nowhere", path("dangling.yaml").c_str()), 0);
    QVERIFY(QDir().mkpath(m_folder->filePath("folder.yaml")));
    const auto read = readPath(m_folder->path().toStdString());
    QVERIFY(read.has_value());
    QCOMPARE(places(*read), std::string("good.yaml:1:1\n"));
    std::string files;
    for (const auto& finding : read->findings) {
        QCOMPARE(finding.rule, std::string("manifest.unreadable"));
        files +=
            finding.source.file.substr(m_folder->path().size() + 1) + ": " + finding.message + "\n";
    }
    QCOMPARE(files, std::string("dangling.yaml: this cannot be read: there is no such file\n"
                                "device.yaml: this cannot be read: it is a device, not a file\n"
                                "pipe.yaml: this cannot be read: it is a pipe, not a file\n"));
}

void TstManifestPaths::linksThatGoRound() {
    write("a/b/good.yaml", "a: 1\n");
    QCOMPARE(::symlink("..", path("a/b/up").c_str()), 0);
    QCOMPARE(::symlink("b", path("a/c").c_str()), 0);
    QCOMPARE(::symlink("self.yaml", path("self.yaml").c_str()), 0);
    const auto read = readPath(m_folder->path().toStdString());
    QVERIFY(read.has_value());
    QCOMPARE(places(*read), std::string("a/b/good.yaml:1:1\n"));
    QCOMPARE(
        test::joined(test::findingPlaces(*read)),
        std::string(
            "manifest.folder-cycle 0:0\nmanifest.folder-cycle 0:0\nmanifest.unreadable 0:0\n"));
}

void TstManifestPaths::unreadableFile() {
    if (::geteuid() == 0) {
        QSKIP("root may read everything");
    }
    write("good.yaml", "a: 1\n");
    write("secret.yaml", "b: 1\n");
    QCOMPARE(::chmod(path("secret.yaml").c_str(), 0), 0);
    const auto read = readPath(m_folder->path().toStdString());
    QVERIFY(read.has_value());
    QCOMPARE(places(*read), std::string("good.yaml:1:1\n"));
    QCOMPARE(test::joined(test::findingPlaces(*read)), std::string("manifest.unreadable 0:0\n"));
    const auto direct = readPath(path("secret.yaml"));
    QVERIFY(!direct.has_value());
    QCOMPARE(direct.error().code, ReadErrorCode::NotReadable);
}

void TstManifestPaths::directObstacles() {
    QCOMPARE(::mkfifo(path("pipe").c_str(), 0600), 0);
    for (const auto& name : {path("pipe"), std::string("/dev/zero")}) {
        const auto read = readPath(name);
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().code, ReadErrorCode::NotReadable);
    }
}

void TstManifestPaths::archives_data() {
    QTest::addColumn<QString>("name");
    for (const auto* name : {"all.tar", "all.tar.gz", "all.tgz", "all.zip"}) {
        QTest::newRow(name) << name;
    }
}

void TstManifestPaths::archives() {
    QFETCH(QString, name);
    pack(name, {{"chart/", ""},
                {"chart/b.yaml", "b: 1\n---\nb: 2\n"},
                {"./a.json", "{\"a\": 1}"},
                {"notes.txt", "x"},
                {"chart/.hidden.yaml", "c: 1\n"}});
    const auto read = readPath(path(name));
    QVERIFY(read.has_value());
    QCOMPARE(places(*read), QString("%1!chart/b.yaml:1:1\n%1!chart/b.yaml:3:1\n%1!./a.json:1:1\n")
                                .arg(name)
                                .toStdString());
    QVERIFY(read->findings.empty());
}

void TstManifestPaths::archiveWithBrokenMember() {
    pack("all.zip", {{"a.yaml", "a: \"\n"}, {"b.yaml", "b: 1\n"}});
    const auto read = readPath(path("all.zip"));
    QVERIFY(read.has_value());
    QCOMPARE(places(*read), std::string("all.zip!b.yaml:1:1\n"));
    QCOMPARE(read->findings.size(), std::size_t{1});
    QCOMPARE(read->findings.front().source.file, path("all.zip!a.yaml"));
}

void TstManifestPaths::damagedArchives_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text named .gz") << "a.gz" << QByteArray("a: 1\n");
    QTest::newRow("text named .zip") << "a.zip" << QByteArray("a: 1\n");
    QTest::newRow("gzip header alone") << "a.tgz" << QByteArray("\x1F\x8B\x08\0\0\0\0\0\0\x03", 10);
}

void TstManifestPaths::damagedArchives() {
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    write(name, bytes);
    const auto read = readPath(path(name));
    QVERIFY(!read.has_value() || !read->findings.empty() || !read->documents.empty());
}

void TstManifestPaths::archiveBomb() {
    pack("bomb.gz", {{"bomb", std::string(std::size_t{200} << 20U, ' ')}});
    const auto read = readPath(path("bomb.gz"));
    QVERIFY(read.has_value());
    QCOMPARE(test::joined(test::findingPlaces(*read)), std::string("manifest.archive-limit 0:0\n"));
}

void TstManifestPaths::standardInput() {
    int ends[2];
    QCOMPARE(::pipe(ends), 0);
    const int before = ::dup(STDIN_FILENO);
    ::dup2(ends[0], STDIN_FILENO);
    ::close(ends[0]);
    QCOMPARE(::write(ends[1], "a: 1\n---\nb: 2\n", 14), ssize_t{14});
    ::close(ends[1]);
    const auto read = readPath("-");
    ::dup2(before, STDIN_FILENO);
    ::close(before);
    QVERIFY(read.has_value());
    QCOMPARE(read->documents.size(), std::size_t{2});
    QCOMPARE(toString(read->documents.back()->locate(0)), std::string("-:3:1"));
}

/// What a shell puts for <(command).
void TstManifestPaths::openStreams() {
    int ends[2];
    QCOMPARE(::pipe(ends), 0);
    QCOMPARE(::write(ends[1], "a: 1\n", 5), ssize_t{5});
    ::close(ends[1]);
    const auto read = readPath("/dev/fd/" + std::to_string(ends[0]));
    ::close(ends[0]);
    QVERIFY(read.has_value());
    QCOMPARE(read->documents.size(), std::size_t{1});
}

/// It may grow as it likes: the size at the begin counts.
void TstManifestPaths::growingFile() {
    write("log.yaml", "a: 1\n---\n");
    std::atomic<bool> done = false;
    std::thread writer([&] {
        QFile file(QString::fromStdString(path("log.yaml")));
        static_cast<void>(file.open(QIODevice::Append | QIODevice::Unbuffered));
        for (int i = 0; i < 100'000 && !done; ++i) {
            file.write("b: 2\n---\n");
        }
    });
    bool grew = false;
    for (int i = 0; i < 200 && !grew; ++i) {
        const auto content = readFile(path("log.yaml"), std::size_t{1} << 30U, {});
        QVERIFY(content.has_value());
        QCOMPARE(content->bytes.size() % 9, std::size_t{0});
        QVERIFY(!content->cutShort);
        grew = content->grew;
    }
    done = true;
    writer.join();
}

void TstManifestPaths::inputLimit() {
    write("many.yaml", QByteArray("a: 1\n---\n").repeated(100));
    ReadOptions options;
    options.limits.inputBytes = 48;  // five documents and the begin of the sixth
    const auto read = readPath(path("many.yaml"), options);
    QVERIFY(read.has_value());
    QCOMPARE(read->documents.size(), std::size_t{5});
    QCOMPARE(test::joined(test::findingPlaces(*read)), std::string("manifest.input-size 0:0\n"));
}

void TstManifestPaths::progress() {
    write("a.yaml", QByteArray("a: 1\n---\n").repeated(1000));
    write("b.yaml", "b: 1\n");
    std::vector<ReadProgress> seen;
    ReadOptions options;
    options.progress = [&](const ReadProgress& progress) { seen.push_back(progress); };
    const auto read = readPath(m_folder->path().toStdString(), options);
    QVERIFY(read.has_value());
    QVERIFY(!seen.empty());
    QCOMPARE(seen.back().bytesRead, std::size_t{9005});
    QCOMPARE(seen.back().bytesTotal, std::size_t{9005});
    QCOMPARE(seen.back().documents, std::size_t{1001});
    QVERIFY(std::ranges::is_sorted(seen, {}, &ReadProgress::bytesRead));
}

void TstManifestPaths::cancelWithinAFile() {
    const auto item = QByteArray("- a: {b: [1, 2, 3, 4], c: \"text\"}\n");
    for (const auto& text : {"kind: List\nitems:\n" + item.repeated(300'000),
                             QByteArray("{\"a\": [1, 2]}\n").repeated(1'000'000)}) {
        std::stop_source stop;
        ReadOptions options;
        options.stop = stop.get_token();
        QElapsedTimer sinceStop;
        options.progress = [&](const ReadProgress&) {
            if (stop.request_stop()) {
                sinceStop.start();
            }
        };
        const auto read = readText("big", text.toStdString(), options);
        QVERIFY(read.cancelled);
        QVERIFY2(sinceStop.elapsed() < 200, qPrintable(QString::number(sinceStop.elapsed())));
    }
}

void TstManifestPaths::cancelWhileWaitingForInput() {
    int ends[2];
    QCOMPARE(::pipe(ends), 0);
    std::stop_source stop;
    ReadOptions options;
    options.stop = stop.get_token();
    std::thread canceller([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        stop.request_stop();
    });
    const auto read = readPath("/dev/fd/" + std::to_string(ends[0]), options);
    canceller.join();
    ::close(ends[0]);
    ::close(ends[1]);
    QVERIFY(read.has_value());
    QVERIFY(read->cancelled);
}

GATESIGHT_TEST(TstManifestPaths)

}  // namespace tst_manifest_paths

#include "tst_manifest_paths.moc"
