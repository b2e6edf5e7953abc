// What a command knows of the process around it. Everything is an argument, so that tests say it
// and answers repeat.
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>

namespace gatesight::cli {

struct Environment {
    bool outputIsTerminal = false;
    bool errorIsTerminal = false;
    bool colors =
        false;          ///< the terminal shows colours and the user did not forbid them (NO_COLOR)
    bool utf8 = true;   ///< false only for a terminal whose locale is not UTF-8; files and pipes
                        ///< always get UTF-8
    int columns = 100;  ///< width of the terminal; 100 where there is none
    std::stop_token stop;
    /// The time of day in seconds since the Unix epoch, for what people ask about "now"; absent in
    /// tests. Nothing that is simulated reads it.
    std::optional<std::int64_t> now = {};
};

/// The environment of this process.
[[nodiscard]] Environment environmentOfProcess(std::stop_token stop);

}  // namespace gatesight::cli
