// Small worlds out of YAML, for tests.
#pragma once

#include "model/world/world.h"

#include <QStringList>

#include <string>
#include <string_view>

namespace gatesight::simulator::test {

/// The World of one YAML text, named "test.yaml".
[[nodiscard]] model::WorldPtr worldOf(std::string text);

/// The object with this kind and name; fails the test (by an invalid id) when there is none.
[[nodiscard]] model::ObjectId idOf(const model::World& world, std::string_view kind,
                                   std::string_view namespace_, std::string_view name);

[[nodiscard]] QString text(std::string_view utf8);

/// One line each: "error scenario.field 3:7 spec.requests[0].urll: unknown field …".
[[nodiscard]] QStringList findingLines(const model::Findings& findings);

/// Lines of a text block, without empty ones and without the indentation of the first.
[[nodiscard]] QStringList linesOf(std::string_view block);

}  // namespace gatesight::simulator::test

/// Compares lists of lines and shows them as text when they differ.
#define COMPARE_LINES(actual, ...)                                                \
    do {                                                                          \
        const QStringList theActual{actual};                                      \
        const QStringList theExpected = QStringList(__VA_ARGS__);                 \
        if (theActual != theExpected)                                             \
            qInfo().noquote() << "actual:\n" + theActual.join(QLatin1Char('\n')); \
        QCOMPARE(theActual, theExpected);                                         \
    } while (false)
