#include "app/cli/environment.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>

namespace gatesight::cli {

namespace {

std::string_view variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

// POSIX: the first of these that is not empty names the locale of characters.
bool localeIsUtf8() {
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        std::string value(variable(name));
        if (value.empty())
            continue;
        std::ranges::transform(value, value.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return value.find("utf-8") != std::string::npos || value.find("utf8") != std::string::npos;
    }
    return false;
}

int columnsOfTerminal() {
    constexpr int kFewest = 40, kMost = 400;
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return Environment{}.columns;
    return std::clamp(static_cast<int>(size.ws_col), kFewest, kMost);
}

}  // namespace

Environment environmentOfProcess(std::stop_token stop) {
    Environment environment;
    environment.stop = std::move(stop);
    environment.now = std::chrono::duration_cast<std::chrono::seconds>(
                          std::chrono::system_clock::now().time_since_epoch())
                          .count();
    environment.outputIsTerminal = isatty(STDOUT_FILENO) != 0;
    environment.errorIsTerminal = isatty(STDERR_FILENO) != 0;
    if (environment.outputIsTerminal) {
        environment.columns = columnsOfTerminal();
        environment.colors = variable("NO_COLOR").empty() && variable("TERM") != "dumb";
    }
    // Only a terminal shows wrong characters; what goes into a file must not depend on the locale.
    if (environment.outputIsTerminal || environment.errorIsTerminal)
        environment.utf8 = localeIsUtf8();
    return environment;
}

}  // namespace gatesight::cli
