// Whole-element prefixes, the table of replaced prefixes, and what normalising does to hostile
// paths.
#include "simulator/routing/path_normalisation.h"
#include "simulator/routing/path_prefix.h"
#include "tests/house/test_program.h"

namespace gatesight::simulator::tst_path_prefix {

class PathPrefixTest : public QObject {
    Q_OBJECT

private slots:
    void under_data() {
        QTest::addColumn<QByteArray>("prefix");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char* prefix, const char* path, bool expected) {
            QTest::addRow("%s takes %s: %s", prefix, path, expected ? "yes" : "no")
                << QByteArray(prefix) << QByteArray(path) << expected;
        };
        row("/abc", "/abc", true);
        row("/abc", "/abc/", true);
        row("/abc", "/abc/d", true);
        row("/abc", "/abcd", false);
        row("/abc", "/ABC", false);
        row("/abc", "/ab", false);
        row("/abc/", "/abc", true);
        row("/abc/", "/abc/d", true);
        row("/abc/", "/abcd", false);
        row("/", "/", true);
        row("/", "/anything/at/all", true);
        row("/", "*", true);
        row("/a/b", "/a", false);
        row("/a/b", "/a//b", false);
    }
    void under() {
        QFETCH(QByteArray, prefix);
        QFETCH(QByteArray, path);
        QFETCH(bool, expected);
        QCOMPARE(underPrefix(comparedPrefix(prefix.toStdString()), path.toStdString()), expected);
    }

    /// The table of ReplacePrefixMatch (filter.path.replace-prefix and its cases).
    void replace_data() {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("prefix");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* path, const char* prefix, const char* value,
                            const char* expected) {
            QTest::addRow("%s, %s by '%s'", path, prefix, value)
                << QByteArray(path) << QByteArray(prefix) << QByteArray(value)
                << QByteArray(expected);
        };
        row("/foo/bar", "/foo", "/xyz", "/xyz/bar");
        row("/foo/bar", "/foo", "/xyz/", "/xyz/bar");
        row("/foo/bar", "/foo/", "/xyz", "/xyz/bar");
        row("/foo/bar", "/foo/", "/xyz/", "/xyz/bar");
        row("/foo", "/foo", "/xyz", "/xyz");
        row("/foo/", "/foo", "/xyz", "/xyz/");
        row("/foo/bar", "/foo", "", "/bar");
        row("/foo/", "/foo", "", "/");
        row("/foo", "/foo", "", "/");
        row("/foo/", "/foo", "/", "/");
        row("/foo", "/foo", "/", "/");
        row("/foo/bar", "/foo", "/", "/bar");
        row("/foo", "/foo", "/xyz/", "/xyz/");
        row("/foo//bar", "/foo", "", "/bar");
        row("/foo//bar", "/foo", "/xyz", "/xyz/bar");
        row("/foo/bar", "/foo", "xyz", "/xyz/bar");
        row("/bar", "/", "/xyz", "/xyz/bar");
        row("/", "/", "/xyz", "/xyz");
        row("/", "/", "", "/");
    }
    void replace() {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, prefix);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, expected);
        QCOMPARE(QByteArray::fromStdString(
                     replacePrefix(path.toStdString(), prefix.toStdString(), value.toStdString())),
                 expected);
    }

    void normalise_data() {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("segments");
        QTest::addColumn<QByteArray>("slashes");
        const auto row = [](const char* path, const char* segments, const char* slashes) {
            QTest::addRow("%s", path)
                << QByteArray(path) << QByteArray(segments) << QByteArray(slashes);
        };
        row("/a/b", "/a/b", "/a/b");
        row("/a/./b", "/a/b", "/a/b");
        row("/a/../b", "/b", "/b");
        row("/../a", "/a", "/a");
        row("/a/..", "/", "/");
        row("/a/.", "/a/", "/a/");
        row("/a//b", "/a//b", "/a/b");
        row("///", "///", "/");
        row("/a//../b", "/a/b", "/b");
        row("/a/%2e%2e/b", "/a/%2e%2e/b", "/a/%2e%2e/b");
        row("/a/...", "/a/...", "/a/...");
        row("/a/..;x/b", "/a/..;x/b", "/a/..;x/b");
        row("*", "*", "*");
        row("", "", "");
    }
    void normalise() {
        using enum SpecChoices::PathNormalisation;
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, segments);
        QFETCH(QByteArray, slashes);
        QCOMPARE(QByteArray::fromStdString(normalisedPath(path.toStdString(), None)), path);
        QCOMPARE(QByteArray::fromStdString(normalisedPath(path.toStdString(), DotSegments)),
                 segments);
        QCOMPARE(
            QByteArray::fromStdString(normalisedPath(path.toStdString(), DotSegmentsAndSlashes)),
            slashes);
    }
};

GATESIGHT_TEST(PathPrefixTest)

}  // namespace gatesight::simulator::tst_path_prefix

#include "tst_path_prefix.moc"
