#pragma once

#include <QTest>

#include <type_traits>

namespace gatesight::test {

/// Runs one class of tests with Qt Test's own arguments; the number of failures.
using TestRun = int (*)(int argc, char** argv);

/// Adds the tests of the file `source` to the program; they go by the file's name without `.cpp`.
bool addTests(const char* source, TestRun run);

template <class Test, class Application = void>
int runTests(int argc, char** argv) {
    if constexpr (std::is_void_v<Application>) {
        Test test;
        return QTest::qExec(&test, argc, argv);
    } else {
        Application application(argc, argv);
        application.setAttribute(Qt::AA_Use96Dpi, true);
        Test test;
        return QTest::qExec(&test, argc, argv);
    }
}

}  // namespace gatesight::test

/// GATESIGHT_TEST(Class[, QCoreApplication or QApplication]): in place of Qt Test's main. All tests
/// of a room are one program, `gatesight-tests-<room> <file> [arguments of Qt Test]`: what they
/// include is compiled once for a few of them, and linked once for all.
#define GATESIGHT_TEST(...)                                                        \
    [[maybe_unused]] static const bool kIsAdded =                                  \
        gatesight::test::addTests(__FILE__, gatesight::test::runTests<__VA_ARGS__>);
