// A file that is saved is the old one or the new one, whenever the program that saves it is killed.
#include "model/files/write_file.h"
#include "tests/house/test_program.h"

#include <QTemporaryDir>

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace tst_write_file {

using namespace gatesight;
namespace fs = std::filesystem;

namespace {

constexpr int kKills = 200;

std::string contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

mode_t modeOf(const std::string& path) {
    struct stat info {};
    return stat(path.c_str(), &info) == 0 ? info.st_mode & 07777 : 0;
}

/// The text of a number: its size changes from number to number, up to many pages.
std::string textOf(unsigned number) {
    const std::string word = "number: " + std::to_string(number) + "\n";
    std::string text = word;
    for (unsigned i = 0; i < (number * 7919U) % 9000U; ++i)
        text += word;
    return text + "end: " + std::to_string(number) + "\n";
}

/// The number whose whole text the file holds.
std::optional<unsigned> numberIn(const std::string& path) {
    const std::string text = contentOf(path);
    if (!text.starts_with("number: "))
        return std::nullopt;
    const auto number = static_cast<unsigned>(std::stoul(text.substr(8)));
    return text == textOf(number) ? std::optional(number) : std::nullopt;
}

/// What the parent has to know of a child that it kills.
struct Progress {
    std::atomic<unsigned> begun = 0, done = 0;
};

[[noreturn]] void saveForever(const std::string& path, Progress& progress) {
    for (unsigned number = progress.begun + 1;; ++number) {
        const std::string text = textOf(number);
        progress.begun = number;
        if (!model::writeFile(path, text, {.keepBackup = true}))
            _exit(1);
        progress.done = number;
    }
}

}  // namespace

class TestWriteFile : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    [[nodiscard]] std::string pathOf(const char* name) const {
        return (m_folder.path() + QLatin1Char('/') + QLatin1String(name)).toStdString();
    }

private Q_SLOTS:
    void isOldOrNewWhenKilled() {
        const std::string path = pathOf("killed.yaml");
        void* const memory = mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE,
                                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        QVERIFY(memory != MAP_FAILED);
        Progress& progress = *new (memory) Progress;
        QVERIFY(model::writeFile(path, textOf(0)).has_value());
        std::mt19937 random(20);
        unsigned interrupted = 0;
        for (int kill = 0; kill < kKills; ++kill) {
            // What was begun by a child that is gone is begun anew.
            progress.begun = progress.done.load();
            const pid_t child = fork();
            if (child == 0)
                saveForever(path, progress);
            QVERIFY(child > 0);
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 8000));
            ::kill(child, SIGKILL);
            int status = 0;
            QCOMPARE(waitpid(child, &status, 0), child);
            QVERIFY2(WIFSIGNALED(status), "the child could not save");
            const auto number = numberIn(path);
            QVERIFY2(number, "neither the old nor the new file");
            QVERIFY(*number == progress.done || *number == progress.begun);
            interrupted += progress.done != progress.begun;
            if (fs::exists(path + "~")) {
                const auto before = numberIn(path + "~");
                QVERIFY2(before, "the backup is not whole");
                // Both are one file in the moment before the new one takes over the name.
                QVERIFY(*before == *number || *before + 1 == *number);
            }
            progress.done = *number;
        }
        QVERIFY(fs::exists(path + "~"));
        QVERIFY2(interrupted > kKills / 4, "hardly one save was interrupted");
        munmap(memory, sizeof(Progress));
    }

    void leavesNothingElseBehind() {
        QVERIFY(fs::create_directory(pathOf("clean")));
        const std::string path = pathOf("clean/a.yaml");
        for (const char* text : {"one", "two", "three"})
            QVERIFY(model::writeFile(path, text, {.keepBackup = true}).has_value());
        QCOMPARE(contentOf(path), std::string("three"));
        QCOMPARE(contentOf(path + "~"), std::string("two"));
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(pathOf("clean")))
            names.push_back(entry.path().filename().string());
        std::ranges::sort(names);
        QCOMPARE(names, (std::vector<std::string>{"a.yaml", "a.yaml~"}));
    }

    void keepsABackupOnlyWhenAsked() {
        const std::string path = pathOf("export.csv");
        QVERIFY(model::writeFile(path, "one").has_value());
        QVERIFY(model::writeFile(path, "two").has_value());
        QCOMPARE(contentOf(path), std::string("two"));
        QVERIFY(!fs::exists(path + "~"));
    }

    void aBackupThatIsTheFileItselfIsNoTrouble() {
        const std::string path = pathOf("same.yaml");
        QVERIFY(model::writeFile(path, "one").has_value());
        fs::create_hard_link(path, path + "~");
        QVERIFY(model::writeFile(path, "two", {.keepBackup = true}).has_value());
        QCOMPARE(contentOf(path), std::string("two"));
        QCOMPARE(contentOf(path + "~"), std::string("one"));
    }

    void keepsTheMode() {
        const std::string path = pathOf("mode.yaml");
        const mode_t mask = umask(022);
        QVERIFY(model::writeFile(path, "one").has_value());
        umask(mask);
        QCOMPARE(modeOf(path), mode_t(0644));
        fs::permissions(path, fs::perms(0640));
        QVERIFY(model::writeFile(path, "two", {.keepBackup = true}).has_value());
        QCOMPARE(modeOf(path), mode_t(0640));
        QCOMPARE(modeOf(path + "~"), mode_t(0640));
        QVERIFY(model::writeFile(path, "three", {.onlyOwner = true}).has_value());
        QCOMPARE(modeOf(path), mode_t(0600));
    }

    void replacesWhatALinkNames() {
        const std::string path = pathOf("target.yaml"), alias = pathOf("link.yaml");
        QVERIFY(model::writeFile(path, "one").has_value());
        fs::create_symlink(path, alias);
        QVERIFY(model::writeFile(alias, "two").has_value());
        QVERIFY(fs::is_symlink(alias));
        QCOMPARE(contentOf(path), std::string("two"));
        // Who plants a link must not choose where something private goes.
        QVERIFY(model::writeFile(alias, "three", {.onlyOwner = true}).has_value());
        QVERIFY(!fs::is_symlink(alias));
        QCOMPARE(contentOf(path), std::string("two"));
    }

    void writesToDevicesAsTheyAre() {
        QVERIFY(model::writeFile("/dev/null", "gone", {.keepBackup = true}).has_value());
        QVERIFY(fs::is_character_file("/dev/null"));
        QVERIFY(!fs::exists("/dev/null~"));
    }

    void saysWhyItFailed() {
        const auto missing = model::writeFile(pathOf("no/folder/a.yaml"), "x");
        QVERIFY(!missing);
        QCOMPARE(missing.error(), std::string("No such file or directory"));
        const auto folder = model::writeFile(m_folder.path().toStdString(), "x");
        QVERIFY(!folder);
        QCOMPARE(folder.error(), std::string("Is a directory"));
    }

    void aFullDiskKeepsTheOldFile() {
        const std::string path = pathOf("limited.yaml");
        QVERIFY(model::writeFile(path, "old").has_value());
        const pid_t child = fork();
        if (child == 0) {
            // The size of a file is bounded: what a full disk looks like to the one who writes.
            signal(SIGXFSZ, SIG_IGN);
            const rlimit small{1000, 1000};
            setrlimit(RLIMIT_FSIZE, &small);
            _exit(model::writeFile(path, std::string(5000, 'x'), {.keepBackup = true}) ? 1 : 0);
        }
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        QCOMPARE(contentOf(path), std::string("old"));
        QVERIFY(!fs::exists(path + "~"));
    }
};

GATESIGHT_TEST(TestWriteFile)

}  // namespace tst_write_file

#include "tst_write_file.moc"
